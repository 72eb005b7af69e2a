"""The audit of messages: what comes with one passes, and what comes without one does not."""

import json
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from audit import RULES
from audit.recount import Recount
from tests.domain.game import tree
from tests.domain.reach import CAMPAIGN, PROGRAMME, Reach


def recounted(shop: Reach) -> dict[str, list[str]]:
    recount = Recount(RULES, {"club": [(0, 1, tree(CAMPAIGN))]}, {}, programme=[(0, 1, tree(PROGRAMME))])
    said = [(who, json.loads(msgspec.json.encode(one))) for (who, _), one in shop.store._receipts.items()]
    for who, receipt in sorted(said, key=lambda pair: (pair[1]["at"], pair[1]["number"])):
        receipt["versions"] = dict.fromkeys(receipt.get("versions", {}), "1:x")
        recount.add(who, receipt)
    return {rule: found for rule, found in recount.breaches.items() if found}


def told() -> Reach:
    shop = Reach()
    shop.order("60.00 CNY", "2026-06-20 10:00")
    shop.visit("2026-06-21 10:00")
    assert shop.touch("2026-06-21 11:00") == "gold by work"
    assert shop.touch("2026-06-22 11:00") == "thanks by work"
    return shop


def test_a_coupon_that_comes_with_a_message_passes() -> None:
    shop = told()
    assert [one.prize for one in shop.document().coupons] == ["cup"]
    assert recounted(shop) == {}


def test_a_coupon_of_a_message_that_counted_for_no_task_does_not() -> None:
    shop = told()
    for key, receipt in shop.store._receipts.items():
        if receipt.touched and receipt.postings:
            shop.store._receipts[key] = replace(receipt, counted={})
    assert recounted(shop) != {}


MESSAGES = "Nobody is told more than the caps say, in quiet hours, or without leave"


def changed(shop: Reach, touch: str, **said: Any) -> Reach:
    """The same receipts, but for what one of them says of its message."""
    for key, receipt in shop.store._receipts.items():
        if receipt.touched and receipt.touched.touch == touch:
            at = said.get("at", receipt.at)
            touched = replace(receipt.touched, channel=said.get("channel", receipt.touched.channel))
            shop.store._receipts[key] = replace(receipt, at=at, touched=touched)
    return shop


def test_two_messages_on_one_day_are_found() -> None:
    shop = told()
    assert MESSAGES in recounted(changed(shop, "thanks", at=shop.at("2026-06-21 12:00")))


def test_a_message_in_the_night_is_found() -> None:
    shop = told()
    assert MESSAGES in recounted(changed(shop, "thanks", at=shop.at("2026-06-22 21:00")))


@pytest.mark.parametrize("channel", ["mini", "sms"])
def test_a_message_without_a_grant_or_consent_is_found(channel: str) -> None:
    assert MESSAGES in recounted(changed(told(), "thanks", channel=channel))


def test_a_message_that_was_allowed_passes() -> None:
    shop = told()
    shop.allow("mini", "2026-06-23 09:00")
    shop.order("1.00 CNY", "2026-06-23 10:00")
    assert shop.touch("2026-06-23 10:00") == "again by mini"
    assert recounted(shop) == {}
