"""What release 0.3.0 wrote, under this one: every document is read, nothing that a member holds is lost or changed.

`release_0_3_0.json` holds the table of that release, as its own code left it after three members had played the proofs'
bazaar for two hours, and what its home screens showed then.
"""

import json
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import msgspec
import pytest

from chalicelib.domain.mechanics.blind_box.play import Draw
from chalicelib.domain.mechanics.collection.play import Exchange, Send
from chalicelib.domain.mechanics.redemption.play import Redeem
from chalicelib.domain.record.actions import Happened
from chalicelib.domain.record.receipt import Receipt
from chalicelib.services.act import Answered
from chalicelib.services.case import ActionAnswer
from chalicelib.store.members import SHAPE
from chalicelib.store.table import Item, member_key
from tests.proof.observer import stored
from tests.proof.play import Play
from tests.proof.world import SHOP, World, asking, moment

OLD: dict[str, Any] = json.loads((Path(__file__).parent / "release_0_3_0.json").read_text())
NAMES = ("ann", "bo", "cid")


@pytest.fixture
def play(aws: None) -> Iterator[Play]:
    """The table as it was left, and a model that has recounted it from the receipts."""
    Item.create_table(billing_mode="PAY_PER_REQUEST")
    try:
        client = boto3.client("dynamodb")
        for item in OLD["items"]:
            client.put_item(TableName=Item.Meta.table_name, Item=_with_bytes(item))
        names = ("bazaar", "flash")
        trees = {name: msgspec.json.decode(stored()[f"C#{name}", "V#1"]["b"])["tree"] for name in names}
        world = World(OLD["now"] + 1000, published={name: [(0, 1, tree)] for name, tree in trees.items()})
        yield Play(world, [OLD["members"][name] for name in NAMES])
    finally:
        Item.delete_table()


def _with_bytes(value: Any) -> Any:
    if isinstance(value, dict):
        return (
            b64decode(value["bytes"])
            if [*value] == ["bytes"]
            else {name: _with_bytes(one) for name, one in value.items()}
        )
    return value


TOLD = {"code", "campaign", "prize", "expires"}
"""The fields of a coupon that the old release showed."""


def holds(play: Play, name: str) -> dict[str, Any]:
    """What the home screen shows, as far as the old release showed it."""
    shown = play.world.container().parts.show.home(member(name), play.world.now)
    home = msgspec.json.decode(msgspec.json.encode(shown))
    return {
        "profile": home["profile"],
        "points": home["points"],
        "coupons": [{field: one[field] for field in one.keys() & TOLD} for one in home["coupons"]],
        "has": {campaign: view["has"] for campaign, view in home["campaigns"].items()},
    }


def member(name: str) -> str:
    found: str = OLD["members"][name]
    return found


@pytest.mark.parametrize("name", NAMES)
def test_home_screens_show_what_they_showed(play: Play, name: str) -> None:
    assert holds(play, name) == OLD["homes"][name]


def test_points_become_one_lot_that_never_ends_as_members_come(play: Play) -> None:
    before = {name: OLD["homes"][name]["points"] for name in NAMES}
    container = play.world.container()
    [answer] = play.send(container, play.ann, asking(Draw("bazaar", "plain"), "new"))
    assert isinstance(answer, Answered)
    lots = msgspec.json.decode(Item.get(*member_key(play.ann)).body)["l"]
    assert lots == {"": [24317, before["ann"] - 20]}, "of June 2026"
    assert holds(play, "bo") == OLD["homes"]["bo"]


def test_what_was_answered_is_answered_so_again(play: Play) -> None:
    """Requests that the old release decided are sent again to this one."""
    container = play.world.container()
    drawn = asking(Draw("bazaar", "lucky"), "k13")
    again = [container.one(play.ann, drawn), container.one(play.bo, asking(Redeem("bazaar", "noon", "tea"), "k23"))]
    assert all(isinstance(one, Answered) and one.replayed for one in again), again
    assert holds(play, "ann") == OLD["homes"]["ann"]
    order = {"order": "1001", "channel": "app", "amount": "250.00 CNY", "skus": ["a", "b"]}
    other = asking(Happened("o9", "shop", "order.paid", play.world.now, order), "other", SHOP)
    assert code(container.one(play.cid, other)) == "already_claimed"


def test_play_goes_on_and_adds_up_with_what_was(play: Play) -> None:
    """The model counts the receipts of both releases, and judges each answer of this one."""
    container = play.world.container()
    fragment, tea = Exchange("bazaar", "set", "c"), Redeem("bazaar", "noon", "tea")
    tried = (Draw("bazaar", "lucky"), Draw("bazaar", "plain"), tea, fragment)
    for n, who in enumerate((play.ann, play.bo, play.cid)):
        for m, action in enumerate(tried):
            play.send(container, who, asking(action, f"{n}.{m}"))
    play.world.now = moment("2026-06-19 13:00")
    for n, who in enumerate((play.ann, play.bo, play.cid)):
        play.send(container, who, asking(tea, f"next {n}"))
    play.look_again()


def test_both_releases_side_by_side_leave_each_other_s_members_whole(play: Play) -> None:
    """The old one reads members of its own shape and the next, and answers 503 for those of this one.

    A gift of a member whom this release has written makes its recipient one of this release too.
    """
    container = play.world.container()
    readable = {play.ann, play.bo, play.cid}
    assert {who for who in readable if Item.get(*member_key(who)).s <= OLD["shape"] + 1} == readable
    play.send(container, play.cid, asking(Draw("bazaar", "lucky"), "mine"))
    assert Item.get(*member_key(play.cid)).s == SHAPE > OLD["shape"] + 1
    assert Item.get(*member_key(play.bo)).s == OLD["shape"]
    play.send(container, play.ann, asking(Send("bazaar", "set", "c", play.bo), "gift"))
    assert Item.get(*member_key(play.bo)).s == SHAPE
    play.look_again()


def test_every_receipt_of_then_is_read(play: Play) -> None:
    receipts = [item["b"] for (_, sk), item in stored().items() if sk.startswith("R#")]
    assert len(receipts) == 27
    assert all(msgspec.json.decode(body, type=Receipt).id for body in receipts)


def code(answer: ActionAnswer) -> str | None:
    return getattr(answer, "code", None)
