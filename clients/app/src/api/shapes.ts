/** What the backend answers, as far as the app reads it: docs/mini-program.md tells each field. */

export type Title = string | Record<string, string> | null
export type Names = Record<string, number>

export interface Bag {
  points?: number
  /** They decide the tier, and can't be spent. */
  stars?: number
  draws?: Names
  fragments?: Names
  prizes?: Names
  cash?: Money
}
export interface Money {
  minor: number
  currency: string
}
export interface Span {
  opens: number
  closes: number
}
export interface Button {
  may: boolean
  why_not: Why | null
}
export interface Why {
  code: string
  params?: Record<string, any>
  /** When it may become another, epoch ms. */
  changes: number | null
}
interface Block {
  title?: Title
  for_me: boolean
  buttons?: Record<string, Button>
}
export interface Milestone {
  at: number
  gives: Bag
  times: number
}
export interface Task extends Block {
  when: string
  amount: number
  target: number
  unit: string
  each: boolean
  times: number
  gives: Bag
  milestones: Milestone[]
  make_up: {days: string[]; costs: Bag; left: number | null} | null
}
export interface Challenge extends Block {
  round: Span | null
  next_opens: number | null
  tasks: Record<string, Task>
  done: number
  milestones: Milestone[]
  gives: Bag
  complete: boolean
}
export interface Collection extends Block {
  fragments: Names
  wildcard: string | null
  wildcards: number
  missing: string[]
  can_compose: boolean
  left: number | null
  gives: Bag
  exchange: {count: number; kind: string} | null
  can_send: boolean
  sends_left: number | null
  receives_left: number | null
}
export interface Box extends Block {
  open: Span | null
  next_opens: number | null
  costs: Bag
  ten_costs: Bag | null
  drawn: number
  left: number | null
  guarantees: {of: string[]; in_draws: number | null; owed: string | null}[]
  min_age: number | null
  guardian_under: number | null
}
export interface Offer extends Block {
  open: Span | null
  costs: Bag
  gives: Bag
  stock: number | null
  /** Units left for everybody, as far as is known. */
  stock_left?: number | null
  left: number | null
}
export interface Redemption extends Block {
  open: Span | null
  next_opens: number | null
  left: number | null
  offers: Record<string, Offer>
}
export interface BoardView extends Block {
  unit: string
  window: string | null
  open: Span | null
  score: number
  places: {first: number; last: number; gives: Bag}[]
}
export interface Question {
  name: string
  ask: Title
  options: Record<string, Title>
  state: 'asked' | 'right' | 'wrong'
  left: number
  answer: string | null
}
export interface Quiz extends Block {
  open: Span | null
  next_opens: number | null
  tries: number
  question: Question | null
}
export interface Ask {
  ask: Title
  options: Record<string, Title>
  least: number
  most: number
  text: number | null
  needed: boolean
}
export interface Form extends Block {
  open: Span | null
  next_opens: number | null
  sent: number
  asks: Record<string, Ask>
}
export interface Card {
  id: string
  title?: Title
  opens: number
  closes: number
  version: string
  opt_in: boolean
  paused: boolean
}
export interface CampaignView {
  card: Card
  for_me: boolean
  joined: number | null
  has: Names
  owed: Names
  buttons?: Record<string, Button>
  challenges: Record<string, Challenge>
  collections: Record<string, Collection>
  boxes: Record<string, Box>
  redemptions: Record<string, Redemption>
  boards: Record<string, BoardView>
  quizzes: Record<string, Quiz>
  forms: Record<string, Form>
}
export interface Coupon {
  code: string
  campaign: string
  prize: string
  expires: number
  terms: string
  state: string
  pool: string | null
}
export interface KeptPrize {
  id: string
  campaign: string
  prize: string
  kind: string
  state: 'held' | 'used' | 'ended' | 'to_send' | 'sent'
  at: number
  expires: number
  words: PrizeWords
  code?: string | null
  /** How many, where there is more than one. */
  n?: number
  /** Whether it is known where to send it; left out where nobody can say. */
  addressed?: boolean
}
export interface WonPrize {
  id: string
  campaign: string
  prize: string
  state: KeptPrize['state']
  n: number
  expires: number
  terms: string
  addressed: boolean
  about: PrizeWords | null
}
export interface Me {
  member: string
  version: number
  programme?: string
  /** The token for the links that the member shares; empty where the stage has none. */
  share: string
  profile: Record<string, any>
  points: number
  purse: {held: number; on_hold: number; pending: number; owed: number; ends: {day: string; n: number}[]}
  tier: {
    name: string
    title?: Title
    until: number | null
    stars: number
    next: {name: string; title?: Title; stars: number; needs: number} | null
  } | null
  coupons: Coupon[]
  past_coupons: Coupon[]
  waits: Record<string, Names>
  unpaid: {
    receipt: string
    campaign: string
    redemption: string
    offer: string
    cash: Money
    points: number
    until: number
  }[]
  campaigns: Record<string, CampaignView>
}
export interface BlockWords {
  title: Title
  text: Title
  image: string | null
  extra: Record<string, any>
}
export interface PrizeWords extends BlockWords {
  kind: string
  value: Money | null
  coupon: string | null
  points?: number
  draws?: Names
  fragments?: Names
  valid?: string | null
}
export interface Words {
  campaign: string
  version: string
  blocks: Record<string, BlockWords>
  prizes: Record<string, PrizeWords>
}
export interface Posting {
  campaign: string
  why: string
  times?: number
  gave?: Names
  took?: Names
}
export interface DrawsMade {
  campaign: string
  of: string
  n: number
  rows: string[]
  got: string[]
  memory?: number[]
}
export interface Receipt {
  id: string
  number: number
  at: number
  does: string
  asked?: Record<string, any>
  postings?: Posting[]
  /** By campaign: how much was added to `CHALLENGE/TASK@ROUND`. */
  counted?: Record<string, Names>
  /** Of boards: campaign, board, window, the event's worth, the score then. */
  scores?: {c: string; b: string; w: string; n: number; s: number}[]
  draws?: DrawsMade[]
  coupons?: Coupon[]
  versions?: Record<string, string>
  answered?: {campaign: string; quiz: string; question: string; right: boolean; left: number; answer?: string}
  tier?: {before: string; tier: string}
  kept?: unknown
}
export interface Problem {
  status: number
  code: string
  detail: string
  params?: Record<string, any>
  opens?: number
  retry_after?: number
}
export interface Place {
  rank: number
  member: string
  score: number
  at: number
}
export interface Standing extends Span {
  window: string
  score: number
  as_of: number | null
  final: boolean
  paid: boolean
  entries: number
  rank: number | null
  shared: boolean
  near: Place[]
  first: Place[]
  next_prize: {rank: number; gives: Bag; lacks: number} | null
}
export interface OddsRow {
  exact: string
  published: string
  in_force: string
  long_run: string
  kind?: string
  value?: Money | null
  stock?: number | null
  left?: number | null
  when_out?: string | null
}
export interface Odds {
  campaign: string
  of: string
  version: string
  rows: Record<string, OddsRow>
  guarantees: any[]
  limits: {count: number; per: string}[]
  commitment: string
  seed: string | null
}
