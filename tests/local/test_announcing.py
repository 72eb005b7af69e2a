"""The laptop's schedules tell what opens as soon as time jumps there, and sweep for whoever does not come."""

from typing import Any

import pytest

import app
from chalicelib.store.table import Item
from local.backend import backend
from local.schedule import Context
from tests.local.laptop import ask, sign_in, soon
from tests.services.scheduled import EVENT

NOON = 1_781_092_800_000
"""2026-06-10 12:00 UTC."""


def test_a_window_that_opens_is_heard_by_another_system() -> None:
    heard: list[Any] = []

    def told() -> list[str]:
        heard.extend(ask(running, "GET", "/local/notices")[1]["notices"])
        return [one["id"] for one in heard if one["type"] == "tessera.window.opened"]

    with backend() as running:
        ask(running, "POST", "/local/clock", {"now": "2026-06-20T09:59:00+08:00"})
        ask(running, "POST", "/local/clock", {"forward": "1 minutes"})

        assert soon(told)
        assert "monthly-gifts/redemptions/monthly/opened/1781920800000" in told()


def test_the_sweep_is_no_matter_of_a_jump() -> None:
    """It reads the whole table."""
    with backend() as running:
        sign_in(running, "ana")
        assert "sweep_expired" not in running.schedule.run()
        assert app.sweep_expired(EVENT, Context())["members"] == 1
        assert Item.count("K#sweep") == 1


@pytest.mark.parametrize(
    ("hours", "again"),
    [
        pytest.param(0, False, id="a minute later"),
        pytest.param(5, False, id="hours later, on the same day of UTC"),
        pytest.param(14, True, id="on the next day of UTC"),
        pytest.param(24 * 40, True, id="weeks later"),
        pytest.param(-24, True, id="on a day before"),
    ],
)
def test_after_a_jump_the_sweep_is_the_one_of_that_day(hours: int, again: bool) -> None:
    with backend() as running:
        running.clock.pretend(NOON)
        sign_in(running, "ana")
        assert app.sweep_expired(EVENT, Context())["done"]
        running.clock.pretend(NOON + hours * 3_600_000)
        assert app.sweep_expired(EVENT, Context())["members"] == int(again)
