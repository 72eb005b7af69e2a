"""Where members stand in the index of who is due: what brings them forward, what moves them on, and what it costs."""

from collections.abc import Callable, Sequence
from itertools import pairwise

import pytest
from msgspec.structs import replace

from chalicelib.domain.decide.falls_due import FAR
from chalicelib.domain.decide.situation import Situation
from chalicelib.domain.mechanics.collection.play import Send
from chalicelib.domain.record.actions import Action, Ask, Settle
from chalicelib.domain.record.member import Coupon
from chalicelib.domain.record.outcome import Outcome
from chalicelib.domain.record.receipt import Receipt
from chalicelib.services.erase import Erase
from chalicelib.store.due_index import PARTS, DueIndex, DuePage, Place, part_of
from chalicelib.store.dynamo import client
from chalicelib.store.personal import Personal
from chalicelib.store.reader import Reader
from chalicelib.store.table import Item, member_key
from local.dynamo_calls import DynamoCalls, item_bytes
from tests.acting import NOW, World, asking

HOUR = 3_600_000


class Earn(Action, frozen=True, tag="earn"):
    """Get a coupon with an end; 0: of none."""

    ends: int
    leaves: bool = True
    """Whether the coupons of before are still there."""


def decide(situation: Situation, asks: Sequence[Ask]) -> Outcome:
    """Gives coupons, or sends one; what was due is gone."""
    member, [ask] = situation.member, asks
    coupons = [one for one in member.document.coupons if one.expires > situation.now]
    if isinstance(ask.action, Earn):
        coupons = [*(coupons if ask.action.leaves else []), Coupon("C", "spa", "rose", ask.action.ends)]
    receipt = Receipt(ask.id, member.version + 1, situation.now, "settle" if isinstance(ask.action, Settle) else "earn")
    document = replace(member.document, coupons=coupons)
    if situation.recipient is None:
        return Outcome(document, (receipt,))
    other = replace(situation.recipient.document, coupons=[Coupon("D", "spa", "rose", NOW + HOUR)])
    received = Receipt("gift", situation.recipient.version + 1, situation.now, "receive")
    return Outcome(document, (receipt,), recipient=other, recipient_receipt=received)


@pytest.fixture
def world(table: None) -> World:
    return World(decide=decide)


def place(name: str = "ann") -> int | None:
    """The moment in the index, as the index itself has it."""
    found = client().query(
        TableName=Item.Meta.table_name,
        IndexName="due",
        KeyConditionExpression="h = :h",
        ExpressionAttributeValues={":h": {"N": str(part_of(name))}},
    )["Items"]
    mine = [int(one["d"]["N"]) for one in found if one["pk"]["S"] == member_key(name).pk]
    return mine[0] if mine else None


def earn(world: World, key: str, ends: int, now: int = NOW) -> None:
    world.one(asking(key, Earn(ends)), now=now)


def test_who_earns_what_ends_comes_to_stand_where_it_ends(world: World) -> None:
    earn(world, "a", NOW + HOUR)
    assert place() == NOW + HOUR


def test_who_has_nothing_that_falls_due_stands_there_too(world: World) -> None:
    earn(world, "a", 0)
    assert place() == NOW + FAR


@pytest.mark.parametrize(
    ("ends", "units"),
    [
        pytest.param(NOW + HOUR, 2, id="sooner"),
        pytest.param(NOW + 5 * HOUR, 0, id="later"),
        pytest.param(0, 0, id="never"),
    ],
)
def test_a_sooner_moment_moves_a_member_and_a_later_one_does_not(world: World, ends: int, units: int) -> None:
    """A write to the index is a unit for each key: the old one, and the new one. The action costs what it ever cost."""
    earn(world, "a", NOW + 2 * HOUR)
    before = place()
    with DynamoCalls() as calls:
        earn(world, "b", ends)
    assert place() == min(ends or NOW + FAR, NOW + 2 * HOUR)
    assert index_units(before, place()) == units
    assert (calls.trips, calls.read_units, calls.write_units) == (2, 2, 4)


