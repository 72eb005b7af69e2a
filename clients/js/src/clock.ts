/** The service's time by the phone's clock. */

import type {Got} from './platform.ts'

/** An old measure gives way to a worse one after this: clocks drift, and may be set. */
const STALE = 600_000

export class Clock {
  /** Service's time less the phone's, in milliseconds; 0 until an answer came. */
  offset = 0
  private error = Infinity
  private heard = 0
  private exact = false
  private readonly local: () => number

  constructor(local: () => number) {
    this.local = local
  }

  /** The service's time, epoch ms: what countdowns are taken from. */
  now(): number {
    return this.local() + this.offset
  }

  /**
   * Take the time from an answer that no cache can have given. It was written between sending and arrival, so the
   * quickest exchange tells it best: a delayed one must not set the clock back.
   */
  hear(got: Got, server_time: unknown, sent: number): void {
    const arrived = this.local()
    const exact = typeof server_time === 'number'
    if (!exact && this.exact) return // the header is the gateway's: a stage may pretend another day
    const told = exact ? server_time : Date.parse(got.headers['date'] ?? '') + 500 // a header has whole seconds
    const error = (arrived - sent) / 2 + (exact ? 0 : 500)
    const offset = told - (sent + arrived) / 2
    const moved = Math.abs(offset - this.offset) > error + this.error // one of the clocks was set
    if (Number.isNaN(told) || !(error <= this.error || moved || arrived - this.heard > STALE)) return
    this.offset = offset
    this.error = error
    this.heard = arrived
    this.exact = exact
  }
}
