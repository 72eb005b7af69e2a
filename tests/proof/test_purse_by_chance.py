"""A purse by any steps: points come, are folded and spent in any order."""

from collections import Counter
from datetime import date
from random import Random

import pytest

from chalicelib.domain.record import purse
from chalicelib.domain.record.purse import MOST_LOTS, Lot, Lots, month_of_text

JAN = month_of_text("2026-01")


@pytest.mark.parametrize("seed", range(4))
def test_a_purse_by_any_steps(seed: int) -> None:
    """Folding never makes a point end sooner or grow younger, spending takes the nearest end, and nothing is lost."""
    chance, points = Random(seed), Counter[tuple[date, int]]()
    lots: Lots = {}
    kinds = ("", "+24", "+12", "y+0", "y+1", "2031-03-07", "2029-12-31")
    for _ in range(4000):
        if chance.random() < 0.6:
            one = Lot(chance.choice(kinds), JAN + chance.randrange(70), chance.randrange(1, 90))
            lots = purse.added(lots, one)
            points[one.last_day or date.max, one.month] += one.n
        else:
            before = purse.in_order(lots)
            taken = purse.taken(lots, chance.randrange(300))
            lots = purse.without(lots, taken)
            left = purse.in_order(lots)
            if taken and left:
                assert max(one.last_day or date.max for one in taken) <= min(one.last_day or date.max for one in left)
            assert sum(one.n for one in before) == sum(one.n for one in (*taken, *left))
            points.clear()
            for one in left:
                points[one.last_day or date.max, one.month] += one.n
        kept = purse.in_order(lots)
        assert len(kept) <= MOST_LOTS
        assert all(one.n > 0 for one in kept)
        assert purse.held(lots) == points.total()
        for day in {end for end, _ in points}:
            good = sum(one.n for one in kept if (one.last_day or date.max) >= day)
            assert good >= sum(n for (end, _), n in points.items() if end >= day), "none ends sooner"
        for month in {month for _, month in points}:
            old = sum(one.n for one in kept if one.month <= month)
            assert old >= sum(n for (_, of), n in points.items() if of <= month), "none grows younger"
