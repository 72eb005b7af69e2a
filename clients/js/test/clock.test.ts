import {expect, test} from 'vitest'
import {json, receipt, signedIn, stage, START} from './scripted.ts'

const HOUR = 3_600_000

/** Each act is answered after so long, with the service's time in the middle of it. The phone is an hour behind. */
async function after(delays: number[], header = false): Promise<number> {
  const one = stage(sent => {
    const delay = sent.url.endsWith('/session') ? 4000 : delays.shift()!
    const server_time = one.time.now + delay / 2 + HOUR
    one.time.now += delay
    if (sent.url.endsWith('/session')) return json({server_time, token: 'T', member: 'm', expires: server_time + HOUR})
    if (!header) return json({server_time, receipt: receipt(1)})
    return json({receipt: receipt(1)}, 200, {date: new Date(server_time).toUTCString()})
  })
  while (delays.length) {
    await one.tessera.act('/v1/events', {}, {type: 'x'})
    one.time.now += 60_000
  }
  return one.tessera.now() - one.time.now - HOUR
}

test('the time is the service’s, whatever the phone says', async () => {
  expect(await after([20])).toBe(0)
})

test('a delayed answer does not set it back', async () => {
  const delays = [20, 9000]
  const one = stage(
    signedIn(() => {
      const server_time = one.time.now + HOUR
      one.time.now += delays.shift()!
      return json({server_time, receipt: receipt(1)})
    }),
  )
  await one.tessera.act('/v1/events', {}, {type: 'x'})
  const {offset} = one.tessera.clock
  await one.tessera.act('/v1/events', {}, {type: 'x'})
  expect(offset).toBe(HOUR - 10)
  expect(one.tessera.clock.offset).toBe(offset)
})

test('the Date header does where there is no other, to about a second', async () => {
  expect(Math.abs(await after([20], true))).toBeLessThan(1500)
})

test('a clock that was set is followed at once', async () => {
  let ahead = 0
  const one = stage(signedIn(() => json({server_time: one.time.now + ahead, receipt: receipt(1)})))
  for (ahead of [0, -HOUR, 5 * HOUR]) {
    await one.tessera.act('/v1/events', {}, {type: 'x'})
    expect(one.tessera.now() - one.time.now).toBe(ahead)
  }
})

test('what a cache may have kept tells no time', async () => {
  const one = stage(() => json({server_time: 5, odds: {}, blocks: {}}))
  await one.tessera.look('/v1/campaigns/{campaign}/boxes/{box}/odds', {campaign: 'a', box: 'b'})
  await one.tessera.words('a', '1:b')
  expect(one.tessera.clock.offset).toBe(0)
})

test('a stage that pretends another day is believed, and not its gateway', async () => {
  const day = 24 * HOUR
  const one = stage(
    signedIn(({url}) =>
      url.endsWith('/me')
        ? {status: 304, headers: {date: new Date(START).toUTCString()}, text: ''}
        : json({server_time: one.time.now + day, receipt: receipt(1)}),
    ),
  )
  await one.tessera.act('/v1/events', {}, {type: 'x'})
  await one.tessera.get('/v1/me', {})
  expect(one.tessera.now() - one.time.now).toBe(day)
})
