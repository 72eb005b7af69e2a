/** What the client asks of the place where it runs. `fetch.ts` and `mini.ts` are the ones that come with it. */

export interface Sent {
  method: 'GET' | 'POST'
  url: string
  headers: Record<string, string>
  /** JSON; absent in a GET. */
  body?: string
  /** Milliseconds after which no answer counts as none. */
  timeout: number
}

export interface Got {
  status: number
  /** By their names in lower case. */
  headers: Record<string, string>
  text: string
}

/** Texts by key, which outlive the page. `set` may throw where there is no room. */
export interface Store {
  get(key: string): string | null
  set(key: string, text: string): void
  remove(key: string): void
  keys(): string[]
}

export interface SignIn {
  provider: string
  /** Good for one request: each attempt asks for another one. */
  code: string
  via?: string
  channel_code?: string
}

export interface Platform {
  /** Rejects where no answer came. */
  send(sent: Sent): Promise<Got>
  store: Store
  /** The platform's own sign-in, where it has one. */
  signIn?(): Promise<SignIn>
}

/** A store that is gone with the page: what was wished is not resumed then. */
export function memory(held = new Map<string, string>()): Store {
  return {
    get: key => held.get(key) ?? null,
    set: (key, text) => void held.set(key, text),
    remove: key => void held.delete(key),
    keys: () => [...held.keys()],
  }
}

export function lowered(headers: Record<string, unknown> | undefined): Record<string, string> {
  return Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]))
}
