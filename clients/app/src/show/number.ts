/** A number with its thousands apart. */
export function number(n: number): string {
  return grouped(String(n))
}

/** The same of digits that are written already, with what stands behind the point. */
export function grouped(digits: string): string {
  const [whole, cents] = digits.split('.')
  return whole!.replace(/\B(?=(\d{3})+$)/g, ',') + (cents ? `.${cents}` : '')
}
