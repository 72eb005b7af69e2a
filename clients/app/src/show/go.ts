/** The address of a screen with what it is about. */
export function address(page: string, about: Record<string, string | number> = {}): string {
  const query = Object.entries(about).map(([key, value]) => `${key}=${encodeURIComponent(value)}`)
  return `/pages/${page}${query.length ? `?${query.join('&')}` : ''}`
}

/** Open a screen with what it is about. */
export function go(page: string, about: Record<string, string | number> = {}): void {
  uni.navigateTo({url: address(page, about)})
}
