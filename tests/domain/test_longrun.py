from fractions import Fraction

import pytest

from chalicelib.domain.chance.guarantees import after, distribution, fresh
from chalicelib.domain.chance.longrun import long_run
from chalicelib.domain.chance.odds import Table, table
from chalicelib.domain.file.campaign import Guarantee
from chalicelib.domain.words.values import Chance, Ramp

CARE = table({"hidden": Chance(Fraction(1, 144)), "rose": Chance(Fraction(2, 100)), "lily": Chance(None)})
HARD = Guarantee(of=("hidden",), within=144)
RAMP = Ramp(100, Fraction(2, 100))
GACHA = Table(("star", "moon", "rock"), (6, 51, 943), 1000)
SMALL = Table(("best", "good", "plain"), (1, 2, 7), 10)


def renewal(p: Fraction, guarantee: Guarantee) -> Fraction:
    """One guarantee in closed form: hits per draw are one over the expected number of draws to a hit."""
    survives, expected, k = Fraction(1), Fraction(0), 0
    while survives:
        k += 1
        expected += survives
        raised = p
        if guarantee.ramp and k >= guarantee.ramp.start:
            raised = min(Fraction(1), p + guarantee.ramp.step * (k - guarantee.ramp.start + 1))
        survives *= 0 if k == guarantee.within else 1 - raised
    return 1 / expected


def solved(table: Table, guarantees: tuple[Guarantee, ...]) -> dict[str, Fraction]:
    """The stationary shares by plain elimination in exact fractions, with counters that never saturate."""
    states = [fresh(guarantees)]
    steps: dict[tuple[int, ...], dict[tuple[int, ...], Fraction]] = {}
    for memory in states:
        shares = distribution(table, guarantees, memory)
        steps[memory] = {after(guarantees, memory, row): Fraction(0) for row, share in shares.items() if share}
        for row, share in shares.items():
            if share:
                steps[memory][after(guarantees, memory, row)] += share
        states += [then for then in steps[memory] if then not in states]
    size = len(states)
    rows = [[steps[a].get(b, Fraction(0)) - (a == b) for a in states] + [Fraction(0)] for b in states]
    rows[-1] = [Fraction(1)] * (size + 1)
    for i in range(size):
        pivot = next(j for j in range(i, size) if rows[j][i])
        rows[i], rows[pivot] = rows[pivot], rows[i]
        rows[i] = [value / rows[i][i] for value in rows[i]]
        for j in range(size):
            if j != i and rows[j][i]:
                rows[j] = [a - rows[j][i] * b for a, b in zip(rows[j], rows[i], strict=True)]
    visits = {state: rows[i][-1] for i, state in enumerate(states)}
    return {
        row: sum((visits[s] * distribution(table, guarantees, s)[row] for s in states), Fraction(0))
        for row in table.rows
    }


@pytest.mark.parametrize(
    ("guarantees", "percent"),
    [
        pytest.param((), "0.69", id="1/144 as published"),
        pytest.param((HARD,), "1.10", id="a guarantee at 144"),
        pytest.param((Guarantee(of=("hidden",), within=144, ramp=RAMP),), "1.32", id="and a ramp of 2% from 100"),
        pytest.param((Guarantee(of=("hidden",), ramp=RAMP),), "1.32", id="the ramp alone, certain before 150"),
        pytest.param((Guarantee(of=("hidden",), within=1),), "100.00", id="always"),
    ],
)
def test_the_real_chance_of_the_hidden_one(guarantees: tuple[Guarantee, ...], percent: str) -> None:
    assert f"{100 * long_run(CARE, guarantees)['hidden']:.2f}" == percent


@pytest.mark.parametrize(
    "guarantee",
    [
        pytest.param(HARD, id="hard"),
        pytest.param(Guarantee(of=("hidden",), ramp=RAMP), id="soft"),
        pytest.param(Guarantee(of=("hidden", "rose"), ramp=Ramp(4, Fraction(1, 5))), id="soft, steep"),
        pytest.param(Guarantee(of=("hidden",), within=120, ramp=RAMP), id="soft, cut by hard"),
        pytest.param(Guarantee(of=("hidden", "rose"), within=10, ramp=Ramp(2, Fraction(1, 30))), id="a set"),
        pytest.param(Guarantee(of=("rose",), within=2000), id="one so late that it hardly matters"),
    ],
)
def test_one_guarantee_agrees_with_its_closed_form(guarantee: Guarantee) -> None:
    hit = renewal(CARE.share(guarantee.of), guarantee)
    miss = 1 - hit
    shares = long_run(CARE, (guarantee,))
    for row, weight in zip(CARE.rows, CARE.weights, strict=True):
        inside = row in guarantee.of
        part = CARE.share(guarantee.of) if inside else 1 - CARE.share(guarantee.of)
        expected = (hit if inside else miss) * Fraction(weight, CARE.total) / part
        assert abs(shares[row] - expected) < 1e-12


FIVE = Guarantee(of=("five",), within=90, ramp=Ramp(74, Fraction(6, 100)))
HARD_FIVE = Guarantee(of=("five",), within=90)
LOWER = Guarantee(of=("five", "four"), within=10, unchanged=("five",))
LOWER_ALONE = Guarantee(of=("four",), within=10, unchanged=("five",))
RISING = Guarantee(of=("four",), within=10, ramp=Ramp(9, Fraction(51, 100)), unchanged=("five",))


