"""Every alarm rings for what it is there for, stops when that is over, and rings again the next time.

What it watches is made to happen, and the metric that comes of it is put to the alarm's own rule, period after period.
Metrics of ours are read from the lines that are written. Those of AWS count what AWS sees of us, and so does the test:
answers, raised errors, refused calls, messages in a queue, the age of what still waits.
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
from chalicelib.store.table import Item, member_key
from tests.api.caller import Api
from tests.api.world import OPENING, opened
from tests.faults import cancelled, failed, instead
from tests.infra.plays import EVENT, Context
from tests.infra.ringing import BEYOND, OWN, Period, alarms, inputs, states
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


@contextmanager
def staged() -> Iterator[Scene]:
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
    """WriteThrottleEvents: writes that DynamoDB refused for being too many. Where it refuses none, it tells nothing."""
    return _refused(scene, "TransactWriteItems", broken)


def refused_reads(scene: Scene, broken: bool) -> list[float]:
    """ReadThrottleEvents, likewise."""
    return _refused(scene, "BatchGetItem", broken)


def _refused(scene: Scene, operation: str, broken: bool) -> list[float]:
    """How many calls met a throttle: each was a call that we made, and the member was served in spite of it."""
    met: list[str] = []

    def throttled(request: Any) -> Any:
        met.append(operation)
        return failed(400, "ThrottlingException")(request)

    with instead(operation, *([throttled] * 2 if broken else [])):
        assert scene.act(PLAIN) == 200
    return [float(len(met))] if met else []


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


def record_bytes(scene: Scene, broken: bool) -> list[float]:
    """RecordBytes, of what is large enough to be told."""
    if broken:
        item = Item.get(*member_key(scene.member))
        coupons = [{"code": f"{n:016}", "campaign": "spa", "prize": "soap", "expires": 0} for n in range(200)]
        item.body = msgspec.json.encode(msgspec.json.decode(item.body) | {"c": coupons})
        item.save()
    with telling() as told:
        assert scene.act(PLAIN) == 200
    return told.metrics().get(of("RecordBytes"), [])


def paused(scene: Scene, broken: bool) -> list[float]:
    """PausedCampaigns."""
    if broken:
        wiring.parts().operations.steer.pause("spa", Instruction("bo", scene.api.now))
    with telling("watch") as told:
        app.watch(EVENT, Context())
    return told.metrics()[of("PausedCampaigns")]


def late(scene: Scene, broken: bool) -> list[float]:
    """DueLateSeconds, where the schedule was silent for two hours, or a few minutes."""
    Item(*member_key(scene.member)).update(actions=[Item.due.set(scene.api.now)])
    scene.api.now += 7_200_000 if broken else 240_000
    with telling("sweep_expired") as told:
        app.sweep_expired(EVENT, Context())
    return told.metrics()[of("DueLateSeconds")]


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
    "sweep_part": (lambda scene: app.sweep_part({"part": 0}, Context()), None),
    "sweep_expired": (lambda scene: app.sweep_expired(EVENT, Context()), None),
    "rank_boards": (lambda scene: app.rank_boards(EVENT, Context()), None),
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
    "RecordLargeAlarm": record_bytes,
    "PausedAlarm": paused,
    "DueLateAlarm": late,
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


class Tale(NamedTuple):
    """What an alarm's metrics tell in one period, when all is well and when it is not."""

    well: Period
    broken: Period


def tale_of(alarm: str) -> Tale:
    told = []
    for broken in (False, True):
        with staged() as scene:
            told.append({inputs(alarms()[alarm])[0]: cause_of(alarm)(scene, broken), "witness": [1.0] * 60})
    return Tale(*told)


LONG = 8
"""Periods, more than any alarm looks at."""

NOTHING: Period = {}


@pytest.mark.parametrize("alarm", sorted(alarms()))
def test_an_alarm_rings_for_its_cause_and_stops_and_rings_again(
    aws: None, monkeypatch: pytest.MonkeyPatch, alarm: str
) -> None:
    monkeypatch.setattr("botocore.endpoint.time.sleep", lambda seconds: None)
    rule, tale = alarms()[alarm], tale_of(alarm)
    asleep = tale.well if alarm.startswith("ScheduleSilent") else NOTHING  # a night without anybody

    for quiet in (tale.well, asleep):
        days = [quiet, tale.broken, quiet, tale.broken, quiet]
        found = states(rule, [period for day in days for period in [day] * LONG])
        assert found[LONG - 1 :: LONG] == ["OK", "ALARM", "OK", "ALARM", "OK"]
        assert "ALARM" not in found[:LONG]
        for beginning in (LONG, 3 * LONG):  # no later the second time
            assert found.index("ALARM", beginning) - beginning < rule["EvaluationPeriods"] + BEYOND


