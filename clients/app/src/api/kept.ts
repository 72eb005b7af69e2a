/** What the phone keeps between two starts. A storage that is full or forbidden only costs speed. */

export function keep(name: string, value: unknown): void {
  try {
    uni.setStorageSync(`tessera.${name}`, JSON.stringify(value))
  } catch {
    /* full: the next start asks the backend */
  }
}

export function recall<T>(name: string): T | null {
  try {
    const text = uni.getStorageSync(`tessera.${name}`)
    return text ? (JSON.parse(text) as T) : null
  } catch {
    return null
  }
}

export function forget(name: string): void {
  try {
    uni.removeStorageSync(`tessera.${name}`)
  } catch {
    /* nothing is kept then */
  }
}
