import type {Names, Receipt} from '@/api/shapes'

interface Moves {
  campaign: string
  gave: Names
  took: Names
}

/** What a receipt moved, once a campaign. A prize that was unpacked at once is told by what came out of it. */
export function byCampaign(receipt: Receipt): Moves[] {
  const found: Record<string, Moves> = {}
  for (const {campaign, gave = {}, took = {}} of receipt.postings ?? []) {
    const moves = (found[campaign] ??= {campaign, gave: {}, took: {}})
    for (const [asset, n] of Object.entries(gave)) moves.gave[asset] = (moves.gave[asset] ?? 0) + n
    for (const [asset, n] of Object.entries(took)) moves.took[asset] = (moves.took[asset] ?? 0) + n
  }
  return Object.values(found).map(({campaign, gave, took}) => ({
    campaign,
    gave: without(gave, took),
    took: without(took, gave),
  }))
}

function without(moved: Names, back: Names): Names {
  const left = Object.entries(moved).map(([asset, n]) => [
    asset,
    asset.startsWith('prizes/') ? n - Math.min(n, back[asset] ?? 0) : n,
  ])
  return Object.fromEntries(left.filter(([, n]) => n))
}
