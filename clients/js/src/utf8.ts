/** UTF-8, which mini programs have no TextEncoder for. */
export function utf8(text: string): number[] {
  return Array.from(unescape(encodeURIComponent(text)), letter => letter.charCodeAt(0))
}
