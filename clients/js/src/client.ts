/** The whole client: one object for one member on one device. */

import {ask, type Attempt, type Wire} from './ask.ts'
import {Clock} from './clock.ts'
import {Refusal, Unanswered} from './errors.ts'
import {Home, type Me} from './me.ts'
import type {Platform, SignIn} from './platform.ts'
import type {paths} from './schema.ts'
import {Session} from './session.ts'
import {Kept} from './kept.ts'
import {verify, type OddsPage, type Verdict} from './verify.ts'
import {Wishes, type Receipt, type Wish} from './wishes.ts'
import {Words, type CampaignWords, type ProgrammeWords} from './words.ts'

type Keyed = {parameters: {header: {'Idempotency-Key': string}}}
type Answers<A> = {responses: {200: {content: {'application/json': A}}}}
type InPath<O> = O extends {parameters: {path: infer Ids}} ? Ids : Record<string, never>
type InQuery<O> = O extends {parameters: {query?: infer Query}} ? Query : undefined
type Post<P extends keyof paths> = paths[P] extends {post: infer O} ? O : never
type Get<P extends keyof paths> = paths[P] extends {get: infer O} ? O : never

/** The paths of actions: those that need an Idempotency-Key. */
export type ActionPath = {
  [P in keyof paths]: Post<P> extends never ? never : Post<P> extends Keyed ? P : never
}[keyof paths]
/** The paths of what is told: it may be told again, so it needs no Idempotency-Key. */
export type ToldPath = Exclude<
  {[P in keyof paths]: Post<P> extends never ? never : Post<P> extends Keyed ? never : P}[keyof paths],
  '/v1/session'
>
/** The paths that are read. */
export type ReadPath = {[P in keyof paths]: Get<P> extends never ? never : P}[keyof paths]
export type ActionBody<P extends keyof paths> =
  Post<P> extends {requestBody?: {content: {'application/json': infer Body}}} ? Body : Record<string, never>
export type ToldAnswer<P extends ToldPath> = Post<P> extends Answers<infer A> ? A : never
export type ReadAnswer<P extends ReadPath> = Get<P> extends Answers<infer A> ? A : never

export interface Options {
  /** Where the service is: `https://shop.example/api`. */
  url: string
  platform: Platform
  /** Whom to sign in as, with a new code at each call; absent: the platform's own sign-in. */
  signIn?: () => Promise<SignIn>
  /** For the texts of problems, such as `zh-CN`. */
  locale?: () => string | undefined
  /** What keys in the store begin with. */
  name?: string
  /** Milliseconds for one attempt, 10,000; and for all attempts at one thing, 60,000. */
  timeout?: number
  patience?: number
  /** The world, for tests. */
  local?: () => number
  wait?: (ms: number) => Promise<void>
  chance?: () => number
}

export interface Done {
  /** What happened; null where the action changed nothing. */
  receipt: Receipt | null
  /** It had happened at an earlier attempt, and this is what was answered then. */
  replayed: boolean
  /** Home afterwards, where it had been read before; null where not, or where it can't be read now. */
  me: Me | null
}

export type Resumed = {wish: Wish} & ({done: Done} | {refusal: Refusal} | {unanswered: Unanswered})

export class Tessera {
  readonly clock: Clock
  private readonly wire: Wire
  private readonly session: Session
  private readonly wishes: Wishes
  private readonly home: Home
  private readonly held: Words

  constructor(options: Options) {
    const {platform, local = Date.now} = options
    const store = new Kept(platform.store, options.name ?? 'tessera')
    const signIn = options.signIn ?? platform.signIn
    if (!signIn) throw new TypeError('This platform has no sign-in of its own: say `signIn`.')
    this.clock = new Clock(local)
    this.wire = {
      url: options.url.replace(/\/+$/, ''),
      platform,
      clock: this.clock,
      local,
      wait: options.wait ?? (ms => new Promise(done => setTimeout(done, ms))),
      chance: options.chance ?? Math.random,
      timeout: options.timeout ?? 10_000,
      patience: options.patience ?? 60_000,
      locale: options.locale ?? (() => undefined),
    }
    this.session = new Session(this.wire, store, signIn)
    this.wishes = new Wishes(this.wire, store, this.session)
    this.home = new Home(this.wire, store, this.session)
    this.held = new Words(this.wire, store)
  }

  /** The service's time, epoch ms. */
  now(): number {
    return this.clock.now()
  }

  /** The id of the member, signing in where nobody is. */
  async member(): Promise<string> {
    return this.session.member ?? (await this.session.signed()).member
  }

  /** Forget who is signed in. */
  leave(): void {
    this.session.leave()
  }

  /** The home screen as the service has it now. */
  me(): Promise<Me> {
    return this.home.read()
  }

  /** The home screen as it was last known, without a request; null: never read. Show it while `me` is on its way. */
  get known(): Me | null {
    return this.home.known
  }

  /**
   * Do one thing, once, however often it has to be sent.
   *
   * Rejects with Refusal (the answer is no, nothing happened) or Unanswered (nobody knows: `resume` asks again).
   */
  async act<P extends ActionPath>(path: P, ids: InPath<Post<P>>, body: ActionBody<P>): Promise<Done> {
    const wantsChange = this.home.known !== null
    return this.done(await this.wishes.make(filled(path, ids), body, wantsChange), wantsChange)
  }

