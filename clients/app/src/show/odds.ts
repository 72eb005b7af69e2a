import {t} from '@/texts'

/** A chance as it is shown: two digits behind the point, more where it is small. */
export function percent(text: string): string {
  const value = Number(text.replace('%', ''))
  if (!Number.isFinite(value)) return text
  const digits = value >= 10 || value === 0 ? 2 : value >= 0.1 ? 3 : 5
  return `${Number(value.toFixed(digits))}%`
}

/** The terms of a guarantee in sentences. nameOf: the name of a prize or a piece. */
export function terms(one: Record<string, any>, nameOf: (row: string) => string): string[] {
  const prizes = one.of.map(nameOf).join(' / ')
  return [
    ...('within' in one ? [t(one.of.length > 1 ? 'odds.within' : 'odds.within_one', {n: one.within, prizes})] : []),
    ...('ramp_from' in one ? [t('odds.ramp', {n: one.ramp_from, prizes, step: one.ramp_step})] : []),
    ...('featured' in one ? [t('odds.featured', {prize: nameOf(one.featured)})] : []),
  ]
}
