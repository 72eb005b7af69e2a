/** Who is signed in. One sign-in runs at a time, and tabs that share a store share its token. */

import {ask, type Wire} from './ask.ts'
import {Unanswered} from './errors.ts'
import type {SignIn} from './platform.ts'
import type {Kept} from './kept.ts'

export interface Signed {
  token: string
  member: string
  /** Epoch ms of the world, also where a stage pretends another day. */
  expires: number
  /** When the phone signed in, epoch ms by its own clock. */
  at: number
}

/** A token that ends within this many milliseconds is not sent any more. */
const EARLY = 10_000

export class Session {
  private held: Signed | null
  private signing: Promise<Signed> | null = null
  private over = ''
  private readonly wire: Wire
  private readonly store: Kept
  private readonly signIn: () => Promise<SignIn>

  constructor(wire: Wire, store: Kept, signIn: () => Promise<SignIn>) {
    this.wire = wire
    this.store = store
    this.signIn = signIn
    this.held = store.read('session')
  }

  /** The member who signed in last, though the token may be over; null: nobody yet. */
  get member(): string | null {
    return this.held?.member ?? null
  }

  /** A token that is good, as far as can be known here. Rejects with Refusal or Unanswered. */
  async signed(): Promise<Signed> {
    if (this.good(this.held)) return this.held
    const other = this.store.read<Signed>('session') // another tab may have signed in meanwhile
    if (this.good(other)) return (this.held = other)
    this.signing ??= this.sign().finally(() => (this.signing = null))
    return this.signing
  }

  /** Use this token no more: the service refused it. */
  drop(token: string): void {
    this.over = token
  }

  /** Forget who is signed in, on this device. Wishes that were not answered wait until the same member comes back. */
  leave(): void {
    this.held = null
    this.store.drop('session')
  }

  /** By the phone's clock, unless that was wrong from the start; a wrong guess costs one 401. */
  private good(one: Signed | null): one is Signed {
    if (!one || one.token === this.over) return false
    const ends = one.expires - EARLY
    return this.wire.local() < ends || one.at >= ends
  }

  private async sign(): Promise<Signed> {
    const attempt = async () => {
      try {
        return {headers: {}, body: JSON.stringify(await this.signIn())}
      } catch (cause) {
        throw new Unanswered('sign_in_failed', cause)
      }
    }
    // After `bad_code` once more with a new code: one that got lost on its way is used up, too.
    const {body} = await ask(this.wire, {path: '/v1/session', holds: 'token', attempt, onUnauthenticated() {}})
    this.held = {token: body.token, member: body.member, expires: body.expires, at: this.wire.local()}
    this.store.keep('session', this.held)
    return this.held
  }
}
