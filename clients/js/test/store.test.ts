import {expect, test} from 'vitest'
import {memory, type Store} from '@tessera/client'
import {json, receipt, signedIn, stage, START} from './scripted.ts'

const WORDS = {
  campaign: 'care-box',
  version: '1:aa',
  blocks: {'': {title: 'A'.repeat(400), text: null, image: null, extra: {}}},
  prizes: {},
}
const answer = signedIn(({url}) =>
  url.includes('/words/')
    ? json(WORDS)
    : url.endsWith('/v1/me')
      ? json({server_time: START, me: {member: 'm-ana', version: 1}})
      : json({server_time: START, receipt: receipt(1)}),
)
const TAP = ['/v1/events', {}, {type: 'member.checked_in'}] as const

/** A store of so many characters. silent: it does not tell that it is full. */
function small(most: number, silent = false): Store & {held: Map<string, string>} {
  const held = new Map<string, string>()
  const size = () => [...held].reduce((n, [key, text]) => n + key.length + text.length, 0)
  const set = (key: string, text: string) => {
    if (size() - (held.get(key)?.length ?? -key.length) + text.length <= most) held.set(key, text)
    else if (!silent) throw new Error('QuotaExceededError')
  }
  return {...memory(held), set, held}
}

test('a wish is stored with its key before it is sent', async () => {
  const store = memory()
  let stored: string[] = []
  const one = stage(
    signedIn(sent => {
      stored = store.keys().filter(key => key.endsWith(sent.headers['Idempotency-Key']!))
      return json({server_time: START, receipt: receipt(1)})
    }),
    store,
  )
  await one.tessera.act(...TAP)
  expect(stored.length).toBe(1)
  expect(store.keys()).toEqual(['tessera:session'])
})

test.each([false, true])('what can be fetched again makes room for a wish (a silent store: %s)', async silent => {
  const store = small(850, silent)
  const one = stage(answer, store)
  await one.tessera.me()
  await one.tessera.words('care-box', '1:aa')
  expect([...store.held.keys()].some(key => key.includes('words'))).toBe(true)
  const {receipt} = await one.tessera.act(...TAP)
  expect(receipt?.id).toBe('r1')
  expect([...store.held.keys()].some(key => key.includes('words'))).toBe(false)
})

test.each([false, true])('without room, a wish is refused and not sent (a silent store: %s)', async silent => {
  const one = stage(answer, small(150, silent))
  await expect(one.tessera.act(...TAP)).rejects.toMatchObject({code: 'storage_full', status: 0, problem: null})
  expect(one.sent.map(sent => sent.url)).toEqual(['https://shop.example/api/v1/session'])
})

test('a full store takes nothing from reading', async () => {
  const one = stage(answer, small(0))
  expect((await one.tessera.me()).version).toBe(1)
  expect((await one.tessera.words('care-box', '1:aa')).campaign).toBe('care-box')
  expect(one.tessera.open()).toEqual([])
})

test('a store that is broken, or holds what is no JSON, is as an empty one', async () => {
  const broken = () => {
    throw new Error('SecurityError')
  }
  const forbidden: Store = {get: broken, set: broken, remove: broken, keys: broken}
  expect((await stage(answer, forbidden).tessera.me()).version).toBe(1)
  const held = new Map([
    ['tessera:session', '{'],
    ['tessera:me', 'null'],
    ['tessera:wish/1', '['],
  ])
  const one = stage(answer, memory(held))
  expect((await one.tessera.me()).version).toBe(1)
  expect(one.tessera.open()).toEqual([])
})

test('a second tab uses the token of the first, and each keeps its own wishes', async () => {
  const store = memory()
  const first = stage(answer, store)
  const second = stage(answer, store)
  await Promise.all([first.tessera.act(...TAP)])
  await second.tessera.act(...TAP)
  expect(second.sent.map(sent => sent.url.split('/v1')[1])).toEqual(['/events'])
})
