"""Every alarm rings for what it is there for, and is quiet otherwise.

What it watches is made to happen, and the metric that comes of it is put to the alarm's own rule. Metrics of ours are
read from the lines that are written. Those of AWS count what AWS sees of us, and so does the test: answers, raised
errors, refused calls, messages in a queue, the age of what still waits.
"""

import json
import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Any, NamedTuple

import msgspec
import pytest
from msgspec.structs import replace

import app
from chalicelib import wiring
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.words.errors import Unavailable
from chalicelib.services.steer import Instruction
from chalicelib.store.table import Item
from tests.api.caller import Api
from tests.api.world import OPENING, opened
from tests.faults import cancelled, failed, instead
from tests.infra.plays import EVENT, Context
from tests.infra.ringing import alarms, rings
from tests.infra.whole import functions, name_of
from tests.queues import Queues, queues, record
from tests.services.receipts import record as record_of
from tests.telemetry.told import of, telling

RUNBOOKS = Path(__file__).parents[2] / "docs" / "runbooks.md"
PLAIN = "/v1/campaigns/spa/boxes/plain/draw"
WRITTEN = msgspec.json.encode(Receipt(id="r", number=1, at=OPENING, does="enrol"))


class Scene(NamedTuple):
    """A stage on the 20th, when the redemption has opened, with a member who may act."""

    api: Api
    queues: Queues
    member: str
    token: str

    def act(self, path: str, token: str | None = None) -> int:
        return self.api.act(path, token or self.token).status_code

    def order(self, **changes: Any) -> str:
        event = {"specversion": "1.0", "id": "o-1", "source": "shop", "type": "order.paid", "subject": self.member}
        data = {"order": "o-1", "amount": "100.00 CNY"}
        return json.dumps({**event, "time": self.api.time(), "data": data, **changes})


@pytest.fixture
def scene(aws: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scene]:
    monkeypatch.setattr("botocore.endpoint.time.sleep", lambda seconds: None)
    with queues() as both, opened(**both.environ) as api:
        member, token = api.member("ana")
        api.now = OPENING
        for _ in range(3):
            assert api.act("/v1/events", token, {"type": "shop.visited"}).status_code == 200
        yield Scene(api, both, member, token)


@contextmanager
def table_is_missing() -> Iterator[None]:
    meta = Item.Meta
    name, meta.table_name = meta.table_name, "no-such-table"
    try:
        yield
    finally:
        meta.table_name = name


def receipts(scene: Scene) -> list[dict[str, Any]]:
    """The stream's records of what the member did."""
    items = [item for item in Item.scan() if item.sk.startswith("R#")]
    return [record_of(scene.member, item.body, item.sk[2:]) for item in items]


# --- what happens, broken or not, and what the metric says of it ------------------------------------------------------


def faults(scene: Scene, broken: bool) -> list[float]:
    """5XXError: 1 for each such answer, 0 for any other."""
    answers = [scene.act(PLAIN) for _ in range(4)]
    if broken:
        with table_is_missing():
            answers += [scene.act(PLAIN) for _ in range(2)]
    return [float(status >= 500) for status in answers]


def latency(scene: Scene, broken: bool) -> list[float]:
    """Latency, in milliseconds."""
    took = []
    for slow in (False, broken):
        with instead("TransactWriteItems", slowly if slow else None):
            began = time.perf_counter()
            assert scene.act(PLAIN) == 200
            took.append((time.perf_counter() - began) * 1000)
    return took


def slowly(request: Any) -> None:
    Event().wait(1.6)


def oldest_in_the_queue(scene: Scene, broken: bool) -> list[float]:
    """ApproximateAgeOfOldestMessage, in seconds, ten minutes after an event came."""
    scene.queues.client.send_message(
        QueueUrl=scene.queues.queue, MessageBody=scene.order(), MessageGroupId="a", MessageDeduplicationId="a"
    )
    [message] = scene.queues.client.receive_message(QueueUrl=scene.queues.queue, MessageSystemAttributeNames=["All"])[
        "Messages"
    ]
    with instead("BatchGetItem", *([failed(500, "InternalServerError")] * 9 if broken else [])):
        still_there = app.take_events({"Records": [record(message["Body"])]}, Context())["batchItemFailures"]
    return [time.time() + 600 - int(message["Attributes"]["SentTimestamp"]) / 1000 for _ in still_there] or [0.0]


