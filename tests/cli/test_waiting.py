"""How many draws it takes: against what is known in closed form, and against members who draw."""

from fractions import Fraction
from math import inf, isinf
from random import Random

import pytest

from chalicelib.domain.chance.guarantees import after, distribution, fresh
from chalicelib.domain.chance.odds import Table, table
from chalicelib.domain.file.campaign import Guarantee
from chalicelib.domain.words.values import Chance, Ramp
from cli.waiting import draws_until


def odds(**shares: str) -> Table:
    return table({row: Chance(Fraction(share)) for row, share in shares.items()})


THIRDS = odds(a="1/3", b="1/3", c="1/3")
RARE = odds(gold="1/100", silver="19/100", bronze="80/100")
PITY = (Guarantee(of=("gold",), within=50),)


@pytest.mark.parametrize(
    ("of", "guarantees", "wanted", "expected"),
    [
        pytest.param(RARE, (), ["gold"], 100, id="one in a hundred"),
        pytest.param(THIRDS, (), ["a", "b", "c"], 3 * (1 + 1 / 2 + 1 / 3), id="a set of three, equally likely"),
        pytest.param(THIRDS, (), ["a", "b"], 3 * (1 + 1 / 2), id="two of three"),
        pytest.param(THIRDS, (), [], 0, id="nothing"),
        pytest.param(RARE, PITY, ["gold"], (1 - 0.99**50) / 0.01, id="at the latest with the fiftieth"),
        pytest.param(RARE, (Guarantee(of=("gold",), within=1),), ["gold"], 1, id="always"),
        pytest.param(RARE, (Guarantee(of=("gold",), within=1),), ["silver"], inf, id="never"),
        pytest.param(
            odds(a="1/2", b="1/2"), (Guarantee(of=("a", "b"), featured="a"),), ["a"], 1.5, id="owed after the other"
        ),
        pytest.param(
            odds(a="1/4", b="3/4"), (Guarantee(of=("a",), ramp=Ramp(2, Fraction(3, 4))),), ["a"], 1.75, id="a ramp"
        ),
    ],
)
def test_is_exact(of: Table, guarantees: tuple[Guarantee, ...], wanted: list[str], expected: float) -> None:
    assert draws_until(of, guarantees, wanted) == pytest.approx(expected, rel=1e-12)


def test_a_wildcard_stands_for_what_is_missing() -> None:
    half = odds(a="1/2", joker="1/2")
    assert draws_until(half, (), ["a"], "joker") == pytest.approx(1)
    assert draws_until(THIRDS, (), ["a", "b"], "c") == pytest.approx(1 + 1.5 * 2 / 3 + 1 / 3)


def test_a_set_that_lacks_a_row_is_never_full() -> None:
    assert isinf(draws_until(THIRDS, (), ["a", "d"]) or 0)


def test_too_many_states_are_not_told() -> None:
    many = odds(**{f"row{i}": "1/20" for i in range(20)})
    assert draws_until(many, (), list(many.rows)) is None
    ten = [*many.rows][:10]
    assert draws_until(many, (), ten, first={"row3": 20}) is not None
    assert draws_until(many, (), ten, first={"row3": 300}) is None, "each draw before goes through them once"


GOLD = Table(("gold", "lead"), (5, 95), 100)
HALVES = odds(a="1/2", b="1/2")


@pytest.mark.parametrize(
    ("of", "guarantees", "first", "expected"),
    [
        pytest.param(GOLD, (), {"gold": 1}, 20, id="from the first draw on"),
        pytest.param(GOLD, (), {"gold": 10}, 29, id="from the tenth, by the odds alone"),
        pytest.param(GOLD, (Guarantee(of=("gold",), within=1),), {"gold": 10}, 10, id="from the tenth, always"),
        pytest.param(
            GOLD, (Guarantee(of=("gold",), within=2),), {"gold": 2}, 2 + 0.95 * 0.05, id="a hit before makes it later"
        ),
        pytest.param(HALVES, (), {"a": 1, "b": 1}, 3, id="both, from the first on"),
        pytest.param(HALVES, (), {"a": 1, "b": 2}, 1 + (2 + 3) / 2, id="both, one of them from the second on"),
        pytest.param(HALVES, (), {"a": 2, "b": 3}, 2 + (2 + 3) / 2, id="both late, one later"),
        pytest.param(HALVES, (), {"a": 3, "b": 3}, 2 + 3, id="both from the third on"),
        pytest.param(THIRDS, (), {"a": 1, "d": 2}, inf, id="one of them never"),
    ],
)
def test_rows_that_come_from_a_draw_on(
    of: Table, guarantees: tuple[Guarantee, ...], first: dict[str, int], expected: float
) -> None:
    assert draws_until(of, guarantees, [*first], first=first) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("first", [{}, {"gold": 12}, {"gold": 4, "silver": 9}], ids=["at once", "one late", "both"])
def test_agrees_with_members_who_draw(first: dict[str, int]) -> None:
    guarantees = (Guarantee(of=("gold", "silver"), within=6, ramp=Ramp(3, Fraction(1, 10)), featured="gold"), *PITY)
    chance = Random(7)
    draws = sum(_draws(guarantees, first, chance) for _ in range(4000))
    assert draws / 4000 == pytest.approx(draws_until(RARE, guarantees, ["gold", "silver"], first=first), rel=0.05)


def _draws(guarantees: tuple[Guarantee, ...], first: dict[str, int], chance: Random) -> int:
    """How many draws one member makes until gold and silver have come."""
    memory, missing, n = fresh(guarantees), {"gold", "silver"}, 0
    while missing:
        shares = distribution(RARE, guarantees, memory)
        (row,) = chance.choices([*shares], [float(share) for share in shares.values()])
        memory, n = after(guarantees, memory, row), n + 1
        if n >= first.get(row, 1):
            missing -= {row}
    return n
