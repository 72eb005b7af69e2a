"""The audit of days that are made up: honest ones pass, and broken ones don't."""

import json
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from audit import RULES
from audit.recount import Recount
from tests.domain.game import HEAD, tree
from tests.domain.test_make_up import BLOCKS, TERMS, check_in, game, make_up

DAYS = "A day is made up once, when it is past, for what the file says"


def receipts() -> list[Any]:
    """A member who makes up two days between check-ins."""
    made = game()
    check_in(made, 2)
    for day in ("06-03", "06-04"):
        make_up(made, day, "06-05 10:00")
    found = made.store.receipts_of("ann")
    return [json.loads(msgspec.json.encode(one)) | {"versions": {"play": "1:x"}} for one in found]


def breaches(said: list[Any]) -> dict[str, list[str]]:
    file = tree(HEAD + BLOCKS.format(amount="reach: 3 days in a row", terms=TERMS, more=""))
    clock = [(0, 1, {"timezone": "Asia/Shanghai"})]
    recount = Recount(RULES, {"play": [(0, 1, file)]}, {}, programme=clock)
    for one in said:
        recount.add("ann", one)
    return {rule: found for rule, found in recount.breaches.items() if found}


def test_honest_days_pass() -> None:
    assert not breaches(receipts())


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda one: one["asked"].update(date="2026-06-05"), id="today"),
        pytest.param(lambda one: one["asked"].update(date="2026-06-03"), id="a day twice"),
        pytest.param(lambda one: one["postings"][0].update(took={"points": 4}), id="for less than it costs"),
    ],
)
def test_a_broken_day_does_not(change: Callable[[Any], Any]) -> None:
    said = receipts()
    change(said[-1])
    assert DAYS in breaches(said)
