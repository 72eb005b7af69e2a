/** Wishes: each is stored with its key before it is sent, and taken away when its answer is there. */

import {ask, type Wire} from './ask.ts'
import {Refusal, Unanswered} from './errors.ts'
import type {components} from './schema.ts'
import type {Session} from './session.ts'
import type {Kept} from './kept.ts'

export type Receipt = components['schemas']['Receipt']

export interface Wish {
  /** The Idempotency-Key of every attempt at it. */
  key: string
  path: string
  body: unknown
  /** Whose it is: it is never sent for anybody else. */
  member: string
  /** When it was made, epoch ms of the phone; later ones are larger. */
  at: number
}

/** The part of home that an action changed: `patch` (RFC 7396) makes home of what it was at the version `from`. */
export interface Change {
  from: number
  patch: unknown
}

export interface Answered {
  /** Null where the wish changed nothing. */
  receipt: Receipt | null
  /** An earlier attempt had been committed: this is what it was answered. */
  replayed: boolean
  change: Change | null
}

export class Wishes {
  private latest = 0
  private line: Promise<unknown> = Promise.resolve()
  private readonly sending = new Set<string>()
  private readonly wire: Wire
  private readonly store: Kept
  private readonly session: Session

  constructor(wire: Wire, store: Kept, session: Session) {
    this.wire = wire
    this.store = store
    this.session = session
  }

  /** Wish it, and wait for its turn and its answer. Rejects with Refusal or Unanswered. */
  async make(path: string, body: unknown, wantsChange: boolean): Promise<Answered> {
    const member = this.session.member ?? (await this.session.signed()).member
    this.latest = Math.max(this.latest + 1, this.wire.local())
    const wish: Wish = {key: newKey(this.wire), path, body, member, at: this.latest}
    if (!this.store.keep(`wish/${wish.key}`, wish)) {
      this.store.drop(`wish/${wish.key}`)
      throw new Refusal('storage_full', 0, 'There is no room on this device to remember it, so it was not sent.')
    }
    return this.settle(wish, wantsChange)
  }

  /** Those of the member that wait for an answer and are not being sent from here, the oldest first. */
  open(): Wish[] {
    return this.store
      .names('wish/')
      .map(name => this.store.read<Wish>(name))
      .filter(
        (wish): wish is Wish => wish !== null && wish.member === this.session.member && !this.sending.has(wish.key),
      )
      .sort((a, b) => a.at - b.at)
  }

  /**
   * Send it when those before it have their answers: one member's actions at once only make each other wait. The wait
   * is of its patience, too, so that nobody waits for all that was tapped before without a network.
   */
  settle(wish: Wish, wantsChange: boolean): Promise<Answered> {
    const until = this.wire.local() + this.wire.patience
    this.sending.add(wish.key)
    const turn = this.line.then(() => this.send(wish, wantsChange, until)).finally(() => this.sending.delete(wish.key))
    this.line = turn.catch(() => {})
    return turn
  }

  private async send(wish: Wish, wantsChange: boolean, until: number): Promise<Answered> {
    let token = ''
    const attempt = async () => {
      const signed = await this.session.signed().catch(cause => {
        throw new Unanswered(cause.code, cause)
      })
      if (signed.member !== wish.member) throw new Unanswered('other_member')
      token = signed.token
      return {
        headers: {
          Authorization: `Bearer ${token}`,
          'Idempotency-Key': wish.key,
          ...(wantsChange ? {Prefer: 'return=representation'} : {}),
        },
        body: JSON.stringify(wish.body),
      }
    }
    try {
      const {headers, body} = await ask(this.wire, {
        path: wish.path,
        holds: 'receipt',
        until,
        attempt,
        onUnauthenticated: () => this.session.drop(token),
      })
      this.store.drop(`wish/${wish.key}`)
      return {
        receipt: body.receipt,
        replayed: headers['idempotent-replayed'] === 'true',
        change: body.home ?? null,
      }
    } catch (error) {
      if (error instanceof Refusal) this.store.drop(`wish/${wish.key}`)
      throw error
    }
  }
}

/** 32 characters: no member has wished as much before. Mini programs have no `crypto`; nobody gains by guessing a key. */
function newKey(wire: Wire): string {
  const numbers = Array.from({length: 4}, () => Math.floor(wire.chance() * 2 ** 32))
  const better = globalThis.crypto?.getRandomValues?.(new Uint32Array(4)) ?? []
  return numbers.map((one, at) => ((one ^ (better[at] ?? 0)) >>> 0).toString(16).padStart(8, '0')).join('')
}
