"""Many draws under guarantees: they land by the chance in force, never late, and as earlier releases made them."""

from fractions import Fraction
from hashlib import sha256

import pytest

from chalicelib.domain.chance.drawing import draw
from chalicelib.domain.chance.guarantees import fresh
from chalicelib.domain.file.campaign import Guarantee
from tests.domain.guarantee_cases import (
    BEST,
    BOX,
    FAIR,
    FEATURED,
    FEATURED_GOOD,
    IN_FORCE,
    LOWER,
    RAMP,
    RAMP_BEST,
    SEED,
    TOP,
)


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
