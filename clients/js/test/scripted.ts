/** A platform that answers what a test says, and a client on it whose time is the test's own. */

import {memory, Tessera, type Got, type Options, type Platform, type Sent, type Store} from '@tessera/client'

export type Answer = (sent: Sent) => Got | Promise<Got> | null

export interface Stage {
  tessera: Tessera
  sent: Sent[]
  /** What was waited, in milliseconds. */
  waits: number[]
  time: {now: number}
}

export const START = 1_780_000_000_000

export function stage(answer: Answer, store: Store = memory(), more: Partial<Options> = {}): Stage {
  const sent: Sent[] = []
  const waits: number[] = []
  const time = {now: START}
  const platform: Platform = {
    store,
    send: async one => {
      sent.push(one)
      const got = await answer(one)
      if (!got) throw new Error('no answer')
      return got
    },
  }
  const tessera = new Tessera({
    url: 'https://shop.example/api/',
    platform,
    signIn: async () => ({provider: 'dev', code: 'ana'}),
    local: () => time.now,
    wait: async ms => {
      waits.push(ms)
      time.now += ms
    },
    chance: () => 0,
    ...more,
  })
  return {tessera, sent, waits, time}
}

export function json(body: object, status = 200, headers: Record<string, string> = {}): Got {
  return {status, headers, text: JSON.stringify(body)}
}

export function problem(status: number, code: string, headers: Record<string, string> = {}): Got {
  return json(
    {type: `urn:tessera:problem:${code}`, title: '', status, code, detail: code, server_time: START},
    status,
    headers,
  )
}

export function session(token = 'T1', member = 'm-ana', expires = START + 7_200_000): Got {
  return json({server_time: START, token, member, expires})
}

export function receipt(number: number): object {
  return {id: `r${number}`, number, at: START, does: 'event', asked: {}}
}

/** Signs everybody in, and asks `answer` about all else. */
export function signedIn(answer: Answer): Answer {
  return one => (one.url.endsWith('/v1/session') ? session() : answer(one))
}
