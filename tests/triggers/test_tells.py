"""What a member's action brings about for another: from the receipt over the queue, once, whatever crashes."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from math import inf
from typing import Any

import msgspec
import pytest

import app
from chalicelib import settings, wiring
from chalicelib.domain.publishing.definitions import PROGRAMME
from chalicelib.domain.record.member import Member
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.words.errors import Unavailable
from chalicelib.services.sign_in import Led
from chalicelib.services.tells import Tells
from chalicelib.store.queue import Queue
from chalicelib.store.table import Item
from local.dynamo_calls import DynamoCalls
from local.embedded_aws import REGION
from tests.crashes import CRASHES, crash_at
from tests.domain.circle import EVENTS, FRIENDS, HEAD
from tests.domain.game import tree
from tests.proof.observer import snapshot
from tests.queues import Queues, record
from tests.services.receipts import record as record_of

NOW = 1_780_459_200_000  # 2026-06-03 12:00 in Shanghai
RADAR = """
  radar:
    tasks:
      passed: {when: content.reached, where: {content: cake}, each: 1 time, gives: {points: 4}}
"""


class Stage:
    """The parts of a container, its table and its queue."""

    def __init__(self, parts: wiring.Parts, queues: Queues) -> None:
        self.parts, self.queues = parts, queues
        self.streamed = 0

    def signs_in(self, name: str, **led: str) -> str:
        return self.parts.sign_in.sign_in("dev", name, NOW - 60_000, Led(**led)).member

    def token(self, member: str) -> str:
        return self.parts.catalogue.definitions(NOW).sharing.seal(member)

    def reports(self, id: str, type: str, member: str | None, **data: Any) -> Any:
        event = {"specversion": "1.0", "id": id, "source": "shop", "type": type, "time": "2026-06-03T12:00:00+08:00"}
        whole = event | {"data": data} | ({"subject": member} if member else {})
        [result] = self.parts.take_in.each([whole], NOW, lambda: inf)
        return result

    def receipts(self, member: str) -> list[Receipt]:
        found = [item for item in self._items() if item.pk == f"M#{member}"]
        return sorted((msgspec.json.decode(one.body, type=Receipt) for one in found), key=lambda one: one.number)

    def stream(self) -> None:
        """The table's stream hands over every receipt, once more those of before."""
        records = [record_of(one.pk[2:], one.body, one.sk[2:]) for one in self._items()]
        app.send_notices({"Records": records}, None)

    def queue(self) -> list[dict[str, Any]]:
        """The messages that are in the queue, as Lambda hands them over."""
        found = []
        for number, one in enumerate(self.queues.messages()):
            attributes = one.get("MessageAttributes", {})
            found.append({**record(one["Body"], "g", number), "messageAttributes": attributes})
        return found

    def document(self, member: str) -> Member:
        return self.parts.act._recall._members.load(member).snapshot.document

    def _items(self) -> list[Item]:
        return [item for item in Item.scan(consistent_read=True) if item.sk.startswith("R#")]


@pytest.fixture
def stage(aws: None, table: None) -> Iterator[Stage]:
    there = Queues()
    own = settings.read({"TESSERA_STAGE": "local", **there.environ})
    parts = wiring.build(own, clock=lambda: NOW, sleep=lambda _: None)
    programme = {"timezone": "Asia/Shanghai", "currency": "CNY", "events": tree(EVENTS)}
    trees = [(PROGRAMME, programme), ("circle", tree(HEAD + FRIENDS + RADAR))]
    parts.operations.publish.publish(trees, NOW - 120_000, takes_effect=NOW - 120_000)
    parts.catalogue.refresh()
    wiring.use(parts)
    yield Stage(parts, there)
    wiring.use(None)
    there.delete()


@pytest.fixture
def friends(stage: Stage) -> tuple[Stage, str, str]:
    """The stage, me, and Bo whom I invited."""
    me = stage.signs_in("me")
    return stage, me, stage.signs_in("bo", via=stage.token(me))


PAID = {"channel": "shop", "order": "a", "amount": "120.00 CNY"}


def test_a_friends_order_and_its_refund_reach_the_inviter(friends: tuple[Stage, str, str]) -> None:
    stage, me, bo = friends
    stage.reports("p", "order.paid", bo, **PAID)
    stage.stream()
    [message] = stage.queue()
    assert me not in json.dumps(message)
    assert bo not in json.dumps(message)
    assert app.take_events({"Records": [message]}, None) == {"batchItemFailures": []}
    assert stage.receipts(me)[-1].later[0].bag.points == 100

    stage.reports("r", "order.refunded", None, refund="r", **PAID)
    stage.stream()
    assert app.take_events({"Records": stage.queue()}, None) == {"batchItemFailures": []}

    assert [one.asked["type"] for one in stage.receipts(me)[1:]] == ["friend.bought", "friend.refunded"]
    assert stage.document(me).played["circle"].due == []
    assert stage.queues.told() == []


def test_whatever_comes_twice_counts_once(friends: tuple[Stage, str, str]) -> None:
    stage, me, bo = friends
    stage.reports("p", "order.paid", bo, **PAID)
    stage.reports("o", "content.opened", bo, content="cake", via=stage.token(me))
    stage.stream()
    messages = stage.queue()
    assert len(messages) == 2
    for _ in range(3):
        assert app.take_events({"Records": messages}, None) == {"batchItemFailures": []}
    stage.stream()

    assert len(stage.receipts(me)) == 3
    assert stage.document(me).points == 4


