import { brand } from '@/brand'
import { forget, keep, recall } from './kept'
import { Refusal, send } from './transport'

interface Session {
  token: string
  member: string
  expires: number
  who: string
}

let signing: Promise<Session> | null = null

/** The token to send: the kept one while it holds, else that of a new sign-in; one sign-in at a time. */
export async function token(): Promise<string> {
  const kept = recall<Session>('session')
  if (kept && kept.who === who() && kept.expires - Date.now() > 60_000) return kept.token
  signing ??= signIn().finally(() => (signing = null))
  return (await signing).token
}

/** Forget the token, because the backend takes it no more. */
export function signOut(): void {
  forget('session')
}

/** The name under which the laptop's `dev` provider signs in; other providers know by themselves. */
export function who(): string {
  // #ifdef H5
  return recall<string>('who') ?? 'ana'
  // #endif
  // #ifndef H5
  return ''
  // #endif
}

async function signIn(): Promise<Session> {
  const answer = await send('POST', '/v1/session', {}, { provider: provider(), code: await code() })
  if (answer.status !== 200) throw new Refusal(answer.body)
  // The token holds by the server's clock, which on a laptop may pretend another day.
  const left = answer.body.expires - answer.body.server_time
  const session = { ...answer.body, expires: Date.now() + left, who: who() }
  keep('session', session)
  return session
}

function provider(): string {
  // #ifdef H5
  return brand.providers.web
  // #endif
  // #ifndef H5
  return brand.providers.weixin
  // #endif
}

function code(): Promise<string> {
  // #ifdef H5
  return Promise.resolve(who())
  // #endif
  // #ifndef H5
  return new Promise((resolve, reject) => uni.login({ success: (got) => resolve(got.code), fail: reject }))
  // #endif
}
