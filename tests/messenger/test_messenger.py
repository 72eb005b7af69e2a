"""The messenger from a batch of the queue to the platform: once at most, whatever comes again."""

import json
import logging
from typing import Any

import boto3
import msgspec
import pytest

from chalicelib.domain.derived.touch_notice import of_touch
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.record.touched import Touched
from chalicelib.store.table import Item, identity_key, member_key
from local.embedded_aws import REGION
from messenger.aws import KEPT_SECONDS, DynamoMarks, TesseraIdentities
from messenger.carrier import Carrier, GiveUp, TryLater, Unknown
from messenger.handler import PLATFORMS, carriers, handled
from messenger.message import BadNotice, Message, message_of
from messenger.sending import Sending

NOW = 1_781_920_800.0


class Sqs:
    """Notes for how long records are put off."""

    def __init__(self) -> None:
        self.later: list[int] = []

    def change_message_visibility(self, **asked: Any) -> None:
        assert {*asked} == {"QueueUrl", "ReceiptHandle", "VisibilityTimeout"}
        self.later.append(asked["VisibilityTimeout"])


class Fake:
    """A carrier that does as it is told."""

    provider = "wechat"

    def __init__(self) -> None:
        self.sent: list[tuple[str, str]] = []
        self.faults: list[Exception] = []

    def send(self, to: str, message: Message) -> None:
        if self.faults:
            raise self.faults.pop(0)
        self.sent.append((to, message.touch))


class Known:
    """Everybody but nobody is known."""

    def find(self, member: str, provider: str) -> str | None:
        return None if member == "nobody" else f"{provider} id of {member}"


class Kept:
    """Marks in memory."""

    def __init__(self) -> None:
        self.marks: set[str] = set()

    def begin(self, key: str) -> bool:
        new = key not in self.marks
        self.marks.add(key)
        return new

    def undo(self, key: str) -> None:
        self.marks.discard(key)


@pytest.fixture
def fake() -> Fake:
    return Fake()


@pytest.fixture
def sending(fake: Fake) -> Sending:
    by: dict[str, Carrier] = {"mini": fake}
    return Sending(by, Known(), Kept(), lambda: NOW)


def record(member: str = "ana", receipt: str = "r1", channel: str = "mini", until: int = 10**15) -> dict[str, str]:
    """A record of the queue, made of the very notice."""
    made = Receipt(receipt, 1, 0, "touch", touched=Touched("birthday", channel, 0, until))
    notice = of_touch(member, made)
    body = {"source": "tessera", "detail-type": "tessera.touch.sent", "detail": msgspec.to_builtins(notice)}
    return {"messageId": f"id {member} {receipt}", "receiptHandle": "handle", "body": json.dumps(body)}


def batch(*records: dict[str, str]) -> dict[str, Any]:
    return {"Records": list(records)}


def test_a_notice_becomes_a_message_once(fake: Fake, sending: Sending) -> None:
    for _ in range(3):
        assert handled(batch(record(), record()), sending, Sqs(), "q") == {"batchItemFailures": []}
    assert fake.sent == [("wechat id of ana", "birthday")]
    handled(batch(record(receipt="r2"), record("bo")), sending, Sqs(), "q")
    assert len(fake.sent) == 3


def test_what_may_be_sent_later_comes_again_alone_and_is_sent_then(fake: Fake, sending: Sending) -> None:
    fake.faults = [TryLater("45009", 3600)]
    sqs = Sqs()
    first = handled(batch(record("ana"), record("bo")), sending, sqs, "q")
    assert first == {"batchItemFailures": [{"itemIdentifier": "id ana r1"}]}
    assert sqs.later == [3600]
    assert fake.sent == [("wechat id of bo", "birthday")]
    assert handled(batch(record("ana")), sending, sqs, "q") == {"batchItemFailures": []}
    assert len(fake.sent) == 2


