from fractions import Fraction
from hashlib import sha256

import pytest

from chalicelib.domain.chance.drawing import draw
from chalicelib.domain.chance.guarantees import after, distribution, filled, fresh, in_force
from chalicelib.domain.chance.odds import Table
from chalicelib.domain.file.campaign import Guarantee
from chalicelib.domain.words.values import Ramp

SEED = b"s" * 32
BOX = Table(("best", "good", "fair", "plain"), (1, 9, 20, 70), 100)
BEST = Guarantee(of=("best",), within=20)
TOP = Guarantee(of=("best", "good"), within=5)
FAIR = Guarantee(of=("fair",), within=5)
RAMP = Guarantee(of=("best", "good"), ramp=Ramp(10, Fraction(1, 10)))
RAMP_BEST = Guarantee(of=("best",), ramp=Ramp(10, Fraction(1, 10)))
FEATURED = Guarantee(of=("best", "good"), featured="best")
FEATURED_GOOD = Guarantee(of=("good", "fair"), featured="good")

LOWER = Guarantee(of=("best", "good"), within=5, unchanged=("best",))
LOWER_ONLY = Guarantee(of=("good",), within=5, unchanged=("best",))
LOWER_FEATURED = Guarantee(of=("best", "good", "fair"), featured="fair", unchanged=("best",))
RISING = Guarantee(of=("best", "good"), ramp=Ramp(3, Fraction(1, 10)), unchanged=("best",))
THIRD = Guarantee(of=("best", "good", "fair"), within=2, unchanged=("best", "good"))


def hundredths(*counts: float | Fraction) -> dict[str, Fraction]:
    return {row: Fraction(count) / 100 for row, count in zip(BOX.rows, counts, strict=True)}


PUBLISHED = hundredths(1, 9, 20, 70)

IN_FORCE = [
    pytest.param((), (), PUBLISHED, id="none: the published odds"),
    pytest.param((TOP,), (3, 0), PUBLISHED, id="hard: one draw early"),
    pytest.param((TOP,), (4, 0), hundredths(10, 90, 0, 0), id="hard: due on the within-th draw, by published chances"),
    pytest.param((TOP,), (9, 0), hundredths(10, 90, 0, 0), id="hard: overdue"),
    pytest.param((RAMP,), (8, 0), PUBLISHED, id="soft: one draw early"),
    pytest.param(
        (RAMP,), (9, 0), hundredths(2, 18, Fraction(160, 9), Fraction(560, 9)), id="soft: one step on the first draw"
    ),
    pytest.param(
        (RAMP,), (11, 0), hundredths(4, 36, Fraction(120, 9), Fraction(420, 9)), id="soft: a step for each draw since"
    ),
    pytest.param((RAMP,), (17, 0), hundredths(10, 90, 0, 0), id="soft: certain, and never more"),
    pytest.param((RAMP,), (50, 0), hundredths(10, 90, 0, 0), id="soft: long certain"),
    pytest.param((FEATURED,), (3, 0), PUBLISHED, id="featured: not owed"),
    pytest.param((FEATURED,), (3, 1), hundredths(10, 0, 20, 70), id="featured: owed, the next hit is it"),
    pytest.param((TOP, FAIR), (4, 0, 4, 0), hundredths(10, 90, 0, 0), id="two due that exclude each other: the first"),
    pytest.param((FAIR, TOP), (4, 0, 4, 0), hundredths(0, 0, 100, 0), id="two due, listed the other way: the first"),
    pytest.param((BEST, TOP), (19, 0, 4, 0), hundredths(100, 0, 0, 0), id="two due, nested: both hold"),
    pytest.param((TOP, BEST), (4, 0, 19, 0), hundredths(100, 0, 0, 0), id="two due, nested, wider first: both hold"),
    pytest.param(
        (TOP, RAMP_BEST), (4, 0, 13, 0), hundredths(51, 49, 0, 0), id="ramp inside a due set: raised, and the due holds"
    ),
    pytest.param((TOP, RAMP), (4, 0, 9, 0), hundredths(10, 90, 0, 0), id="ramp whose set is certain already"),
    pytest.param((FAIR, RAMP), (4, 0, 11, 0), hundredths(0, 0, 100, 0), id="ramp outside of a due set waits"),
    pytest.param(
        (RAMP_BEST, RAMP), (9, 0, 17, 0), hundredths(11, *(n * Fraction(89, 99) for n in (9, 20, 70))), id="two ramps"
    ),
    pytest.param((FAIR, FEATURED), (4, 0, 0, 1), hundredths(0, 0, 100, 0), id="featured, but no hit in a due set"),
    pytest.param(
        (FEATURED, FEATURED_GOOD), (0, 1, 0, 1), hundredths(10, 20, 0, 70), id="two featured: the first listed wins"
    ),
    pytest.param((LOWER,), (3, 0), PUBLISHED, id="two classes: one draw early"),
    pytest.param((LOWER,), (4, 0), hundredths(1, 99, 0, 0), id="two classes: due, and the first class as published"),
    pytest.param((BEST, LOWER), (19, 0, 4, 0), hundredths(100, 0, 0, 0), id="two classes, both due: the first"),
    pytest.param(
        (LOWER, BEST), (4, 0, 19, 0), hundredths(100, 0, 0, 0), id="two classes, the lower listed first: both"
    ),
    pytest.param((LOWER_ONLY, BEST), (4, 0, 19, 0), hundredths(1, 99, 0, 0), id="two classes, of which one is no hit"),
    pytest.param(
        (RAMP_BEST, LOWER), (12, 0, 4, 0), hundredths(41, 59, 0, 0), id="two classes: due while the first one rises"
    ),
    pytest.param(
        (RAMP_BEST, LOWER),
        (12, 0, 0, 0),
        hundredths(41, 9, *(n * Fraction(50, 90) for n in (20, 70))),
        id="two classes: what the first one gains, the lower one does not lose",
    ),
    pytest.param(
        (RAMP_BEST, LOWER), (18, 0, 0, 0), hundredths(100, 0, 0, 0), id="two classes: until nothing else is left"
    ),
    pytest.param(
        (RAMP_BEST, LOWER), (17, 0, 0, 0), hundredths(91, 9, 0, 0), id="two classes: the last that is left to others"
    ),
    pytest.param(
        (RAMP_BEST, RISING),
        (9, 0, 4, 0),
        hundredths(11, 39, *(n * Fraction(50, 90) for n in (20, 70))),
        id="two classes, each with a ramp: both rise by their steps",
    ),
    pytest.param((RISING,), (10, 0), hundredths(1, 99, 0, 0), id="two classes: a ramp to all that is left"),
    pytest.param(
        (LOWER_FEATURED,), (0, 1), hundredths(1, 0, 29, 70), id="two classes: an owed featured one leaves the first"
    ),
    pytest.param(
        (THIRD, LOWER), (1, 0, 4, 0), hundredths(1, 99, 0, 0), id="three classes, two due: the second pays both"
    ),
    pytest.param((THIRD,), (1, 0), hundredths(1, 9, 90, 0), id="three classes: the lowest leaves both"),
    pytest.param(
        (Guarantee(of=("best", "fair"), within=2), LOWER),
        (1, 0, 4, 0),
        hundredths(100, 0, 0, 0),
        id="two due that only an unchanged row pays together",
    ),
    pytest.param((Guarantee(of=("ghost",), within=1),), (0, 0), PUBLISHED, id="a set that the odds lack does nothing"),
    pytest.param(
        (Guarantee(of=("good",), featured="ghost"),), (0, 1), PUBLISHED, id="a featured row that the odds lack is none"
    ),
]


