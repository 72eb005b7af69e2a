import {computed, ref, shallowRef} from 'vue'
import {Refusal, type ActionPath} from '@tessera/client'
import {arrived} from './led'
import type {Me, Receipt} from './shapes'
import {tessera} from './tessera'

/** The member's home screen, as last seen; null before the first one came. */
export const me = shallowRef<Me | null>(null)
/** Why nothing can be shown; empty where something can. */
export const trouble = ref('')

/** Show what was kept, then what is new; then ask again about what was tapped and had no answer. */
export async function begin(): Promise<void> {
  // #ifdef H5
  await changeHands()
  addEventListener('online', () => void again())
  addEventListener('tessera-look', () => void refresh())
  // #endif
  show(tessera.known as Me | null)
  await again()
}

/** Read the home screen, and ask again about what had no answer. */
export async function again(): Promise<void> {
  await refresh()
  await resume()
}

/** Read the home screen, unless it is as before. */
export async function refresh(): Promise<void> {
  try {
    show((await tessera.me()) as unknown as Me)
    arrived()
    trouble.value = ''
  } catch (error) {
    if (!me.value) trouble.value = error instanceof Refusal ? error.message : 'trouble.offline'
  }
}

async function resume(): Promise<void> {
  const told = await tessera.resume()
  if (told.length) show(tessera.known as Me | null)
}

/** Do what was tapped, once. ids: what stands in the path. Raises Refusal, or Unanswered: it is sent again then. */
export async function act(
  path: ActionPath,
  ids: Record<string, string> = {},
  body: object = {},
): Promise<Receipt | null> {
  try {
    const done = await tessera.act(path, ids as any, body as any)
    if (done.me) show(done.me as unknown as Me)
    return done.receipt as Receipt | null
  } catch (error) {
    if (error instanceof Refusal) void refresh() // what was shown is out of date
    throw error
  }
}

/** Read what is no part of home, as the member. */
export async function read<T>(
  path: string,
  ids: Record<string, string> = {},
  query: Record<string, unknown> = {},
): Promise<T> {
  return (await tessera.get(path as any, ids as any, query as any)) as T
}

/** Read what anybody may. */
export async function look<T>(
  path: string,
  ids: Record<string, string>,
  query: Record<string, unknown> = {},
): Promise<T> {
  return (await tessera.look(path as any, ids as any, query as any)) as T
}

function show(next: Me | null): void {
  if (next) me.value = next
}

// #ifdef H5
/** Who is signed in by the laptop's `dev` provider leaves when the address names somebody else. */
async function changeHands(): Promise<void> {
  const name = new URLSearchParams(location.search).get('as') ?? 'ana'
  try {
    if (localStorage.getItem('tessera.as') !== name) tessera.leave()
    localStorage.setItem('tessera.as', name)
  } catch {
    /* no storage: nobody was signed in */
  }
}
// #endif

/** A campaign of the home screen. */
export function campaign(id: string) {
  return computed(() => me.value?.campaigns[id] ?? null)
}
