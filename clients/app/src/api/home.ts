import { computed, ref, shallowRef } from 'vue'
import { keep, recall } from './kept'
import { patched } from './patch'
import { signOut, token, who } from './session'
import type { Me, Receipt } from './shapes'
import { type Answer, Refusal, send, Unanswered } from './transport'
import { clock } from '@/show/clock'

interface Kept {
  who: string
  etag: string
  me: Me
}

/** The member's home screen, as last seen; null before the first one came. */
export const me = shallowRef<Me | null>(null)
/** Whether the last request found no network. */
export const offline = ref(false)
/** The problem for which nothing can be shown, if there is one. */
export const trouble = ref('')

let etag = ''
/** The wishes that have no answer yet, by key. They outlive the app: each is sent again until there is one. */
interface Wish {
  key: string
  path: string
  body: object
}

/** Show what was kept, then ask for what is new. */
export async function begin(): Promise<void> {
  const kept = recall<Kept>('home')
  if (kept && kept.who === who()) {
    me.value = kept.me
    etag = kept.etag
  }
  await refresh()
  for (const wish of recall<Wish[]>('wishes') ?? []) await send_wish(wish).catch(() => null)
}

/** Read the home screen, unless it is as before. */
export async function refresh(): Promise<void> {
  try {
    const answer = await ask('GET', '/v1/me', etag ? { 'If-None-Match': etag } : {})
    if (answer.status === 304) return
    show(answer.body.me, answer.headers.etag ?? '')
    trouble.value = ''
  } catch (error) {
    if (!me.value) trouble.value = error instanceof Refusal ? error.problem.detail : 'offline'
  }
}

/** Read what changes seldom or is no part of home. */
export async function read<T>(path: string, open = false): Promise<T> {
  return (open ? counted(await send('GET', path, {})) : await ask('GET', path)).body
}

/** Do what was tapped: one wish, one key, however often it has to be sent. Raises Refusal, or Unanswered: it stays a
 * wish then, and is sent again.
 */
export async function act(path: string, body: object = {}): Promise<Receipt | null> {
  const wish = { key: newKey(), path, body }
  keep('wishes', [...(recall<Wish[]>('wishes') ?? []), wish])
  return send_wish(wish)
}

async function send_wish(wish: Wish): Promise<Receipt | null> {
  for (let attempt = 0; ; attempt++) {
    try {
      const header = { 'Idempotency-Key': wish.key, Prefer: 'return=representation' }
      const answer = await ask('POST', wish.path, header, wish.body)
      done(wish)
      const home = answer.body.home
      if (home && me.value && home.from === me.value.version) show(patched(me.value, home.patch), '')
      else await refresh()
      return answer.body.receipt
    } catch (error) {
      const retry = error instanceof Refusal && [429, 500, 503].includes(error.problem.status)
      if (!retry && !(error instanceof Unanswered)) done(wish)
      if (!retry && !(error instanceof Unanswered)) throw error
      if (attempt === 3) throw error
      await new Promise((after) => setTimeout(after, Math.min(8000, 600 * 2 ** attempt) * (0.75 + Math.random() / 2)))
    }
  }
}

function done(wish: Wish): void {
  keep('wishes', (recall<Wish[]>('wishes') ?? []).filter((other) => other.key !== wish.key))
}

/** A request with the member's token; after a 401 once more with a new one. */
async function ask(method: 'GET' | 'POST', path: string, header: Record<string, string> = {}, body?: object): Promise<Answer> {
  try {
    for (const last of [false, true]) {
      const answer = await send(method, path, { ...header, Authorization: `Bearer ${await token()}` }, body)
      if (answer.status < 400 && answer.body?.server_time) clock.heard(answer.body.server_time)
      if (answer.status !== 401 || last) return counted(answer)
      signOut()
    }
  } catch (error) {
    if (error instanceof Unanswered) offline.value = true
    throw error
  }
  throw new Unanswered()
}

/** What came, unless it is a no. An answer that a cache may keep tells no time: the clock is set where it can't be. */
function counted(answer: Answer): Answer {
  offline.value = false
  if (answer.status >= 400) throw new Refusal({ ...answer.body, status: answer.status })
  return answer
}

function show(next: Me, tag: string): void {
  me.value = next
  etag = tag
  keep('home', { who: who(), etag, me: next } satisfies Kept)
}

/** 128 bits, which name one wish for good. */
function newKey(): string {
  let key = ''
  for (let i = 0; i < 32; i++) key += Math.floor(Math.random() * 16).toString(16)
  return `tap-${Date.now().toString(36)}-${key}`
}

/** A campaign of the home screen. */
export function campaign(id: string) {
  return computed(() => me.value?.campaigns[id] ?? null)
}
