import {forget, keep, recall} from './kept'

/** What a link or a code tells of how somebody came. */
interface Led {
  via?: string
  channel_code?: string
}

/** The forms of a token and of a channel's code. What has another form is passed over: no sign-in fails for it. */
const FORMS = {via: /^[\w-]{12,120}$/, channel_code: /^[\w.-]{1,64}$/}

/** It outlives the app until somebody is signed in, so that a link that is opened without a network counts, too. */
let came: Led = recall<Led>('led') ?? {}

/** Keep what the app was opened by, for the first sign-in: a link's query, or the scene of WeChat's codes. */
export function follow(query: Record<string, unknown> = {}): void {
  const {scene, ...given} = query
  const said: Record<string, unknown> = {...ofScene(scene), ...given}
  const found: Led = {}
  for (const name of ['via', 'channel_code'] as const) {
    const text = decoded(said[name])
    if (FORMS[name].test(text)) found[name] = text
  }
  if (!Object.keys(found).length) return
  came = found
  keep('led', found)
}

/** What is sent along with a sign-in. */
export const led = (): Led => came

/** Somebody is signed in: a link has no more to say. */
export function arrived(): void {
  if (!Object.keys(came).length) return
  came = {}
  forget('led')
}

/** Text of an address as it was written; one that nobody can read as it stands. */
export function decoded(text: unknown): string {
  try {
    return decodeURIComponent(String(text ?? ''))
  } catch {
    return String(text)
  }
}

/** A scene holds what a query does, `via=…&channel_code=…`, or the channel's code alone. */
function ofScene(scene: unknown): Record<string, unknown> {
  const text = decoded(scene)
  if (!text.includes('=')) return {channel_code: text}
  return Object.fromEntries(text.split('&').map(pair => pair.split('=')))
}
