import {brand} from '@/brand'
import {locale, t} from '@/texts'

const DAY = 86_400_000

/** How long it still is: days, or the clock of the last two. */
export function countdown(until: number, now: number): string {
  const left = Math.max(0, until - now)
  if (left >= 2 * DAY) return t('time.days', {n: Math.floor(left / DAY)})
  const two = (n: number) => String(Math.floor(n)).padStart(2, '0')
  return `${two(left / 3_600_000)}:${two((left / 60_000) % 60)}:${two((left / 1000) % 60)}`
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

/** A moment's parts by the brand's clock. (Mini programs have no time zones of other places.) */
function parts(at: number) {
  const date = new Date(at + brand.hours * 3_600_000)
  const two = (n: number) => String(n).padStart(2, '0')
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth(),
    day: date.getUTCDate(),
    clock: `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}${zone()}`,
  }
}

/** Which clock it is, where the phone's own is another one. */
function zone(): string {
  const own = -new Date().getTimezoneOffset() / 60
  return own === brand.hours ? '' : ` (UTC${brand.hours < 0 ? '−' : '+'}${Math.abs(brand.hours)})`
}

/** The day of a moment. */
export function day(at: number): string {
  const {year} = parts(at)
  return locale.value === 'zh-CN' ? `${year}年${dayOfYear(at)}` : `${dayOfYear(at)} ${year}`
}

function dayOfYear(at: number): string {
  const {month, day} = parts(at)
  return locale.value === 'zh-CN' ? `${month + 1}月${day}日` : `${day} ${MONTHS[month]}`
}

/** The day and the time of a moment, without the year. */
export function moment(at: number): string {
  return `${dayOfYear(at)}${locale.value === 'zh-CN' ? ' ' : ', '}${parts(at).clock}`
}

/** The time of day of a moment. */
export function hour(at: number): string {
  return parts(at).clock
}

/** The last day of a span, said to people: what closes at midnight ends on the day before. */
export function lastDay(closes: number): string {
  return day(closes - 1)
}

/** A day by the brand's clock that is written like `2026-06-03`; short: without the year. */
export function written(date: string, short = false): string {
  const at = Date.parse(`${date}T00:00:00Z`) - brand.hours * 3_600_000
  return short ? dayOfYear(at) : day(at)
}
