"""The store in memory and the one on DynamoDB answer the same requests alike, to the byte of every receipt."""

from collections.abc import Sequence
from random import Random

import msgspec

from chalicelib import settings, wiring
from chalicelib.domain.decide.in_memory import AskResult, InMemoryStore
from chalicelib.domain.mechanics.blind_box.play import Draw
from chalicelib.domain.mechanics.collection.play import Compose, Send
from chalicelib.domain.mechanics.redemption.play import Redeem
from chalicelib.domain.record.actions import Action, Ask, Enrol, Happened
from chalicelib.domain.record.guest import is_guest
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.words.errors import TesseraError
from chalicelib.services.act import ActionAnswer, Request
from chalicelib.services.unclaimed import Unclaimed
from chalicelib.store.members import Members
from chalicelib.store.orders import Orders
from chalicelib.store.reader import Reader
from tests.domain.game import Game
from tests.proof.order_world import opened
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


def test_both_take_in_orders_alike(aws: None) -> None:
    """Orders with and without members, claims and refunds, in any order: the same answers, orders and members."""
    chance, reader = Random(7), Reader(lambda _: None, Random(3))
    members = Members(reader)
    with opened() as shop:
        container = shop.world.container()
        container.parts.catalogue.refresh()
        unclaimed = Unclaimed(container.parts.act, members, Orders(reader), container.parts.catalogue)
        memory = InMemoryStore(container.parts.catalogue.definitions(shop.world.now))
        ids = [shop.member(name) for name in MEMBERS]
        memory.members = {one: members.load(one).snapshot for one in ids}
        met: set[bytes | str | None] = set()
        for number in range(240):
            shop.world.now += chance.choice([0, 1000, 3_600_000])
            now = shop.world.now
            by, event = _about_an_order(chance, ids, number, now)
            request = Request("event:shop", event.id, b"", event)
            ask = Ask(request.id, event)
            theirs = container.one(by, request) if by else unclaimed.take(request, now)
            ours = memory.act(by, [ask], now).results[0] if by else memory.report(ask, now)
            assert _as_told(ours) == _told(theirs), event
            met.add(_told(theirs))
        assert met >= {"already_claimed", "order_not_matching", "more_than_paid", "limit_reached"}
        assert {key: shop.order(key) for key in memory.orders} == {key: one.order for key, one in memory.orders.items()}
        assert {one: members.load(one).snapshot for one in memory.members} == memory.members
        assert any(map(is_guest, memory.members))
        _each_order_counted_once(memory)


def _each_order_counted_once(memory: InMemoryStore) -> None:
    """For one member, by one receipt."""
    counted = [claim for one in memory._receipts.values() for claim in one.claims]
    assert len(counted) == len({*counted})
    for key, one in memory.orders.items():
        order = one.order
        receipt = memory._receipts.get((order.member, order.receipt))
        assert order.counted == (receipt is not None and key in receipt.claims), key


def _about_an_order(chance: Random, members: Sequence[str], number: int, now: int) -> tuple[str, Happened]:
    """Who reports it, or nobody, and an event about one of some orders; one in ten has come before."""
    again = f"e{number - chance.randrange(1, 4)}" if chance.random() < 0.1 else f"e{number}"
    data = {"channel": "jd", "order": str(chance.randrange(40))}
    kind = chance.choice(["order.paid", "order.paid", "order.refunded", "order.claimed"])
    if kind == "order.refunded":
        amount = chance.choice(["10.00", "60.00", "100.00"])
        return "", Happened(again, "shop", kind, now, data | {"refund": chance.choice("ab"), "amount": f"{amount} CNY"})
    end = chance.choice(["8899", "8899", "1"])
    if kind == "order.claimed":
        return chance.choice(members), Happened(again, "shop", kind, now, data | {"phone-end": end}, by_client=True)
    by, buyer = chance.choice(["", "", *members]), [{}, {"buyer": "zoe"}, {"buyer": "Zed"}][number % 3]
    return by, Happened(again, "shop", kind, now, data | {"amount": "100.00 CNY", "phone-end": "8899"} | buyer)


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
