"""What each shipped box and collection publishes is what its members draw, and whoever has a receipt can check it.

A campaign that is added to `campaigns/` is covered by itself. Seeds are fixed, so each number here is the same on every
run: a test that passes once passes until a file or the code changes.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from hashlib import sha256
from itertools import pairwise
from math import ceil
from statistics import NormalDist

import pytest

from chalicelib.domain.chance.drawing import Table, distribution, draw, fresh, secret_seed
from chalicelib.domain.chance.longrun import long_run
from chalicelib.domain.file.campaign import Guarantee
from chalicelib.domain.mechanics.blind_box.block import BlindBox
from chalicelib.domain.mechanics.collection.block import Collection
from tests.proof.conftest import Proof
from tests.proof.real_draws import Drawn, drawn_by_a_member
from tests.proof.shipped import Shipped, blocks

LONG, SHORT = 1_000_000, 40_000
"""Draws of each block."""

LUCKLESS = 10_000
"""One run in so many would fail by chance alone, if its seed were not fixed."""


SHIPPED = list(blocks())
BLOCKS = [pytest.param(one, id=one.name) for one in SHIPPED]
GUARANTEES = [
    pytest.param(one, guarantee, id=f"{one.name}: {' or '.join(guarantee.of)}")
    for one in SHIPPED
    for guarantee in one.block.guarantees
]


def test_there_are_boxes_and_collections_with_and_without_guarantees() -> None:
    kinds = {(type(one.block), bool(one.block.guarantees)) for one in SHIPPED}
    assert {(BlindBox, True), (BlindBox, False), (Collection, True)} <= kinds


@pytest.mark.parametrize("one", BLOCKS)
def test_a_member_draws_what_is_published(one: Shipped, proof: Proof) -> None:
    rows = _many_draws(one, LONG if proof.long else SHORT)
    guarantees = one.block.guarantees
    published = {row: float(one.table.share([row])) for row in one.table.rows}
    shares = long_run(one.table, guarantees) if guarantees else published

    deviates, most = _chi_square(Counter(rows), shares)
    assert deviates < most
    for guarantee in guarantees:
        assert guarantee.within is None or _longest_wait(rows, guarantee) <= guarantee.within
    proof.tell(f"draws of {one.name}", f"{len(rows):,}, chi-square {deviates:.2f} where {most:.2f} is the most")


@pytest.mark.parametrize("one", BLOCKS)
def test_odds_that_are_a_little_different_would_be_noticed(one: Shipped) -> None:
    shares = long_run(one.table, one.block.guarantees)
    ascending = sorted(shares, key=lambda row: shares[row])
    moved = min(0.01, shares[ascending[0]])
    other = {**shares, ascending[0]: shares[ascending[0]] + moved, ascending[-1]: shares[ascending[-1]] - moved}
    deviates, most = _chi_square({row: SHORT * share for row, share in other.items()}, shares)
    assert deviates > most


@pytest.mark.parametrize(("one", "guarantee"), GUARANTEES)
def test_a_guarantee_raises_the_chance_exactly_when_it_says(one: Shipped, guarantee: Guarantee) -> None:
    for number in range(1, _certain_from(one.table, guarantee) + 3):
        chances = distribution(one.table, [guarantee], (number - 1, 0))
        assert sum(chances[row] for row in guarantee.of) == _promised(one.table, guarantee, number)


@pytest.mark.parametrize(("one", "guarantee"), GUARANTEES)
def test_a_guarantee_fires_exactly_at_its_draw(one: Shipped, guarantee: Guarantee) -> None:
    fires = _certain_from(one.table, guarantee)
    assert all(row in guarantee.of for row in _rows_of_members(one, guarantee, (fires - 1, 0)))
    if fires > 1 and _promised(one.table, guarantee, fires - 1) < 0.98:  # 500 of 500 would be no chance
        assert not all(row in guarantee.of for row in _rows_of_members(one, guarantee, (fires - 2, 0)))


@pytest.mark.parametrize(
    ("one", "guarantee"),
    [case for case in GUARANTEES if case.values[1].featured],  # type: ignore[union-attr]
)
def test_a_featured_prize_that_is_owed_is_the_next_hit(one: Shipped, guarantee: Guarantee) -> None:
    owed = [row for row in _rows_of_members(one, guarantee, (0, 1)) if row in guarantee.of]
    paid = [row for row in _rows_of_members(one, guarantee, (0, 0)) if row in guarantee.of]
    assert set(owed) == {guarantee.featured}
    assert set(paid) == set(guarantee.of)


@pytest.mark.parametrize("one", BLOCKS)
def test_what_the_odds_page_says_is_what_the_file_and_its_guarantees_come_to(aws: None, one: Shipped) -> None:
    page = drawn_by_a_member(one).before
    shares = long_run(one.table, one.block.guarantees)
    for row, said in page["rows"].items():
        assert _share(said["published"]) == pytest.approx(float(one.table.share([row])), abs=1e-12)
        assert _share(said["long_run"]) == pytest.approx(shares[row], abs=1e-12)
    assert page["rows"].keys() == shares.keys()


@pytest.mark.parametrize("one", BLOCKS)
def test_each_draw_can_be_recomputed_from_its_receipt_once_the_seed_is_out(aws: None, one: Shipped) -> None:
    drawn = drawn_by_a_member(one)
    assert drawn.before["seed"] is None
    assert drawn.after["commitment"] == drawn.before["commitment"]
    seed = bytes.fromhex(drawn.after["seed"])
    assert sha256(seed).hexdigest() == drawn.before["commitment"]
    assert _recomputed(one, drawn, seed) == [row for draws in drawn.draws for row in draws.rows]


def _share(percent: str) -> float:
    return float(percent.removesuffix("%")) / 100


def _many_draws(one: Shipped, many: int) -> list[str]:
    """The rows of one member's draws, one after the other."""
    seed = secret_seed(b"chance of shipped boxes".ljust(32, b"\0"), one.published.id, one.of, 1)
    guarantees, memory = one.block.guarantees, fresh(one.block.guarantees)
    rows = []
    for number in range(1, many + 1):
        row, memory = draw(seed, "mei", number, one.table, guarantees, memory)
        rows.append(row)
    return rows


