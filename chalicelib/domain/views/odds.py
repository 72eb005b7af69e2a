"""A block's odds as the law and honesty want them published: before the draw, for the version in force, exact."""

from collections.abc import Mapping
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import lru_cache
from typing import Annotated

from msgspec import Meta, Struct

from chalicelib.domain.chance.longrun import long_run
from chalicelib.domain.chance.odds import Table
from chalicelib.domain.file.blocks import stated
from chalicelib.domain.file.campaign import KINDS, Guarantee, Prize
from chalicelib.domain.file.flow import Drawable
from chalicelib.domain.mechanics import MECHANICS
from chalicelib.domain.play.stocks import stock_window
from chalicelib.domain.publishing.definitions import Published
from chalicelib.domain.record.outcome import StockKey, pool_key
from chalicelib.domain.words.errors import Unknown
from chalicelib.domain.words.values import Limit, Limits, Money

RowKind = Annotated[str, Meta(extra_json_schema={"enum": [*KINDS, "fragment"]})]


class RowView(Struct, frozen=True, omit_defaults=True):
    """One row; chances are percentages as decimals, rounded to twelve digits after the point."""

    exact: str
    """The published chance, as a fraction: `1/144`."""
    published: str
    """The chance in the file."""
    in_force: str
    """A draw's chance at the present stock, before any guarantee; that of a prize that is gone counts to what replaces
    it.
    """
    long_run: str
    """The share over many draws with the guarantees, at unlimited stock and before the members' limits of prizes."""
    kind: RowKind = "fragment"
    """coupon, gift, badge, points, draws, fragments, pool, nothing, or a single fragment."""
    value: Money | None = None
    """The worth of one; null where the file does not say."""
    stock: int | None = None
    """Units for everybody together; null: no limit, or the codes of a pool."""
    left: int | None = None
    """Units of the stock, or codes of the pool, that are left; null: no limit."""
    limits: tuple[Limit, ...] = ()
    """How many one member may get; empty: any number."""
    first_draw: int | None = None
    """The member's draw in this box from which on it can be won; null: the first."""
    when_out: str | None = None
    """The prize that replaces it once it is gone, or the member's limit is reached, or before its first draw; null
    where none does.
    """


class GuaranteeTerms(Struct, frozen=True, omit_defaults=True):
    """The terms of one guarantee."""

    of: tuple[str, ...]
    """The rows of which one is guaranteed."""
    within: int | None = None
    """One comes at the latest with this draw; null: no draw is certain."""
    ramp_from: int | None = None
    """The draw from which the chance grows; null: it does not."""
    ramp_step: str | None = None
    """Percentage that each draw from there on adds; null: none."""
    featured: str | None = None
    """The row that comes at the latest with the second hit; null where none is featured."""
    unchanged: tuple[str, ...] = ()
    """The rows whose chance it leaves as it is."""


class OddsView(Struct, frozen=True):
    """The published odds of one block."""

    campaign: str
    """The campaign's id."""
    of: str
    """The block: `blind_boxes/NAME` or `collections/NAME`."""
    version: str
    """The version whose odds they are, as `NUMBER:HASH`."""
    rows: dict[str, RowView]
    """By the name of the prize or fragment: the published ones, and then those that may take their place."""
    guarantees: tuple[GuaranteeTerms, ...]
    """The guarantees, in the file's order."""
    limits: tuple[Limit, ...]
    """How often one member may draw; empty: no limit."""
    commitment: str
    """The SHA-256 of the seed, published before the first draw."""
    seed: str | None
    """The seed in hex, after the final close; null before."""


