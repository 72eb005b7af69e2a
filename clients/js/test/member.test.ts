/** One member at the real backend, over a network that does what a test says. */

import {readFileSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {afterAll, beforeAll, expect, test, vi} from 'vitest'
import {browser, memory, Tessera, type Store} from '@tessera/client'
import {proxy, type Fate, type Proxy} from './proxy.ts'
import {serve, type Server} from './server.ts'

let server: Server
let network: Proxy

beforeAll(async () => {
  server = await serve('2026-06-22T12:00:00+08:00')
  network = await proxy(server.url, () => 'through', 300)
})

afterAll(async () => {
  network?.stop()
  await server?.stop()
})

function client(name: string, store: Store = memory()): Tessera {
  const wait = (ms: number) => new Promise<void>(done => setTimeout(done, ms / 50))
  const signIn = async () => ({provider: 'dev', code: name})
  return new Tessera({url: network.url, platform: browser(store), signIn, wait, timeout: 2_000})
}

async function rich(name: string, store?: Store): Promise<Tessera> {
  const tessera = client(name, store)
  await server.given({member: await tessera.member(), points: 1000, profile: {born: '1990-05-17'}})
  return tessera
}

const draw = (tessera: Tessera) =>
  tessera.act('/v1/campaigns/{campaign}/boxes/{box}/draw', {campaign: 'tea-shop', box: 'shop'}, {})
const drawn = async (tessera: Tessera) =>
  (await tessera.get('/v1/me/receipts', {})).receipts.filter(one => (one as {does: string}).does === 'draw').length
const since = (from: number, what: RegExp) => network.seen.slice(from).filter(one => what.test(one.path))

test('a token that ends in the middle of an action: one sign-in, and the same key again', async () => {
  const tessera = await rich('ana')
  await draw(tessera)
  const from = network.seen.length
  network.next(/draw/, 'lost after', 'unknown token') // it happens, nobody hears of it, and then the token is over
  const [{receipt, replayed}] = await Promise.all([draw(tessera), tessera.member()])
  expect([receipt?.does, replayed]).toEqual(['draw', true])
  expect(since(from, /draw/).map(one => one.status)).toEqual([200, 401, 200])
  expect(since(from, /session/).length).toBe(1)
  expect(new Set(since(from, /draw/).map(one => one.key)).size).toBe(1)
  expect(await drawn(tessera)).toBe(2)
})

test('many readings find the token over, and sign in once', async () => {
  const tessera = await rich('eve')
  const from = network.seen.length
  network.next(/receipts/, ...Array<Fate>(4).fill('unknown token'))
  await Promise.all([tessera.me(), ...[1, 2, 3, 4].map(() => tessera.get('/v1/me/receipts', {}))])
  expect(
    since(from, /receipts/)
      .map(one => one.status)
      .sort(),
  ).toEqual([200, 200, 200, 200, 401, 401, 401, 401])
  expect(since(from, /session/).length).toBe(1)
})

test('two tabs: one token, no wish lost or done twice, and both may ask about the same one', async () => {
  const store = memory()
  const first = await rich('bea', store)
  const second = client('bea', store)
  const from = network.seen.length
  await Promise.all([draw(first), draw(second), draw(first), draw(second)])
  expect(since(from, /session/)).toEqual([])
  const lost = new Tessera({
    url: network.url,
    platform: browser(store),
    signIn: () => Promise.reject(),
    wait: async () => {},
    patience: 0,
  })
  network.next(/draw/, 'lost after')
  await expect(draw(lost)).rejects.toMatchObject({code: 'no_answer'})
  const [here, there] = await Promise.all([first.resume(), second.resume()])
  const ids = [...here, ...there].map(one => ('done' in one ? [one.done.receipt?.id, one.done.replayed] : one))
  expect(ids.length).toBe(2)
  expect(ids[0]).toEqual(ids[1])
  expect(await drawn(first)).toBe(5)
  expect(store.keys().filter(key => key.includes('wish'))).toEqual([])
})

test('home follows what is done, and says the same as the service', async () => {
  const tessera = await rich('cem')
  await tessera.me()
  const {receipt, me} = await draw(tessera)
  expect(me?.version).toBe(receipt?.number)
  expect(me?.points).toBe((await client('cem').me()).points)
})

test('the clock is the service’s, which pretends another year', async () => {
  const tessera = await rich('dao')
  expect(new Date(tessera.now()).getUTCFullYear()).toBe(2026)
  expect(Math.abs(tessera.now() - (await tessera.get('/v1/health', {})).server_time)).toBeLessThan(5_000)
})

test('the README’s example runs', async () => {
  const readme = readFileSync(join(import.meta.dirname, '..', 'README.md'), 'utf8')
  const [, example] = readme.match(/```ts\n([\s\S]*?)```/)!
  const file = join(import.meta.dirname, 'readme.generated.ts')
  const said = vi.spyOn(console, 'log').mockImplementation(() => {})
  writeFileSync(file, example!.replace('http://127.0.0.1:8000', server.url))
  try {
    await import(file)
  } finally {
    rmSync(file)
  }
  const lines = said.mock.calls.map(line => line.join(' '))
  said.mockRestore()
  expect(lines[0]).toMatch(/^m\w+ has \d+ points$/)
  expect(lines[1]).toMatch(/^New: fragments\/luck\/\w+$/)
  expect(lines[2]).toBe('No: not_enough')
})
