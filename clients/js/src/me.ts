/** The home screen as it was last read, and as actions changed it since. */

import {ask, type Wire} from './ask.ts'
import type {components} from './schema.ts'
import type {Session} from './session.ts'
import type {Kept} from './kept.ts'
import type {Change} from './wishes.ts'

export type Me = components['schemas']['Home']

interface KnownHome {
  me: Me
  /** Who had signed in: where two records became one, `me` names the other. */
  of: string | null
  /** Null where an action changed home since: the next reading is of the whole. */
  etag: string | null
}

export class Home {
  private kept: KnownHome | null
  private reading: Promise<Me> | null = null
  private readonly wire: Wire
  private readonly store: Kept
  private readonly session: Session

  constructor(wire: Wire, store: Kept, session: Session) {
    this.wire = wire
    this.store = store
    this.session = session
    this.kept = store.read('me')
  }

  /** What is known of it without asking; null: nothing. */
  get known(): Me | null {
    return this.kept?.of === this.session.member ? (this.kept?.me ?? null) : null
  }

  /** Ask the service; where nothing moved, its answer has no body. */
  read(): Promise<Me> {
    this.reading ??= this.fetch().finally(() => (this.reading = null))
    return this.reading
  }

  /** Take in what an action changed; false where it does not fit what is known, and home has to be read. */
  change(change: Change | null): boolean {
    const me = this.known
    if (!me || change?.from !== me.version) return false
    this.keep(merged(me, change.patch) as Me, null)
    return true
  }

  private async fetch(): Promise<Me> {
    let token = ''
    const attempt = async () => {
      token = (await this.session.signed()).token
      const etag = this.known && this.kept?.etag
      return {headers: {Authorization: `Bearer ${token}`, ...(etag ? {'If-None-Match': etag} : {})}}
    }
    const onUnauthenticated = () => this.session.drop(token)
    const {status, headers, body} = await ask(this.wire, {path: '/v1/me', holds: 'me', attempt, onUnauthenticated})
    const known = this.known
    if (status === 304 && known) return known
    const me = body.me as Me
    // An action's answer overtook this one: what it left is later.
    if (known && known.member === me.member && known.version > me.version) return known
    this.keep(me, headers['etag'] ?? null)
    return me
  }

  private keep(me: Me, etag: string | null): void {
    this.kept = {me, of: this.session.member, etag}
    if (!this.store.put('me', this.kept)) this.store.drop('me') // without room, it is read again at the next start
  }
}

/** A JSON merge patch, RFC 7396: null takes a member away, an object goes into what is there, all else replaces it. */
export function merged(before: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch
  const after: Record<string, unknown> = isObject(before) ? {...before} : {}
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete after[key]
    else after[key] = merged(after[key], value)
  }
  return after
}

function isObject(one: unknown): one is Record<string, unknown> {
  return typeof one === 'object' && one !== null && !Array.isArray(one)
}
