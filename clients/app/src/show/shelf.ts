import {wordsOf} from '@/api/words'
import type {KeptPrize, Me, PrizeWords, WonPrize} from '@/api/shapes'

const NONE: PrizeWords = {title: null, text: null, image: null, extra: {}, kind: 'prize', value: null, coupon: null}

/** What the backend lists of all that a member won. */
export function listed({about, terms, ...one}: WonPrize): KeptPrize {
  const kind = about?.kind ?? (terms ? 'coupon' : 'gift')
  return {...one, kind, at: 0, words: about ?? {...NONE, kind, coupon: terms || null}}
}

/** What the home screen holds of it: until the list has come. */
export function kept(me: Me): KeptPrize[] {
  const coupons = [...me.coupons, ...me.past_coupons].map((coupon): KeptPrize => {
    const words =
      me.campaigns[coupon.campaign] &&
      wordsOf(coupon.campaign, me.campaigns[coupon.campaign]!.card.version)?.prizes[coupon.prize]
    const state = coupon.state === 'used' || coupon.state === 'ended' ? coupon.state : 'held'
    return {
      id: coupon.code,
      campaign: coupon.campaign,
      prize: coupon.prize,
      kind: coupon.pool ? 'pool' : 'coupon',
      state,
      at: 0,
      expires: coupon.expires,
      words: {...NONE, kind: 'coupon', coupon: coupon.terms || null, ...words},
    }
  })
  const held = Object.entries(me.campaigns).flatMap(([id, view]) =>
    Object.keys(view.has)
      .filter(asset => asset.startsWith('prizes/'))
      .map(asset => ({id, prize: asset.slice(7), words: wordsOf(id, view.card.version)?.prizes[asset.slice(7)]}))
      .filter(({words}) => words?.kind !== 'coupon')
      .map(({prize, words}): KeptPrize => ({
        id: `${id}/${prize}`,
        campaign: id,
        prize,
        kind: words?.kind ?? 'prize',
        state: words?.kind === 'gift' ? 'to_send' : 'held',
        at: 0,
        expires: 0,
        words: words ?? NONE,
      })),
  )
  return [...coupons, ...held]
}
