"""What the engines here hide: another commit between the items of one batch read, and unprocessed keys."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any
from unittest.mock import patch

import msgspec
import pytest
from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.responses import DynamoHandler

from chalicelib.domain.mechanics.blind_box.play import Draw
from chalicelib.domain.mechanics.collection.play import Compose, Exchange, Send
from chalicelib.domain.mechanics.redemption.play import Redeem
from chalicelib.domain.record.actions import Action
from chalicelib.domain.words.errors import Unavailable
from chalicelib.services.act import ActionAnswer, Answered, Request
from local.dynamo_calls import DynamoCalls
from tests.faults import altered
from tests.proof.conftest import Proof
from tests.proof.observer import snapshot, stored
from tests.proof.play import Play, visit
from tests.proof.world import SHOP, asking, event

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
            given: list[ActionAnswer] = []
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