@pytest.mark.parametrize("fault", [GiveUp("43101"), GiveUp("40037", ours=True), Unknown("no answer")])
def test_what_was_given_up_or_is_unknown_is_not_sent_again(fake: Fake, sending: Sending, fault: Exception) -> None:
    fake.faults = [fault]
    for _ in range(2):
        assert handled(batch(record()), sending, Sqs(), "q") == {"batchItemFailures": []}
    assert fake.sent == []


@pytest.mark.parametrize(("until", "sent"), [(int(NOW * 1000), 0), (int(NOW * 1000) + 1, 1)])
def test_what_comes_too_late_is_not_sent(fake: Fake, sending: Sending, until: int, sent: int) -> None:
    handled(batch(record(until=until)), sending, Sqs(), "q")
    assert len(fake.sent) == sent


@pytest.mark.parametrize("one", [record("nobody"), record(channel="pigeon")])
def test_who_is_unknown_and_a_channel_without_settings_hold_nobody_up(
    fake: Fake, sending: Sending, one: dict[str, str]
) -> None:
    assert handled(batch(one, record()), sending, Sqs(), "q") == {"batchItemFailures": []}
    assert len(fake.sent) == 1


@pytest.mark.parametrize("body", ["", "{}", "[]", '{"detail": {"type": "tessera.receipt.written", "data": {}}}'])
def test_what_is_no_notice_of_a_touch_is_left_out(fake: Fake, sending: Sending, body: str) -> None:
    with pytest.raises(BadNotice):
        message_of(body)
    assert handled(batch({**record(), "body": body}, record()), sending, Sqs(), "q") == {"batchItemFailures": []}
    assert len(fake.sent) == 1


def test_a_mistake_of_ours_comes_again(fake: Fake, sending: Sending) -> None:
    fake.faults = [RuntimeError("a mistake")]
    assert handled(batch(record()), sending, Sqs(), "q")["batchItemFailures"] != []


def test_the_log_does_not_say_whose_it_is(sending: Sending, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        handled(batch(record("m-ana-7")), sending, Sqs(), "q")
    assert "birthday by mini: sent" in caplog.text
    assert "m-ana-7" not in caplog.text


def test_settings_make_the_carriers_of_channels() -> None:
    made = carriers(
        {
            "mini": {"platform": "wechat", "appid": "wx1", "secret": "s", "templates": {}},
            "work": {"platform": "wecom", "corpid": "c", "secret": "s", "agentid": 1, "templates": {}},
        }
    )
    assert {name: one.provider for name, one in made.items()} == {"mini": "wechat", "work": "wecom"}
    assert set(PLATFORMS) == {"wechat", "wecom"}
    with pytest.raises(ValueError, match="one of wechat, wecom"):
        carriers({"sms": {"platform": "pigeon"}})


def test_marks_are_left_once_and_end_by_themselves(aws: None) -> None:
    client = boto3.client("dynamodb", region_name=REGION)
    client.create_table(
        TableName="marks",
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "key", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "key", "KeyType": "HASH"}],
    )
    marks = DynamoMarks(client, "marks", lambda: NOW)
    assert marks.begin("ana/r1")
    assert not marks.begin("ana/r1")
    [item] = client.scan(TableName="marks")["Items"]
    assert item["ttl"] == {"N": str(int(NOW) + KEPT_SECONDS)}
    marks.undo("ana/r1")
    assert marks.begin("ana/r1")


def test_members_are_known_by_the_ids_of_the_platform_until_they_are_erased(table: None) -> None:
    client = boto3.client("dynamodb", region_name=REGION)
    known = TesseraIdentities(client, Item.Meta.table_name)
    way = identity_key("wechat", "oUpF8u")
    Item(member_key("ana").pk, way.pk, at=1).save()
    Item(member_key("ana").pk, identity_key("wecom", "zhang").pk, at=1).save()
    assert known.find("ana", "wechat") == "oUpF8u"
    assert known.find("ana", "wecom") == "zhang"
    assert known.find("ana", "dev") is None
    assert known.find("bo", "wechat") is None
