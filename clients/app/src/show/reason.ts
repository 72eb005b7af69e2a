import type { Refusal } from '@tessera/client'
import type { Why } from '@/api/shapes'
import { maybe, t } from '@/texts'
import { countdown, moment } from './times'

/** Why a button can't be pressed, and when that may change: in the app's words for the code, else in general ones. */
export function reason(why: Why, now: number): string {
  const text = maybe(`why.${why.code}`, why.params ?? {}) ?? t('why.other')
  if (!why.changes || why.changes <= now) return text
  const again = why.changes - now < 48 * 3_600_000 ? t('why.in', { time: countdown(why.changes, now) }) : t('why.at', { time: moment(why.changes) })
  return `${text} ${again}`
}

/** What a refusal tells the member. The backend's own `detail` follows the language that was asked for. */
export function refusal(error: Refusal, now: number): string {
  const problem = error.problem as Record<string, any> | null
  const params = problem?.params ?? {}
  if (maybe(`why.${error.code}`, params)) return reason({ code: error.code, params, changes: problem?.opens ?? null }, now)
  return error.message || t('why.other')
}
