"""Wakes the deployed functions by all but the API: by the queue, the bus, the stream, schedules and a rotation."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Any
from uuid import uuid4

from tests.deploy.aws import until
from tests.deploy.command import REGION
from tests.deploy.opening import NAME
from tests.deploy.report import Broken
from tests.deploy.stage import Member, Stage
from tests.deploy.tour import same
from tests.postings import moved

SOON = 45.0
"""Seconds that a message may take, on a machine that has other work: each function starts cold."""

MINUTE = 75.0
"""Seconds within which what is due each minute has run."""


def queue(stage: Stage) -> str:
    """An event in the queue is in the member's wallet soon, and once, though it came twice."""
    cleo = stage.sign_in("cleo")
    order = json.dumps(stage.order(cleo, "300.00 CNY"))
    for _ in range(2):
        _send(stage, cleo, order)
    _points(stage, cleo, 30)
    _send(stage, cleo, json.dumps(stage.order(cleo, "100.00 CNY")))
    _points(stage, cleo, 40)  # had the first counted twice, it would have been by now: one member's are in order
    return "30 points for an order that was sent twice"


def poison(stage: Stage) -> str:
    """An event that can never count is parked with the reason, and the others go on."""
    dora = stage.sign_in("dora")
    nonsense = '{"nonsense": '
    _send(stage, dora, nonsense)
    _send(stage, dora, json.dumps(stage.event(dora, "coins.minted", uuid4().hex, {})))
    _send(stage, dora, json.dumps(stage.order(dora, "200.00 CNY")))
    _points(stage, dora, 20)
    parked = until("two parked messages", SOON, lambda: _received(stage, stage.stack.outputs["ParkedUrl"], 2))
    reasons = [message["MessageAttributes"]["reason"]["StringValue"] for message in parked]
    same(sorted(reasons), ["malformed_json", "unknown_event_type"], "the reasons of what is parked")
    same(parked[reasons.index("malformed_json")]["Body"], nonsense, "what is parked")
    return f"parked: {', '.join(reasons)}; the member's next event counted"


def bus(stage: Stage) -> str:
    """A CloudEvent that another system puts on the bus is in the member's wallet soon, once."""
    ella = stage.sign_in("ella")
    order = stage.order(ella, "200.00 CNY")
    entry = {
        "EventBusName": stage.stack.outputs["BusName"],
        "Source": order["source"],
        "DetailType": order["type"],
        "Detail": json.dumps(order),
    }
    for _ in range(2):
        put = stage.aws.client("events").put_events(Entries=[entry])
        same(put["FailedEntryCount"], 0, "entries that the bus refused")
    _points(stage, ella, 20)
    return "20 points for an order that was put there twice"


def stream(stage: Stage) -> str:
    """The report counts each receipt that there is."""
    members = [stage.sign_in(name) for name in ("ana", "ben", "cleo", "dora", "ella")]
    receipts = sum(len(_of_campaign(stage, member)) for member in members)
    lin = stage.manager("lin")

    def look() -> bool:
        return bool(stage.get(f"/v1/manage/campaigns/{NAME}/report", lin)["report"]["actions"] == receipts)

    until(f"The report counts {receipts} receipts", SOON, look)
    return f"{receipts} receipts, {receipts} counted"


def schedules(stage: Stage) -> str:
    """Each schedule's function runs, and again right after: what fires twice does nothing twice. What is due each
    minute has run by itself, too.
    """
    due = stage.schedules()
    for name, rate in due.items():
        function = stage.stack.names[name]
        if rate == "rate(1 minute)":
            until(f"{name} runs by itself", MINUTE, partial(stage.aws.lines_of, function))
        for _ in range(2):
            stage.aws.invoke(function, _tick(name))
    return f"{', '.join(f'{name} ({rate[5:-1]})' for name, rate in due.items())}, each twice"


def notices(stage: Stage, listener: Listener) -> str:
    """Another system, by a rule of its own on the bus, is told of each of a member's receipts, without coupon codes."""
    ana = stage.sign_in("ana")
    codes = [coupon["code"] for coupon in stage.home(ana)["coupons"]]
    wanted = {receipt["id"] for receipt in stage.get("/v1/me/receipts", ana.token)["receipts"]}
    heard = until(f"notices of {len(wanted)} receipts", SOON, lambda: listener.heard(wanted))
    if told := [code for code in codes if code in heard]:
        raise Broken(f"{len(told)} coupon codes are in the notices")
    return f"told of {len(wanted)} receipts, without the {len(codes)} coupon codes"


