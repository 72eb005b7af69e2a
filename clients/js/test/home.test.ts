import {expect, test} from 'vitest'
import {memory, merged} from '@tessera/client'
import {json, receipt, signedIn, stage, START} from './scripted.ts'

const ME = {
  member: 'm-ana',
  version: 3,
  points: 5,
  coupons: ['a'],
  campaigns: {care: {has: {'draws/care': 1}, joined: null}},
}
const TAP = ['/v1/events', {}, {type: 'member.checked_in'}] as const

function home(change: object | undefined, me: object = ME) {
  return stage(
    signedIn(({url, headers}) => {
      if (!url.endsWith('/v1/me'))
        return json({server_time: START, receipt: receipt(4), ...(change ? {home: change} : {})})
      if (headers['If-None-Match'] === 'W/"3"')
        return {status: 304, headers: {date: new Date(START).toUTCString()}, text: ''}
      return json({server_time: START, me}, 200, {etag: 'W/"3"'})
    }),
  )
}

const asked = (one: ReturnType<typeof stage>) => one.sent.map(sent => sent.url.split('/v1')[1])

test('home is read whole once, and then only asked whether it moved', async () => {
  const one = home(undefined)
  expect(one.tessera.known).toBe(null)
  expect(await one.tessera.me()).toEqual(ME)
  expect(await one.tessera.me()).toEqual(ME)
  expect(one.sent.map(sent => sent.headers['If-None-Match'])).toEqual([undefined, undefined, 'W/"3"'])
})

test('home of the last start is there at once', async () => {
  const store = memory()
  const answer = signedIn(() => json({server_time: START, me: ME}))
  await stage(answer, store).tessera.me()
  expect(stage(answer, store).tessera.known).toEqual(ME)
})

test('an action brings the part of home that it changed: one request', async () => {
  const one = home({from: 3, patch: {version: 4, points: 9, campaigns: {care: {has: {'draws/care': null}}}}})
  await one.tessera.me()
  const {me} = await one.tessera.act(...TAP)
  expect(me).toEqual({...ME, version: 4, points: 9, campaigns: {care: {has: {}, joined: null}}})
  expect(one.tessera.known).toBe(me)
  expect(asked(one)).toEqual(['/session', '/me', '/events'])
  expect(one.sent[2]!.headers['Prefer']).toBe('return=representation')
  await one.tessera.me()
  expect(one.sent[3]!.headers['If-None-Match']).toBe(undefined) // it names no home that the service has told
})

test.each([
  ['absent, as of an earlier release or a replay', undefined],
  ['of another version: something happened in between', {from: 2, patch: {version: 3}}],
  ['null', null],
])('where the change is %s, home is read', async (_, change) => {
  const one = home(change as object | undefined)
  await one.tessera.me()
  expect((await one.tessera.act(...TAP)).me).toEqual(ME)
  expect(asked(one)).toEqual(['/session', '/me', '/events', '/me'])
})

test('who never read home is not sent any', async () => {
  const one = home({from: 3, patch: {}})
  expect((await one.tessera.act(...TAP)).me).toBe(null)
  expect(asked(one)).toEqual(['/session', '/events'])
  expect(one.sent[1]!.headers['Prefer']).toBe(undefined)
})

test('a home that was overtaken by an action does not come back', async () => {
  const stages = [ME, {...ME, version: 2, points: 1}]
  const one = stage(signedIn(() => json({server_time: START, me: stages.shift() ?? ME})))
  await one.tessera.me()
  expect((await one.tessera.me()).version).toBe(3)
})

test("another member's home is not shown", async () => {
  const one = home(undefined)
  await one.tessera.me()
  one.tessera.leave()
  expect(one.tessera.known).toBe(null)
})

test('where two records became one, home is kept under whoever signed in', async () => {
  const one = home({from: 3, patch: {version: 4}}, {...ME, member: 'm-older'})
  await one.tessera.me()
  expect((await one.tessera.act(...TAP)).me).toMatchObject({member: 'm-older', version: 4})
})

// RFC 7396, appendix A.
test.each([
  [{a: 'b'}, {a: 'c'}, {a: 'c'}],
  [{a: 'b'}, {b: 'c'}, {a: 'b', b: 'c'}],
  [{a: 'b'}, {a: null}, {}],
  [{a: 'b', b: 'c'}, {a: null}, {b: 'c'}],
  [{a: ['b']}, {a: 'c'}, {a: 'c'}],
  [{a: 'c'}, {a: ['b']}, {a: ['b']}],
  [{a: {b: 'c'}}, {a: {b: 'd', c: null}}, {a: {b: 'd'}}],
  [{a: [{b: 'c'}]}, {a: [1]}, {a: [1]}],
  [
    ['a', 'b'],
    ['c', 'd'],
    ['c', 'd'],
  ],
  [{a: 'b'}, ['c'], ['c']],
  [{a: 'foo'}, null, null],
  [{a: 'foo'}, 'bar', 'bar'],
  [{e: null}, {a: 1}, {e: null, a: 1}],
  [[1, 2], {a: 'b', c: null}, {a: 'b'}],
  [{}, {a: {bb: {ccc: null}}}, {a: {bb: {}}}],
])('%j with %j is %j', (before, patch, after) => {
  const was = JSON.stringify(before)
  expect(merged(before, patch)).toEqual(after)
  expect(JSON.stringify(before)).toBe(was)
})
