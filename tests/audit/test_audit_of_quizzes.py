"""The audit of quizzes: honest answers pass, and broken ones don't."""

import json
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from audit import RULES
from audit.recount import Recount
from tests.domain.game import HEAD, tree
from tests.domain.test_quiz import BY_DAY, FIRST, answer, by_day

TRIES = "A question is answered as often as there are tries, and told when it is over"


def receipts() -> list[Any]:
    """A member who is right with the second of two tries, and wrong on the next day."""
    game = by_day(tries=2)
    for option, at in (("b", FIRST), ("a", FIRST), ("a", "06-02 12:00"), ("c", "06-02 12:00")):
        answer(game, option, at)
    found = game.store.receipts_of("ann")
    return [json.loads(msgspec.json.encode(one)) | {"versions": {"play": "1:x"}} for one in found]


def breaches(said: list[Any]) -> dict[str, list[str]]:
    recount = Recount(RULES, {"play": [(0, 1, tree(HEAD + BY_DAY.format(tries=2)))]}, {})
    for one in said:
        recount.add("ann", one)
    return {rule: found for rule, found in recount.breaches.items() if found}


def test_honest_answers_pass() -> None:
    assert not breaches(receipts())


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda said: said[1]["answered"].update(answer="a"), id="told too soon"),
        pytest.param(lambda said: said[2]["answered"].pop("answer"), id="not told"),
        pytest.param(lambda said: said[2]["answered"].update(right=False), id="right, and said to be wrong"),
        pytest.param(lambda said: said[1]["answered"].update(right=True, answer="a"), id="wrong, and said to be right"),
        pytest.param(lambda said: said[3]["answered"].update(question="2026-06-01"), id="answered after it was right"),
    ],
)
def test_a_broken_answer_does_not(change: Callable[[list[Any]], Any]) -> None:
    said = receipts()
    change(said)
    assert TRIES in breaches(said)
