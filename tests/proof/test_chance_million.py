"""A million draws land where the published odds, and the computed long-run chances, say that they do.

In the short form it is a hundred thousand. The seed is fixed, so each of these numbers is the same on every run.
"""

from collections import Counter
from fractions import Fraction

import pytest

from chalicelib.domain.chance.drawing import Table, draw, secret_seed, table
from chalicelib.domain.chance.longrun import long_run
from chalicelib.domain.file.campaign import Guarantee
from chalicelib.domain.words.values import Chance, Ramp
from tests.proof.conftest import Proof

LONG, SHORT = 1_000_000, 100_000
SEED = secret_seed(b"a million draws".ljust(32, b"\0"), "care-box", "blind_boxes/care", 1)
BOX = table(
    {
        "hidden": Chance(Fraction(1, 144)),
        "rose": Chance(Fraction(1, 100)),
        "lily": Chance(Fraction(3, 100)),
        "card": Chance(None),
    }
)


@pytest.fixture
def many(proof: Proof) -> int:
    return LONG if proof.long else SHORT


def drawn(box: Table, guarantees: tuple[Guarantee, ...], many: int) -> Counter[str]:
    landed: list[str] = []
    memory: tuple[int, ...] = ()
    for n in range(1, many + 1):
        row, memory = draw(SEED, "mei", n, box, guarantees, memory)
        landed.append(row)
    return Counter(landed)


def test_a_million_draws_agree_with_the_published_odds(many: int) -> None:
    landed = drawn(BOX, (), many)
    expected = {row: many * weight / BOX.total for row, weight in zip(BOX.rows, BOX.weights, strict=True)}
    chi_square = sum((landed[row] - hits) ** 2 / hits for row, hits in expected.items())
    assert chi_square < 11.34  # the 99% quantile of chi-square with 3 degrees of freedom


def test_a_million_draws_under_hard_and_soft_guarantees_agree_with_the_long_run(many: int) -> None:
    guarantees = (
        Guarantee(of=("hidden",), within=144, ramp=Ramp(100, Fraction(2, 100))),
        Guarantee(of=("hidden", "rose", "lily"), within=15, featured="rose"),
    )
    shares = long_run(BOX, guarantees)
    landed = drawn(BOX, guarantees, many)
    let_pass = 0.5 / many**0.5  # of a share: 0.0005 for a million
    assert {row for row in BOX.rows if abs(landed[row] / many - shares[row]) >= let_pass} == set()
    published = BOX.weights[0] / BOX.total
    assert shares["hidden"] > published + let_pass, "the guarantees' part is larger than what the test lets pass"


def test_a_million_draws_of_two_classes_agree_with_the_long_run(many: int) -> None:
    box = Table(("five", "four", "three"), (6, 51, 943), 1000)
    first = Guarantee(of=("five",), within=90, ramp=Ramp(74, Fraction(6, 100)))
    guarantees = (first, Guarantee(of=("five", "four"), within=10, unchanged=("five",)))
    shares = long_run(box, guarantees)
    landed = drawn(box, guarantees, many)
    let_pass = 1 / many**0.5
    assert {row for row in box.rows if abs(landed[row] / many - shares[row]) >= let_pass} == set()
    assert abs(shares["five"] - long_run(box, (first,))["five"]) < 1e-12, "the first class is as frequent as alone"
