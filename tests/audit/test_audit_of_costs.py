"""The audit's recount of what prizes cost: what a challenge takes was its own gift, which came back with an order."""

from typing import Any

import pytest

from audit.costs import costs

FILE = {"prizes": {"mug": {"value": "9.00 CNY"}, "pin": {}}}
VERSIONS: Any = {"club": [(1, 0, FILE)]}


def posting(why: str, **moved: dict[str, int]) -> dict[str, Any]:
    return {"campaign": "club", "why": why, **moved}


MUGS = posting("challenges/buy/spend", gave={"prizes/mug": 3, "points": 5})


@pytest.mark.parametrize(
    ("postings", "minor"),
    [
        pytest.param([MUGS], 2700, id="given"),
        pytest.param([MUGS, posting("challenges/buy/spend", took={"prizes/mug": 1})], 1800, id="one taken back"),
        pytest.param([MUGS, posting("redemptions/shop/pin", took={"prizes/mug": 1})], 2700, id="one paid with"),
        pytest.param([MUGS, posting("expired", took={"prizes/mug": 1})], 2700, id="one ended"),
    ],
)
def test_what_was_taken_back_costs_nothing(postings: list[dict[str, Any]], minor: int) -> None:
    assert costs([{"postings": postings}], VERSIONS) == {"club": {"CNY": minor}}
