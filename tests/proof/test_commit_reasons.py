"""Every reason for which a commit may be cancelled: provoked, and what it led to, and in how many calls."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import msgspec
import pytest

from chalicelib.domain.record.journal import changes
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.words.errors import Conflict, SoldOut, Unavailable
from chalicelib.services.act import ActionAnswer, Answered
from chalicelib.services.reasons import MOST_COMMITS, TABLE, CommitRejected, Row
from chalicelib.store.table import Item, shard_key
from chalicelib.store.transaction import Fault
from local.dynamo_calls import DynamoCalls
from tests.acting import PRIZE, AtTheTop, Do, World, asking
from tests.faults import Reply, actions_of, altered, cancelled, failed, instead, lost, unprocessed, unsent

READ, COMMIT = "BatchGetItem", "TransactWriteItems"
CONFLICT, THROTTLED = "TransactionConflict", "ThrottlingError"


@pytest.fixture
def world(table: None) -> World:
    return World()


@pytest.fixture
def calls(world: World) -> Iterator[DynamoCalls]:
    with DynamoCalls() as calls:
        yield calls


@pytest.fixture(autouse=True)
def the_sdk_does_not_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("botocore.endpoint.time.sleep", lambda seconds: None)


def meanwhile(calls: DynamoCalls, happens: Callable[[Any], object]) -> Reply:
    """Something that happens just before the commit arrives; its own calls are not counted."""

    def reply(request: Any) -> None:
        counted = len(calls.calls)
        happens(request)
        del calls.calls[counted:]

    return reply


def receipt(answer: object) -> Receipt:
    assert isinstance(answer, Answered)
    assert answer.receipt is not None
    return msgspec.json.decode(answer.receipt, type=Receipt)


def replayed(first: list[ActionAnswer]) -> Answered:
    [answer] = first
    assert isinstance(answer, Answered)
    return Answered(answer.receipt, replayed=True)


def test_the_receipt_exists_so_its_answer_is_given(world: World, calls: DynamoCalls) -> None:
    first: list[ActionAnswer] = []
    same = asking("k", Do(claims="order-1"))
    with instead(COMMIT, meanwhile(calls, lambda _: first.append(World().one(same)))):
        answer = world.one(same)
    assert answer == replayed(first)
    assert calls.operations == [READ, COMMIT]
    assert world.member().points == 1


def test_the_receipt_exists_for_another_fingerprint(world: World, calls: DynamoCalls) -> None:
    with instead(COMMIT, meanwhile(calls, lambda _: World().one(asking("k", fingerprint=b"other")))):
        answer = world.one(asking("k"))
    assert isinstance(answer, Conflict)
    assert answer.code == "idempotency_key_reused"
    assert calls.operations == [READ, COMMIT]


def test_one_receipt_of_a_fold_exists_and_the_others_are_decided_again(world: World, calls: DynamoCalls) -> None:
    with instead(COMMIT, meanwhile(calls, lambda _: World().one(asking("a")))):
        answers = world.act(asking("a"), asking("b"))
    assert [answer.replayed for answer in answers if isinstance(answer, Answered)] == [True, False]
    assert [receipt(answer).number for answer in answers] == [1, 2]
    assert calls.operations == [READ, COMMIT, READ, COMMIT]


def test_the_claim_exists(world: World, calls: DynamoCalls) -> None:
    with instead(COMMIT, meanwhile(calls, lambda _: World().one(asking("k", Do(claims="order-1")), member="bo"))):
        mine, other = world.act(asking("k", Do(claims="order-1")), asking("other"))
    assert isinstance(mine, Conflict)
    assert mine.code == "already_claimed"
    assert receipt(other).number == 1
    assert calls.operations == [READ, COMMIT, COMMIT]
    assert world.slept == []


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(cancelled(M="ValidationError"), id="of one item"),
        pytest.param(cancelled(M="ItemCollectionSizeLimitExceeded", S=CONFLICT), id="size, and a conflict"),
        pytest.param(failed(400, "ValidationException"), id="of the whole"),
        pytest.param(failed(400, "AccessDeniedException"), id="what nobody foresaw"),
    ],
)
def test_a_transaction_that_is_invalid_is_never_sent_again(world: World, calls: DynamoCalls, reply: Reply) -> None:
    with instead(COMMIT, reply), pytest.raises(CommitRejected):
        world.one(asking("k", Do(takes=1, quota=2)))
    assert calls.operations == [READ, COMMIT]


def test_the_member_moved_on_and_is_decided_again_at_once(world: World, calls: DynamoCalls) -> None:
    world.one(asking("before"))
    calls.calls.clear()
    with instead(COMMIT, meanwhile(calls, lambda _: World().one(asking("between")))):
        answer = world.one(asking("k"))
    assert receipt(answer).number == 3
    assert calls.operations == [READ, COMMIT, COMMIT]
    assert world.slept == []


def test_a_member_who_was_born_meanwhile_moved_on_too(world: World, calls: DynamoCalls) -> None:
    with instead(COMMIT, meanwhile(calls, lambda _: World().one(asking("between")))):
        assert receipt(world.one(asking("k"))).number == 2
    assert calls.operations == [READ, COMMIT, COMMIT]


def test_the_member_moved_on_by_the_same_key_which_its_log_tells(world: World, calls: DynamoCalls) -> None:
    def only_the_member(reply: dict[str, Any]) -> None:
        for reason in reply["CancellationReasons"]:
            if not reason.get("Item", {}).get("sk", {}).get("S", "").startswith("M"):
                reason.clear()
                reason["Code"] = "None"

    first: list[ActionAnswer] = []
    with (
        instead(COMMIT, meanwhile(calls, lambda _: first.append(World().one(asking("k"))))),
        altered(COMMIT, lambda reply: None, only_the_member),
    ):
        answer = world.one(asking("k", Do(limit=1)))
    assert answer == replayed(first)
    assert calls.operations == [READ, COMMIT, READ]


def test_a_full_shard_makes_the_others_be_read_and_tried(world: World, calls: DynamoCalls) -> None:
    with instead(COMMIT, meanwhile(calls, fill_the_chosen_shard)):
        answer = world.one(asking("k", Do(takes=1, quota=4, shards=4)))
    assert isinstance(answer, Answered)
    assert calls.operations == [READ, COMMIT, READ, COMMIT]
    assert {shard for call in calls.calls if call.operation == READ for shard in shards_read(call)} == others(calls)


def test_each_full_shard_makes_those_be_read_that_are_not_known_to_be_full(world: World, calls: DynamoCalls) -> None:
    with instead(COMMIT, meanwhile(calls, fill_the_chosen_shard), meanwhile(calls, fill_the_chosen_shard)):
        answer = world.one(asking("k", Do(takes=1, quota=4, shards=4)))
    assert isinstance(answer, Answered)
    assert calls.operations == [READ, COMMIT, READ, COMMIT, READ, COMMIT]
    assert [len(read) for call in calls.calls if call.operation == READ and (read := shards_read(call))] == [3, 2]


def test_what_the_table_is_too_busy_to_read_of_the_shards_is_tried_without_a_pause(
    world: World, calls: DynamoCalls
) -> None:
    fill(range(4), taken=3)
    calls.calls.clear()
    with (
        instead(COMMIT, meanwhile(calls, fill_the_chosen_shard)),
        altered(READ, lambda reply: None, unprocessed),
    ):
        answer = world.one(asking("k", Do(takes=1, quota=16, shards=4)))
    assert isinstance(answer, Answered)
    assert calls.operations == [READ, COMMIT, READ, COMMIT]
    assert world.slept == []


def test_what_one_container_finds_out_about_many_shards_another_learns_in_one_read(calls: DynamoCalls) -> None:
    sought = Do(takes=1, quota=150, shards=150)
    fill(range(150))
    assert isinstance(World().one(asking("first", sought)), SoldOut)
    calls.calls.clear()
    assert isinstance(World().one(asking("second", sought)), SoldOut)
    assert calls.operations == [READ, COMMIT, READ]
    assert calls.read_units == 2 + 0.5


def test_the_last_shard_full_is_sold_out_and_known_from_then_on(world: World, calls: DynamoCalls) -> None:
    fill(range(4))
    calls.calls.clear()
    sought = Do(takes=1, quota=4, shards=4)
    assert isinstance(world.one(asking("k", sought)), SoldOut)
    assert calls.operations == [READ, COMMIT, READ]
    calls.calls.clear()
    assert isinstance(world.one(asking("k", sought)), SoldOut)
    assert calls.operations == [READ]
    assert world.member().points == 0


def test_what_is_left_of_a_stock_is_decided_with(world: World, calls: DynamoCalls) -> None:
    fill(range(1))
    fill([1], taken=3)
    calls.calls.clear()
    answer = world.one(asking("k", Do(takes=10, quota=20, shards=2, or_less=True)))
    assert changes(receipt(answer).own)["spa"]["prizes/rose"] == 7
    assert calls.operations == [READ, COMMIT, READ, COMMIT]


@pytest.mark.parametrize("seed", range(5))
def test_a_conflict_on_a_shard_only_tries_another_twice_at_once_and_then_pauses(calls: DynamoCalls, seed: int) -> None:
    world = World(rng=AtTheTop(seed))
    with instead(COMMIT, *[cancelled(S=CONFLICT)] * 3):
        answer = world.one(asking("k", Do(takes=1, quota=4, shards=4)))
    assert isinstance(answer, Answered)
    assert calls.operations == [READ, COMMIT, COMMIT, COMMIT, COMMIT]
    assert len(set(shards_tried(calls))) == 4
    assert world.slept == [0.025]


@pytest.mark.parametrize("part", [pytest.param("M", id="member"), pytest.param("R", id="receipt")])
def test_a_conflict_on_member_or_receipt_pauses_and_reads_again(world: World, calls: DynamoCalls, part: str) -> None:
    with instead(COMMIT, *[cancelled(**{part: CONFLICT})] * 3):
        assert isinstance(world.one(asking("k")), Answered)
    assert calls.operations == [READ, COMMIT] * 4
    assert world.slept == [0.025, 0.05, 0.1]


def test_what_was_read_again_after_a_conflict_may_be_the_answer(world: World, calls: DynamoCalls) -> None:
    def conflict(request: Any) -> Any:
        meanwhile(calls, lambda _: World().one(asking("k")))(request)
        return cancelled(M=CONFLICT)(request)

    with instead(COMMIT, conflict):
        answer = world.one(asking("k", Do(limit=1)))
    assert isinstance(answer, Answered)
    assert answer.replayed
    assert calls.operations == [READ, COMMIT, READ]


@pytest.mark.parametrize(
    ("replies", "sent"),
    [
        pytest.param([cancelled(M=THROTTLED)], 1, id="an item"),
        pytest.param([cancelled(S="ProvisionedThroughputExceeded")], 1, id="a shard"),
        pytest.param([failed(400, "ThrottlingException")] * 3, 3, id="the whole, sent thrice by the SDK"),
    ],
)
def test_throttled_pauses_longer_and_reads_again(
    world: World, calls: DynamoCalls, replies: list[Reply], sent: int
) -> None:
    with instead(COMMIT, *replies):
        assert isinstance(world.one(asking("k", Do(takes=1, quota=2))), Answered)
    assert calls.operations == [READ, *[COMMIT] * sent, READ, COMMIT]
    assert world.slept == [0.05]


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(failed(500, "InternalServerError"), id="5xx"),
        pytest.param(failed(503, "Whatever"), id="an unknown 5xx"),
        pytest.param(failed(400, "TransactionInProgressException"), id="in progress"),
        pytest.param(unsent, id="no connection"),
    ],
)
def test_no_reply_even_to_the_resends_is_busy_unless_a_receipt_is_there(
    world: World, calls: DynamoCalls, reply: Reply
) -> None:
    with instead(COMMIT, reply, reply, reply):
        answer = world.one(asking("k"))
    assert isinstance(answer, Unavailable)
    assert calls.operations == [READ, COMMIT, COMMIT, COMMIT, READ]
    assert world.member().points == 0


def test_a_lost_reply_is_sent_again_by_the_sdk_and_counts_once(world: World, calls: DynamoCalls) -> None:
    with instead(COMMIT, lost):
        answer = world.one(asking("k", Do(takes=1, quota=5)))
    assert receipt(answer).number == 1
    assert calls.operations == [READ, COMMIT, COMMIT]
    assert world.member().points == 1
    assert Item.get(*shard_key(PRIZE, 0)).taken == 1


def test_done_but_never_replied_is_found_in_its_receipt(world: World, calls: DynamoCalls) -> None:
    with instead(COMMIT, lost, unsent, unsent):
        answer = world.one(asking("k"))
    assert receipt(answer).number == 1
    assert calls.operations == [READ, COMMIT, COMMIT, COMMIT, READ]
    assert world.member().points == 1


def test_out_of_attempts_is_busy_and_never_sold_out(world: World, calls: DynamoCalls) -> None:
    with instead(COMMIT, *[cancelled(S=CONFLICT)] * 100):
        answer = world.one(asking("k", Do(takes=1, quota=4, shards=4)))
    assert isinstance(answer, Unavailable)
    assert answer.retry_after >= 1
    assert calls.operations == [READ, *[COMMIT] * MOST_COMMITS]


def test_out_of_time_is_busy(world: World, calls: DynamoCalls) -> None:
    def slow(request: Any) -> Any:
        world.slept.append(4.0)
        return cancelled(S=CONFLICT)(request)

    with instead(COMMIT, slow):
        assert isinstance(world.one(asking("k", Do(takes=1, quota=4, shards=4))), Unavailable)
    assert calls.operations == [READ, COMMIT]


@pytest.mark.parametrize(("above", "below"), [pytest.param(*rows, id=rows[0].reason) for rows in pairwise(TABLE)])
def test_the_topmost_reason_wins(above: Row, below: Row) -> None:
    both = [a_fault(below), a_fault(above)]
    if above.only:
        assert not above.recognise(both)
    else:
        assert next(row for row in TABLE if row.recognise(both)) is above


def test_the_table_has_all_reasons() -> None:
    assert [row.reason for row in TABLE] == [
        "the receipt exists",
        "the claim exists",
        "validation, size",
        "the member or an order moved on",
        "an id leads somewhere already",
        "a unit that was kept is gone",
        "a shard is full, its next code another, or what came back was taken",
        "conflict on a shard only",
        "conflict on member or receipt",
        "throttled",
        "in progress, 5xx, timeout",
    ]


def a_fault(row: Row) -> Fault:
    return Fault(min(row.parts, key=lambda part: part.name), row.kind)


def fill(shards: Any, taken: int = 10) -> None:
    for number in shards:
        Item(*shard_key(PRIZE, number), taken=taken).save()


def fill_the_chosen_shard(request: Any) -> None:
    [key] = [action["Key"] for action in actions_of(request) if "Key" in action]
    Item(key["pk"]["S"], key["sk"]["S"], taken=10).save()


def shards_tried(calls: DynamoCalls) -> list[str]:
    commits = [call.request["TransactItems"] for call in calls.calls if call.operation == COMMIT]
    return [action["Update"]["Key"]["pk"]["S"] for actions in commits for action in actions if "Update" in action]


def shards_read(call: Any) -> list[str]:
    [wanted] = call.request["RequestItems"].values()
    return [key["pk"]["S"] for key in wanted["Keys"] if key["sk"]["S"] == "S"]


def others(calls: DynamoCalls) -> set[str]:
    """The shards but for the first that was tried."""
    return {shard_key(PRIZE, number).pk for number in range(4)} - {shards_tried(calls)[0]}
