import {browser, Tessera, wechat, type Platform} from '@tessera/client'
import {ref} from 'vue'
import {brand} from '@/brand'
import {led} from './led'
import {locale} from '@/texts'

/** Whether the last request found no network. */
export const offline = ref(false)

/** Where the backend is, without a slash at the end. */
export const origin = brand.url || here()

const place = platform()

/** The client of the backend: it keeps what was tapped until there is an answer, and sends it again. */
export const tessera = new Tessera({
  url: origin,
  platform: watched(place),
  signIn: signIn(),
  locale: () => locale.value,
  patience: 20_000,
})

function here(): string {
  // #ifdef H5
  return location.origin
  // #endif
  // #ifndef H5
  return 'http://127.0.0.1:8000'
  // #endif
}

function platform(): Platform {
  // #ifdef H5
  return browser()
  // #endif
  // #ifndef H5
  return wechat(uni as any, brand.providers.weixin)
  // #endif
}

/** On the web, the laptop's `dev` provider believes the name in the address: `?as=ben`. What led the member here goes along. */
function signIn() {
  // #ifdef H5
  const name = new URLSearchParams(location.search).get('as') ?? 'ana'
  return async () => ({provider: brand.providers.web, code: name, ...led()})
  // #endif
  // #ifndef H5
  return async () => ({...(await place.signIn!()), ...led()})
  // #endif
}

/** The platform, whose answers tell whether there is a network. */
function watched(real: Platform): Platform {
  return {
    ...real,
    async send(sent) {
      try {
        const got = await real.send(sent)
        offline.value = false
        return got
      } catch (error) {
        offline.value = true
        throw error
      }
    },
  }
}
