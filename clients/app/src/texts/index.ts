import {ref} from 'vue'
import type {Title} from '@/api/shapes'
import {keep, recall} from '@/api/kept'
import {number} from '@/show/number'
import en from './en'
import zh from './zh-CN'

/** A catalogue file a language. */
const catalogues = {'zh-CN': zh, en}
export type Locale = keyof typeof catalogues
export const locales = Object.keys(catalogues) as Locale[]

/** The language that the app speaks. */
export const locale = ref<Locale>(first())

function first(): Locale {
  const kept = recall<Locale>('locale')
  if (kept && kept in catalogues) return kept
  return (uni.getLocale?.() ?? 'zh').startsWith('zh') ? 'zh-CN' : 'en'
}

export function speak(next: Locale): void {
  locale.value = next
  keep('locale', next)
}

type Parameters = Record<string, string | number>

/** The app's own text of this name. `{n}` is replaced, a number with its thousands apart; where the text has a `|`, what
 * follows is for other numbers than one. Null where there is none: of codes and kinds that a later backend may have.
 */
export function maybe(name: string, parameters: Parameters = {}): string | null {
  const text = (catalogues[locale.value] as Record<string, string>)[name]
  if (text === undefined) return null
  const forms = text.split(' | ')
  const form = forms.length > 1 && parameters.n !== 1 ? forms[1]! : forms[0]!
  return form.replace(/\{(\w+)\}/g, (_, key: string) => {
    const value = parameters[key] ?? ''
    return typeof value === 'number' ? number(value) : value
  })
}

export function t(name: keyof typeof en, parameters: Parameters = {}): string {
  return maybe(name, parameters) ?? name
}

/** What a campaign says, in the member's language, or in the nearest one that somebody wrote. */
export function say(title: Title | undefined): string {
  if (!title) return ''
  if (typeof title === 'string') return title
  const speaks = Object.keys(title)
  const near = speaks.find(one => one.split('-')[0] === locale.value.split('-')[0])
  return title[locale.value] ?? title[near ?? ''] ?? title.en ?? title[speaks[0] ?? ''] ?? ''
}