def _rows_of_members(one: Shipped, guarantee: Guarantee, memory: tuple[int, int]) -> list[str]:
    """Where the next draw of 500 members with this memory lands."""
    seed = secret_seed(b"members at one memory".ljust(32, b"\0"), one.published.id, one.of, 1)
    return [draw(seed, f"member-{i}", 1, one.table, [guarantee], memory)[0] for i in range(500)]


def _recomputed(one: Shipped, drawn: Drawn, seed: bytes) -> list[str]:
    """All draws of the receipts, with nothing but what is published; they go on where the one before ended."""
    rows: list[str] = []
    memory = fresh(one.block.guarantees)
    for draws in drawn.draws:
        assert (draws.n, draws.memory) == (len(rows) + 1, memory)
        for _ in draws.rows:
            row, memory = draw(seed, drawn.member, len(rows) + 1, one.table, one.block.guarantees, memory)
            rows.append(row)
    return rows


def _longest_wait(rows: Sequence[str], guarantee: Guarantee) -> int:
    """The most draws from one hit to the next."""
    hits = [-1, *(at for at, row in enumerate(rows) if row in guarantee.of)]
    return max((later - hit for hit, later in pairwise(hits)), default=len(rows))


def _promised(table: Table, guarantee: Guarantee, number: int) -> Fraction:
    """The chance that the file promises for the number-th draw since the last hit, in the file's own words."""
    if guarantee.within is not None and number >= guarantee.within:
        return Fraction(1)
    ramp = guarantee.ramp
    steps = max(0, number - ramp.start + 1) if ramp else 0
    return min(Fraction(1), table.share(guarantee.of) + (ramp.step * steps if ramp else 0))


def _certain_from(table: Table, guarantee: Guarantee) -> int:
    """The first draw since the last hit that is certain to be one."""
    ramp = guarantee.ramp
    by_ramp = ramp.start - 1 + ceil((1 - table.share(guarantee.of)) / ramp.step) if ramp else None
    return min(number for number in (guarantee.within, by_ramp) if number is not None)


def _chi_square(landed: Mapping[str, float], shares: Mapping[str, float]) -> tuple[float, float]:
    """Pearson's statistic, and its critical value. Rows expected less than five times are counted together.

    Guarantees make hits come more evenly than independent draws would, so with them the value is, if anything, large.
    """
    total = sum(landed.values())
    cells: list[tuple[float, float]] = []
    for row in sorted(shares, key=lambda row: shares[row]):
        seen, expected = landed[row], total * shares[row]
        if cells and cells[-1][1] < 5:
            seen, expected = seen + cells[-1][0], expected + cells.pop()[1]
        cells.append((seen, expected))
    assert len(cells) > 1, "too few draws to tell anything"
    return sum((seen - expected) ** 2 / expected for seen, expected in cells), _critical(len(cells) - 1)


def _critical(degrees: int) -> float:
    """The quantile of chi-square that one run in LUCKLESS exceeds: Wilson and Hilferty (1931), 4% too large at most."""
    spread = 2 / (9 * degrees)
    return degrees * float(1 - spread + NormalDist().inv_cdf(1 - 1 / LUCKLESS) * spread**0.5) ** 3
