"""Draws again what receipts say was drawn, by the odds as they were published and the seed once it is out.

The page of odds is the one that anybody gets from `GET /v1/campaigns/CAMPAIGN/boxes/BOX/odds` (or `/collections/…`):
nothing that the brand keeps to itself takes part.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

import msgspec
from msgspec import Struct

from chalicelib.domain.chance import drawing
from chalicelib.domain.chance.guarantees import fresh
from chalicelib.domain.chance.odds import Table, table
from chalicelib.domain.file.campaign import Guarantee
from chalicelib.domain.record.receipt import Draws
from chalicelib.domain.views.odds import GuaranteeTerms, OddsView
from chalicelib.domain.words.values import Chance, Ramp


class Redrawn(Struct, frozen=True):
    """One draw of a receipt, made again."""

    campaign: str
    """The id of the campaign."""
    of: str
    """The block that was drawn from."""
    n: int
    """The number of the member's draw."""
    row: str
    """The row on which it landed, as the receipt says."""
    again: str
    """The row on which it lands now."""
    got: str
    """The row that it gave, after stock."""
    wrong: str = ""
    """The contradiction between these, if there is one."""


def draws_in(found: Any) -> list[tuple[Draws, str]]:
    """The draws of a receipt, of an answer that holds one, or of a page of them, each with its version's label."""
    if isinstance(found, list):
        return [one for item in found for one in draws_in(item)]
    if not isinstance(found, dict):
        return []
    versions = found.get("versions", {})
    here = [msgspec.convert(one, Draws) for one in found.get("draws", ())]
    inside = [one for key in ("receipt", "receipts") for one in draws_in(found.get(key))]
    return [(one, versions.get(one.campaign, "")) for one in here] + inside


def seed_of(page: OddsView, commitment: str | None) -> bytes:
    """The seed of a page; ValueError where it is not out, or not the one that was committed to.

    commitment: as somebody noted it before the first draw; None: that of the page.
    """
    if page.seed is None:
        raise ValueError(f"the seed of {page.of} is revealed an hour after {page.campaign} is over for good: not yet")
    seed = bytes.fromhex(page.seed)
    if drawing.commitment(seed) != (commitment or page.commitment):
        raise ValueError(f"the seed of {page.of} is not the one that was committed to before the first draw")
    return seed


def redrawn(page: OddsView, seed: bytes, member: str, draws: Draws) -> Iterator[Redrawn]:
    """Every draw of a block on a receipt, made again."""
    published, guarantees = _table(page), tuple(map(_guarantee, page.guarantees))
    memory = draws.memory or fresh(guarantees)
    for at, (row, got) in enumerate(zip(draws.rows, draws.got, strict=True)):
        again, memory = drawing.draw(seed, member, draws.n + at, published, guarantees, memory)
        wrong = ""
        if again != row:
            wrong = f"it lands on {again}"
        else:
            wrong = _misgiven(page, row, got, draws.n + at)
        yield Redrawn(draws.campaign, draws.of, draws.n + at, row, again, got, wrong)


def _table(page: OddsView) -> Table:
    shares: Mapping[str, Fraction] = {name: Fraction(row.exact) for name, row in page.rows.items()}
    return table({name: Chance(share) for name, share in shares.items() if share})


def _guarantee(terms: GuaranteeTerms) -> Guarantee:
    ramp = None
    if terms.ramp_from is not None and terms.ramp_step is not None:
        ramp = Ramp(terms.ramp_from, Fraction(terms.ramp_step.removesuffix("%")) / 100)
    return Guarantee(of=terms.of, within=terms.within, ramp=ramp, featured=terms.featured, unchanged=terms.unchanged)


def _misgiven(page: OddsView, row: str, got: str, draw: int) -> str:
    """Say what is wrong with a prize that was given for a row; nothing where it is the row's, or may replace that.

    draw: the number of the member's draw. Whether a stock was gone, or a member's limit reached, is not known here.
    """
    name, passed = row, set[str]()
    while name in page.rows and name not in passed:
        passed.add(name)
        terms = page.rows[name]
        early = terms.first_draw is not None and draw < terms.first_draw
        if name == got:
            return f"{got} comes from draw {terms.first_draw} on" if early else ""
        if not early and terms.stock is None and not terms.limits and terms.kind != "pool":
            return f"{got} does not replace {row}, for {name} can't be out"
        name = terms.when_out or ""
    return "" if name == got else f"{got} does not replace {row}"
