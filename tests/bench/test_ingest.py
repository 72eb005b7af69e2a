"""The load of ingest, in its shortest form: every event is answered, and decided once and in order."""

import pytest

from bench.ingest import ORDERS, Measured, measure, tables


@pytest.fixture(scope="module")
def queued() -> Measured:
    return measure("queue", members=4)


def test_every_event_is_measured_until_it_is_decided(queued: Measured) -> None:
    assert queued.events == len(queued.waits) == 4 * ORDERS
    assert 0 < queued.answered <= queued.decided
    assert min(queued.answers) > 0
    assert min(queued.waits) >= 0


def test_the_table_has_a_line_for_each_mode(queued: Measured) -> None:
    lines = tables({"decide": queued, "queue": queued}).splitlines()

    assert [line.split(" | ")[0] for line in lines[-2:]] == ["| decide", "| queue"]
