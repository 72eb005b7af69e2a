"""The second reader of draws lands where the first does, for whatever guarantees stand together."""

from fractions import Fraction
from random import Random
from typing import Any

import pytest

from audit import chance
from chalicelib.domain.chance.drawing import draw, table
from chalicelib.domain.chance.guarantees import distribution, fresh
from chalicelib.domain.file.campaign import Guarantee
from chalicelib.domain.words.values import Chance, Ramp

ROWS = "abcde"
SEED = bytes(range(32))


@pytest.mark.parametrize("number", range(40))
def test_lands_where_the_draw_lands_and_where_the_chance_in_force_says(number: int) -> None:
    by = Random(number)
    weights = [by.randint(1, 40) for _ in ROWS]
    shares = {row: Fraction(weight, sum(weights)) for row, weight in zip(ROWS, weights, strict=True)}
    odds = tuple((row, str(share)) for row, share in shares.items())
    published = table({row: Chance(share) for row, share in shares.items()})
    guarantees = tuple(_guarantee(by) for _ in range(by.randint(1, 3)))
    terms, memory = [_written(one) for one in guarantees], fresh(guarantees)
    for n in range(1, 41):
        row, then = draw(SEED, "ana", n, published, guarantees, memory)
        assert chance.landed(SEED, "ana", n, odds, terms, memory) == row
        assert chance.after(terms, memory, row) == then
        shares = distribution(published, guarantees, memory)
        _, left = chance.kept(chance.weights(odds), terms, memory)
        assert {one for one, share in shares.items() if share} <= {*left}
        assert sum(shares.values()) == 1
        memory = then


def _guarantee(by: Random) -> Guarantee:
    of = tuple(by.sample(ROWS, by.randint(1, 3)))
    unchanged = tuple(by.sample(ROWS, by.randint(0, 2)))
    gives = [row for row in of if row not in unchanged]
    return Guarantee(
        of=of,
        within=by.choice([None, 2, 3, 5, 9]),
        ramp=by.choice([None, Ramp(by.randint(1, 4), Fraction(by.randint(1, 30), 100))]),
        featured=by.choice([None, *gives]),
        unchanged=unchanged,
    )


def _written(one: Guarantee) -> dict[str, Any]:
    """A guarantee as the file has it."""
    said: dict[str, Any] = {"of": [*one.of], "unchanged": [*one.unchanged]}
    if one.within:
        said["within"] = str(one.within)
    if one.ramp:
        said["ramp"] = {"from": str(one.ramp.start), "step": f"{int(one.ramp.step * 100)}%"}
    if one.featured:
        said["featured"] = one.featured
    return said
