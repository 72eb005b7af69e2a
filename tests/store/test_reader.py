"""Reading items: all that exist, as they are, or Unavailable."""

from random import Random
from typing import Any

import pytest
from pynamodb.exceptions import GetError

from chalicelib.domain.record.member import Member
from chalicelib.domain.words.errors import Unavailable
from chalicelib.store.members import SHAPE, Members
from chalicelib.store.reader import TRIES, Reader
from chalicelib.store.receipt_log import LENGTH, ids, noted
from chalicelib.store.table import LIVE, Item, Key, item_of, member_key, raw_item, receipt_key
from local.dynamo_calls import DynamoCalls
from tests.faults import altered, failed, instead

READ = "BatchGetItem"


@pytest.fixture
def slept() -> list[float]:
    return []


@pytest.fixture
def reader(table: None, slept: list[float], monkeypatch: pytest.MonkeyPatch) -> Reader:
    monkeypatch.setattr("botocore.endpoint.time.sleep", lambda seconds: None)
    return Reader(slept.append, Random(3))


def unprocessed(reply: dict[str, Any]) -> None:
    """The reply leaves one of the keys unread."""
    [(table, items)] = reply["Responses"].items()
    left = items.pop()
    reply["UnprocessedKeys"] = {table: {"Keys": [{"pk": left["pk"], "sk": left["sk"]}]}}


def test_keys_left_over_make_all_be_read_again(reader: Reader, slept: list[float]) -> None:
    keys = [Key("a", "x"), Key("b", "x")]
    for key in keys:
        Item(*key).save()
    with DynamoCalls() as calls, altered(READ, unprocessed):
        assert set(reader.read(keys)) == set(keys)
    requests = [next(iter(call.request["RequestItems"].values())) for call in calls.calls]
    assert [len(request["Keys"]) for request in requests] == [2, 2]
    assert all(request["ConsistentRead"] for request in requests)
    assert len(slept) == 1


def test_keys_left_over_again_and_again_are_busy(reader: Reader, slept: list[float]) -> None:
    Item("a", "x").save()
    with DynamoCalls() as calls, altered(READ, *[unprocessed] * TRIES), pytest.raises(Unavailable):
        reader.read([Key("a", "x")])
    assert (calls.trips, len(slept)) == (TRIES, TRIES)


@pytest.mark.parametrize(("status", "code"), [(500, "InternalServerError"), (400, "ThrottlingException")])
def test_a_table_that_does_not_answer_is_busy(reader: Reader, status: int, code: str) -> None:
    with instead(READ, *[failed(status, code)] * 3), pytest.raises(Unavailable):
        reader.read([Key("a", "x")])


def test_a_mistake_of_ours_is_not_busy(reader: Reader) -> None:
    with instead(READ, failed(400, "ValidationException")), pytest.raises(GetError):
        reader.read([Key("a", "x")])


def test_nothing_wanted_is_nothing_asked(reader: Reader) -> None:
    with DynamoCalls() as calls:
        assert reader.read([]) == {}
    assert calls.trips == 0


def test_member_receipts_recipient_and_live_list_come_in_one_read(reader: Reader) -> None:
    Item(*member_key("ann"), v=3, s=SHAPE, at=7, log=b"", body=b'{"o":5}').save()
    Item(*receipt_key("ann", "r1"), fingerprint=b"f", prev=b"", body=b"{}").save()
    Item(*LIVE, v=9).save()
    with DynamoCalls() as calls:
        loaded = Members(reader).load("ann", ["r1", "r2"], "bo", live=True)
    assert calls.trips == 1
    assert (loaded.snapshot.version, loaded.snapshot.at, loaded.snapshot.document) == (3, 7, Member(owed=5))
    assert list(loaded.receipts) == ["r1"]
    assert loaded.recipient is not None
    assert loaded.recipient.snapshot.version == 0
    assert loaded.live is not None
    assert loaded.live.v == 9


@pytest.mark.parametrize(("shape", "known"), [(SHAPE, True), (SHAPE + 1, True), (SHAPE + 2, False)])
def test_this_shape_and_the_next_are_read_and_no_newer_one(reader: Reader, shape: int, known: bool) -> None:
    Item(*member_key("ann"), v=1, s=shape, at=7, log=b"", body=b"{}").save()
    if known:
        assert Members(reader).load("ann").snapshot.version == 1
        return
    with pytest.raises(Unavailable) as raised:
        Members(reader).load("ann")
    assert raised.value.code == "newer_shape"


def test_an_older_number_of_points_is_one_lot_of_the_month_of_the_last_action(reader: Reader) -> None:
    may_31 = 1_780_271_999_999  # 23:59:59.999 UTC
    Item(*member_key("ann"), v=3, s=2, at=may_31, log=b"", body=b'{"b":5,"e":1}').save()
    assert Members(reader).load("ann").snapshot.document == Member(epoch=1, lots={"": [24316, 5]})
    Item(*member_key("bo"), v=3, s=2, at=may_31 + 1, log=b"", body=b'{"b":5}').save()
    assert Members(reader).load("bo").snapshot.document == Member(lots={"": [24317, 5]})
    Item(*member_key("cy"), v=3, s=2, at=may_31, log=b"", body=b"{}").save()
    assert Members(reader).load("cy").snapshot.document == Member()


def test_the_log_keeps_the_last_ids_newest_first() -> None:
    log = b""
    names = [f"{i:016d}" for i in range(LENGTH + 4)]
    for name in names:
        log = noted(log, name)
    assert ids(log) == names[:-17:-1]
    assert len(log) == 16 * 12


def test_an_item_is_read_as_its_model_reads_it_and_what_a_newer_release_added_is_passed_over() -> None:
    raw = raw_item(member_key("ann"), v=3, s=SHAPE, at=7, log=b"twelve-bytes", body=b"{}") | {"new": {"BOOL": True}}

    assert item_of(raw).attribute_values == Item.from_raw_data(raw).attribute_values
