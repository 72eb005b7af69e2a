import {memory, type Got, type Platform, type Sent, type Store} from './platform.ts'

/** Browsers, and whatever else has `fetch`. Where there is no localStorage, or it is forbidden, wishes end with the page. */
export function browser(store: Store = localStore() ?? memory()): Platform {
  return {send, store}
}

async function send({method, url, headers, body, timeout}: Sent): Promise<Got> {
  const ends = new AbortController()
  const timer = setTimeout(() => ends.abort(), timeout)
  try {
    const got = await fetch(url, {
      method,
      headers,
      credentials: 'omit',
      signal: ends.signal,
      ...(body === undefined ? {} : {body}),
    })
    const text = await got.text()
    const names: Record<string, string> = {}
    got.headers.forEach((value, name) => (names[name] = value))
    return {status: got.status, headers: names, text}
  } finally {
    clearTimeout(timer)
  }
}

function localStore(): Store | null {
  try {
    const kept = globalThis.localStorage
    kept.getItem('')
    return {
      get: key => kept.getItem(key),
      set: (key, text) => kept.setItem(key, text),
      remove: key => kept.removeItem(key),
      keys: () => Object.keys(kept),
    }
  } catch {
    return null
  }
}
