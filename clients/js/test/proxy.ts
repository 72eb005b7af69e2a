/** A bad network before a backend: what it does to each request is drawn, or said by the test. */

import {createServer, type IncomingMessage, type ServerResponse} from 'node:http'
import type {AddressInfo} from 'node:net'

export type Fate =
  | 'through'
  | 'lost before' // the backend never sees it
  | 'lost after' // it happens, and nobody hears of it
  | 'twice' // the backend gets it twice at once
  | 'late' // the answer comes when the client has given up waiting
  | 'busy' // a gateway answers 503, and asks to wait
  | 'throttled' // 429
  | 'fault' // it happens, and a 500 is answered
  | 'unknown token' // the backend gets another token than the client's, as if that were over
  | 'portal' // somebody else answers, in HTML, that all is well

export interface Proxy {
  url: string
  /** What happens to the next requests whose path matches, before chance decides again. */
  next(path: RegExp, ...fates: Fate[]): void
  /** Every request that came: method, path, key, and whether it said `If-None-Match`. */
  seen: {
    method: string
    path: string
    key: string | undefined
    token: string | undefined
    fate: Fate
    status: number
    /** Of the answer's body, as it was before it was compressed. */
    bytes: number
  }[]
  stop(): void
}

interface Whole {
  status: number
  headers: [string, string][]
  body: Buffer
}

export async function proxy(backend: string, draw: (path: string) => Fate, lateness: number): Promise<Proxy> {
  const said: [RegExp, Fate][] = []
  const seen: Proxy['seen'] = []
  const server = createServer(async (asked, answer) => {
    const path = asked.url ?? '/'
    const at = said.findIndex(([matches]) => matches.test(path))
    const fate = at < 0 ? draw(path) : said.splice(at, 1)[0]![1]
    const entry = {
      method: asked.method ?? '',
      path,
      key: header(asked, 'idempotency-key'),
      token: header(asked, 'authorization'),
      fate,
      status: 0,
      bytes: 0,
    }
    seen.push(entry)
    const body = await read(asked)
    const forward = () => pass(backend + path, asked, body)
    if (fate === 'unknown token') asked.headers.authorization = 'Bearer over'
    try {
      if (fate === 'lost before') return void asked.socket.destroy()
      if (fate === 'portal')
        return void answer.writeHead(200, {'Content-Type': 'text/html'}).end('<h1>Welcome to the hotel</h1>')
      if (fate === 'busy') return problem(answer, 503, 'busy', 1)
      if (fate === 'throttled') return problem(answer, 429, 'too_many_requests', 2)
      const [got] = fate === 'twice' ? await Promise.all([forward(), forward()]) : [await forward()]
      entry.status = got!.status
      entry.bytes = got!.body.length
      if (fate === 'lost after') return void asked.socket.destroy()
      if (fate === 'fault') return problem(answer, 500, 'internal_error')
      if (fate === 'late') await new Promise(done => setTimeout(done, lateness))
      answer.writeHead(got!.status, Object.fromEntries(got!.headers)).end(got!.body)
    } catch {
      asked.socket.destroy()
    }
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    next: (path, ...fates) => void said.push(...fates.map((fate): [RegExp, Fate] => [path, fate])),
    seen,
    stop: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

const HOP = new Set(['host', 'connection', 'content-length', 'keep-alive', 'transfer-encoding', 'accept-encoding'])

async function pass(url: string, asked: IncomingMessage, body: Buffer): Promise<Whole> {
  const headers = Object.entries(asked.headers).filter(([name]) => !HOP.has(name)) as [string, string][]
  const got = await fetch(url, {
    method: asked.method ?? 'GET',
    headers,
    ...(body.length ? {body: new Uint8Array(body)} : {}),
  })
  const kept = [...got.headers].filter(([name]) => !HOP.has(name) && name !== 'content-encoding')
  return {status: got.status, headers: kept, body: Buffer.from(await got.arrayBuffer())}
}

async function read(asked: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of asked) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

function header(asked: IncomingMessage, name: string): string | undefined {
  const value = asked.headers[name]
  return Array.isArray(value) ? value[0] : value
}

/** As the service says it; it has no time that could be believed. */
function problem(answer: ServerResponse, status: number, code: string, retry_after?: number): void {
  const headers = {
    'Content-Type': 'application/problem+json',
    ...(retry_after ? {'Retry-After': String(retry_after)} : {}),
  }
  answer.writeHead(status, headers).end(JSON.stringify({status, code, detail: code, retry_after}))
}
