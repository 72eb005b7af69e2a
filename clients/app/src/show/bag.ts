import {wordsOf, picture} from '@/api/words'
import type {Bag, Names, PrizeWords} from '@/api/shapes'
import {maybe, say, t} from '@/texts'
import {couponTerms, money} from './money'
import {number} from './number'

/** One thing of a bag, ready to be shown. */
export interface Thing {
  kind: string
  n: number
  name: string
  /** What it is: a coupon's terms, a gift's worth. */
  note: string
  /** What its campaign says of it. */
  text?: string
  image: string
  /** The key by which its picture is painted where there is none. */
  key: string
}

/** What a bag holds, in the words of a version of its campaign. */
export function things(campaign: string, version: string, bag: Bag): Thing[] {
  const found: Thing[] = []
  if (bag.points) found.push(simple('points', bag.points, t('bag.points', {n: bag.points})))
  if (bag.stars) found.push(simple('stars', bag.stars, t('bag.stars', {n: bag.stars})))
  for (const [box, n] of Object.entries(bag.draws ?? {})) found.push(ofAsset(campaign, version, `draws/${box}`, n))
  for (const [name, n] of Object.entries(bag.fragments ?? {}))
    found.push(ofAsset(campaign, version, `fragments/${name}`, n))
  for (const [name, n] of Object.entries(bag.prizes ?? {})) found.push(ofAsset(campaign, version, `prizes/${name}`, n))
  if (bag.cash) found.push(simple('cash', 1, money(bag.cash)))
  return found
}

/** What a receipt moved, by asset. */
export function moved(campaign: string, version: string, assets: Names): Thing[] {
  return Object.entries(assets).map(([asset, n]) => ofAsset(campaign, version, asset, n))
}

function simple(kind: string, n: number, name: string): Thing {
  return {kind, n, name, note: '', image: '', key: kind}
}

/** One asset, as receipts spell it. */
export function ofAsset(campaign: string, version: string, asset: string, n: number): Thing {
  const [kind, ...rest] = asset.split('/')
  const words = wordsOf(campaign, version)
  if (kind === 'draws') {
    const box = words?.blocks[`blind_boxes/${rest[0]}`]
    return {
      kind,
      n,
      name: t('bag.draws', {n, box: say(box?.title) || t('kind.box')}),
      note: '',
      image: picture(box),
      key: asset,
    }
  }
  if (kind === 'fragments') {
    const [set, one] = rest
    const album = words?.blocks[`collections/${set}`]
    const name =
      one === 'random'
        ? t('bag.random', {set: say(album?.title)})
        : say(words?.blocks[`collections/${set}/${one}`]?.title)
    const shown = one === 'random' ? album : words?.blocks[`collections/${set}/${one}`]
    return {kind, n, name: name || t('kind.fragment'), note: '', image: picture(shown), key: asset}
  }
  if (kind === 'prizes') {
    const prize = words?.prizes[rest[0]!]
    const name = say(prize?.title) || whatItIs(prize) || t('kind.prize')
    const [note, text] = [whatItIs(prize), say(prize?.text)]
    return {kind: prize?.kind ?? 'prize', n, name, note, text, image: picture(prize), key: asset}
  }
  if (kind === 'points') return simple('points', n, t('bag.points', {n}))
  if (kind === 'stars') return simple('stars', n, t('bag.stars', {n}))
  return simple(kind!, n, maybe(`kind.${kind}`) ?? t('kind.prize'))
}

/** What a prize is, in a few words: its terms, its worth, its points. */
export function whatItIs(prize: PrizeWords | null | undefined): string {
  if (!prize) return ''
  if (prize.coupon) return couponTerms(prize.coupon)
  if (prize.points) return t('bag.points', {n: prize.points})
  if (prize.value) return t('bag.worth', {value: money(prize.value)})
  return maybe(`kind.${prize.kind}`) ?? ''
}

/** Kinds whose name tells how many they are. */
const NUMBERED = ['points', 'stars', 'draws']

/** A thing in one line: `3 × Rose balm`. */
export function line(thing: Thing): string {
  return thing.n === 1 || NUMBERED.includes(thing.kind) ? thing.name : `${number(thing.n)} × ${thing.name}`
}

/** Assets, as receipts spell them, as a bag. */
export function bagOf(assets: Names): Bag {
  const bag: Record<string, Names> = {}
  let points = 0
  let stars = 0
  for (const [asset, n] of Object.entries(assets)) {
    const [kind, ...rest] = asset.split('/')
    if (kind === 'points') points += n
    else if (kind === 'stars') stars += n
    else (bag[kind!] ??= {})[rest.join('/')] = n
  }
  return {...bag, ...(points ? {points} : {}), ...(stars ? {stars} : {})}
}
