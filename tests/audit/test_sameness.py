"""The audit reads by itself which events are the same, and says what the decision says."""

from itertools import product
from typing import Any

import pytest

from audit.sameness import known_by
from chalicelib.domain.play.claims import claim_of
from tests.domain.game import programme_with

ORDERS: list[dict[str, Any]] = [
    {"order": "A-1"},
    {"order": "a\u20131 "},
    {"order": "Ａ-1", "channel": "app"},
    {"order": "A-1", "channel": " APP"},
    {"order": "A-1", "channel": ""},
    {"order": "A\u2043\ufe0e1"},
    {"order": "A\u034f-1\u0000"},
    {"order": "A-1/app"},
    {"order": "A", "channel": "1"},
    {"order": "A-1", "n": 1},
    {"order": "A-1", "n": 1.0},
    {"order": "A-1", "n": 1.5},
]
UNIQUE = ["order", "[order, channel (or none)]", "[n (or none), order (case counts)]", "[order, subject, source]"]


@pytest.mark.parametrize("unique", UNIQUE)
def test_the_audit_and_the_decision_agree_on_what_is_the_same(unique: str) -> None:
    fields = "{order: text, channel: text, n: number}"
    declared = programme_with(f"order.paid: {{from: server, fields: {fields}, unique: {unique}}}").events["order.paid"]
    written = {"order.paid": unique.strip("[]").split(", ")}

    def both(member: str, source: str, data: dict[str, Any]) -> tuple[object, object]:
        asked = {"type": "order.paid", "source": source, "data": data}
        return (
            known_by(written, member, asked),
            claim_of(declared, "order.paid", {"subject": member, "source": source}, data),
        )

    events = list(product(("ann", "bo"), ("web", "till"), ORDERS))
    for one, other in product(events, events):
        (mine, theirs), (my_other, their_other) = both(*one), both(*other)
        assert (mine == my_other) is (theirs == their_other), (one, other)
