/** The adapters, on stand-ins of the platforms' own objects: what each calls its fields, and how each fails. */

import {expect, test} from 'vitest'
import {alipay, douyin, Tessera, wechat, type Platform} from '@tessera/client'
import {receipt, START} from './scripted.ts'

interface Asked {
  url: string
  method: string
  data?: string
  header: Record<string, string>
  headers: Record<string, string>
  dataType: string
  timeout: number
  success(answer: object): void
  fail(answer: object): void
}

interface Fake {
  platform: Platform
  asked: Asked[]
  held: Map<string, string>
}

type Server = (asked: Asked) => {status: number; headers?: object; text: string} | null

/** https://developers.weixin.qq.com/miniprogram/dev/api/network/request/wx.request.html */
function wx(server: Server, make: typeof wechat): Fake {
  const held = new Map<string, string>()
  const asked: Asked[] = []
  const platform = make({
    request: (one: Asked) => {
      asked.push(one)
      const got = server(one)
      if (got) one.success({statusCode: got.status, header: got.headers ?? {}, data: got.text})
      else one.fail({errMsg: 'request:fail timeout'})
    },
    getStorageSync: key => held.get(key) ?? '',
    setStorageSync: (key, data) => void held.set(key, data),
    removeStorageSync: key => void held.delete(key),
    getStorageInfoSync: () => ({keys: [...held.keys()]}),
    login: ({success}) => success({code: 'a code', errMsg: 'login:ok'}),
  })
  return {platform, asked, held}
}

/** https://opendocs.alipay.com/mini/api/owycmh */
function my(server: Server): Fake {
  const held = new Map<string, string>()
  const asked: Asked[] = []
  const platform = alipay({
    request: (one: Asked) => {
      asked.push(one)
      const got = server(one)
      if (!got) one.fail({error: 13, errorMessage: 'timeout'})
      else if (got.status >= 400) one.fail({error: 19, status: got.status, headers: got.headers ?? {}, data: got.text})
      else one.success({status: got.status, headers: got.headers ?? {}, data: got.text})
    },
    getStorageSync: ({key}) => ({data: held.get(key) ?? null}),
    setStorageSync: ({key, data}) => void held.set(key, data),
    removeStorageSync: ({key}) => void held.delete(key),
    getStorageInfoSync: () => ({keys: [...held.keys()]}),
    getAuthCode: ({success}) => success({authCode: 'a code'}),
  })
  return {platform, asked, held}
}

const PLATFORMS: [string, (server: Server) => Fake][] = [
  ['wechat', server => wx(server, wechat)],
  ['douyin', server => wx(server, douyin)],
  ['alipay', my],
]

test.each(PLATFORMS)('%s: a wish goes over its network, store and sign-in', async (provider, make) => {
  const answers = [
    null,
    {
      status: 503,
      headers: {'Retry-After': '3'},
      text: JSON.stringify({code: 'busy', status: 503, server_time: START}),
    },
    {status: 409, text: JSON.stringify({code: 'not_enough', status: 409, detail: 'No.', server_time: START})},
    {
      status: 200,
      headers: {'Idempotent-Replayed': 'true'},
      text: JSON.stringify({server_time: START, receipt: receipt(1)}),
    },
  ]
  const session = JSON.stringify({server_time: START, token: 'T', member: 'm', expires: START + 3_600_000})
  const fake = make(({url}) => (url.endsWith('/session') ? {status: 200, text: session} : answers.shift()!))
  const waits: number[] = []
  const tessera = new Tessera({
    url: 'https://shop.example',
    platform: fake.platform,
    local: () => START,
    wait: async ms => void waits.push(ms),
    chance: () => 0,
    locale: () => 'zh-CN',
  })
  await expect(tessera.act('/v1/events', {}, {type: 'x'})).rejects.toMatchObject({code: 'not_enough'})
  expect(waits).toEqual([500, 3000])
  expect(await tessera.act('/v1/events', {}, {type: 'x'})).toMatchObject({replayed: true})
  expect(JSON.parse(fake.asked[0]!.data!)).toEqual({provider, code: 'a code'})
  const sent = fake.asked[1]!
  expect([sent.method, sent.data, sent.dataType, sent.timeout]).toEqual(['POST', '{"type":"x"}', 'text', 10_000])
  expect(provider === 'alipay' ? sent.headers : sent.header).toMatchObject({
    Authorization: 'Bearer T',
    'Content-Type': 'application/json',
    'Accept-Language': 'zh-CN',
  })
  expect([...fake.held.keys()]).toEqual(['tessera:session'])
  tessera.leave()
  expect([...fake.held.keys()]).toEqual([])
})
