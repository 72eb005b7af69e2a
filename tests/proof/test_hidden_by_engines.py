"""What the engines here hide: torn batch reads, unprocessed keys, clocks that differ, and two releases side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from typing import Any
from unittest.mock import patch

import msgspec
import pytest
from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.responses import DynamoHandler

from bench.dynamo_calls import DynamoCalls
from chalicelib.domain.actions import Action, Update
from chalicelib.domain.errors import Unavailable
from chalicelib.domain.mechanics.blind_box import Draw
from chalicelib.domain.mechanics.collection import Compose, Exchange, Send
from chalicelib.domain.mechanics.redemption import Redeem
from chalicelib.services.act import Answer, Answered, Request
from chalicelib.store import commit, members
from chalicelib.store.table import Item, member_key
from tests.faults import altered
from tests.proof.answers import Answers
from tests.proof.conftest import Proof
from tests.proof.model import Model
from tests.proof.observer import snapshot, stored
from tests.proof.world import SETTINGS, SHOP, Container, World, asking, campaign_tree, event, moment, opened


class Play:
    """A world at play: three members, known by name, and a model that judges every answer."""

    def __init__(self, world: World, members: Sequence[str]) -> None:
        self.world = world
        self.ann, self.bo, self.cid = members
        self.look_again()

    def look_again(self) -> None:
        """Count afresh, from what is in the table now."""
        self.model = Model(self.world.published, SETTINGS.master_seed)
        self.answers = Answers(self.model)
        self.model.catch_up()

    def send(self, container: Container, member: str, *requests: Request) -> list[Answer]:
        now = container.clock()
        given = container.act(member, *requests)
        self.model.catch_up()
        for request, answer in zip(requests, given, strict=True):
            self.answers.judge(member, request, answer, now)
        return given


def visit(now: int, id: str) -> Request:
    return asking(event("shop.visited", now, id, shop="north"), id, SHOP)


@pytest.fixture(scope="module")
def stage(aws: None) -> Iterator[tuple[World, list[str], Callable[[], None]]]:
    """A world with three members who visited a shop three times, and how to come back to it."""
    with opened(["bazaar", "flash"], "2026-06-18 10:30") as world:
        first = world.container()
        members = [first.sign_in(who) for who in ("ann", "bo", "cid")]
        for who in members:
            first.act(who, *(visit(world.now, f"v{n}") for n in range(3)))
        yield world, members, snapshot()


@pytest.fixture
def play(stage: tuple[World, list[str], Callable[[], None]]) -> Iterator[Play]:
    world, members, restore = stage
    now, published = world.now, {name: list(versions) for name, versions in world.published.items()}
    yield Play(world, members)
    restore()
    world.now, world.published = now, published


# --- another commit between the items of one batch read


@contextmanager
def torn(at: int, backwards: bool, meanwhile: Callable[[], object]) -> Iterator[None]:
    """Before the item of that number is read (counted over all batch reads, from 0), something else happens.

    backwards: the keys of each batch are read in the opposite order.
    """
    read = [0]
    reading: list[bool] = []
    batch_get_item, get_item = DynamoHandler.batch_get_item, DynamoDBBackend.get_item

    def batch(self: Any) -> Any:
        if reading:
            return batch_get_item(self)
        for wanted in self.body["RequestItems"].values():
            wanted["Keys"] = wanted["Keys"][::-1] if backwards else wanted["Keys"]
        reading.append(True)
        try:
            return batch_get_item(self)
        finally:
            reading.clear()

    def one(self: Any, *args: Any, **kwargs: Any) -> Any:
        if reading == [True]:
            reading.append(False)  # what happens meanwhile reads for itself
            if read[0] == at:
                meanwhile()
            read[0] += 1
            reading.pop()
        return get_item(self, *args, **kwargs)

    with patch.object(DynamoHandler, "batch_get_item", batch), patch.object(DynamoDBBackend, "get_item", one):
        yield


Pair = tuple[Callable[[Play], tuple[str, Request]], Callable[[Play], tuple[str, Request]]]


def asks(who: str, action: Action, key: str) -> Callable[[Play], tuple[str, Request]]:
    def made(play: Play) -> tuple[str, Request]:
        to = {"to": getattr(play, action.to)} if isinstance(action, Send) else {}
        return getattr(play, who), asking(msgspec.structs.replace(action, **to), key)

    return made


def reports(who: str, id: str, **order: str) -> Callable[[Play], tuple[str, Request]]:
    def made(play: Play) -> tuple[str, Request]:
        if not order:
            return getattr(play, who), visit(play.world.now, id)
        return getattr(play, who), asking(event("order.paid", play.world.now, id, **order), id, SHOP)

    return made


TORN: dict[str, Pair] = {
    "the same key, of what one may do once": (asks("ann", Redeem("bazaar", "noon", "vase"), "k"),) * 2,
    "the same key, with all that one holds": (asks("ann", Exchange("flash", "pair", "y"), "k"),) * 2,
    "the same draw": (asks("ann", Draw("bazaar", "plain"), "k"),) * 2,
    "the same gift": (asks("ann", Send("flash", "pair", "x", "bo"), "k"),) * 2,
    "another key, for the last of one's own": (
        asks("ann", Exchange("flash", "pair", "y"), "k"),
        asks("ann", Exchange("flash", "pair", "y"), "l"),
    ),
    "a gift the other way": (
        asks("ann", Send("flash", "pair", "x", "bo"), "k"),
        asks("bo", Send("flash", "pair", "x", "ann"), "l"),
    ),
    "a gift, while its recipient plays": (
        asks("ann", Send("flash", "pair", "x", "bo"), "k"),
        asks("bo", Draw("flash", "rush"), "l"),
    ),
    "a set, of which a piece is just given away": (
        asks("ann", Compose("bazaar", "set"), "k"),
        asks("ann", Send("bazaar", "set", "a", "bo"), "l"),
    ),
    "the same order": (reports("ann", "k", order="o", amount="250.00 CNY"),) * 2,
    "the same order, of another member": (
        reports("ann", "k", order="o", amount="250.00 CNY"),
        reports("bo", "l", order="o", amount="250.00 CNY"),
    ),
    "the last visit of the day": (reports("ann", "k"), reports("ann", "l")),
    "a limited stock": (
        asks("ann", Redeem("bazaar", "noon", "bowl"), "k"),
        asks("bo", Redeem("bazaar", "noon", "bowl"), "l"),
    ),
}


@pytest.mark.parametrize("pair", TORN.values(), ids=TORN.keys())
def test_a_torn_read_answers_as_an_untorn_one(play: Play, pair: Pair, proof: Proof) -> None:
    (member, request), (other, between) = (made(play) for made in pair)
    before, tears = snapshot(), 0
    for backwards in (False, True):
        for at in count(1):
            given: list[Answer] = []
            reader, writer = play.world.container(), play.world.container()
            with torn(at, backwards, lambda: given.extend(play.send(writer, other, between))):  # noqa: B023
                answer = reader.one(member, request)
            play.model.catch_up()
            play.answers.judge(member, request, answer, play.world.now)
            before()
            play.look_again()
            if not given:
                break
            tears += 1
            if (member, request) == (other, between):
                assert isinstance(given[0], Answered)
                assert answer == Answered(given[0].receipt, replayed=True)
    assert tears >= 4
    proof.tell(
        "torn reads", f"{tears} tears: {request.action.__class__.__name__} and {between.action.__class__.__name__}"
    )


def test_a_torn_survey_of_a_stock_never_says_sold_out_too_soon(play: Play) -> None:
    """Four members after five bowls, all at once: the shards are read while others take from them."""
    before = snapshot()
    vases = [asking(Redeem("bazaar", "noon", "vase"), f"k{n}") for n in range(4)]
    for at in range(1, 8):
        for n, who in ((0, play.ann), (1, play.bo), (2, play.cid)):
            play.send(play.world.container(), who, vases[n])
        reader, writer = play.world.container(), play.world.container()
        with torn(at, False, lambda: play.send(writer, play.bo, asking(Redeem("bazaar", "noon", "vase"), "m"))):  # noqa: B023
            answer = reader.one(play.ann, vases[3])
        play.model.catch_up()
        play.answers.judge(play.ann, vases[3], answer, play.world.now)
        before()
        play.look_again()


# --- unprocessed keys


@pytest.mark.parametrize(
    "action", [Draw("flash", "rush"), Redeem("bazaar", "noon", "bowl"), Send("flash", "pair", "x", "bo")], ids=repr
)
def test_keys_left_unprocessed_are_read_again_with_all_others(play: Play, action: Action) -> None:
    member, request = asks("ann", action, "k")(play)
    before, now = snapshot(), play.world.now
    with DynamoCalls() as calls:
        right = play.world.container().one(member, request)
    reads = [
        len(*(one["Keys"] for one in call.request["RequestItems"].values()))
        for call in calls.calls
        if call.operation == "BatchGetItem"
    ]
    for call, keys in enumerate(reads):
        for left_out in range(keys):
            before()
            play.world.now = now
            untouched: list[Callable[[dict[str, Any]], None]] = [lambda reply: None] * call
            with altered("BatchGetItem", *untouched, _without(left_out)):
                answer = play.world.container().one(member, request)
            assert answer == right
    before()
    table = stored()
    with altered("BatchGetItem", *[_without(0)] * 100):
        answer = play.world.container().one(member, request)
    assert isinstance(answer, Unavailable)
    assert answer.retry_after >= 1
    assert stored() == table


def _without(index: int) -> Callable[[dict[str, Any]], None]:
    """A reply that lacks one item (in the order of keys) and names some key as unprocessed."""

    def change(reply: dict[str, Any]) -> None:
        [(table, items)] = reply["Responses"].items()
        gone = items.pop(index) if index < len(items) else {"pk": {"S": "?"}, "sk": {"S": "?"}}
        reply["UnprocessedKeys"] = {table: {"Keys": [{"pk": gone["pk"], "sk": gone["sk"]}]}}

    return change


# --- clocks that differ


EDGES = (
    "2026-06-18 12:00",
    "2026-06-18 13:00",
    "2026-06-18 18:00",
    "2026-06-18 22:00",
    "2026-06-19 00:00",
    "2026-06-19 10:00",
    "2026-07-01 00:00",
)
AROUND = (-2_500, -2_000, -1_001, -500, -1, 0, 1, 1_000, 2_500)


@pytest.mark.parametrize("edge", EDGES)
def test_containers_two_seconds_apart_keep_every_limit_at_an_edge(play: Play, proof: Proof, edge: str) -> None:
    """Members go back and forth between the two, from before the edge is near to after both have passed it."""
    at = moment(edge)
    fast, slow = play.world.container(ahead=2_000), play.world.container()
    tried: list[Action] = [
        Draw("bazaar", "plain"),
        Draw("flash", "rush"),
        Redeem("bazaar", "noon", "tea"),
        Redeem("bazaar", "noon", "bowl"),
    ]
    for step, around in enumerate(AROUND if proof.long else AROUND[1::3]):
        play.world.now = at + around
        for n, container in enumerate((fast, slow) if step % 2 else (slow, fast)):
            for who in (play.ann, play.bo):
                for action in tried:
                    play.send(container, who, asking(action, f"{step}.{n}.{action}"))
                play.send(container, who, visit(container.clock(), f"{step}.{n}"))


def test_a_day_that_has_begun_does_not_end_again(play: Play) -> None:
    """Three a day: what the fast clock has counted for the new day, the slow one does not count for the old."""
    play.world.now = moment("2026-06-19 00:00") - 10_000
    fast, slow = play.world.container(ahead=2_000), play.world.container()

    def draws(container: Container, name: str, n: int) -> list[bool]:
        answers = [play.send(container, play.ann, asking(Draw("bazaar", "plain"), f"{name}{i}"))[0] for i in range(n)]
        return [isinstance(answer, Answered) for answer in answers]

    play.send(fast, play.ann, asking(Update(tier="gold"), "u", SHOP))
    assert draws(slow, "evening", 4) == [True, True, True, False]
    play.world.now = moment("2026-06-19 00:00") - 1_000
    assert draws(fast, "ahead", 1) == [True]
    assert draws(slow, "behind", 3) == [True, True, False]
    play.world.now += 2_000
    assert draws(slow, "later", 1) == [False]


def test_a_version_takes_effect_at_one_moment_for_all(play: Play) -> None:
    """Receipts of one moment name one version, whichever container wrote them, while a stock is topped up."""
    fast, slow = play.world.container(ahead=2_000), play.world.container()
    vase = Redeem("bazaar", "noon", "vase")
    revised = msgspec.json.decode(msgspec.json.encode(campaign_tree("bazaar")))
    revised["redemptions"]["noon"]["offers"]["vase"]["stock"] = "9"
    revised["redemptions"]["noon"]["limit"] = "9 a window"
    play.send(slow, play.ann, asking(vase, "before"))
    play.world.republish(fast, "bazaar", revised)
    effect = play.model.published["bazaar"][-1][0]
    for step in range(-20, 8):
        play.world.now = effect + 500 * step if step > -8 else effect + 4_000 * (step + 5)
        for n, container in enumerate((fast, slow)):
            play.send(container, (play.ann, play.bo, play.cid)[step % 3], asking(vase, f"{step}.{n}"))
    assert play.model.granted["bazaar", "redemptions/noon/vase", "2026-06-18"] == 0
    assert play.model.granted["bazaar", "redemptions/noon/vase", ""] == 9


# --- two releases side by side


@contextmanager
def release(shape: int) -> Iterator[None]:
    """The release that writes documents of this shape."""
    with patch.object(commit, "SHAPE", shape), patch.object(members, "SHAPE", shape):
        yield


def test_two_releases_side_by_side_lose_nothing(play: Play) -> None:
    """N and N + 1 take turns with one member; what only N + 1 fills (the epoch of tokens), N hands on."""
    old, new = play.world.container(), play.world.container()
    shape = members.SHAPE
    with release(shape + 1):
        play.send(new, play.ann, asking(Redeem("bazaar", "noon", "bowl"), "first"))
    record = Item.get(*member_key(play.ann))
    assert record.s == shape + 1
    record.body = msgspec.json.encode(msgspec.json.decode(record.body) | {"e": 3})
    record.save()
    turns = [
        Draw("flash", "rush"),
        Send("flash", "pair", "x", play.bo),
        Draw("bazaar", "plain"),
        Exchange("bazaar", "set", "c"),
    ]
    for n, action in enumerate(turns):
        with release(shape + n % 2):
            play.send((old, new)[n % 2], play.ann, asking(action, f"turn {n}"))
            assert Item.get(*member_key(play.ann)).s == shape + n % 2
        assert msgspec.json.decode(Item.get(*member_key(play.ann)).body)["e"] == 3


@pytest.mark.parametrize("who", ["ann", "bo"], ids=["the member", "a gift's recipient"])
def test_a_newer_shape_is_never_rewritten(play: Play, who: str) -> None:
    record = Item.get(*member_key(getattr(play, who)))
    record.s = members.SHAPE + 2
    record.save()
    before = stored()
    answer = play.world.container().one(play.ann, asking(Send("flash", "pair", "x", play.bo), "k"))
    assert isinstance(answer, Unavailable)
    assert answer.code == "newer_shape"
    assert stored() == before
