/** Exact fractions in lowest terms, with a denominator above 0. (No `1n`: some mini programs compile for old engines.) */

export type Fraction = readonly [above: bigint, below: bigint]

const NONE = BigInt(0)

export const zero: Fraction = [NONE, BigInt(1)]
export const one: Fraction = [BigInt(1), BigInt(1)]

export function fraction(above: bigint, below: bigint): Fraction {
  let [a, b] = [above < NONE ? -above : above, below]
  while (b) [a, b] = [b, a % b]
  return [above / a, below / a]
}

export function plus([a, b]: Fraction, [c, d]: Fraction): Fraction {
  return fraction(a * d + c * b, b * d)
}

export function less(of: Fraction, [c, d]: Fraction): Fraction {
  return plus(of, [-c, d])
}

export function times([a, b]: Fraction, [c, d]: Fraction): Fraction {
  return fraction(a * c, b * d)
}

/** by: above 0. */
export function over([a, b]: Fraction, [c, d]: Fraction): Fraction {
  return fraction(a * d, b * c)
}

export function above([a, b]: Fraction, [c, d]: Fraction): boolean {
  return a * d > c * b
}

export function lowest(a: Fraction, b: Fraction): Fraction {
  return above(a, b) ? b : a
}

export function sum(of: Fraction[]): Fraction {
  return of.reduce(plus, zero)
}