  /**
   * Tell what may be told again: where a gift goes. It is sent until there is an answer and, unlike an action, never
   * stored on the device, since it is about a person.
   *
   * Rejects with Refusal, or Unanswered: nobody knows, and it is told again by whoever asked for it.
   */
  async tell<P extends ToldPath>(path: P, ids: InPath<Post<P>>, body: ActionBody<P>): Promise<ToldAnswer<P>> {
    const {member} = await this.session.signed()
    let token = ''
    const attempt = async () => {
      const signed = await this.session.signed()
      if (signed.member !== member) throw new Unanswered('other_member')
      token = signed.token
      return {headers: {Authorization: `Bearer ${token}`}, body: JSON.stringify(body)}
    }
    return this.read(filled(path, ids), attempt, () => this.session.drop(token))
  }

  /**
   * Ask again about wishes that have no answer: those of an app that was closed, and those that were given up. Call it
   * at each start, and when the network is back. It ends at the first that has no answer yet.
   */
  async resume(): Promise<Resumed[]> {
    if (!this.session.member) return []
    const told: Resumed[] = []
    for (const wish of this.wishes.open()) {
      const wantsChange = this.home.known !== null
      try {
        told.push({wish, done: await this.done(await this.wishes.settle(wish, wantsChange), wantsChange)})
      } catch (error) {
        if (error instanceof Refusal) told.push({wish, refusal: error})
        else if (error instanceof Unanswered) return [...told, {wish, unanswered: error}]
        else throw error
      }
    }
    return told
  }

  /** The member's wishes that wait for an answer and are not being sent. */
  open(): Wish[] {
    return this.wishes.open()
  }

  /** Read anything as the member: receipts, a ranking, the pass. */
  async get<P extends ReadPath>(path: P, ids: InPath<Get<P>>, query?: InQuery<Get<P>>): Promise<ReadAnswer<P>> {
    let token = ''
    const attempt = async () => {
      token = (await this.session.signed()).token
      return {headers: {Authorization: `Bearer ${token}`}}
    }
    return this.read(filled(path, ids) + asked(query), attempt, () => this.session.drop(token))
  }

  /** Read what anybody may, without a token, from a cache where it is there: odds, rules, the list of campaigns. */
  async look<P extends ReadPath>(path: P, ids: InPath<Get<P>>, query?: InQuery<Get<P>>): Promise<ReadAnswer<P>> {
    return this.read(filled(path, ids) + asked(query), async () => ({headers: {}}), undefined)
  }

  /** The words of a campaign's version, `NUMBER:HASH` as its card and receipts name it. Fetched once, and kept. */
  words(campaign: string, version: string): Promise<CampaignWords> {
    const hash = version.slice(version.indexOf(':') + 1)
    return this.held.of(`/v1/campaigns/${encodeURIComponent(campaign)}/words/${encodeURIComponent(hash)}`)
  }

  /** The words of the programme (tiers, channels, tags), by the hash that home names; '' where there is none. */
  async programmeWords(hash: string): Promise<ProgrammeWords> {
    if (!hash) return {hash, blocks: {}}
    return this.held.of(`/v1/programme/words/${encodeURIComponent(hash)}`)
  }

  /** Recompute all draws of a receipt from the seeds, where those are published. Needs BigInt. */
  async verify(receipt: Receipt, member?: string): Promise<Verdict[]> {
    const whose = member ?? (await this.member())
    return Promise.all(
      (receipt.draws ?? []).map(async draws => {
        const [kind, block = ''] = draws.of.split('/')
        const version = receipt.versions?.[draws.campaign]
        const query = version === undefined ? {} : {version}
        const {odds} =
          kind === 'collections'
            ? await this.look(
                '/v1/campaigns/{campaign}/collections/{collection}/odds',
                {campaign: draws.campaign, collection: block},
                query,
              )
            : await this.look(
                '/v1/campaigns/{campaign}/boxes/{box}/odds',
                {campaign: draws.campaign, box: block},
                query,
              )
        return verify(odds as OddsPage, whose, draws)
      }),
    )
  }

  private async read(path: string, attempt: () => Promise<Attempt>, renew?: () => void): Promise<any> {
    const question = {path, holds: '', attempt, cacheable: !renew, ...(renew ? {onUnauthenticated: renew} : {})}
    return (await ask(this.wire, question)).body
  }

  private async done(
    {receipt, replayed, change}: Awaited<ReturnType<Wishes['make']>>,
    wantsMe: boolean,
  ): Promise<Done> {
    if (!wantsMe || receipt === null) return {receipt, replayed, me: this.known}
    const fits = this.home.change(change)
    const me = fits ? this.known : await this.home.read().catch(() => null)
    return {receipt, replayed, me}
  }
}

function filled(path: string, ids: unknown): string {
  return path.replace(/{(\w+)}/g, (_, name: string) =>
    encodeURIComponent((ids as Record<string, string> | undefined)?.[name] ?? ''),
  )
}

function asked(query: unknown): string {
  const given = Object.entries(query ?? {}).filter(([, value]) => value !== undefined)
  const text = given
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
    .join('&')
  return text && `?${text}`
}
