/** What a call rejects with: Refusal where the answer is no, Unanswered where nobody knows yet. */

import type {components} from './schema.ts'

export type Problem = components['schemas']['Problem']

/** The answer is no, and nothing happened. Show why by `code`. */
export class Refusal extends Error {
  override name = 'Refusal'
  /** Stable: the guide lists them. `storage_full` is the client's own. */
  readonly code: string
  /** The HTTP status; 0 where nothing was sent. */
  readonly status: number
  /** All that the service said; null where nothing was sent. */
  readonly problem: Problem | null

  constructor(code: string, status: number, detail: string, problem: Problem | null = null) {
    super(detail)
    this.code = code
    this.status = status
    this.problem = problem
  }
}

/** No answer came that decides it: it may have happened. A wish stays stored, and `resume` asks again. */
export class Unanswered extends Error {
  override name = 'Unanswered'
  /** Of the last problem that came; `no_answer` where none did, `other_member` where somebody else has signed in. */
  readonly code: string

  constructor(code: string, cause?: unknown) {
    super(`No answer that decides it: ${code}`)
    this.code = code
    this.cause = cause
  }

  readonly cause: unknown
}
