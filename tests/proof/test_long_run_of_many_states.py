"""The long-run chance of many memories: it is that of every path walked, known soon, and refused beyond a bound."""

import re
import time

import pytest

from chalicelib.domain.chance.guarantees import after, distribution, fresh
from chalicelib.domain.chance.longrun import long_run
from chalicelib.domain.chance.odds import Table
from chalicelib.domain.file.campaign import Guarantee
from tests.domain.test_longrun import CARE, RAMP


def test_guarantees_that_lock_a_member_into_one_of_two_cycles_count_each_by_its_chance() -> None:
    box = Table(("w", "x", "y", "z"), (2, 2, 2, 6), 12)
    locking = (
        Guarantee(of=("z", "x", "y"), within=5, featured="x"),
        Guarantee(of=("y",), within=3, featured="y"),
        Guarantee(of=("w", "z", "x"), within=2, featured="w"),
        Guarantee(of=("z",), within=3),
    )
    walked = dict.fromkeys(box.rows, 0.0)  # follows the chances of every path, draw by draw
    members = {fresh(locking): 1.0}
    for n in range(1, 1201):
        then: dict[tuple[int, ...], float] = {}
        for memory, present in members.items():
            for row, share in distribution(box, locking, memory).items():
                walked[row] += present * float(share) / 600 if n > 600 else 0
                if share:
                    key = after(locking, memory, row)
                    then[key] = then.get(key, 0.0) + present * float(share)
        members = then
    assert long_run(box, locking) == pytest.approx(walked, abs=1e-12)


@pytest.mark.parametrize(
    "guarantees",
    [
        pytest.param((Guarantee(of=("hidden",), within=144, ramp=RAMP),), id="144, ramp from 100"),
        pytest.param(
            (Guarantee(of=("hidden",), within=90), Guarantee(of=("hidden", "rose"), within=10)), id="90 by 10, nested"
        ),
        pytest.param(
            (Guarantee(of=("hidden",), within=90), Guarantee(of=("rose",), within=10)), id="90 by 10, disjoint"
        ),
    ],
)
def test_a_manager_does_not_wait_for_it(guarantees: tuple[Guarantee, ...]) -> None:
    started = time.process_time()
    long_run(CARE, guarantees)
    assert time.process_time() - started < 1


def test_too_many_memories_are_refused() -> None:
    late = (Guarantee(of=("hidden",), within=200), Guarantee(of=("rose",), within=150))
    with pytest.raises(ValueError, match=re.escape("more than 20,000 states")):
        long_run(CARE, late)
