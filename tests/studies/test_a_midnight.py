"""The model of a midnight: what it says of ten million members, and that it follows what it models."""

import pytest

from studies.a_midnight import EVERY, midnight


def test_ten_million_are_settled_within_the_hour_by_a_table_that_takes_so_much() -> None:
    """A tenth of them by a tenth of the parts: it is the same for each helper, and takes a tenth of the time here."""
    assert midnight(1_000_000, 1_600, parts=26).minutes < 60


def test_a_table_that_is_not_warmed_up_is_what_they_wait_for() -> None:
    row = midnight(1_000_000, 400, parts=26)
    assert row.minutes > 60
    assert row.refused > 0.5


@pytest.mark.parametrize("members", [0, 1])
def test_next_to_nobody_waits_for_the_schedule_alone(members: int) -> None:
    assert midnight(members, 4_000).minutes <= EVERY / 60 + 0.1
