"""An action: answered from what was answered, else decided and committed once, for the price that the design names."""

import itertools
from collections.abc import Callable, Sequence
from typing import Any

import msgspec
import pytest

from chalicelib.domain.decide.situation import Situation
from chalicelib.domain.mechanics.collection.play import Send
from chalicelib.domain.record.actions import Action, Ask
from chalicelib.domain.record.member import Member
from chalicelib.domain.record.outcome import Outcome, Take
from chalicelib.domain.record.receipt import Receipt, receipt_id
from chalicelib.domain.words.errors import Conflict, LimitReached, SoldOut, Unauthenticated, Unavailable, Unknown
from chalicelib.services.act import FOLD, ActionAnswer, Answered
from chalicelib.store.members import SHAPE
from chalicelib.store.table import Item, archive_key, claim_key, member_key, receipt_key, shard_key
from local.dynamo_calls import DynamoCalls
from tests.acting import NOW, PRIZE, Do, NoCatalogue, World, asking, decide_by_one_page
from tests.faults import altered, instead
from tests.postings import with_points

READ, COMMIT = "BatchGetItem", "TransactWriteItems"


@pytest.fixture
def world(table: None) -> World:
    return World()


def meanwhile(happens: Callable[[], object]) -> Callable[[Any], None]:
    """Something happens between reading and writing."""

    def reply(request: Any) -> None:
        happens()

    return reply


def receipts(answers: Sequence[ActionAnswer]) -> list[Receipt]:
    return [
        msgspec.json.decode(answer.receipt, type=Receipt)
        for answer in answers
        if isinstance(answer, Answered) and answer.receipt is not None
    ]


def test_an_action_leaves_the_member_and_its_receipt(world: World) -> None:
    answer = world.one(asking("k"))
    loaded = world.members.load("ann", [asking("k").id])
    assert (loaded.snapshot.version, loaded.snapshot.at, loaded.snapshot.document.points) == (1, NOW, 1)
    assert isinstance(answer, Answered)
    assert (answer.receipt, answer.replayed) == (loaded.receipts[asking("k").id].body, False)


@pytest.mark.parametrize(
    ("requests", "trips", "read", "written"),
    [
        pytest.param([Do()], 2, 2, 4, id="an event"),
        pytest.param([Do(takes=1, quota=5)], 2, 2, 6, id="with stock"),
        pytest.param([Do(claims="order-1")], 2, 2, 6, id="a unique order"),
        pytest.param([Do(takes=10, quota=50, shards=5)], 2, 2, 6, id="ten on one shard"),
        pytest.param([Do(takes=10, quota=20, shards=5)], 2, 2, 10, id="ten on three shards"),
        pytest.param([Do()] * 8, 2, 9, 18, id="eight events of one member"),
        pytest.param([Do(limit=0)], 1, 2, 0, id="a refusal"),
        pytest.param([Do(idle=True)], 1, 2, 0, id="nothing changes"),
    ],
)
def test_what_an_action_costs(world: World, requests: list[Action], trips: int, read: float, written: int) -> None:
    with DynamoCalls() as calls:
        world.act(*(asking(f"k{i}", action) for i, action in enumerate(requests)))
    assert (calls.trips, calls.read_units, calls.write_units) == (trips, read, written)


def test_what_a_replay_costs(world: World) -> None:
    first = world.one(asking("k"))
    with DynamoCalls() as calls:
        again = World().one(asking("k"))
    assert (calls.trips, calls.read_units, calls.write_units) == (1, 2, 0)
    assert again == Answered(first.receipt if isinstance(first, Answered) else None, replayed=True)


def test_what_sold_out_costs_a_container_that_learns_it_and_one_that_knows(world: World) -> None:
    for number in range(6):
        Item(*shard_key(PRIZE, number), taken=2).save()
    sought = Do(takes=1, quota=12, shards=6)
    with DynamoCalls() as learning:
        assert isinstance(world.one(asking("k", sought)), SoldOut)
    # The shard that the commit found full needs no reading.
    assert (learning.trips, learning.read_units, learning.write_units) == (3, 2 + 5 / 2, 6)
    with DynamoCalls() as knowing:
        assert isinstance(world.one(asking("k", sought)), SoldOut)
    assert (knowing.trips, knowing.read_units, knowing.write_units) == (1, 2, 0)


def test_a_decision_knows_what_its_container_has_seen(world: World) -> None:
    known = []

    def look(situation: Situation, asks: Sequence[Ask]) -> Outcome:
        known.append(situation.short([Take(PRIZE, 1, 12, 6)]))
        return decide_by_one_page(situation, asks)

    for number in range(6):
        Item(*shard_key(PRIZE, number), taken=2).save()
    container, sought = World(decide=look), Do(takes=1, quota=12, shards=6)
    assert isinstance(container.one(asking("k", sought)), SoldOut)
    assert isinstance(container.one(asking("k", sought)), SoldOut)
    assert (known[0], known[-1]) == ({}, {PRIZE: 0})


