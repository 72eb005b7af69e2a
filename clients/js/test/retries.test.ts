import {expect, test} from 'vitest'
import {memory, Refusal, Unanswered, type Got} from '@tessera/client'
import {json, problem, receipt, session, signedIn, stage, START, type Stage} from './scripted.ts'

const DONE = json({server_time: START, receipt: receipt(1)})
const HTML: Got = {status: 200, headers: {'content-type': 'text/html'}, text: '<h1>Welcome to the hotel</h1>'}

function act({tessera}: Stage): Promise<unknown> {
  return tessera.act('/v1/events', {}, {type: 'member.checked_in'}).then(
    ({receipt}) => receipt?.id,
    error => error.code,
  )
}

/** What comes back, one after the other; what comes of it; what was waited; and whether the wish is kept. */
const TABLE: [name: string, answers: (Got | null)[], outcome: string, waits: number[], kept: number][] = [
  ['an answer', [DONE], 'r1', [], 0],
  ['no answer, then one', [null, null, DONE], 'r1', [500, 1000], 0],
  [
    "somebody else's answer is none",
    [HTML, json({hello: 1}), json({message: 'Forbidden'}, 403), DONE],
    'r1',
    [500, 1000, 2000],
    0,
  ],
  ['the seconds of Retry-After', [problem(503, 'busy', {'retry-after': '3'}), DONE], 'r1', [3000], 0],
  ['the seconds in the body', [json({code: 'busy', status: 503, retry_after: 4}, 503), DONE], 'r1', [4000], 0],
  ['429 is no refusal', [problem(429, 'too_many_requests', {'retry-after': '2'}), DONE], 'r1', [2000], 0],
  ['a fault, twice', [problem(500, 'internal_error'), problem(500, 'internal_error'), DONE], 'r1', [500, 1000], 0],
  ['a fault, three times', Array(3).fill(problem(500, 'internal_error')), 'internal_error', [500, 1000], 1],
  ['never an answer', Array(99).fill(null), 'no_answer', [500, 1000, 2000, 4000, 8000, 16000], 1],
  ['always busy', Array(99).fill(problem(503, 'busy', {'retry-after': '25'})), 'busy', [25000, 25000], 1],
  ['a token that is over', [problem(401, 'unauthenticated'), DONE], 'r1', [], 0],
  ['tokens that are never good', Array(9).fill(problem(401, 'token_revoked')), 'token_revoked', [], 1],
  ['a refusal', [problem(409, 'not_enough')], 'not_enough', [], 0],
  ['a code that nobody has heard of', [problem(418, 'teapot')], 'teapot', [], 0],
  ['a closed window', [problem(403, 'window_closed')], 'window_closed', [], 0],
  ['a mistake of the client', [problem(422, 'invalid_body')], 'invalid_body', [], 0],
]

test.each(TABLE)('%s', async (_, answers, outcome, waits, kept) => {
  const left = [...answers]
  const one = stage(signedIn(() => left.shift() ?? null))
  expect(await act(one)).toBe(outcome)
  expect(one.waits).toEqual(waits)
  expect(one.tessera.open().length).toBe(kept)
  const keys = one.sent.filter(sent => sent.headers['Idempotency-Key']).map(sent => sent.headers['Idempotency-Key'])
  expect(new Set(keys).size).toBe(1)
  expect(keys[0]).toMatch(/^[\x21-\x7e]{16,255}$/)
})

test('a pause has some chance in it', async () => {
  const left = [null, DONE]
  const one = stage(
    signedIn(() => left.shift() ?? null),
    memory(),
    {chance: () => 0.5},
  )
  await act(one)
  expect(one.waits).toEqual([625])
})

test('two taps are two keys, and the second waits for its turn', async () => {
  let under = 0
  let most = 0
  const one = stage(
    signedIn(async () => {
      most = Math.max(most, ++under)
      await new Promise(done => setTimeout(done, 5))
      under--
      return DONE
    }),
  )
  await Promise.all([act(one), act(one), act(one)])
  const keys = one.sent.filter(sent => !sent.url.endsWith('/session')).map(sent => sent.headers['Idempotency-Key'])
  expect(new Set(keys).size).toBe(3)
  expect(most).toBe(1)
})

test('taps without a network are given up together', async () => {
  const one = stage(signedIn(() => null))
  await one.tessera.member()
  expect(await Promise.all([act(one), act(one), act(one)])).toEqual(['no_answer', 'no_answer', 'no_answer'])
  expect(one.time.now - START).toBeLessThan(60_000)
  expect(one.tessera.open().length).toBe(3)
})

