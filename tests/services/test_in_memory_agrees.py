"""The store in memory and the one on DynamoDB answer the same requests alike, to the byte of every receipt."""

from random import Random

import msgspec

from chalicelib import settings, wiring
from chalicelib.domain.decide.in_memory import AskResult, InMemoryStore
from chalicelib.domain.mechanics.blind_box.play import Draw
from chalicelib.domain.mechanics.collection.play import Compose, Send
from chalicelib.domain.mechanics.redemption.play import Redeem
from chalicelib.domain.record.actions import Action, Ask, Enrol, Happened
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.words.errors import TesseraError
from chalicelib.services.act import ActionAnswer, Request
from chalicelib.store.members import Members
from chalicelib.store.reader import Reader
from tests.domain.game import Game
from tests.services.receipts import FAIR, published

MEMBERS = ("ann", "bo", "cy")
ENTROPY = bytes(32)
PLAYED = (
    FAIR.replace("stock: 40", "stock: 5")
    .replace("stock: 9", "stock: 2")
    .replace("costs: {draws: box}", "costs: {draws: box}, limit: 2 a day")
    .replace("watch:", "buy: {when: order.paid, each: 1 time, gives: {points: 5, draws: box}}\n      watch:")
)
"""The fair, with stocks and limits that some meet, and orders that count once over all members."""


def test_both_answer_the_same_requests_alike(table: None) -> None:
    game, chance = Game(PLAYED), Random(5)
    parts = wiring.build(
        settings.read({"TESSERA_STAGE": "local"}),
        entropy=lambda: ENTROPY,
        sleep=lambda _: None,
        monotonic=lambda: 0.0,
        rng=Random(3),
    )
    published(parts, game)
    parts.catalogue.refresh()
    now = game.at("06-03 08:00")
    memory = InMemoryStore(parts.catalogue.definitions(now))
    requests = [(name, [Request(name, "born", b"", Enrol())]) for name in MEMBERS]
    requests += [_anything(chance, number, now) for number in range(160)]
    met: set[str] = set()
    for number, (member, asked) in enumerate(requests):
        at = now + 360_000 * number - chance.choice([0, 900_000])
        theirs = [_told(one) for one in parts.act.act(member, asked, at)]
        ours = memory.act(member, [Ask(one.id, one.action) for one in asked], at, ENTROPY)
        assert [_as_told(one) for one in ours.results] == theirs, asked
        met |= {one for one in theirs if isinstance(one, str)}
    assert met >= {"already_claimed", "sold_out", "limit_reached", "not_enough", "unknown_member"}
    stored = Members(Reader(lambda _: None, Random(3)))
    for member in MEMBERS:
        assert stored.load(member).snapshot == memory.members[member]


def _anything(chance: Random, number: int, now: int) -> tuple[str, list[Request]]:
    """Three events of one member, or another action; keys, orders and recipients come again."""
    member = chance.choice(MEMBERS)
    actions = [_event(chance, now) for _ in range(3)] if chance.random() < 0.4 else [_action(chance)]
    keys = [str(chance.randrange(max(1, 3 * number - 9), 3 * number + 4)) for _ in actions]
    return member, [Request(member, key, b"", action) for key, action in zip(keys, actions, strict=True)]


def _event(chance: Random, now: int) -> Action:
    kind = chance.choice(["shop.visited", "live.watched", "order.paid"])
    return Happened("e", "shop", kind, now, {"order": str(chance.randrange(30))} if kind == "order.paid" else {})


def _action(chance: Random) -> Action:
    return chance.choice(
        [
            Draw("play", "box"),
            Compose("play", "pair"),
            Redeem("play", "shop", "pin"),
            Send("play", "pair", chance.choice(["left", "right"]), chance.choice([*MEMBERS, "nobody"])),
        ]
    )


def _told(answer: ActionAnswer) -> bytes | str | None:
    return answer.code if isinstance(answer, TesseraError) else answer.receipt


def _as_told(result: AskResult) -> bytes | str | None:
    if isinstance(result, Receipt):
        return msgspec.json.encode(result)
    return result.code if isinstance(result, TesseraError) else None