def test_a_top_up_ends_being_sold_out(world: World) -> None:
    world.one(asking("a", Do(takes=2, quota=2)))
    assert isinstance(world.one(asking("b", Do(takes=1, quota=2))), SoldOut)
    assert isinstance(world.one(asking("b", Do(takes=1, quota=3))), Answered)


def test_a_refusal_is_not_remembered(world: World) -> None:
    assert isinstance(world.one(asking("k", Do(limit=0))), LimitReached)
    assert isinstance(world.one(asking("k", Do(limit=1))), Answered)


def test_a_key_used_for_something_else_is_a_conflict(world: World) -> None:
    world.one(asking("k"))
    answer = world.one(asking("k", fingerprint=b"other"))
    assert isinstance(answer, Conflict)
    assert answer.code == "idempotency_key_reused"


def test_requests_are_answered_each_on_its_own_in_their_order(world: World) -> None:
    world.one(asking("old"))
    refused, new, old, idle, reused = world.act(
        asking("no", Do(limit=1)),
        asking("new"),
        asking("old"),
        asking("idle", Do(idle=True)),
        asking("old", fingerprint=b"other"),
    )
    assert isinstance(refused, LimitReached)
    assert isinstance(new, Answered)
    assert not new.replayed
    assert isinstance(old, Answered)
    assert old.replayed
    assert isinstance(idle, Answered)
    assert (idle.receipt, idle.replayed) == (None, False)
    assert isinstance(reused, Conflict)
    assert world.member().points == 2