def parked(scene: Scene, broken: bool) -> list[float]:
    """ApproximateNumberOfMessagesVisible of the parked queue."""
    app.take_events({"Records": [record("no JSON" if broken else scene.order())]}, Context())
    told = scene.queues.client.get_queue_attributes(
        QueueUrl=scene.queues.parked, AttributeNames=["ApproximateNumberOfMessages"]
    )
    return [float(told["Attributes"]["ApproximateNumberOfMessages"])]


def undelivered(scene: Scene, broken: bool) -> list[float]:
    """The same of the other queue: Lambda puts there what a function has not taken in spite of all retries."""
    return errors_of("forward_events", scene, broken)


def refused_writes(scene: Scene, broken: bool) -> list[float]:
    """WriteThrottleEvents: writes that DynamoDB refused for being too many."""
    return [float(_refused(scene, "TransactWriteItems", broken))]


def refused_reads(scene: Scene, broken: bool) -> list[float]:
    return [float(_refused(scene, "BatchGetItem", broken))]


def _refused(scene: Scene, operation: str, broken: bool) -> int:
    """How many calls met a throttle: each was a call that we made, and the member was served in spite of it."""
    met: list[str] = []

    def throttled(request: Any) -> Any:
        met.append(operation)
        return failed(400, "ThrottlingException")(request)

    with instead(operation, *([throttled] * 2 if broken else [])):
        assert scene.act(PLAIN) == 200
    return len(met)


def invocations_refused(scene: Scene, broken: bool) -> list[float]:
    """Throttles: an invocation that Lambda refused is one that no line of ours tells of."""
    return [1.0] if broken else [0.0]


def retries(scene: Scene, broken: bool) -> list[float]:
    """Retries, as the lines say."""
    conflict = cancelled(M="TransactionConflict")
    with telling() as told, instead("TransactWriteItems", *([conflict] * 3 if broken else [])):
        assert scene.act(PLAIN) == 200
    return told.metrics()[of("Retries")]


def stock_left(scene: Scene, broken: bool) -> list[float]:
    """StockLeftPercent: of five bottles of serum, and others; `only` has a stock of one."""
    if broken:
        assert scene.act("/v1/campaigns/spa/boxes/free/draw") == 200
    with telling("watch") as told:
        app.watch(EVENT, Context())
    return told.metrics()[of("StockLeftPercent")]


def paused(scene: Scene, broken: bool) -> list[float]:
    """PausedCampaigns."""
    if broken:
        wiring.parts().steer.pause("spa", Instruction("bo", scene.api.now))
    with telling("watch") as told:
        app.watch(EVENT, Context())
    return told.metrics()[of("PausedCampaigns")]


def runs(scene: Scene, broken: bool) -> list[float]:
    """Invocations: a schedule that does not run has none, and no metric at all."""
    return [] if broken else [1.0]


def lag(scene: Scene, broken: bool) -> list[float]:
    """IteratorAge, in milliseconds, when a consumer has failed for ten minutes: the batch still waits."""
    event = {"Records": receipts(scene)}
    with instead("BatchGetItem", *([failed(500, "InternalServerError")] * 40 if broken else [])):
        try:
            app.count_receipts(event, Context())
        except Unavailable:
            return [600_000.0]
    return [0.0]


