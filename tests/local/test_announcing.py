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
    """It asks each part of the index."""
    with backend() as running:
        sign_in(running, "ana")
        assert "sweep_expired" not in running.schedule.run()
        assert app.sweep_expired(EVENT, Context())["swept"]["done"]
        assert Item.count("K#register") == 1


@pytest.mark.parametrize("days", [0, 1, 400], ids=["a minute later", "a day later", "when everybody is looked at"])
def test_after_a_jump_the_sweep_is_that_of_the_new_time(days: int) -> None:
    with backend() as running:
        running.clock.pretend(NOON)
        sign_in(running, "ana")
        assert app.sweep_expired(EVENT, Context())["swept"]["done"]
        running.clock.pretend(NOON + days * 86_400_000)
        swept = app.sweep_expired(EVENT, Context())["swept"]
        assert (swept["members"], swept["settled"], swept["moved"]) == (int(days == 400), 0, int(days == 400))