def test_a_fold_numbers_its_receipts_and_chains_the_log_through_them(world: World) -> None:
    world.one(asking("before"))
    folded = [asking(f"k{i}") for i in range(FOLD)]
    assert [receipt.number for receipt in receipts(world.act(*folded))] == list(range(2, 2 + FOLD))
    loaded = world.members.load("ann", [request.id for request in folded])
    logs = [loaded.receipts[request.id].prev for request in folded] + [loaded.member.log]
    assert [len(log) // 12 for log in logs] == list(range(1, 2 + FOLD))
    assert all(later.endswith(earlier) for earlier, later in itertools.pairwise(logs))
    assert loaded.snapshot.version == 1 + FOLD


def test_a_key_twice_in_one_call_is_decided_once(world: World) -> None:
    first, second, other = world.act(asking("k"), asking("k"), asking("k", fingerprint=b"other"))
    assert isinstance(first, Answered)
    assert isinstance(second, Answered)
    assert (second.receipt, second.replayed) == (first.receipt, True)
    assert isinstance(other, Conflict)
    assert world.member().points == 1


def test_of_two_requests_with_one_claim_the_first_has_it(world: World) -> None:
    first, second, third = world.act(asking("a", Do(claims="o")), asking("b", Do(claims="o")), asking("c"))
    assert isinstance(first, Answered)
    assert isinstance(second, Conflict)
    assert second.code == "already_claimed"
    assert isinstance(third, Answered)
    claim = Item.get(*claim_key("order.paid.number", "o"))
    assert (claim.member, claim.receipt) == ("ann", asking("a").id)


@pytest.mark.parametrize("n", [0, FOLD + 1])
def test_no_requests_and_too_many_are_a_mistake(world: World, n: int) -> None:
    with pytest.raises(ValueError, match="1 to 8"):
        world.act(*(asking(f"k{i}") for i in range(n)))


def test_a_torn_read_does_not_refuse_what_was_granted(world: World) -> None:
    """The batch sees the receipt's place before another commit, and the member after it."""

    def without_receipts(reply: dict[str, Any]) -> None:
        [items] = reply["Responses"].values()
        items[:] = [item for item in items if not item["sk"]["S"].startswith("R#")]

    granted = world.one(asking("k", Do(limit=1)))
    with DynamoCalls() as calls, altered(READ, without_receipts):
        answer = World().one(asking("k", Do(limit=1)))
    assert isinstance(granted, Answered)
    assert answer == Answered(granted.receipt, replayed=True)
    assert calls.operations == [READ, READ]


def test_a_key_whose_receipt_is_gone_is_not_decided_again(world: World) -> None:
    world.one(asking("k"))
    Item(*receipt_key("ann", asking("k").id)).delete()
    answer = world.one(asking("k"))
    assert isinstance(answer, Conflict)
    assert answer.code == "receipt_gone"
    assert world.member().points == 1


def test_time_never_runs_back_for_a_member(world: World) -> None:
    world.one(asking("a"), now=NOW)
    [receipt] = receipts([world.one(asking("b"), now=NOW - 60_000)])
    assert receipt.at == NOW
    assert {*world.catalogue.asked} == {NOW}


def test_the_moment_is_kept_through_retries(world: World) -> None:
    world.one(asking("a"))
    with instead(COMMIT, meanwhile(lambda: World().one(asking("b"), now=NOW + 5))):
        [receipt] = receipts([world.one(asking("c"), now=NOW + 1)])
    assert receipt.at == NOW + 5


def test_a_revoked_token_is_told_nothing(world: World) -> None:
    world.one(asking("k"))
    item = Item.get(*member_key("ann"))
    item.body = msgspec.json.encode(Member(epoch=2))
    item.save()
    replayed, new = world.act(asking("k"), asking("new"), token_epoch=1)
    assert isinstance(replayed, Unauthenticated)
    assert isinstance(new, Unauthenticated)
    assert isinstance(world.act(asking("k"), token_epoch=2)[0], Answered)


def test_a_member_of_a_newer_release_is_left_alone(world: World) -> None:
    world.one(asking("k"))
    item = Item.get(*member_key("ann"))
    item.s = SHAPE + 2
    item.save()
    answer = world.one(asking("new"))
    assert isinstance(answer, Unavailable)
    assert answer.code == "newer_shape"
    assert Item.get(*member_key("ann")).v == 1


def test_an_archive_moves_out_with_the_action(world: World) -> None:
    world.one(asking("k", Do(archives="spring")))
    assert Item.get(*archive_key("ann", "spring")).body == msgspec.json.encode({"j": NOW})


def test_the_live_list_comes_along_when_the_copy_is_stale(table: None) -> None:
    class Stale(NoCatalogue):
        taken: list[Item | None] = []

        def stale(self) -> bool:
            return True

        def take(self, item: Item | None) -> None:
            self.taken.append(item)

    Item("C", "LIVE", v=7).save()
    catalogue = Stale()
    with DynamoCalls() as calls:
        World(catalogue=catalogue).one(asking("k"))
    assert [item.v for item in catalogue.taken if item] == [7]
    assert calls.trips == 2


def decide_gift(situation: Situation, asks: Sequence[Ask]) -> Outcome:
    """Move one point from one member to the other."""
    [ask] = asks
    member, recipient, now = situation.member, situation.recipient, situation.now
    if recipient is None:
        return Outcome(member.document, (Unknown("member", "?"),))
    return Outcome(
        member=with_points(member.document.points - 1),
        results=(Receipt(ask.id, member.version + 1, now, "send"),),
        recipient=with_points(recipient.document.points + 1),
        recipient_receipt=Receipt(receipt_id("gift", ask.id), recipient.version + 1, now, "receive"),
    )


GIFT = asking("gift", Send("spa", "set", "rose", to="bo"))


def test_a_gift_moves_both_members_or_none(world: World) -> None:
    world.one(asking("a"))
    world.one(asking("b"), member="bo", now=NOW + 9)
    with DynamoCalls() as calls:
        [receipt] = receipts([World(decide=decide_gift).one(GIFT)])
    assert (calls.trips, calls.read_units, calls.write_units) == (2, 3, 8)
    assert (world.member("ann").points, world.member("bo").points) == (0, 2)
    assert receipt.at == NOW + 9
    theirs = world.members.receipts("bo", [receipt_id("gift", GIFT.id)])
    assert msgspec.json.decode(theirs[receipt_id("gift", GIFT.id)].body, type=Receipt).number == 2


def test_a_gift_is_decided_again_when_its_recipient_moved_on(world: World) -> None:
    world.one(asking("b"), member="bo")
    with instead(COMMIT, meanwhile(lambda: world.one(asking("b2"), member="bo"))):
        assert isinstance(World(decide=decide_gift).one(GIFT), Answered)
    assert world.member("bo").points == 3


@pytest.mark.parametrize(("to", "points"), [("nobody", None), ("ann", 1)])
def test_the_rules_see_who_a_gift_is_for(world: World, to: str, points: int | None) -> None:
    """None for nobody; the member again for a gift to oneself, which is one key of the read and not two."""
    seen: list[int | None] = []

    def look(situation: Situation, asks: Sequence[Ask]) -> Outcome:
        seen.append(situation.recipient.document.points if situation.recipient else None)
        return Outcome(Member(), (Unknown("member", to),))

    world.one(asking("a"))
    assert isinstance(World(decide=look).one(asking("gift", Send("spa", "set", "rose", to=to))), Unknown)
    assert seen == [points]