HOURLY = [name for name in sorted(alarms()) if "witness" in inputs(alarms()[name])]


@pytest.mark.parametrize("alarm", HOURLY)
@pytest.mark.parametrize("old", [0, 1, 30, 59, 60], ids=lambda old: f"{old} minutes old as the first hour ends")
def test_a_schedule_of_an_hour_does_not_ring_on_a_new_stack(alarm: str, old: int) -> None:
    """The first run comes an hour after the stack was made; the function that runs each minute was there before."""
    first: Period = {"witness": [1.0] * old}
    second: Period = {"witness": [1.0] * 60, "runs": [1.0]}

    assert "ALARM" not in states(alarms()[alarm], [NOTHING, NOTHING, first, second, second])


@pytest.mark.parametrize("alarm", HOURLY)
def test_a_schedule_that_has_never_run_rings_after_two_of_its_periods(alarm: str) -> None:
    never: Period = {"witness": [1.0] * 60}

    assert states(alarms()[alarm], [NOTHING, never, never]) == ["OK", "OK", "ALARM"]


def test_each_schedule_of_an_hour_has_a_witness_and_the_witness_an_alarm_of_its_own() -> None:
    assert HOURLY == ["ScheduleSilentAlarmCloseCampaigns", "ScheduleSilentAlarmSweepExpired"]
    for alarm in HOURLY:
        [by] = [one["MetricStat"]["Metric"] for one in alarms()[alarm]["Metrics"] if one["Id"] == "witness"]
        assert by["Dimensions"] == alarms()["ScheduleSilentAlarmWatch"]["Dimensions"]
    assert states(alarms()["ScheduleSilentAlarmWatch"], [NOTHING] * LONG)[-1] == "ALARM"


# --- CloudWatch itself, as AWS tells of it ----------------------------------------------------------------------------

THREE = {
    "Namespace": "AWS/Lambda",
    "MetricName": "m",
    "Statistic": "Sum",
    "EvaluationPeriods": 3,
    "ComparisonOperator": "GreaterThanThreshold",
    "Threshold": 0,
}


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        # As in the tables of the page on missing data: 0 is well, X is not, - is missing; what comes of it where a
        # missing point is ignored, breaching, not breaching.
        ("0-X-X", "OK OK OK"),
        ("0XX-X", "ALARM ALARM ALARM"),
        ("0----", "OK OK OK"),
        ("-----", "OK ALARM OK"),
        ("--X--", "OK ALARM OK"),
    ],
)
def test_a_missing_point_counts_as_the_alarm_says(points: str, expected: str) -> None:
    values: Mapping[str, Period] = {"0": {OWN: [0.0]}, "X": {OWN: [1.0]}, "-": NOTHING}
    periods = [values["0"]] * LONG + [values[one] for one in points]

    treatments = ("ignore", "breaching", "notBreaching")
    found = [states({**THREE, "TreatMissingData": treatment}, periods)[-1] for treatment in treatments]

    assert found == expected.split()


def test_a_missing_point_of_dynamodb_is_ignored_unless_it_is_filled() -> None:
    """So that an alarm that has rung once never stops, and never rings again."""
    rule = {**THREE, "Namespace": "AWS/DynamoDB", "TreatMissingData": "notBreaching"}
    broken: Period = {OWN: [1.0]}

    assert states(rule, [broken] * 3 + [NOTHING] * LONG)[-1] == "ALARM"


@pytest.mark.parametrize("alarm", sorted(alarms()))
def test_an_alarm_has_its_page_in_the_runbooks(alarm: str) -> None:
    page = re.search(r"docs/runbooks\.md#([a-z-]+)$", alarms()[alarm]["AlarmDescription"])

    assert page
    assert f"\n## {page[1]}\n" in RUNBOOKS.read_text(encoding="utf-8")
