"""A campaign played by chance, its receipts laid into the table, and the records that the stream makes of them."""

from base64 import b64encode
from dataclasses import dataclass
from random import Random
from typing import Any

import msgspec

from chalicelib import settings, wiring
from chalicelib.domain.mechanics.blind_box.play import Draw
from chalicelib.domain.mechanics.collection.play import Compose, Send
from chalicelib.domain.mechanics.redemption.play import Redeem
from chalicelib.domain.publishing.definitions import PROGRAMME
from chalicelib.domain.record.actions import Action
from chalicelib.domain.record.receipt import Receipt
from chalicelib.store.table import Item, receipt_key
from tests.domain.game import EVENTS, TIERS, Game, tree

FAIR = """
challenges:
  days:
    repeats: daily
    gives: {points: 50}
    tasks:
      visit: {when: shop.visited, reach: 2 times, gives: {points: 10}}
      watch: {when: live.watched, gives: {prizes: [pin, voucher], fragments: [pair/left, pair/right], draws: box}}
collections:
  pair: {fragments: [left, right], gives: {prizes: pin}, send: 1 a day}
blind_boxes:
  box: {costs: {draws: box}, odds: {purse: 50%, pin: rest}}
redemptions:
  shop: {opens: daily 09:00, closes: daily 21:00, offers: {pin: {costs: {points: 5}, gives: {prizes: pin}, stock: 9}}}
prizes:
  pin: {badge: pin-1, value: 2.50 CNY, stock: 40, when_out: voucher}
  voucher: {coupon: free pin-1, valid: 1 day}
  purse: {points: 7}
"""


@dataclass(frozen=True)
class Played:
    """receipts: with their members, as they were made."""

    game: Game
    receipts: list[tuple[str, Receipt]]

    def records(self) -> list[dict[str, Any]]:
        """The records that Lambda gets from the stream."""
        return [record(member, msgspec.json.encode(receipt), receipt.id) for member, receipt in self.receipts]


def build() -> wiring.Parts:
    """The parts of a container that never waits."""
    return wiring.build(settings.read({"TESSERA_STAGE": "local"}), sleep=lambda _: None, rng=Random(3))


def published(parts: wiring.Parts, game: Game) -> None:
    """Publish the game's campaign, as its first version."""
    programme = {"tiers": tree(TIERS), "events": tree(EVENTS)}
    parts.operations.publish.publish([(PROGRAMME, programme), ("play", game.tree)], 0, takes_effect=0)


def play(receipts: int, seed: int = 1) -> Played:
    """Members at a fair, until they have so many receipts."""
    game, chance = Game(FAIR), Random(seed)
    made: list[tuple[str, Receipt]] = []
    at, members = game.at("06-01 00:00"), [f"m{n}" for n in range(max(3, receipts // 12))]
    for name in members:
        game.member(name)
    while len(made) < receipts:
        at += chance.randrange(15 * 86_400_000 // receipts)  # half of what is tried is refused
        by = chance.choice(members)
        action = _anything(chance, members)
        result = game.play(action, at, by) if isinstance(action, Action) else game.event(action, at, by)
        if isinstance(result, Receipt):
            made.append((by, result))
            assert game.last is not None
            if isinstance(action, Send) and game.last.recipient_receipt:
                made.append((action.to, game.last.recipient_receipt))
    return Played(game, made[:receipts])


def store(played: Played) -> None:
    """Lay the receipts into the table, as commits do."""
    with Item.batch_write() as batch:
        for member, receipt in played.receipts:
            batch.save(Item(*receipt_key(member, receipt.id), v=receipt.number, body=msgspec.json.encode(receipt)))


def record(member: str, body: bytes, id: str = "r", name: str = "INSERT") -> dict[str, Any]:
    image = {"pk": {"S": f"M#{member}"}, "sk": {"S": f"R#{id}"}, "b": {"B": b64encode(body).decode()}}
    return {"eventName": name, "dynamodb": {"Keys": {}, "NewImage": image, "StreamViewType": "NEW_IMAGE"}}


def _anything(chance: Random, members: list[str]) -> Action | str:
    menu: list[Action | str] = [
        "shop.visited",
        "shop.visited",
        "live.watched",
        Draw("play", "box"),
        Compose("play", "pair"),
        Redeem("play", "shop", "pin"),
        Send("play", "pair", chance.choice(["left", "right"]), chance.choice(members)),
    ]
    return chance.choice(menu)