def test_what_is_told_is_one_action_of_its_own(friends: tuple[Stage, str, str]) -> None:
    """Two trips and four units, as any event; and the friend's order costs what an order costs."""
    stage, me, bo = friends
    with DynamoCalls() as order:
        stage.reports("p", "order.paid", bo, **PAID)
    with DynamoCalls() as opened:
        stage.reports("o", "content.opened", bo, content="cake", via=stage.token(me))
    stage.stream()
    messages = stage.queue()
    with DynamoCalls() as told:
        app.take_events({"Records": messages}, None)

    assert order.operations == opened.operations == ["BatchGetItem", "TransactWriteItems"]
    assert (order.write_units, opened.write_units) == (6, 4)
    assert told.operations == ["BatchGetItem", "TransactWriteItems"] * 2
    assert told.write_units == 8  # four each


def test_a_crash_at_any_call_of_what_is_told_loses_nothing_and_doubles_nothing(friends: tuple[Stage, str, str]) -> None:
    stage, me, bo = friends
    stage.reports("p", "order.paid", bo, **PAID)
    stage.stream()
    messages = stage.queue()
    before = snapshot()

    def take() -> object:
        return app.take_events({"Records": messages}, None)

    with DynamoCalls() as recorded:
        take()
    right = stage.receipts(me)
    for number in range(len(recorded.operations)):
        for crash in CRASHES:
            before()
            crash_at(recorded.operations, number, crash, take, True)
            take()
            assert stage.receipts(me) == right
            assert len(stage.document(me).played["circle"].due) == 1


def test_where_the_queue_takes_nothing_the_batch_comes_again(friends: tuple[Stage, str, str]) -> None:
    stage, _, bo = friends
    stage.reports("p", "order.paid", bo, **PAID)
    [told] = [one for one in stage.receipts(bo) if one.tells]
    gone = Tells(Queue(f"{stage.queues.queue}-gone", REGION))

    with pytest.raises(Unavailable):
        gone.send([(("M#x", "R#x"), msgspec.json.encode(told))])


def test_a_stage_without_a_queue_goes_on(friends: tuple[Stage, str, str], caplog: pytest.LogCaptureFixture) -> None:
    stage, _, bo = friends
    stage.reports("p", "order.paid", bo, **PAID)
    [told] = [one for one in stage.receipts(bo) if one.tells]

    assert Tells(Queue("", REGION)).send([(("M#x", "R#x"), msgspec.json.encode(told))]) == 0
    assert "1 events for other members are lost" in caplog.text


def test_a_receipt_that_cant_be_read_holds_up_nothing(friends: tuple[Stage, str, str]) -> None:
    stage, _, bo = friends
    stage.reports("p", "order.paid", bo, **PAID)
    [told] = [msgspec.json.encode(one) for one in stage.receipts(bo) if one.tells]
    sent = stage.parts.operations.tells.send([(("M#x", "R#x"), b'{"tells":[5]}'), (("M#y", "R#y"), told)])

    assert sent == 1 == len(stage.queue())


@pytest.mark.parametrize(
    "body",
    [
        pytest.param({"type": "friend.bought", "to": "made-up-token-of-someone"}, id="a part of it"),
        pytest.param({"specversion": "1.0"}, id="another event"),
        pytest.param([], id="no object"),
    ],
)
def test_what_is_told_to_nobody_is_parked_where_it_cant_be_read(stage: Stage, body: object) -> None:
    message = record(json.dumps(body)) | {"messageAttributes": {"told": {"stringValue": "x"}}}

    assert app.take_events({"Records": [message]}, None) == {"batchItemFailures": []}
    [parked] = stage.queues._all(stage.queues.parked)
    said = {name: value["StringValue"] for name, value in parked["MessageAttributes"].items()}
    assert said.keys() == {"reason", "detail", "told"}
    assert said["reason"] == "invalid_body"


def test_who_is_gone_hears_nothing_and_nothing_is_parked(friends: tuple[Stage, str, str]) -> None:
    stage, me, bo = friends
    stage.reports("p", "order.paid", bo, **PAID)
    stage.stream()
    stage.parts.operations.erase.erase(me, "ana", NOW)
    messages = stage.queue()

    assert app.take_events({"Records": messages}, None) == {"batchItemFailures": []}
    assert stage.queues.told() == []
    assert len(stage.receipts(me)) == 2


def test_a_message_of_another_system_tells_nobody(friends: tuple[Stage, str, str]) -> None:
    """Whoever may put events on the bus could write the same body: without the attribute it is an event as any."""
    stage, me, bo = friends
    stage.reports("p", "order.paid", bo, **PAID)
    stage.stream()
    [message] = stage.queue()

    app.take_events({"Records": [message | {"messageAttributes": {}}]}, None)
    event = {"specversion": "1.0", "id": "x", "source": "tessera", "type": "friend.bought", "subject": me}
    stage.parts.take_in.each([event | {"time": "2026-06-03T12:00:00+08:00"}], NOW, lambda: inf)

    assert len(stage.receipts(me)) == 1


def test_friends_who_buy_at_once_are_each_told_once(friends: tuple[Stage, str, str]) -> None:
    """The queue hands over messages of one group one by one; should it ever not, the inviter's version sees to it."""
    stage, me, _ = friends
    for number in range(8):
        friend = stage.signs_in(f"friend-{number}", via=stage.token(me))
        stage.reports(f"p-{number}", "order.paid", friend, **PAID | {"order": f"order-{number}"})
    stage.stream()
    messages = stage.queue()
    assert len(messages) == 8

    def take(message: dict[str, Any]) -> None:
        while app.take_events({"Records": [message]}, None)["batchItemFailures"]:
            pass

    with ThreadPoolExecutor(8) as hands:
        list(hands.map(take, messages * 2))

    assert len(stage.receipts(me)) == 9
    assert sum(one.times for one in stage.document(me).played["circle"].due) == 8
