/** Open a screen with what it is about. */
export function go(page: string, about: Record<string, string | number> = {}): void {
  const query = Object.entries(about).map(([key, value]) => `${key}=${encodeURIComponent(value)}`)
  uni.navigateTo({url: `/pages/${page}${query.length ? `?${query.join('&')}` : ''}`})
}
