import {locale, t} from '@/texts'

const DAY = 86_400_000

/** How long it still is: days and hours, or the clock of the last day. */
export function countdown(until: number, now: number): string {
  const left = Math.max(0, until - now)
  if (left >= 2 * DAY) return t('time.days', {n: Math.floor(left / DAY)})
  const two = (n: number) => String(Math.floor(n)).padStart(2, '0')
  return `${two(left / 3_600_000)}:${two((left / 60_000) % 60)}:${two((left / 1000) % 60)}`
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')
const BRAND_HOURS = 8

/** A moment's parts by the brand's clock. (Mini programs have no time zones of other places.) */
function parts(at: number) {
  const date = new Date(at + BRAND_HOURS * 3_600_000)
  const two = (n: number) => String(n).padStart(2, '0')
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth(),
    day: date.getUTCDate(),
    clock: `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`,
  }
}

/** The day of a moment. */
export function day(at: number): string {
  const {month, day, year} = parts(at)
  return locale.value === 'zh-CN' ? `${year}年${month + 1}月${day}日` : `${day} ${MONTHS[month]} ${year}`
}

/** The day and the time of a moment, without the year. */
export function moment(at: number): string {
  const {month, day, clock} = parts(at)
  return locale.value === 'zh-CN' ? `${month + 1}月${day}日 ${clock}` : `${day} ${MONTHS[month]}, ${clock}`
}

/** The time of day of a moment. */
export function hour(at: number): string {
  return parts(at).clock
}

/** The last day of a span, said to people: what closes at midnight ends on the day before. */
export function lastDay(closes: number): string {
  return day(closes - 1)
}
