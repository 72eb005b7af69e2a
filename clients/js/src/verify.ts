/**
 * Whether draws are what the seed, the member and the number of the draw make them: the recipe of the guide under
 * "Verifying a draw", so that nobody has to be believed. It needs BigInt; numbers below 2^256 are exact in nothing else.
 */

import {hmac} from '@noble/hashes/hmac.js'
import {sha256} from '@noble/hashes/sha2.js'
import {utf8} from './utf8.ts'
import {above, fraction, less, lowest, one, over, plus, sum, times, zero, type Fraction} from './fraction.ts'

export interface Terms {
  of: string[]
  within?: number | null
  ramp_from?: number | null
  ramp_step?: string | null
  featured?: string | null
  unchanged?: string[]
}

/** As the odds page has it, of the version that the receipt names. */
export interface OddsPage {
  rows: Record<string, {exact: string}>
  guarantees: Terms[]
  commitment: string
  seed: string | null
}

/** One entry of a receipt's `draws`. */
export interface Drawn {
  n: number
  rows: string[]
  memory?: number[]
}

export type Verdict =
  /** The draws land where the receipt says. */
  | {is: 'true'}
  /** The seed is not published yet. */
  | {is: 'sealed'}
  /** The seed is not the one that was promised before the first draw. */
  | {is: 'false'; why: 'seed'}
  /** The member's nth draw lands on another row. */
  | {is: 'false'; why: 'row'; n: number; row: string; lands: string}

type Rows = [row: string, weight: bigint][]
/** Which rows stay, where the others go, how likely, and at which stage. */
type Move = [stays: string[], to: Rows, chance: Fraction, stage: number]

export function verify(odds: OddsPage, member: string, drawn: Drawn): Verdict {
  if (odds.seed === null) return {is: 'sealed'}
  const seed = bytes(odds.seed)
  if (hex(sha256(seed)) !== odds.commitment) return {is: 'false', why: 'seed'}
  const table = weights(odds.rows)
  let memory = drawn.memory ?? []
  for (const [at, row] of drawn.rows.entries()) {
    const n = drawn.n + at
    const lands = landed(seed, member, n, table, odds.guarantees, memory)
    if (lands !== row) return {is: 'false', why: 'row', n, row, lands}
    memory = after(odds.guarantees, memory, row)
  }
  return {is: 'true'}
}

function landed(
  seed: Uint8Array,
  member: string,
  n: number,
  table: Rows,
  guarantees: Terms[],
  memory: number[],
): string {
  const pick = (stage: number, rows: Rows): string => {
    let left = ticket(seed, member, n, stage, total(rows))
    for (const [row, weight] of rows) {
      if (left < weight) return row
      left -= weight
    }
    throw new RangeError('a ticket is always below the sum of the weights')
  }
  let row = pick(0, table)
  const [left, moves] = plan(table, guarantees, memory)
  for (const [stays, to, chance, stage] of moves) {
    if (stays.includes(row)) continue
    if (chance[0] === chance[1] || ticket(seed, member, n, stage - 1, chance[1]) < chance[0]) row = pick(stage, to)
  }
  for (const [at, terms] of guarantees.entries()) {
    const {featured} = terms
    if (owed(memory, at) && featured && names(left).includes(featured) && gives(terms).includes(row)) return featured
  }
  return row
}

/** The rows that due guarantees leave, and what may happen to a row. */
function plan(table: Rows, guarantees: Terms[], memory: number[]): [Rows, Move[]] {
  const due: number[] = []
  let left = table
  for (const [at, terms] of guarantees.entries()) {
    if (!terms.within || since(memory, at) + 1 < terms.within) continue
    const within = only(left, holds(terms))
    if ([...due, at].every(one => only(within, guarantees[one]!.of).length)) {
      due.push(at)
      left = within
    }
  }
  const given = new Map<number, Rows>()
  for (const [at, terms] of guarantees.entries()) if (terms.unchanged?.length) given.set(at, only(left, gives(terms)))
  let inside = table
  for (const at of due) if (!given.has(at)) inside = only(inside, guarantees[at]!.of)
  const moves: Move[] = [[names(inside), inside, one, 1]]
  const ramp = ramped(table, inside, guarantees, memory)
  if (ramp) moves.push(ramp)
  const lifted = [...given.keys()].sort(
    (a, b) => Number(!given.get(a)!.length) - Number(!given.get(b)!.length) || a - b,
  )
  for (const at of lifted) {
    const terms = guarantees[at]!
    const to = given.get(at)!
    const isDue = due.includes(at)
    const lift = isDue ? one : lifting(table, moves, terms, since(memory, at))
    if (isDue || (lift[0] > zero[0] && to.length)) moves.push([holds(terms), to.length ? to : left, lift, 5 + 2 * at])
  }
  return [left, moves]
}

/** The first ramp that raises anything is the one in force. */
function ramped(table: Rows, inside: Rows, guarantees: Terms[], memory: number[]): Move | null {
  for (const [at, terms] of guarantees.entries()) {
    const rise = risen(terms, since(memory, at))
    if (terms.unchanged?.length || !above(rise, zero)) continue
    const raised = lowest(one, plus(share(table, terms.of), rise))
    const held = share(inside, terms.of)
    if (above(held, zero) && above(raised, held)) {
      return [terms.of, only(inside, terms.of), over(less(raised, held), less(one, held)), 3]
    }
  }
  return null
}