def errors_of(function: str, scene: Scene, broken: bool) -> list[float]:
    """Errors: 1 where an invocation raises. Broken: without what it needs; of those that answer for that themselves,
    and raise nothing, an invocation that is none.
    """
    well, badly = INVOKED[function]
    try:
        if broken:
            gone = replace(scene.api.settings, queue=f"{scene.queues.queue}-gone", bus="gone")
            with table_is_missing():
                wiring.use(wiring.build(gone, clock=lambda: scene.api.now))
                (badly or well)(scene)
        else:
            well(scene)
    except Exception:  # whatever it raises, Lambda counts it
        return [1.0]
    return [0.0]


Invocation = Callable[[Scene], Any]

INVOKED: Mapping[str, tuple[Invocation, Invocation | None]] = {
    "api_handler": (lambda scene: scene.act(PLAIN), lambda scene: app.app(None, Context())),
    "take_events": (
        lambda scene: app.take_events({"Records": [record(scene.order())]}, Context()),
        lambda scene: app.take_events({}, Context()),
    ),
    "forward_events": (
        lambda scene: app.forward_events({"id": "e-1", "detail": json.loads(scene.order())}, Context()),
        None,
    ),
    "count_receipts": (lambda scene: app.count_receipts({"Records": receipts(scene)}, Context()), None),
    "send_notices": (
        lambda scene: app.send_notices({"Records": receipts(scene)}, Context()),
        lambda scene: app.send_notices({"Records": [record_of(scene.member, WRITTEN)]}, Context()),
    ),
    "close_campaigns": (lambda scene: app.close_campaigns(EVENT, Context()), None),
    "announce_windows": (lambda scene: app.announce_windows(EVENT, Context()), None),
    "sweep_expired": (lambda scene: app.sweep_expired(EVENT, Context()), None),
    "watch": (lambda scene: app.watch(EVENT, Context()), None),
    "rotate_secrets": (
        lambda scene: None,  # how it ends well, the play of its rights shows: it needs secrets
        lambda scene: app.rotate_secrets({"SecretId": "gone", "Step": "createSecret"}, Context()),
    ),
}
"""How each function is invoked, and how where the first way would not raise."""

Cause = Callable[[Scene, bool], list[float]]

CAUSES: Mapping[str, Cause] = {
    "ApiFaultsAlarm": faults,
    "SlowAlarm": latency,
    "QueueAgeAlarm": oldest_in_the_queue,
    "DeadLettersAlarm": parked,
    "DeadLettersAlarmUndelivered": undelivered,
    "ThrottlesAlarm": refused_writes,
    "ThrottlesAlarmReads": refused_reads,
    "ConflictsAlarm": retries,
    "StockLowAlarm": stock_left,
    "PausedAlarm": paused,
}
EACH: Mapping[str, Cause] = {
    "ThrottlesAlarm": invocations_refused,
    "StreamLagAlarm": lag,
    "ScheduleSilentAlarm": runs,
}
"""Of alarms that each function has of its own."""


def cause_of(alarm: str) -> Cause:
    if alarm in CAUSES:
        return CAUSES[alarm]
    kind, function = re.fullmatch(r"(\w+Alarm)(\w+)", alarm).groups()  # type: ignore[union-attr]
    if kind == "FunctionErrorsAlarm":
        name = name_of(functions()[function])
        return lambda scene, broken: errors_of(name, scene, broken)
    return EACH[kind]


@pytest.mark.parametrize("alarm", sorted(alarms()))
def test_an_alarm_rings_for_its_cause(scene: Scene, alarm: str) -> None:
    assert rings(alarms()[alarm], cause_of(alarm)(scene, True))


@pytest.mark.parametrize("alarm", sorted(alarms()))
def test_an_alarm_is_quiet_otherwise(scene: Scene, alarm: str) -> None:
    assert not rings(alarms()[alarm], cause_of(alarm)(scene, False))


@pytest.mark.parametrize("alarm", sorted(alarms()))
def test_an_alarm_has_its_page_in_the_runbooks(alarm: str) -> None:
    page = re.search(r"docs/runbooks\.md#([a-z-]+)$", alarms()[alarm]["AlarmDescription"])

    assert page
    assert f"\n## {page[1]}\n" in RUNBOOKS.read_text(encoding="utf-8")
