import { brand } from '@/brand'
import { locale } from '@/texts'
import type { Problem } from './shapes'

/** What came back, with the headers in lower case. */
export interface Answer<T = any> {
  status: number
  body: T
  headers: Record<string, string>
}

/** Nothing came back: no network, or none in time. What was asked may have happened. */
export class Unanswered extends Error {}

/** The backend said no; `problem.code` says why. */
export class Refusal extends Error {
  constructor(readonly problem: Problem) {
    super(problem.code)
  }
}

/** Where the backend is, without a slash at the end. */
export function origin(): string {
  // #ifdef H5
  if (!brand.url) return location.origin
  // #endif
  return brand.url || 'http://127.0.0.1:8000'
}

/** Send one request, once. Raises Unanswered where nothing came back. */
export function send(method: 'GET' | 'POST', path: string, header: Record<string, string>, data?: object): Promise<Answer> {
  return new Promise((resolve, reject) => {
    uni.request({
      url: origin() + path,
      method,
      data,
      header: { 'Accept-Language': locale.value, ...(data ? { 'Content-Type': 'application/json' } : {}), ...header },
      timeout: 12_000,
      success: ({ statusCode, data: body, header: came }) => {
        const headers: Record<string, string> = {}
        for (const [name, value] of Object.entries(came ?? {})) headers[name.toLowerCase()] = String(value)
        resolve({ status: statusCode, body, headers })
      },
      fail: (why) => reject(new Unanswered(why.errMsg)),
    })
  })
}