class Listener:
    """Another system: a queue of its own, and a rule by which the bus fills it."""

    def __init__(self, stage: Stage) -> None:
        self._sqs, events, bus = stage.aws.client("sqs"), stage.aws.client("events"), stage.stack.outputs["BusName"]
        self._url = self._sqs.create_queue(QueueName="another-system")["QueueUrl"]
        arn = self._sqs.get_queue_attributes(QueueUrl=self._url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        events.put_rule(Name="another-system", EventBusName=bus, EventPattern=json.dumps({"source": ["tessera"]}))
        events.put_targets(Rule="another-system", EventBusName=bus, Targets=[{"Id": "queue", "Arn": arn}])
        self._all: list[str] = []

    def heard(self, ids: Collection[str]) -> str:
        """All that was told so far, once all these ids are among it; "" before."""
        answer = self._sqs.receive_message(QueueUrl=self._url, MaxNumberOfMessages=10)
        for message in answer.get("Messages", []):
            self._all.append(message["Body"])
            self._sqs.delete_message(QueueUrl=self._url, ReceiptHandle=message["ReceiptHandle"])
        found = {json.loads(body)["detail"]["id"] for body in self._all}
        return "\n".join(self._all) if found.issuperset(ids) else ""


def rotation(stage: Stage) -> str:
    """The token keys rotate: another key is added behind the one that signs, and who is signed in stays so.

    ministack does not begin a rotation, so that the version that `createSecret` would write is written here.
    """
    cleo = stage.sign_in("cleo")
    vault, version = stage.aws.client("secretsmanager"), str(uuid4())
    arn = vault.describe_secret(SecretId=stage.stack.names["TesseraTokenKeys"])["ARN"]
    before = stage.secret("TesseraTokenKeys")
    vault.put_secret_value(
        SecretId=arn,
        ClientRequestToken=version,
        SecretString=json.dumps({**before, "k2": uuid4().hex + uuid4().hex}),
        VersionStages=["AWSPENDING"],
    )
    for step in ("createSecret", "setSecret", "testSecret", "finishSecret", "finishSecret"):
        event = {"SecretId": arn, "ClientRequestToken": version, "Step": step}
        stage.aws.invoke(stage.stack.names["RotateSecrets"], event)
    after = stage.secret("TesseraTokenKeys")
    same(list(after.items())[:1], list(before.items()), "the key that signs")
    same(len(after), 2, "keys after the rotation")
    stage.home(cleo)
    return "a second key is known, the first signs, tokens hold"


def logs(stage: Stage) -> str:
    """No function has logged a secret, a token or a coupon's code."""
    ana = stage.sign_in("ana")
    hidden = [*stage.secret("TesseraTokenKeys").values(), *stage.secret("TesseraWebhookSecrets").values()]
    hidden += [*stage.secret("TesseraMasterSeed").values(), ana.token.rpartition(".")[2]]
    hidden += [coupon["code"] for coupon in stage.home(ana)["coupons"]]
    functions = stage.functions()
    lines = {function: stage.aws.lines_of(stage.stack.names[function]) for function in functions}
    for function, logged in lines.items():
        if any(secret in line for line in logged for secret in hidden):
            raise Broken(f"{function} has logged a secret, a token or a code")
    return f"{sum(map(len, lines.values()))} lines of {len(functions)} functions, without any of {len(hidden)} secrets"


def _send(stage: Stage, member: Member, body: str) -> None:
    """A message as whoever fills the queue sends it: one group a member."""
    stage.aws.client("sqs").send_message(
        QueueUrl=stage.stack.outputs["QueueUrl"],
        MessageBody=body,
        MessageGroupId=member.id,
        MessageDeduplicationId=uuid4().hex,
    )


def _received(stage: Stage, url: str, count: int) -> list[Any] | None:
    """The messages of a queue once there are so many; they stay there."""
    answer = stage.aws.client("sqs").receive_message(
        QueueUrl=url, MaxNumberOfMessages=10, VisibilityTimeout=0, MessageAttributeNames=["All"]
    )
    messages = answer.get("Messages", [])
    return messages if len(messages) >= count else None


def _points(stage: Stage, member: Member, points: int) -> None:
    """Wait for so many points. Raises Broken for other ones."""
    seen = [0]

    def look() -> bool:
        seen[0] = stage.home(member)["points"]
        return seen[0] >= points

    try:
        until(f"{points} points", SOON, look)
    except Broken as broken:
        raise Broken(f"{broken}, but {seen[0]}") from None
    same(seen[0], points, "the points")


def _of_campaign(stage: Stage, member: Member) -> list[Any]:
    found = stage.get("/v1/me/receipts", member.token)["receipts"]
    return [receipt for receipt in found if NAME in moved(receipt)]


def _tick(name: str) -> Mapping[str, Any]:
    """A scheduled event as EventBridge sends it."""
    return {
        "version": "0",
        "id": uuid4().hex,
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "account": "000000000000",
        "time": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "region": REGION,
        "resources": [f"arn:aws:events:{REGION}:000000000000:rule/{name}"],
        "detail": {},
    }
