import { reactive } from 'vue'
import { keep, recall } from './kept'
import { read } from './home'
import type { BlockWords, PrizeWords, Words } from './shapes'
import { origin } from './transport'

/** The words and pictures of campaigns, by `CAMPAIGN@HASH`: they never change, so each is fetched once. */
const known = reactive<Record<string, Words | null>>({})

/** The words of one version of a campaign; null until they have come. version: as a card or a receipt names it. */
export function wordsOf(campaign: string, version: string): Words | null {
  const hash = version.slice(version.indexOf(':') + 1)
  const name = `${campaign}@${hash}`
  if (!(name in known)) {
    known[name] = recall<Words>(`words.${name}`)
    if (!known[name]) void fetchWords(campaign, hash, name)
  }
  return known[name] ?? null
}

async function fetchWords(campaign: string, hash: string, name: string): Promise<void> {
  try {
    known[name] = await read<Words>(`/v1/campaigns/${campaign}/words/${hash}`, true)
    keep(`words.${name}`, known[name])
  } catch {
    setTimeout(() => delete known[name], 5000) // the next look asks again
  }
}

const programmes = reactive<Record<string, Record<string, BlockWords>>>({})

/** The words of the programme's tiers, channels and tags, by key. */
export function programmeWords(hash: string | undefined): Record<string, BlockWords> {
  if (!hash) return {}
  if (!programmes[hash]) {
    programmes[hash] = recall<Record<string, BlockWords>>(`programme.${hash}`) ?? {}
    read<{ blocks: Record<string, BlockWords> }>(`/v1/programme/words/${hash}`, true)
      .then((came) => keep(`programme.${hash}`, (programmes[hash] = came.blocks)))
      .catch(() => null)
  }
  return programmes[hash]!
}

/** The address of a picture: as it is, or of the backend's own server. */
export function picture(words: BlockWords | PrizeWords | null | undefined): string {
  const image = words?.image ?? ''
  return image.startsWith('/') ? origin() + image : image
}
