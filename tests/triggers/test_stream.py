"""The stream's records: receipts are counted, what is none is left alone, and what is broken holds up nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from pynamodb.exceptions import TransactWriteError

from chalicelib import wiring
from chalicelib.domain.words.errors import Unavailable
from chalicelib.store.table import Item, receipt_key
from chalicelib.triggers.stream import count_receipts
from tests.faults import Reply, cancelled, failed, instead, lost
from tests.services.receipts import Played, build, play, published, record, store

COUNT = "TransactWriteItems"
LATER = 2_000_000_000_000
POISON: dict[str, Any] = {
    "no record": None,
    "an empty record": {},
    "no image": {"eventName": "INSERT", "dynamodb": {"Keys": {}}},
    "no body": {"eventName": "INSERT", "dynamodb": {"NewImage": {"pk": {"S": "M#m"}, "sk": {"S": "R#r"}}}},
    "a key that is a number": {"eventName": "INSERT", "dynamodb": {"NewImage": {"pk": {"S": 7}, "sk": {"S": 7}}}},
    "no base64": {
        "eventName": "INSERT",
        "dynamodb": {"NewImage": {"pk": {"S": "M#m"}, "sk": {"S": "R#r"}, "b": {"B": "§"}}},
    },
    "no JSON": record("m", b"\xff"),
    "no receipt": record("m", b'{"id": 7}'),
    "a label that is none": record("m", b'{"id": "r", "number": 1, "at": 0, "does": "x", "versions": {"play": "new"}}'),
    "a version that nobody has": record(
        "m", b'{"id": "r", "number": 1, "at": 0, "does": "x", "versions": {"play": "9:0"}}'
    ),
}
NO_MOMENT = record("m", b'{"id": "r", "number": 1, "at": 999999999999999999, "does": "x", "versions": {"play": "1:0"}}')
"""A receipt of a moment that no calendar has, which can't be told to others."""
OTHERS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "a mark": lambda one: {**one, "eventName": "MODIFY"},
    "a receipt that expired": lambda one: {"eventName": "REMOVE", "dynamodb": {"Keys": one["dynamodb"]["Keys"]}},
    "a member": lambda one: keyed(one, "M#m", "M"),
    "a counter": lambda one: keyed(one, "N#1/play", "R#2026-06-01"),
}


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """The SDK resends without a pause."""
    monkeypatch.setattr("botocore.endpoint.time.sleep", lambda seconds: None)


@pytest.fixture
def few() -> Played:
    return play(5)


@pytest.fixture
def parts(table: None, few: Played) -> wiring.Parts:
    parts = build()
    published(parts, few.game)
    store(few)
    return parts


@pytest.mark.parametrize("name", POISON)
def test_what_is_broken_is_skipped_with_a_line_in_the_log(
    name: str, parts: wiring.Parts, few: Played, caplog: pytest.LogCaptureFixture
) -> None:
    good = few.records()
    assert count_receipts(parts.operations.counting, {"Records": [*good[:2], POISON[name], *good[2:]]}) == 5
    assert [line.levelname for line in caplog.records] == ["ERROR"]
    assert parts.operations.reports.of("play", LATER).actions == 5


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_no_new_receipt_is_left_alone(name: str, parts: wiring.Parts, few: Played) -> None:
    assert count_receipts(parts.operations.counting, {"Records": [OTHERS[name](one) for one in few.records()]}) == 0
    assert parts.operations.reports.of("play", LATER).actions == 0


def test_a_receipt_twice_in_one_batch_counts_once(parts: wiring.Parts, few: Played) -> None:
    assert count_receipts(parts.operations.counting, {"Records": few.records() * 2}) == 5


def test_what_dynamodb_never_takes_is_left_out_alone(
    parts: wiring.Parts, few: Played, caplog: pytest.LogCaptureFixture
) -> None:
    member, unlucky = few.receipts[3]
    key = receipt_key(member, unlucky.id).sk
    refuse = failed(400, "ValidationException")

    def stumble(request: Any) -> Any:
        return refuse(request) if key in request.body.decode() else None

    with instead(COUNT, *[stumble] * 9):
        assert count_receipts(parts.operations.counting, {"Records": few.records()}) == 4
    assert [line.levelname for line in caplog.records] == ["ERROR"]


@pytest.mark.parametrize(
    "fault",
    [cancelled(R="TransactionConflict"), cancelled(**{"2": "TransactionConflict"}), failed(400, "ThrottlingException")],
    ids=["a receipt in other hands", "a counter in other hands", "too much at once"],
)
def test_what_passes_is_tried_again(fault: Reply, parts: wiring.Parts, few: Played) -> None:
    with instead(COUNT, fault, fault):
        assert count_receipts(parts.operations.counting, {"Records": few.records()}) == 5
    assert parts.operations.reports.of("play", LATER).actions == 5


def test_a_table_that_does_not_answer_fails_the_batch_which_comes_again(parts: wiring.Parts, few: Played) -> None:
    with instead(COUNT, *[failed(400, "ThrottlingException")] * 18), pytest.raises(Unavailable):
        count_receipts(parts.operations.counting, {"Records": few.records()})
    assert count_receipts(parts.operations.counting, {"Records": few.records()}) == 5


def test_a_right_that_is_missing_is_no_poison(parts: wiring.Parts, few: Played) -> None:
    """Otherwise a policy with a mistake in it would skip every receipt."""
    with instead(COUNT, failed(400, "AccessDeniedException")), pytest.raises(TransactWriteError):
        count_receipts(parts.operations.counting, {"Records": few.records()})
    assert count_receipts(parts.operations.counting, {"Records": few.records()}) == 5


def test_a_reply_that_is_lost_counts_once(parts: wiring.Parts, few: Played) -> None:
    """The engine here does not know a call again by its token: the marks alone must do."""
    with instead(COUNT, lost):
        count_receipts(parts.operations.counting, {"Records": few.records()})
    assert parts.operations.reports.of("play", LATER).actions == 5


def test_a_crowded_day_is_spread_over_shards(parts: wiring.Parts, few: Played) -> None:
    for one in few.records():
        count_receipts(parts.operations.counting, {"Records": [one]})
    assert len({item.sk.partition("#")[2] for item in Item.query("N#1/play")}) > 1
    assert parts.operations.reports.of("play", LATER).actions == 5


def keyed(one: dict[str, Any], pk: str, sk: str) -> dict[str, Any]:
    image = {**one["dynamodb"]["NewImage"], "pk": {"S": pk}, "sk": {"S": sk}}
    return {"eventName": "INSERT", "dynamodb": {"NewImage": image}}
