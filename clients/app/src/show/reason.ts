import type {Refusal} from '@tessera/client'
import {me} from '@/api/home'
import {wordsOf} from '@/api/words'
import type {Why} from '@/api/shapes'
import {maybe, say, t} from '@/texts'
import {line, ofAsset} from './bag'
import {countdown, moment} from './times'

const TWO_DAYS = 48 * 3_600_000

/** Why a button can't be pressed, and when that may change: in the app's words for the code, with the campaign's names. */
export function reason(why: Why, now: number, campaign = '', version = ''): string {
  const text = exactly(why, campaign, version) ?? maybe(`why.${why.code}`, why.params ?? {}) ?? t('why.other')
  if (!why.changes || why.changes <= now) return text
  const soon = why.changes - now < TWO_DAYS
  const time = soon ? countdown(why.changes, now) : moment(why.changes)
  if (why.code === 'window_closed') return t(soon ? 'why.opens_in' : 'why.opens_at', {time})
  return t(soon ? 'why.in' : 'why.at', {text, time})
}

/** What a refusal tells the member. The backend's own `detail` follows the language that was asked for. */
export function refusal(error: Refusal, now: number): string {
  const problem = error.problem as Record<string, any> | null
  const params = problem?.params ?? {}
  const campaign = params.campaign ?? ''
  const version = me.value?.campaigns[campaign]?.card.version ?? ''
  if (maybe(`why.${error.code}`))
    return reason({code: error.code, params, changes: problem?.opens ?? null}, now, campaign, version)
  return error.message || t('why.other')
}

/** What the parameters tell beyond the code: what is missing, how much, which limit. Null: nothing. */
function exactly({code, params = {}}: Why, campaign: string, version: string): string | null {
  if (code === 'not_enough' && params.missing?.length && version) {
    const set = params.asset.split('/')[1]
    const blocks = wordsOf(campaign, version)?.blocks
    const names = params.missing.map(
      (one: string) => say(blocks?.[`collections/${set}/${one}`]?.title) || t('kind.fragment'),
    )
    return t('why.missing', {names: names.join(t('bag.comma'))})
  }
  if (code === 'not_enough' && params.needs > params.has) {
    const lacks = params.needs - params.has
    const pieces = /^fragments\/[^/]+$/.test(params.asset)
    return t('why.lacks', {
      what: pieces ? t('bag.pieces', {n: lacks}) : line(ofAsset(campaign, version, params.asset, lacks)),
    })
  }
  if (code === 'limit_reached' && params.limit && maybe(`per.${params.per}`)) {
    return t('why.limit', {n: params.limit, per: t(`per.${params.per}` as 'per.day')})
  }
  if (code === 'too_young' && params.min_age) return t('why.too_young_for', {n: params.min_age})
  return null
}
