/** A few hundred actions of four mechanics over a network that loses, doubles and delays, with apps that are killed. */

import {afterAll, beforeAll, expect, test} from 'vitest'
import {
  browser,
  memory,
  Refusal,
  Tessera,
  Unanswered,
  type Platform,
  type Receipt,
  type Store,
  type Verdict,
} from '@tessera/client'
import {chance} from './chance.ts'
import {proxy, type Fate, type Proxy} from './proxy.ts'
import {serve, type Server} from './server.ts'

const MEMBERS = ['ana', 'bea', 'cem', 'dao', 'eli']
const SEED = 20260622
const random = chance(SEED)
const OFTEN: [number, Fate][] = [
  [0.08, 'lost before'],
  [0.18, 'lost after'],
  [0.28, 'twice'],
  [0.31, 'late'],
  [0.37, 'busy'],
  [0.4, 'throttled'],
  [0.43, 'fault'],
  [0.46, 'portal'],
]

let server: Server
let network: Proxy

beforeAll(async () => {
  server = await serve('2026-06-22T12:00:00+08:00')
  network = await proxy(server.url, draw, 1_300)
})

afterAll(async () => {
  network?.stop()
  await server?.stop()
})

function draw(path: string): Fate {
  const at = random()
  const fate = OFTEN.find(([below]) => at < below)?.[1] ?? 'through'
  return fate === 'late' && path === '/v1/session' ? 'through' : fate
}

/** An app that can be killed: it sends and stores nothing more, and hears nothing. */
class App {
  dead = false
  readonly tessera: Tessera

  constructor(name: string, held: Map<string, string>, chance: () => number) {
    const kept = memory(held)
    const store: Store = {
      ...kept,
      set: (key, text) => (this.dead ? undefined : kept.set(key, text)),
      remove: key => (this.dead ? undefined : kept.remove(key)),
    }
    const never = new Promise<never>(() => {})
    const send: Platform['send'] = async sent => {
      const got = await (this.dead ? never : browser(store).send(sent))
      return this.dead ? never : got
    }
    this.tessera = new Tessera({
      url: network.url,
      platform: {send, store},
      signIn: async () => ({provider: 'dev', code: name}),
      timeout: 1_000,
      patience: 6_000,
      wait: ms => new Promise(done => setTimeout(done, ms / 50)),
      chance,
    })
  }

  kill(): void {
    this.dead = true
  }
}

type Tap = (tessera: Tessera) => Promise<{receipt: Receipt | null}>

const draws: Tap = one =>
  one.act('/v1/campaigns/{campaign}/boxes/{box}/draw', {campaign: 'tea-shop', box: 'shop'}, {times: 1})
const exchanges: Tap = one =>
  one.act(
    '/v1/campaigns/{campaign}/collections/{collection}/exchange',
    {campaign: 'new-year-cards', collection: 'luck'},
    {fragment: 'love'},
  )
const composes: Tap = one =>
  one.act(
    '/v1/campaigns/{campaign}/collections/{collection}/compose',
    {campaign: 'new-year-cards', collection: 'luck'},
    {},
  )
const redeems: Tap = one =>
  one.act(
    '/v1/campaigns/{campaign}/redemptions/{redemption}/{offer}/redeem',
    {campaign: 'monthly-gifts', redemption: 'monthly', offer: 'serum'},
    {},
  )
const checks: Tap = one => one.act('/v1/events', {}, {type: 'member.checked_in'})
const sends =
  (to: string): Tap =>
  one =>
    one.act(
      '/v1/campaigns/{campaign}/collections/{collection}/send',
      {campaign: 'new-year-cards', collection: 'luck'},
      {fragment: 'work', to},
    )

interface Played {
  wished: number
  told: Receipt[]
  refused: string[]
  crashes: number
  /** Answered, but the app died before its page had the answer, reading home anew: history shows it. */
  unheard: number
  givenUp: number
}

/** Tap through the list; now and then the app dies in the middle, and is opened again. */
async function play(name: string, held: Map<string, string>, taps: Tap[], own: () => number): Promise<Played> {
  const played: Played = {wished: 0, told: [], refused: [], crashes: 0, unheard: 0, givenUp: 0}
  let app = new App(name, held, own)
  const resume = async () => {
    for (let tries = 0; app.tessera.open().length; tries++) {
      if (tries > 50) throw new Error('nothing gets through')
      for (const one of await app.tessera.resume()) {
        if ('done' in one && one.done.receipt) played.told.push(one.done.receipt)
        if ('refusal' in one) played.refused.push(one.refusal.code)
      }
    }
  }
  for (const tap of taps) {
    if (own() < 0.15) await app.tessera.me().catch(() => null) // so that patches of home are asked for, too
    played.wished++
    const tapped = tap(app.tessera)
    if (own() < 0.1) {
      const waiting = () => [...held.keys()].some(key => key.includes('wish'))
      expect(waiting()).toBe(true)
      const dying = app
      let heard = false
      tapped.then(
        ({receipt}) => {
          if (dying.dead) return
          heard = true
          if (receipt) played.told.push(receipt)
        },
        () => {},
      )
      await new Promise(done => setTimeout(done, own() * 60))
      app.kill()
      if (!heard && !waiting()) played.unheard++
      played.crashes++
      app = new App(name, held, own)
      await resume()
      continue
    }
    try {
      const {receipt} = await tapped
      if (receipt) played.told.push(receipt)
    } catch (error) {
      if (error instanceof Refusal) played.refused.push(error.code)
      else if (error instanceof Unanswered) {
        played.givenUp++
        await resume()
      } else throw error
    }
  }
  return played
}