def odds_view(published: Published, of: str, left: Mapping[StockKey, int], now: int, seed: str | None) -> OddsView:
    """The odds page of `blind_boxes/NAME` or `collections/NAME`; Unknown where the block draws nothing.

    `left` has the units left of limited prizes at `now`, epoch ms (absent: all). `seed` is hex, once it was revealed.
    """
    block = published.drawables.get(of)
    if block is None:
        key, _, name = of.partition("/")
        raise Unknown(next(mechanic.word for mechanic in MECHANICS if mechanic.key == key), name)
    table = published.tables[of]
    shares = _shares(table)
    limited = limited_prizes(published, of, now)
    prizes_left = {name: left[key] for name, key in limited.items() if key in left}
    here = _in_force(published, shares, prizes_left) if block.of_prizes else shares
    chains = {row: _chain(published.campaign.prizes, row) if block.of_prizes else [row] for row in table.rows}
    over_time = _long_run(table, block.guarantees)
    return OddsView(
        campaign=published.id,
        of=of,
        version=published.label,
        rows={
            name: _row(
                published,
                block,
                name,
                shares.get(name, Fraction()),
                percent(here.get(name, Fraction())),
                percent(Fraction(over_time.get(name, 0.0))),
                prizes_left,
            )
            for name in dict.fromkeys((*table.rows, *(stand_in for row in table.rows for stand_in in chains[row])))
        },
        guarantees=tuple(_terms(one) for one in block.guarantees),
        limits=tuple(limit for one in stated(block.by, Limits) for limit in one.value) if block.of_prizes else (),
        commitment=published.commitments.get(of, ""),
        seed=seed,
    )


def limited_prizes(published: Published, of: str, now: int) -> dict[str, StockKey]:
    """By prize, the stocks that a block's rows and their replacements draw on now, and the pools."""
    campaign = published.campaign
    block = published.drawables.get(of)
    rows = block.odds if block and block.of_prizes else ()
    names = [name for row in rows for name in _chain(campaign.prizes, row)]
    return {name: key for name in names if (key := _stock_of(published, name, now)) is not None}


def _stock_of(published: Published, name: str, now: int) -> StockKey | None:
    prize = published.campaign.prizes[name]
    if prize.pool is not None:
        return pool_key(prize.pool)
    if prize.stock is None:
        return None
    return StockKey(published.id, f"prizes/{name}", stock_window(published, prize.stock, now, published.window))


def exact(share: Fraction) -> str:
    """A chance as `1/144`, also where it is whole: what a draw is recomputed from."""
    return f"{share.numerator}/{share.denominator}"


def percent(share: Fraction) -> str:
    """A chance as a percentage, rounded to twelve digits after the point, without trailing zeros."""
    with localcontext() as context:
        context.prec = 40
        value = (Decimal(share.numerator) * 100 / Decimal(share.denominator)).quantize(Decimal(10) ** -12)
    return f"{value.normalize():f}%"


def _row(
    published: Published,
    block: Drawable,
    name: str,
    share: Fraction,
    here: str,
    over_time: str,
    left: Mapping[str, int],
) -> RowView:
    if not block.of_prizes:
        return RowView(exact(share), percent(share), here, over_time)
    prize = published.campaign.prizes[name]
    quota = prize.stock.count if prize.stock else None
    return RowView(
        exact=exact(share),
        published=percent(share),
        in_force=here,
        long_run=over_time,
        kind=prize.kind,
        value=prize.value,
        stock=quota,
        left=left.get(name, quota),
        limits=prize.limit,
        first_draw=prize.first_draw,
        when_out=prize.when_out,
    )


def _shares(table: Table) -> dict[str, Fraction]:
    return {row: Fraction(weight, table.total) for row, weight in zip(table.rows, table.weights, strict=True)}


def _in_force(published: Published, shares: Mapping[str, Fraction], left: Mapping[str, int]) -> dict[str, Fraction]:
    """Each row's chance goes to the first prize of its chain that is not gone."""
    prizes = published.campaign.prizes
    found: dict[str, Fraction] = {}
    for row, share in shares.items():
        chain = _chain(prizes, row)
        there = [name for name in chain if left.get(name, 1) > 0]
        if there:
            found[there[0]] = found.get(there[0], Fraction()) + share
    return found


def _chain(prizes: Mapping[str, Prize], name: str) -> list[str]:
    chain = [name]
    while (following := prizes[chain[-1]].when_out) is not None and following not in chain:
        chain.append(following)
    return chain


def _terms(one: Guarantee) -> GuaranteeTerms:
    ramp = one.ramp
    return GuaranteeTerms(
        of=one.of,
        within=one.within,
        ramp_from=ramp.start if ramp else None,
        ramp_step=percent(ramp.step) if ramp else None,
        featured=one.featured,
        unchanged=one.unchanged,
    )


@lru_cache(maxsize=256)
def _long_run(table: Table, guarantees: tuple[Guarantee, ...]) -> dict[str, float]:
    return long_run(table, guarantees)