test('one sign-in at a time, with a new code at each attempt', async () => {
  let codes = 0
  const answers = [null, problem(401, 'bad_code'), session()]
  const one = stage(sent => (sent.url.endsWith('/session') ? answers.shift()! : DONE), memory(), {
    signIn: async () => ({provider: 'wechat', code: `code-${++codes}`}),
  })
  await Promise.all([act(one), act(one), one.tessera.member()])
  const bodies = one.sent.filter(sent => sent.url.endsWith('/session')).map(sent => JSON.parse(sent.body ?? '').code)
  expect(bodies).toEqual(['code-1', 'code-2', 'code-3'])
})

test.each([
  [
    'a phone whose clock is right signs in before a token that is over is sent',
    0,
    ['/session', '/events', '/session', '/events'],
  ],
  ['a phone that is a day ahead does not sign in each time', 86_400_000, ['/session', '/events', '/events']],
])('%s', async (_, ahead, paths) => {
  const one = stage(signedIn(() => DONE))
  one.time.now += ahead
  await act(one)
  one.time.now += 3 * 3_600_000
  await act(one)
  expect(one.sent.map(sent => sent.url.split('/v1')[1])).toEqual(paths)
})

test('a sign-in that the platform breaks off leaves the wish for later', async () => {
  const store = memory()
  const first = stage(
    signedIn(() => DONE),
    store,
  )
  await act(first)
  let off = true
  const answer = signedIn(() => DONE)
  const one = stage(answer, store, {
    signIn: async () => (off ? Promise.reject(new Error('the member said no')) : {provider: 'dev', code: 'ana'}),
  })
  one.time.now += 3 * 3_600_000
  expect(await act(one)).toBe('sign_in_failed')
  expect(one.tessera.open().length).toBe(1)
  off = false
  const [resumed] = await one.tessera.resume()
  expect(resumed && 'done' in resumed && resumed.done.receipt?.id).toBe('r1')
})

test('a wish is never sent for somebody else', async () => {
  const store = memory()
  const ana = stage(
    signedIn(() => null),
    store,
  )
  expect(await act(ana)).toBe('no_answer')
  const bea = stage(one => (one.url.endsWith('/session') ? session('T2', 'm-bea') : DONE), store)
  bea.tessera.leave()
  await bea.tessera.member()
  expect(await bea.tessera.resume()).toEqual([])
  expect(bea.sent.some(one => one.headers['Idempotency-Key'])).toBe(false)
  bea.tessera.leave()
  const back = stage(
    signedIn(() => DONE),
    store,
  )
  await back.tessera.member()
  expect((await back.tessera.resume()).length).toBe(1)
})

test('a wish is not sent for whoever signs in while it waits', async () => {
  const members = ['m-ana', 'm-bea']
  const one = stage(sent =>
    sent.url.endsWith('/session')
      ? session('T', members.shift())
      : members.length
        ? problem(401, 'unauthenticated')
        : DONE,
  )
  expect(await act(one)).toBe('other_member')
})

test('resuming ends at the first wish that has no answer yet, and keeps the order', async () => {
  const store = memory()
  const before = stage(
    signedIn(() => null),
    store,
    {patience: 0},
  )
  for (const type of ['one', 'two', 'three']) await before.tessera.act('/v1/events', {}, {type}).catch(() => {})
  const sent: string[] = []
  const one = stage(
    signedIn(({body}) => {
      sent.push(JSON.parse(body ?? '').type)
      return sent.length < 2 ? DONE : null
    }),
    store,
    {patience: 0},
  )
  const told = await one.tessera.resume()
  expect(sent).toEqual(['one', 'two'])
  expect(told.map(each => ('unanswered' in each ? each.unanswered instanceof Unanswered : 'done' in each))).toEqual([
    true,
    true,
  ])
  expect(one.tessera.open().map(wish => (wish.body as {type: string}).type)).toEqual(['two', 'three'])
})

test('a refusal says what the service said', async () => {
  const one = stage(
    signedIn(() =>
      json({code: 'window_closed', status: 403, detail: 'Not open yet.', opens: 5, server_time: START}, 403),
    ),
  )
  const refusal = await one.tessera.act('/v1/events', {}, {type: 'x'}).catch((error: unknown) => error)
  expect(refusal).toBeInstanceOf(Refusal)
  expect(refusal).toMatchObject({code: 'window_closed', status: 403, message: 'Not open yet.', problem: {opens: 5}})
})
