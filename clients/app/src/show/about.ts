import {onLoad} from '@dcloudio/uni-app'
import {computed, reactive, watchEffect} from 'vue'
import {campaign} from '@/api/home'
import {decoded} from '@/api/led'
import {wordsOf} from '@/api/words'
import {locale} from '@/texts'

/** What a screen is about, from its address: a campaign, and mostly the name of one of its blocks. */
export function useAbout() {
  const about = reactive<Record<string, string>>({id: '', name: ''})
  onLoad(query => {
    for (const [key, value] of Object.entries(query ?? {})) about[key] = decoded(value)
  })
  watchEffect(() => {
    // #ifdef H5
    document.documentElement.lang = locale.value
    // #endif
  })
  const view = computed(() => (about.id ? campaign(about.id).value : null))
  const version = computed(() => about.version || view.value?.card.version || '')
  const words = computed(() => (about.id && version.value ? wordsOf(about.id, version.value) : null))
  return {about, view, version, words}
}
