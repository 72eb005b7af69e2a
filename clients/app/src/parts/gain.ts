import {reactive} from 'vue'
import {me} from '@/api/home'
import {refusal} from '@/show/reason'
import {tessera} from '@/api/tessera'
import {moved, type Thing} from '@/show/bag'
import {t} from '@/texts'
import {Refusal, Unanswered} from '@tessera/client'
import type {Receipt} from '@/api/shapes'

/** What the sheet of gains shows. */
export const gain = reactive({open: false, title: '', things: [] as Thing[]})

/** All that a receipt gave, what a prize was unpacked into told once. */
export function gained(receipt: Receipt | null): Thing[] {
  return (receipt?.postings ?? []).flatMap(posting => {
    const version = receipt!.versions?.[posting.campaign] ?? me.value?.campaigns[posting.campaign]?.card.version ?? ''
    return posting.campaign === 'programme' ? [] : moved(posting.campaign, version, posting.gave ?? {})
  })
}

/** Show what came of an action. */
export function celebrate(receipt: Receipt | null, title = t('gain.title')): void {
  gain.things = gained(receipt)
  gain.title = gain.things.length ? title : t('gain.nothing')
  gain.open = true
}

/** Say why an action did not come about. */
export function complain(error: unknown): void {
  const text =
    error instanceof Refusal
      ? refusal(error, tessera.now())
      : error instanceof Unanswered
        ? t('why.unanswered')
        : t('why.other')
  tell(text)
}

/** What the line at the foot of the screen says, for some seconds. */
export const notice = reactive({text: ''})
let timer: ReturnType<typeof setTimeout>

export function tell(text: string): void {
  notice.text = text
  clearTimeout(timer)
  timer = setTimeout(() => (notice.text = ''), 5000)
}
