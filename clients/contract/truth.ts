// What the types must say: what every answer has is there, and what it may leave out is optional. It is compiled, not run.

import type {components} from './made/types/api'
import type {Acted, CouponView, Home, Problem, Receipt} from './made/types/client'

type Schemas = components['schemas']
type Optional<T> = {[K in keyof T]-?: undefined extends T[K] ? K : never}[keyof T]
type None<T extends never> = T

export type EveryFieldOfHomeIsThere = None<Optional<Schemas['Home']>> | None<Optional<Home>>
export type APoolIsThereAndMayBeNull = None<Optional<Schemas['CouponView']>> | None<Optional<CouponView>>

export const optional: {
  home: Optional<Acted> & Optional<Schemas['Acted']>
  later: Extract<Optional<Problem>, 'retry_after'>
  archived: Extract<Optional<Receipt>, 'archived'>
} = {home: 'home', later: 'retry_after', archived: 'archived'}

export const prizes: Schemas['RowView']['kind'] = 'coupon'
// @ts-expect-error: the values of a kind are listed
export const unlisted: Schemas['RowView']['kind'] = 'voucher'
// Fields of any name are none that must not be there.
export const asked: Schemas['Receipt']['asked'] & Receipt['asked'] = {campaign: 'care-box'}
