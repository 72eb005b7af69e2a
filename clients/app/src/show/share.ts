import {me} from '@/api/home'
import {address} from './go'

type About = Record<string, string>

/** A screen as a member sends it to a friend in WeChat: its path has the member's token. */
export function card(title: string, page: string, about: About = {}) {
  const via = me.value?.share
  return {title, path: address(page, via ? {...about, via} : about)}
}

/** The link to a screen on the web. The token stands before the screen, which some programs cut off. */
export function link(page: string, about: About = {}): string {
  // #ifdef H5
  const start = `${location.origin}${location.pathname}?via=${me.value?.share ?? ''}`
  return page === 'home' ? start : `${start}#${address(page, about)}`
  // #endif
  // #ifndef H5
  return ''
  // #endif
}
