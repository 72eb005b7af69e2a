/** One request, repeated by the guide's table until there is an answer that decides it. */

import {Refusal, Unanswered, type Problem} from './errors.ts'
import type {Clock} from './clock.ts'
import type {Got, Platform} from './platform.ts'

export interface Wire {
  /** Where the service is, without a slash at the end. */
  url: string
  platform: Platform
  clock: Clock
  /** The phone's time, epoch ms. */
  local: () => number
  wait: (ms: number) => Promise<void>
  /** From 0 to below 1. */
  chance: () => number
  /** How long one attempt may take, and all of them, in milliseconds. */
  timeout: number
  patience: number
  /** For texts of problems, such as `zh-CN`. */
  locale: () => string | undefined
}

export interface Attempt {
  headers: Record<string, string>
  body?: string
}

export interface Question {
  path: string
  /** The key that a good answer has; one without it is none, since a hotel's sign-in page answers 200, too. '': any JSON. */
  holds: string
  /** What each attempt sends. What it throws ends the question. */
  attempt: () => Promise<Attempt>
  /** What to do about a first 401, before the next attempt; absent: it is a refusal. */
  onUnauthenticated?: () => void
  /** When to give up, by the phone's clock; absent: when the patience from now on is over. */
  until?: number
  /** A cache may have answered: its time is not the service's. */
  cacheable?: boolean
}

export interface Reply {
  status: number
  headers: Record<string, string>
  body: any
}

const LONGEST = 30_000
const FAULTS = 2

export async function ask(wire: Wire, question: Question): Promise<Reply> {
  const until = question.until ?? wire.local() + wire.patience
  let code = 'no_answer'
  let faults = 0
  let renewed = false
  for (let tries = 0; ; tries++) {
    const reply = await once(wire, question, await question.attempt())
    if (reply && reply.status < 400) return reply
    if (reply) code = (reply.body as Problem).code
    if (reply?.status === 401) {
      if (renewed || !question.onUnauthenticated) throw new Unanswered(code)
      question.onUnauthenticated()
      renewed = true
      continue
    }
    if (reply && reply.status < 500 && reply.status !== 429) {
      throw new Refusal(code, reply.status, reply.body.detail, reply.body)
    }
    if (reply?.status === 500 && ++faults > FAULTS) throw new Unanswered(code)
    const pause = Math.max(asked(reply), Math.min(LONGEST, 500 * 2 ** tries)) * (1 + wire.chance() / 2)
    if (wire.local() + pause > until) throw new Unanswered(code)
    await wire.wait(pause)
  }
}

/** One attempt; null where no answer of the service came. */
async function once(wire: Wire, question: Question, {headers, body}: Attempt): Promise<Reply | null> {
  const sent = wire.local()
  const locale = wire.locale()
  let got: Got
  try {
    got = await wire.platform.send({
      method: body === undefined ? 'GET' : 'POST',
      url: wire.url + question.path,
      headers: {
        ...headers,
        ...(locale ? {'Accept-Language': locale} : {}),
        ...(body === undefined ? {} : {'Content-Type': 'application/json'}),
      },
      timeout: wire.timeout,
      ...(body === undefined ? {} : {body}),
    })
  } catch {
    return null
  }
  const said = parsed(got.text)
  const ours = got.status === 304 || (said && isOurs(got.status, said, question.holds))
  if (!ours) return null
  if (!question.cacheable) wire.clock.hear(got, said?.['server_time'], sent)
  return {status: got.status, headers: got.headers, body: said}
}

function isOurs(status: number, said: Record<string, unknown>, holds: string): boolean {
  return status < 400 ? !holds || holds in said : typeof said['code'] === 'string'
}

function parsed(text: string): Record<string, unknown> | null {
  try {
    const said: unknown = JSON.parse(text)
    return said && typeof said === 'object' && !Array.isArray(said) ? (said as Record<string, unknown>) : null
  } catch {
    return null
  }
}

/** The milliseconds that the service asks to wait. */
function asked(reply: Reply | null): number {
  const seconds = Number(reply?.headers['retry-after'] ?? reply?.body?.retry_after)
  return seconds > 0 ? seconds * 1000 : 0
}
