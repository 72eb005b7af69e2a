import type { Why, Problem } from '@/api/shapes'
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
export function refusal(problem: Problem, now: number): string {
  const known = maybe(`why.${problem.code}`, problem.params ?? {})
  if (known) return reason({ code: problem.code, params: problem.params, changes: problem.opens ?? null }, now)
  return problem.detail || t('why.other')
}
