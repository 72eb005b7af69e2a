/** What may be told again, such as an address: sent until there is an answer, for one member, and never stored. */

import {expect, test} from 'vitest'
import {memory, type Got} from '@tessera/client'
import {json, problem, session, signedIn, stage, START, type Stage} from './scripted.ts'

const PATH = '/v1/me/prizes/{campaign}/{prize}/address'
const HOME = {
  name: 'Ana',
  phone: '138 0000 0000',
  lines: ['Wukang Road 376'],
  district: '',
  city: 'Shanghai',
  region: '',
  postcode: '',
  country: 'CN',
}
const KEPT = json({server_time: START, address: HOME})

const tell = ({tessera}: Stage) =>
  tessera.tell(PATH, {campaign: 'kids-atelier', prize: 'bike'}, {address: HOME}).then(
    ({address}) => address.city,
    error => error.code,
  )

/** What comes back, one after the other; what comes of it; and how often it was sent. */
const TABLE: [name: string, answers: (Got | null)[], outcome: string, times: number][] = [
  ['an answer', [KEPT], 'Shanghai', 1],
  ['an answer that was lost', [null, KEPT], 'Shanghai', 2],
  ['a busy service', [problem(503, 'busy'), KEPT], 'Shanghai', 2],
  ['a token that is over', [problem(401, 'unauthenticated'), KEPT], 'Shanghai', 2],
  ['a refusal', [problem(404, 'unknown_prize')], 'unknown_prize', 1],
  ['never an answer', Array(99).fill(null), 'no_answer', 7],
]

test.each(TABLE)('%s', async (_, answers, outcome, times) => {
  const left = [...answers]
  const held = new Map<string, string>()
  const one = stage(
    signedIn(() => left.shift() ?? null),
    memory(held),
  )
  expect(await tell(one)).toBe(outcome)
  const told = one.sent.filter(sent => sent.url.endsWith('/kids-atelier/bike/address'))
  expect(told.map(sent => JSON.parse(sent.body ?? ''))).toEqual(Array(times).fill({address: HOME}))
  expect([...held.values()].join()).not.toContain('Wukang')
  expect(one.tessera.open()).toEqual([])
})

test('it is never told for somebody else', async () => {
  const members = ['m-ana', 'm-ben']
  const one = stage(sent =>
    sent.url.endsWith('/v1/session') ? session('T', members.shift()) : problem(401, 'token_revoked'),
  )
  expect(await tell(one)).toBe('other_member')
  expect(one.sent.filter(sent => sent.url.includes('address')).length).toBe(1)
})
