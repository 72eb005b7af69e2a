/** Mini programs. Their requests differ in the names of a few fields, and so do their stores. */

import {lowered, type Got, type Platform, type Sent, type SignIn, type Store} from './platform.ts'

interface Answer {
  data?: unknown
  status?: number
  statusCode?: number
  header?: Record<string, unknown>
  headers?: Record<string, unknown>
}

interface Request {
  url: string
  method: 'GET' | 'POST'
  data?: string
  header?: Record<string, string>
  headers?: Record<string, string>
  dataType: string
  timeout: number
  success(answer: Answer): void
  fail(answer: Answer): void
}

/** WeChat's `wx`, Douyin's `tt` and uni-app's `uni`, as far as they are used here. */
export interface Wx {
  request(request: any): unknown
  getStorageSync(key: string): any
  setStorageSync(key: string, data: any): void
  removeStorageSync(key: string): void
  getStorageInfoSync(): {keys: string[]}
  login(asked: any): unknown
}

/** Alipay's `my`, as far as it is used here. */
export interface My {
  request(request: any): unknown
  getStorageSync(asked: {key: string}): {data: any}
  setStorageSync(asked: {key: string; data: any}): unknown
  removeStorageSync(asked: {key: string}): unknown
  getStorageInfoSync(): {keys: string[]}
  getAuthCode(asked: any): unknown
}

/** A WeChat mini program: `wechat(wx)`. */
export function wechat(wx: Wx, provider = 'wechat'): Platform {
  return {send: sending(wx.request), store: storing(wx), signIn: () => login(wx, provider)}
}

/** A Douyin mini program: `douyin(tt)`. */
export function douyin(tt: Wx, provider = 'douyin'): Platform {
  return wechat(tt, provider)
}

/** An Alipay mini program: `alipay(my)`. */
export function alipay(my: My, provider = 'alipay'): Platform {
  const signIn = () =>
    new Promise<SignIn>((done, fail) =>
      my.getAuthCode({
        scopes: 'auth_base',
        success: ({authCode}: {authCode: string}) => done({provider, code: authCode}),
        fail,
      }),
    )
  const store: Store = {
    get: key => text(my.getStorageSync({key}).data),
    set: (key, data) => void my.setStorageSync({key, data}),
    remove: key => void my.removeStorageSync({key}),
    keys: () => my.getStorageInfoSync().keys,
  }
  return {send: sending(my.request), store, signIn}
}

function sending(request: (request: Request) => unknown): Platform['send'] {
  return ({method, url, headers, body, timeout}: Sent) =>
    new Promise<Got>((done, fail) =>
      request({
        url,
        method,
        header: headers,
        headers, // Alipay's name of it; each passes over the other's
        dataType: 'text', // anything but `json` leaves the text as it came
        timeout,
        success: answer => done(got(answer)),
        // Alipay calls an answer of 400 and above a failure, and tells the status there.
        fail: answer => (answer.status ? done(got(answer)) : fail(answer)),
        ...(body === undefined ? {} : {data: body}),
      }),
    )
}

function got({data, status, statusCode, header, headers}: Answer): Got {
  return {
    status: statusCode ?? status ?? 0,
    headers: lowered(header ?? headers),
    text: typeof data === 'string' ? data : JSON.stringify(data ?? null),
  }
}

function storing(wx: Wx): Store {
  return {
    get: key => text(wx.getStorageSync(key)),
    set: (key, data) => wx.setStorageSync(key, data),
    remove: key => wx.removeStorageSync(key),
    keys: () => wx.getStorageInfoSync().keys,
  }
}

/** What is absent is an empty text in WeChat, and null in Alipay. */
function text(held: unknown): string | null {
  return typeof held === 'string' && held ? held : null
}

function login(wx: Wx, provider: string): Promise<SignIn> {
  return new Promise((done, fail) => wx.login({success: ({code}: {code: string}) => done({provider, code}), fail}))
}
