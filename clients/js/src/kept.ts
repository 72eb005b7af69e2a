/** What is kept between starts: wishes, which nothing but their answer takes away, and what can be fetched again. */

import type {Store} from './platform.ts'

export class Kept {
  private readonly store: Store
  private readonly name: string

  /** name: what its keys begin with, so that others may share the store. */
  constructor(store: Store, name: string) {
    this.store = store
    this.name = name
  }

  read<T>(key: string): T | null {
    try {
      const held = this.store.get(`${this.name}:${key}`)
      return held === null ? null : (JSON.parse(held) as T)
    } catch {
      return null
    }
  }

  /** Keep it, if need be in the place of what can be fetched again. False where there is no room all the same. */
  keep(key: string, value: unknown): boolean {
    if (this.put(key, value)) return true
    for (const one of [...this.names('words/'), ...this.names('me')]) this.drop(one)
    return this.put(key, value)
  }

  /** Keep it where there is room. Read back, because not every platform tells that there is none. */
  put(key: string, value: unknown): boolean {
    const text = JSON.stringify(value)
    try {
      this.store.set(`${this.name}:${key}`, text)
      return this.store.get(`${this.name}:${key}`) === text
    } catch {
      return false
    }
  }

  drop(key: string): void {
    try {
      this.store.remove(`${this.name}:${key}`)
    } catch {
      // A store that forgets nothing costs a replay, which changes nothing.
    }
  }

  names(start: string): string[] {
    const all = `${this.name}:${start}`
    try {
      return this.store
        .keys()
        .filter(key => key.startsWith(all))
        .map(key => key.slice(this.name.length + 1))
    } catch {
      return []
    }
  }
}