/** How likely another row moves, so that what a guarantee gives comes by its chance after the moves before. */
function lifting(table: Rows, moves: Move[], terms: Terms, since: number): Fraction {
  const gained = gives(terms)
  const kept = holds(terms)
  const chances = moved(table, moves)
  const others = sum([...chances].filter(([row]) => !kept.includes(row)).map(([, chance]) => chance))
  const wanted = plus(share(table, gained), risen(terms, since))
  const missing = less(wanted, sum(gained.map(row => chances.get(row) ?? zero)))
  if (!above(missing, zero) || !above(others, zero)) return zero
  const lift = lowest(one, over(missing, others))
  const finest = BigInt(1) << BigInt(128)
  return lift[1] > finest ? fraction((lift[0] * finest) / lift[1], finest) : lift
}

/** The chance of each row after moves. */
function moved(table: Rows, moves: Move[]): Map<string, Fraction> {
  let chances = new Map(table.map(([row]) => [row, share(table, [row])]))
  for (const [stays, to, chance] of moves) {
    const out = times(chance, sum([...chances].filter(([row]) => !stays.includes(row)).map(([, of]) => of)))
    chances = new Map(
      [...chances].map(([row, of]) => {
        const stayed = stays.includes(row) ? of : times(of, less(one, chance))
        return [row, plus(stayed, times(out, share(to, [row])))]
      }),
    )
  }
  return chances
}

/** The memory after a draw: for each guarantee, draws since its last hit, and 1 where its featured row is owed. */
function after(guarantees: Terms[], memory: number[], row: string): number[] {
  return guarantees.flatMap((terms, at) => {
    if (!terms.of.includes(row)) return [since(memory, at) + 1, owed(memory, at)]
    if (terms.unchanged?.includes(row)) return [0, owed(memory, at)]
    return [0, Number((terms.featured ?? row) !== row)]
  })
}

function ticket(seed: Uint8Array, member: string, n: number, stage: number, of: bigint): bigint {
  const all = BigInt(1) << BigInt(256)
  for (let block = 0; ; block++) {
    const x = BigInt(`0x${hex(hmac(sha256, seed, message([member, n, stage, block])))}`)
    if (x < all - (all % of)) return x % of
  }
}

/** Each part in UTF-8 behind its length in four bytes; an id is far below 65,536 of them. */
function message(parts: (string | number)[]): Uint8Array {
  const told = parts.map(part => utf8(String(part)))
  return Uint8Array.from(told.flatMap(text => [0, 0, text.length >> 8, text.length & 255, ...text]))
}

function weights(rows: OddsPage['rows']): Rows {
  const chances = Object.entries(rows).map(([row, {exact}]): [string, Fraction] => {
    // Objects sort such names before all others, and the order of the rows decides where a ticket lands.
    if (/^\d+$/.test(row)) throw new RangeError(`A row whose name is a number can't be verified here: ${row}`)
    const [above = '0', below = '1'] = exact.split('/')
    return [row, fraction(BigInt(above), BigInt(below))]
  })
  // The least common multiple of all denominators: all / below in lowest terms has what is lacking below.
  const total = chances.reduce((all, [, [, below]]) => all * fraction(all, below)[1], BigInt(1))
  return chances.map(([row, [above, below]]) => [row, (above * total) / below])
}

function since(memory: number[], at: number): number {
  return memory[2 * at] ?? 0
}

function owed(memory: number[], at: number): number {
  return memory[2 * at + 1] ?? 0
}

/** The rows whose chance a guarantee raises. */
function gives(terms: Terms): string[] {
  return terms.of.filter(row => !terms.unchanged?.includes(row))
}

function holds(terms: Terms): string[] {
  return [...terms.of, ...(terms.unchanged ?? [])]
}

/** The chance that a ramp adds in the next draw. */
function risen({ramp_from, ramp_step}: Terms, since: number): Fraction {
  if (!ramp_from || !ramp_step || since + 1 < ramp_from) return zero
  const [whole = '0', rest = ''] = ramp_step.replace('%', '').trim().split('.')
  const step = fraction(BigInt(whole + rest), BigInt(`1${'0'.repeat(rest.length + 2)}`))
  return times(step, fraction(BigInt(since + 2 - ramp_from), BigInt(1)))
}

function only(rows: Rows, of: string[]): Rows {
  return rows.filter(([row]) => of.includes(row))
}

function names(rows: Rows): string[] {
  return rows.map(([row]) => row)
}

function total(rows: Rows): bigint {
  return rows.reduce((all, [, weight]) => all + weight, BigInt(0))
}

function share(rows: Rows, of: string[]): Fraction {
  return fraction(total(only(rows, of)), total(rows))
}

function bytes(text: string): Uint8Array {
  return Uint8Array.from(text.match(/../g) ?? [], pair => parseInt(pair, 16))
}

function hex(of: Uint8Array): string {
  return Array.from(of, byte => byte.toString(16).padStart(2, '0')).join('')
}
