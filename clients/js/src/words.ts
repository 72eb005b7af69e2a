/** What to call things: the words of a version, which never change, so that they are fetched once. */

import {ask, type Wire} from './ask.ts'
import type {Kept} from './kept.ts'
import type {components} from './schema.ts'

export type Money = components['schemas']['Money']

/** One text, or texts by locale. */
export type Title = string | Record<string, string>

export interface BlockWords {
  title: Title | null
  text: Title | null
  /** A URL. */
  image: string | null
  extra: Record<string, string | number | boolean>
}

export interface PrizeWords extends BlockWords {
  kind: string
  value: Money | null
  /** The terms of a coupon: `20.00 CNY off 148.00 CNY`. */
  coupon: string | null
  /** What comes in its place. */
  points: number
  draws: Record<string, number>
  fragments: Record<string, number>
  gift: string | null
  badge: string | null
  pool: string | null
  /** How long it is good, as the file has it: `30 days`. */
  valid: string | null
}

export interface CampaignWords {
  campaign: string
  version: string
  /** By the block's key, as in receipts' `why`; '' is the campaign. */
  blocks: Record<string, BlockWords>
  prizes: Record<string, PrizeWords>
}

export interface ProgrammeWords {
  hash: string
  /** `tiers/NAME`, `channels/NAME`, `tags/NAME`. */
  blocks: Record<string, BlockWords>
}

export class Words {
  private readonly held = new Map<string, Promise<unknown>>()
  private readonly wire: Wire
  private readonly store: Kept

  constructor(wire: Wire, store: Kept) {
    this.wire = wire
    this.store = store
  }

  of<T>(path: string): Promise<T> {
    let words = this.held.get(path)
    if (!words) {
      words = this.fetch(path)
      this.held.set(path, words)
      words.catch(() => this.held.delete(path))
    }
    return words as Promise<T>
  }

  private async fetch(path: string): Promise<unknown> {
    const kept = this.store.read(`words${path}`)
    if (kept) return kept
    const attempt = async () => ({headers: {}})
    const {body} = await ask(this.wire, {path, holds: 'blocks', attempt, cacheable: true})
    if (!this.store.put(`words${path}`, body)) this.store.drop(`words${path}`)
    return body
  }
}

/**
 * A title in the reader's language: in that very locale, else in that language as written elsewhere, else as it was
 * written first. '' where there is none.
 */
export function say(title: Title | null | undefined, locale: string): string {
  if (title === null || title === undefined) return ''
  if (typeof title === 'string') return title
  const wanted = locale.toLowerCase()
  const language = wanted.split('-')[0]
  const names = Object.keys(title)
  const name =
    names.find(one => one.toLowerCase() === wanted) ??
    names.find(one => one.toLowerCase().split('-')[0] === language) ??
    names[0]
  return (name !== undefined && title[name]) || ''
}