/** All receipts that the service has of a member, without a bad network. */
async function history(name: string): Promise<Receipt[]> {
  const reader = new Tessera({
    url: server.url,
    platform: browser(memory()),
    signIn: async () => ({provider: 'dev', code: name}),
  })
  const all: Receipt[] = []
  let before: string | null = null
  do {
    const page: {receipts: unknown[]; before: string | null} = await reader.get(
      '/v1/me/receipts',
      {},
      before ? {before} : {},
    )
    all.push(...(page.receipts as Receipt[]))
    before = page.before
  } while (before)
  return all
}

const BY_ITSELF = ['enrol', 'update', 'receive', 'settle']

test('every wish is answered by its own receipt, and nothing happens that nobody wished', async () => {
  const stores = MEMBERS.map(() => new Map<string, string>())
  const ids: string[] = []
  for (const [at, name] of MEMBERS.entries()) {
    const calm = new Tessera({
      url: server.url,
      platform: browser(memory(stores[at])),
      signIn: async () => ({provider: 'dev', code: name}),
    })
    const member = await calm.member()
    ids.push(member)
    await server.given({member, points: 100_000, profile: {born: '1990-05-17', tier: 'gold'}})
    const fragments = {'luck/health': 80, 'luck/wealth': 80, 'luck/work': 80, 'luck/love': 8, 'luck/horse': 8}
    await server.given({member, campaign: 'new-year-cards', fragments})
  }
  const all = await Promise.all(
    MEMBERS.map((name, at) => {
      const own = chance(SEED + at)
      const friend = sends(ids[(at + 1) % ids.length]!)
      const taps = [...Array<Tap>(20).fill(draws), ...Array<Tap>(16).fill(exchanges), ...Array<Tap>(3).fill(composes)]
      taps.push(...Array<Tap>(3).fill(friend), ...Array<Tap>(2).fill(redeems), ...Array<Tap>(6).fill(checks))
      for (let i = taps.length - 1; i > 0; i--) {
        const j = Math.floor(own() * (i + 1))
        ;[taps[i], taps[j]] = [taps[j]!, taps[i]!]
      }
      return play(name, stores[at]!, taps, own)
    }),
  )
  for (const [at, name] of MEMBERS.entries()) {
    const played = all[at]!
    const kept = (await history(name)).filter(one => !BY_ITSELF.includes(one.does))
    const byId = (receipts: Receipt[]) => receipts.map(one => one.id).sort()
    expect(played.refused).toEqual([])
    const missed = byId(kept).filter(id => !played.told.some(one => one.id === id))
    expect(missed.length).toBeLessThanOrEqual(played.unheard) // some of these had no receipt
    expect([...byId(played.told), ...missed].sort()).toEqual(byId(kept)) // each once: a list, not a set
    const does = (what: string) => kept.filter(one => one.does === what).length
    expect([does('draw'), does('exchange'), does('compose'), does('send'), does('redeem')]).toEqual([20, 16, 3, 3, 2])
    expect([...stores[at]!.keys()].filter(key => key.includes('wish'))).toEqual([])
  }
  const sum = (of: (played: Played) => number) => all.reduce((n, one) => n + of(one), 0)
  const count = (fate: Fate) => network.seen.filter(one => one.fate === fate).length
  console.log(
    `${sum(one => one.wished)} wishes by ${network.seen.length} requests, of which ${count('through')} went through; ` +
      `${sum(one => one.crashes)} crashes, ${sum(one => one.givenUp)} given up and resumed; ` +
      `${sum(one => one.told.length)} receipts`,
  )
  expect(sum(one => one.crashes)).toBeGreaterThan(10)
  for (const [, fate] of OFTEN) expect(count(fate)).toBeGreaterThan(5)
})

test('all of its draws are verified once the seeds are published', async () => {
  const reader = new Tessera({
    url: server.url,
    platform: browser(memory()),
    signIn: async () => ({provider: 'dev', code: 'ana'}),
  })
  const drawn = (await history('ana')).filter(one => one.draws?.length)
  expect((await reader.verify(drawn[0]!))[0]).toEqual({is: 'sealed'})
  await server.clock({now: '2027-02-08T12:00:00+08:00'})
  const forged: Verdict[] = []
  for (const receipt of drawn) {
    for (const verdict of await reader.verify(receipt)) expect(verdict).toEqual({is: 'true'})
    const [first, ...rest] = receipt.draws!
    forged.push((await reader.verify({...receipt, draws: [{...first!, n: first!.n + 1}, ...rest]}))[0]!)
  }
  const ofAnother = await Promise.all(drawn.map(receipt => reader.verify(receipt, 'somebody-else')))
  // Chance may draw the same row with other numbers, but not each time.
  for (const verdicts of [forged, ofAnother.flat()]) expect(verdicts.some(({is}) => is === 'false')).toBe(true)
})
