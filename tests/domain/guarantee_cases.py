"""Guarantees of a box, and the chance in force that each of them makes of a memory."""

from fractions import Fraction

import pytest

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
