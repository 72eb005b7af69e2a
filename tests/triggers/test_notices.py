"""Notices of receipts: what another system hears of each, and that no record holds up those behind it."""

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from chalicelib.domain.record.journal import Posting, changes
from chalicelib.domain.record.member import Coupon
from chalicelib.domain.record.receipt import Draws, Receipt
from chalicelib.domain.words.errors import Unavailable
from chalicelib.services.notices import Notices
from chalicelib.triggers.notices import send_notices
from tests.postings import moved, posted
from tests.services.listener import Listener, bus, listening
from tests.services.receipts import play, record
from tests.triggers.test_stream import NO_MOMENT, OTHERS, POISON

UNREADABLE = [
    "no record",
    "an empty record",
    "no image",
    "no body",
    "a key that is a number",
    "no base64",
    "no JSON",
    "no receipt",
]
AT = 1_781_920_800_000  # 2026-06-20 10:00 in Shanghai
ENDS = AT + 30 * 86_400_000
DRAW = Receipt(
    id="Fh3WZ0fZ9wQ0Nw2b",
    number=7,
    at=AT,
    does="draw",
    asked={"campaign": "care-box", "box": "care", "times": 2},
    postings=(
        Posting("spring", "expired", 1, AT - 3_600_000, took={"prizes/tea": 1}),
        *posted({"care-box": {"draws/care": -2, "prizes/serum": 1, "prizes/voucher": 1}}, "blind_boxes/care", times=2),
    ),
    draws=(Draws("care-box", "blind_boxes/care", 3, ("serum", "voucher"), ("serum", "voucher")),),
    coupons=(Coupon("K7QXM2TRW4ZB3NFA", "care-box", "voucher", ENDS),),
    versions={"care-box": "1:0"},
)


@pytest.fixture
def crm(aws: None) -> Iterator[Listener]:
    with listening() as listener:
        yield listener


@pytest.fixture
def notices() -> Notices:
    return Notices(bus())


def written(receipt: Receipt, member: str = "m-ana") -> dict[str, Any]:
    return record(member, msgspec.json.encode(receipt), receipt.id)


def test_a_receipt_is_told_once_as_a_cloudevent(crm: Listener, notices: Notices) -> None:
    assert send_notices(notices, {"Records": [written(DRAW)]}) == 1

    [event] = crm.heard()
    assert (event["source"], event["detail-type"]) == ("tessera", "tessera.receipt.written")
    assert event["detail"] == {
        "specversion": "1.0",
        "id": "Fh3WZ0fZ9wQ0Nw2b",
        "source": "tessera/members/m-ana",
        "type": "tessera.receipt.written",
        "subject": "m-ana",
        "time": "2026-06-20T02:00:00.000+00:00",
        "datacontenttype": "application/json",
        "data": {
            "receipt": "Fh3WZ0fZ9wQ0Nw2b",
            "number": 7,
            "does": "draw",
            "campaigns": ["care-box", "spring"],
            "postings": [
                {"campaign": "spring", "why": "expired", "at": AT - 3_600_000, "took": {"prizes/tea": 1}},
                {
                    "campaign": "care-box",
                    "why": "blind_boxes/care",
                    "times": 2,
                    "gave": {"prizes/serum": 1, "prizes/voucher": 1},
                    "took": {"draws/care": 2},
                },
            ],
            "prizes": [{"campaign": "care-box", "prize": "serum", "count": 1}],
            "coupons": [{"campaign": "care-box", "prize": "voucher", "expires": ENDS}],
        },
    }


def test_what_a_member_is_or_holds_in_secret_is_not_told(crm: Listener, notices: Notices) -> None:
    profile = {"tier": "gold", "born": "1990-05-17"}
    order = {"id": "order-1", "source": "shop", "type": "order.paid", "time": AT, "data": {"order": "A-1001"}}
    receipts = [
        DRAW,
        Receipt("a", 8, AT, "enrol", {"profile": profile}),
        Receipt("b", 9, AT, "update", profile),
        Receipt("c", 10, AT, "event", order),
    ]

    send_notices(notices, {"Records": [written(one) for one in receipts]})

    told = crm.notices()
    assert [one["data"]["does"] for one in told] == ["draw", "enrol", "update", "event"]
    assert told[3]["data"]["event"] == {"source": "shop", "id": "order-1", "type": "order.paid"}
    for secret in ("K7QXM2TRW4ZB3NFA", "1990", "gold", "A-1001"):
        assert secret not in str(told)


def test_all_that_is_told_of_a_fair_is_what_was_written(crm: Listener, notices: Notices) -> None:
    fair = play(35)

    assert send_notices(notices, {"Records": fair.records()}) == 35

    told = crm.notices()
    assert [(one["subject"], one["id"]) for one in told] == [(name, one.id) for name, one in fair.receipts]
    assert [moved(one["data"]) for one in told] == [changes(one.own) for _, one in fair.receipts]


def test_a_batch_that_comes_again_is_told_under_the_same_names(crm: Listener, notices: Notices) -> None:
    records = {"Records": play(12).records()}

    for _ in range(2):
        send_notices(notices, records)

    told = [(one["source"], one["id"]) for one in crm.notices()]
    assert len(told) == 24
    assert len(set(told)) == 12


def test_two_members_of_one_event_are_two_notices(crm: Listener, notices: Notices) -> None:
    """A receipt's id is made of the event's source and id, so that two members may have the same one."""
    send_notices(notices, {"Records": [written(DRAW, "m-ana"), written(DRAW, "m-bo")]})

    assert len({(one["source"], one["id"]) for one in crm.notices()}) == 2


@pytest.mark.parametrize("broken", [*(POISON[name] for name in UNREADABLE), NO_MOMENT], ids=[*UNREADABLE, "no moment"])
def test_what_is_broken_is_skipped_with_a_line_in_the_log(
    broken: dict[str, Any], crm: Listener, notices: Notices, caplog: pytest.LogCaptureFixture
) -> None:
    assert send_notices(notices, {"Records": [written(DRAW), broken, written(DRAW, "m-bo")]}) == 2
    assert [line.levelname for line in caplog.records] == ["ERROR"]
    assert [one["subject"] for one in crm.notices()] == ["m-ana", "m-bo"]


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_no_new_receipt_is_not_told(name: str, crm: Listener, notices: Notices) -> None:
    assert send_notices(notices, {"Records": [OTHERS[name](written(DRAW))]}) == 0
    assert crm.notices() == []


def test_a_bus_that_is_gone_fails_the_batch(aws: None, notices: Notices, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise Unavailable("The bus did not answer.")

    monkeypatch.setattr("chalicelib.store.bus.Bus.put", refuse)
    with pytest.raises(Unavailable):
        send_notices(notices, {"Records": [written(DRAW)]})
