import {reactive} from 'vue'
import {me} from '@/api/home'
import {refusal} from '@/show/reason'
import {tessera} from '@/api/tessera'
import {moved, type Thing} from '@/show/bag'
import {t} from '@/texts'
import {Refusal, Unanswered} from '@tessera/client'
import type {Names, Receipt} from '@/api/shapes'

/** What the sheet of gains shows. */
export const gain = reactive({open: false, title: '', note: '', things: [] as Thing[]})

/** All that a receipt gave, what a prize was unpacked into told once, and points of several tasks as one sum. */
export function gained(receipt: Receipt | null): Thing[] {
  const bags: Record<string, Names> = {}
  let points = ''
  for (const {campaign, why, gave = {}} of receipt?.postings ?? []) {
    if (campaign === 'programme' || why.startsWith('prizes/')) continue
    for (const [asset, n] of Object.entries(gave)) {
      if (asset === 'points') points ||= campaign
      const bag = (bags[asset === 'points' ? points : campaign] ??= {})
      bag[asset] = (bag[asset] ?? 0) + n
    }
  }
  return Object.entries(bags).flatMap(([campaign, bag]) => {
    const version = receipt!.versions?.[campaign] ?? me.value?.campaigns[campaign]?.card.version ?? ''
    return moved(campaign, version, bag)
  })
}

/** Show what came of an action. title: what was done, where that is more than what was gained. note: what else to know. */
export function celebrate(receipt: Receipt | null, title = '', note = ''): void {
  gain.things = gained(receipt)
  gain.title = title || t(gain.things.length ? 'gain.title' : 'gain.nothing')
  gain.note = note
  gain.open = true
  notice.text = '' // an earlier complaint is out of date
}

/** Say why an action did not come about. unanswered: of what is not kept, and so not sent again by itself. */
export function complain(error: unknown, unanswered = t('why.unanswered')): void {
  const text =
    error instanceof Refusal ? refusal(error, tessera.now()) : error instanceof Unanswered ? unanswered : t('why.other')
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