def index_units(before: int | None, after: int | None) -> int:
    """What a change costs on the index: an entry that goes and one that comes are a unit each."""
    return 0 if before == after else (before is not None) + (after is not None)


def test_a_later_moment_waits_for_the_sweep_which_moves_the_member_on(world: World) -> None:
    earn(world, "a", NOW + HOUR)
    world.one(asking("b", Earn(NOW + 9 * HOUR, leaves=False)))
    assert place() == NOW + HOUR
    world.one(asking("c", Settle()), now=NOW + HOUR)
    assert place() == NOW + 9 * HOUR


def test_of_a_gift_the_recipient_moves_too(world: World) -> None:
    earn(world, "a", 0)
    world.one(asking("b", Earn(0)), member="bo")
    world.one(asking("gift", Send("spa", "set", "rose", to="bo")))
    assert [place("ann"), place("bo")] == [NOW + FAR, NOW + HOUR]


def test_a_member_of_an_earlier_release_comes_in_with_the_next_action(world: World) -> None:
    earn(world, "a", NOW + HOUR)
    item = Item.get(*member_key("ann"))
    item.update(actions=[Item.due.remove(), Item.part.remove()])
    assert place() is None
    earn(world, "b", NOW + 2 * HOUR)
    assert place() == NOW + HOUR


def test_who_is_erased_stands_there_no_more(world: World) -> None:
    earn(world, "a", NOW + HOUR)
    reader = Reader(lambda _: None, world.rng)
    Erase(world.members, Personal(reader, lambda _: None, world.rng), lambda _: None, world.rng).erase("ann", "bo", NOW)
    assert place() is None


# --- the index itself ---


def test_who_has_moved_meanwhile_is_not_moved_back(world: World) -> None:
    earn(world, "a", NOW + 2 * HOUR)
    read = world.members.load("ann").member
    earn(world, "b", NOW + HOUR)
    assert not DueIndex().move(read, NOW + FAR)
    assert place() == NOW + HOUR
    with DynamoCalls() as calls:
        assert DueIndex().move(world.members.load("ann").member, NOW + FAR)
    assert (calls.operations[-1], calls.write_units) == ("UpdateItem", 1)
    assert place() == NOW + FAR


@pytest.mark.parametrize("limit", [1, 2, 100])
def test_pages_leave_nobody_out(table: None, limit: int) -> None:
    names = [name for name in map(str, range(PARTS * 20)) if part_of(name) == 7][:9]
    for n, name in enumerate(names):
        stands(name, NOW + n // 2)
    index = DueIndex()
    until = NOW + 3
    due = pages(lambda after: index.due(7, until, limit, after))
    assert [one.at for one in due] == [NOW, NOW, NOW + 1, NOW + 1, NOW + 2, NOW + 2, NOW + 3, NOW + 3]
    everybody = pages(lambda after: index.everybody(7, limit, after))
    assert {one.member for one in everybody} == {*names}
    assert all(one.at >= other.at for one, other in pairwise(everybody))


def pages(read: Callable[[Place | None], DuePage]) -> list[Place]:
    page = read(None)
    found = [*page.places]
    while page.after:
        page = read(page.after)
        found += page.places
    return found


def stands(name: str, at: int) -> None:
    Item(*member_key(name), v=1, at=NOW, body=b"{}", due=at, part=part_of(name)).save()


def test_members_are_spread_over_all_parts() -> None:
    counted = [0] * PARTS
    for n in range(PARTS * 100):
        counted[part_of(f"m{n:020x}")] += 1
    assert min(counted) > 50
    assert max(counted) < 160


def test_what_it_adds_to_a_member(world: World) -> None:
    """Of the kilobyte that a small member may have before each write costs two units more."""
    earn(world, "a", NOW + HOUR)
    raw = client().get_item(TableName=Item.Meta.table_name, Key={"pk": {"S": "M#ann"}, "sk": {"S": "M"}})["Item"]
    assert item_bytes({name: raw[name] for name in ("d", "h")}) <= 13