@pytest.mark.parametrize(("guarantees", "memory", "expected"), IN_FORCE)
def test_the_chance_in_force(
    guarantees: tuple[Guarantee, ...], memory: tuple[int, ...], expected: dict[str, Fraction]
) -> None:
    assert distribution(BOX, guarantees, memory) == expected


@pytest.mark.parametrize(("guarantees", "memory", "expected"), IN_FORCE)
def test_draws_land_by_the_chance_in_force(
    guarantees: tuple[Guarantee, ...], memory: tuple[int, ...], expected: dict[str, Fraction]
) -> None:
    draws = 2_000
    landed = dict.fromkeys(BOX.rows, 0)
    for n in range(1, draws + 1):
        landed[draw(SEED, "mei", n, BOX, guarantees, memory)[0]] += 1
    assert {row for row, share in expected.items() if share == 0} == {row for row, hits in landed.items() if hits == 0}
    chi_square = sum((landed[row] - draws * p) ** 2 / (draws * p) for row, p in expected.items() if p)
    assert float(chi_square) < 16.27  # the 99.9% quantile of chi-square with 3 degrees of freedom


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


@pytest.mark.parametrize(
    "guarantees",
    [
        pytest.param((TOP, BEST), id="wider set first"),
        pytest.param((BEST, TOP), id="narrower set first"),
        pytest.param((TOP, RAMP_BEST, BEST), id="with a ramp between"),
        pytest.param((TOP, FEATURED, BEST), id="with a featured prize between"),
        pytest.param((LOWER, BEST), id="two classes, the lower one first"),
        pytest.param((BEST, RAMP_BEST, LOWER), id="two classes, the first one with a ramp"),
    ],
)
def test_nested_guarantees_are_never_late(guarantees: tuple[Guarantee, ...]) -> None:
    memory = fresh(guarantees)
    for n in range(1, 3_001):
        _, memory = draw(SEED, "mei", n, BOX, guarantees, memory)
        for guarantee, since in zip(guarantees, memory[::2], strict=True):
            assert guarantee.within is None or since < guarantee.within


@pytest.mark.parametrize(
    ("guarantees", "landed"),
    [
        pytest.param((), "cbe58a87ea28c58e", id="no guarantee"),
        pytest.param((BEST, TOP), "431b3a798188c871", id="narrower first"),
        pytest.param((TOP, BEST), "431b3a798188c871", id="wider first"),
        pytest.param((FAIR, TOP), "e0d08b183b275fd1", id="two that exclude each other"),
        pytest.param((TOP, RAMP_BEST, BEST), "57cb81f94526adb5", id="a ramp between"),
        pytest.param((TOP, FEATURED, BEST), "927233fa77e6cc17", id="a featured prize between"),
        pytest.param((RAMP_BEST, RAMP, FEATURED_GOOD), "6f1ede1f2c8dfbb4", id="two ramps and a featured prize"),
    ],
)
def test_what_was_drawn_by_earlier_releases_is_drawn_again(guarantees: tuple[Guarantee, ...], landed: str) -> None:
    """The first 500 draws of a member as release 0.3.0 made them, as a digest: whoever has receipts verifies them."""
    memory, rows = fresh(guarantees), []
    for n in range(1, 501):
        row, memory = draw(SEED, "mei", n, BOX, guarantees, memory)
        rows.append(row)
    assert sha256(" ".join(rows).encode()).hexdigest()[:16] == landed


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
