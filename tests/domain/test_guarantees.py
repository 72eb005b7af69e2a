"""Guarantees change the chance in force by what a member's draws left in memory."""

from fractions import Fraction

import pytest

from chalicelib.domain.chance.drawing import draw
from chalicelib.domain.chance.guarantees import after, distribution, filled, fresh, in_force
from chalicelib.domain.chance.odds import Table
from chalicelib.domain.file.campaign import Guarantee
from chalicelib.domain.words.values import Ramp
from tests.domain.guarantee_cases import (
    BEST,
    BOX,
    FEATURED,
    IN_FORCE,
    LOWER_FEATURED,
    LOWER_ONLY,
    SEED,
    TOP,
)


@pytest.mark.parametrize(("guarantees", "memory", "expected"), IN_FORCE)
def test_the_chance_in_force(
    guarantees: tuple[Guarantee, ...], memory: tuple[int, ...], expected: dict[str, Fraction]
) -> None:
    assert distribution(BOX, guarantees, memory) == expected


@pytest.mark.parametrize(
    ("guarantees", "before", "row", "expected"),
    [
        pytest.param((), (), "best", (), id="none"),
        pytest.param((TOP,), (3, 0), "plain", (4, 0), id="a miss counts"),
        pytest.param((TOP,), (4, 0), "good", (0, 0), id="a hit starts again"),
        pytest.param((BEST, TOP), (7, 0, 3, 0), "best", (0, 0, 0, 0), id="a hit counts for every set that has it"),
        pytest.param((BEST, TOP), (7, 0, 3, 0), "good", (8, 0, 0, 0), id="a hit of the wider set only"),
        pytest.param((FEATURED,), (2, 0), "good", (0, 1), id="another hit makes the featured prize owed"),
        pytest.param((FEATURED,), (2, 1), "plain", (3, 1), id="owed through misses"),
        pytest.param((FEATURED,), (2, 1), "best", (0, 0), id="paid by the featured prize"),
        pytest.param((LOWER_FEATURED,), (2, 0), "best", (0, 0), id="an unchanged hit makes nothing owed"),
        pytest.param((LOWER_FEATURED,), (2, 1), "best", (0, 1), id="an unchanged hit pays nothing that is owed"),
        pytest.param((LOWER_ONLY,), (2, 0), "best", (3, 0), id="an unchanged row outside of the set is no hit"),
    ],
)
def test_the_memory_after_a_draw(
    guarantees: tuple[Guarantee, ...], before: tuple[int, ...], row: str, expected: tuple[int, ...]
) -> None:
    assert after(guarantees, before, row) == expected


def test_a_fresh_member_remembers_nothing() -> None:
    assert fresh((BEST, TOP)) == (0, 0, 0, 0) == filled((BEST, TOP), ())


@pytest.mark.parametrize(
    ("guarantees", "memory", "expected"),
    [
        pytest.param((BEST, TOP), [3, 1], (3, 1, 0, 0), id="a version with one more"),
        pytest.param((BEST,), [3, 1, 7, 0], (3, 1), id="a version with one fewer"),
    ],
)
def test_a_memory_outlives_the_version_that_made_it(
    guarantees: tuple[Guarantee, ...], memory: list[int], expected: tuple[int, ...]
) -> None:
    assert filled(guarantees, memory) == expected
    row, then = draw(SEED, "mei", 1, BOX, guarantees, memory)
    assert then == after(guarantees, expected, row)


def test_a_chance_that_no_ticket_holds_is_rounded_and_still_the_same_for_draw_and_page() -> None:
    fine = (1 << 96) - 17
    box = Table(("best", "good", "fair", "plain"), (fine // 101, fine // 13, fine // 7, 0), fine)
    box = Table(box.rows, (*box.weights[:3], fine - sum(box.weights)), fine)
    step = Fraction(1_234_567, 10**8)
    guarantees = (
        Guarantee(of=("best",), ramp=Ramp(1, step)),
        Guarantee(of=("best", "good"), ramp=Ramp(1, step), unchanged=("best",)),
    )
    *_, move = in_force(box, guarantees, (4, 0, 3, 0)).moves
    assert move.chance.denominator <= 1 << 128
    shares = distribution(box, guarantees, (4, 0, 3, 0))
    assert sum(shares.values()) == 1
    assert 0 <= box.share(("good",)) + 4 * step - shares["good"] < Fraction(1, 1 << 120)
