import {reactive} from 'vue'
import type {BlockWords, PrizeWords, Words} from './shapes'
import {origin, tessera} from './tessera'

/** The words and pictures of campaigns, by `CAMPAIGN@VERSION`: the client fetches each once, and keeps it. */
const known = reactive<Record<string, Words | null>>({})

/** The words of one version of a campaign; null until they have come. version: as a card or a receipt names it. */
export function wordsOf(campaign: string, version: string): Words | null {
  const name = `${campaign}@${version}`
  if (!(name in known)) {
    known[name] = null
    tessera.words(campaign, version).then(
      came => (known[name] = came as unknown as Words),
      () => setTimeout(() => delete known[name], 5000), // the next look asks again
    )
  }
  return known[name] ?? null
}

const programmes = reactive<Record<string, Record<string, BlockWords>>>({})

/** The words of the programme's tiers, channels and tags, by key. hash: as home names it. */
export function programmeWords(hash: string | undefined): Record<string, BlockWords> {
  if (!hash) return {}
  if (!programmes[hash]) {
    programmes[hash] = {}
    tessera.programmeWords(hash).then(
      came => (programmes[hash] = came.blocks as Record<string, BlockWords>),
      () => setTimeout(() => delete programmes[hash], 5000),
    )
  }
  return programmes[hash]!
}

/** The address of a picture: as it is, or of the backend's own server. */
export function picture(words: BlockWords | PrizeWords | null | undefined): string {
  const image = words?.image ?? ''
  return image.startsWith('/') ? origin + image : image
}
