import type {Money} from '@/api/shapes'
import {locale} from '@/texts'
import {grouped} from './number'

const SIGNS: Record<string, string> = {
  CNY: '¥',
  JPY: '¥',
  USD: '$',
  EUR: '€',
  GBP: '£',
  KRW: '₩',
  SGD: 'S$',
  HKD: 'HK$',
}
const WITHOUT_CENTS = ['JPY', 'KRW', 'VND', 'CLP']

/** How many of its smallest units a currency's whole one has. */
export const minorUnits = (currency: string) => (WITHOUT_CENTS.includes(currency) ? 1 : 100)

/** An amount as a price is written: without cents where there are none. */
export function money({minor, currency}: Money): string {
  const whole = minor / minorUnits(currency)
  const digits = Number.isInteger(whole) ? 0 : 2
  return (SIGNS[currency] ?? `${currency} `) + grouped(whole.toFixed(digits))
}

const AMOUNT = '([0-9.]+) ([A-Z]{3})'

/** The terms of a coupon, said in the member's language; as the file has them where they have another form. */
export function couponTerms(terms: string): string {
  const chinese = locale.value === 'zh-CN'
  const above = terms.match(new RegExp(`^${AMOUNT} off ${AMOUNT}$`))
  if (above) {
    const [off, from] = [priced(above[1]!, above[2]!), priced(above[3]!, above[4]!)]
    return chinese ? `满${from}减${off}` : `${off} off from ${from}`
  }
  const off = terms.match(new RegExp(`^${AMOUNT} off$`))
  if (off) return chinese ? `立减${priced(off[1]!, off[2]!)}` : `${priced(off[1]!, off[2]!)} off`
  const share = terms.match(/^([0-9.]+)% off(?: up to ([0-9.]+) ([A-Z]{3}))?$/)
  if (share) {
    const most = share[2] ? priced(share[2], share[3]!) : ''
    if (chinese) return `${Number((10 - Number(share[1]) / 10).toFixed(1))}折${most && `，最多减${most}`}`
    return `${share[1]}% off${most && `, ${most} at most`}`
  }
  const price = terms.match(new RegExp(`^\\S+ for ${AMOUNT}$`))
  if (price) return chinese ? `特价${priced(price[1]!, price[2]!)}` : `for ${priced(price[1]!, price[2]!)}`
  if (terms.startsWith('free ')) return chinese ? '免费兑换一份' : 'One for free'
  return terms
}

function priced(amount: string, currency: string): string {
  const minor = Math.round(Number(amount) * minorUnits(currency))
  return money({minor, currency})
}