@pytest.mark.parametrize(
    ("guarantees", "five", "four"),
    [
        pytest.param((FIVE,), "1.605", "5.048", id="the first class alone"),
        pytest.param((FIVE, Guarantee(of=("four",), within=10)), "1.575", "12.483", id="takes from the first"),
        pytest.param((FIVE, Guarantee(of=("five", "four"), within=10)), "2.025", "11.187", id="adds to the first"),
        pytest.param((FIVE, LOWER), "1.605", "11.792", id="leaves the first class"),
        pytest.param((LOWER, FIVE), "1.605", "11.792", id="in the other order"),
        pytest.param((HARD_FIVE,), "1.435", "5.057", id="without a ramp, the first class alone"),
        pytest.param((LOWER_ALONE,), "0.600", "12.508", id="of the lower class alone: the first as published"),
        pytest.param((HARD_FIVE, LOWER), "1.435", "11.830", id="without a ramp, both classes"),
        pytest.param((FIVE, RISING), "1.605", "13.057", id="a ramp of the lower class, to which the first is no hit"),
    ],
)
def test_published_tables_of_two_classes(guarantees: tuple[Guarantee, ...], five: str, four: str) -> None:
    shares = long_run(Table(("five", "four", "three"), (6, 51, 943), 1000), guarantees)
    assert (f"{100 * shares['five']:.3f}", f"{100 * shares['four']:.3f}") == (five, four)


@pytest.mark.parametrize(
    "guarantees",
    [
        pytest.param((Guarantee(of=("best",), within=7), Guarantee(of=("best", "good"), within=3)), id="nested"),
        pytest.param((Guarantee(of=("best",), within=6), Guarantee(of=("good",), within=4)), id="disjoint"),
        pytest.param(
            (
                Guarantee(of=("best",), within=8, ramp=Ramp(4, Fraction(1, 5))),
                Guarantee(of=("best", "good"), within=3, featured="good"),
            ),
            id="hard, soft and featured",
        ),
        pytest.param((Guarantee(of=("best", "good"), within=5, featured="best"),), id="featured"),
        pytest.param((Guarantee(of=("best",), within=2), Guarantee(of=("good",), within=2)), id="periodic"),
        pytest.param(
            (
                Guarantee(of=("best",), within=7, ramp=Ramp(3, Fraction(1, 5))),
                Guarantee(of=("best", "good"), within=4, ramp=Ramp(2, Fraction(1, 10)), unchanged=("best",)),
            ),
            id="two classes",
        ),
        pytest.param(
            (Guarantee(of=("plain",), within=1), Guarantee(of=("plain", "best"), within=9, featured="best")),
            id="a start that never comes again",
        ),
    ],
)
def test_several_guarantees_agree_with_exact_elimination(guarantees: tuple[Guarantee, ...]) -> None:
    expected = solved(SMALL, guarantees)
    shares = long_run(SMALL, guarantees)
    assert sum(shares.values()) == pytest.approx(1, abs=1e-12)
    for row in SMALL.rows:
        assert abs(shares[row] - expected[row]) < 1e-12


def test_without_guarantees_the_long_run_is_what_is_published() -> None:
    assert long_run(GACHA, ()) == {"star": 0.006, "moon": 0.051, "rock": 0.943}


@pytest.mark.parametrize(
    ("guarantee", "star"),
    [
        pytest.param(Guarantee(of=("star", "moon"), featured="star"), 0.057 / (1 + 51 / 57), id="featured alone"),
        pytest.param(Guarantee(of=("star",), ramp=Ramp(1, Fraction(0))), 0.006, id="a ramp without a step"),
    ],
)
def test_counters_that_change_nothing_need_no_state(guarantee: Guarantee, star: float) -> None:
    # of each 1 + 51/57 hits in the set, one is owed (and so is the star) or is the star by itself: 57/108 of 5.7%
    assert long_run(GACHA, (guarantee,))["star"] == pytest.approx(star, abs=1e-12)


@pytest.mark.parametrize(
    "guarantees",
    [
        pytest.param((Guarantee(of=("a", "b"), within=4),), id="two rows of a set"),
        pytest.param((Guarantee(of=("a", "b"), within=4, featured="a"),), id="one of them featured"),
        pytest.param((Guarantee(of=("a", "b"), within=4), Guarantee(of=("b", "c"), within=6)), id="sets that overlap"),
        pytest.param(
            (Guarantee(of=("a", "b"), ramp=Ramp(2, Fraction(1, 4))), Guarantee(of=("c",), within=5)), id="a ramp"
        ),
        pytest.param((Guarantee(of=("a", "gone"), within=3),), id="a row that the odds lack"),
    ],
)
def test_rows_that_no_guarantee_tells_apart_share_as_published(guarantees: tuple[Guarantee, ...]) -> None:
    odds = Table(("a", "b", "c", "d", "e"), (1, 2, 3, 4, 10), 20)
    exact = solved(odds, guarantees)
    assert long_run(odds, guarantees) == pytest.approx({row: float(share) for row, share in exact.items()}, abs=1e-12)
