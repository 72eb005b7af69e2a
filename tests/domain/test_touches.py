"""Touches: what falls due and when, which goes first, by which channel, and how often."""

import pytest
from msgspec.structs import replace

from chalicelib.domain.play.holdout import holdout_key, is_held_out
from chalicelib.domain.record.actions import Settle, Update
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.record.touched import Chosen, Followed, Touched, TouchRecord, together
from tests.domain.ledger import moved
from tests.domain.reach import PROGRAMME, Reach


@pytest.fixture
def shop() -> Reach:
    return Reach()


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("2026-06-16 23:59:59.999", "nothing"),
        ("2026-06-17 00:00", "nothing"),  # quiet
        ("2026-06-17 08:59:59.999", "nothing"),
        ("2026-06-17 09:00", "birthday by work"),
        ("2026-06-17 20:59:59.999", "birthday by work"),
        ("2026-06-17 21:00", "nothing"),
        ("2026-06-17 23:59:59.999", "nothing"),
        ("2026-06-18 09:00", "nothing"),  # it has waited for a day
    ],
)
def test_a_touch_is_sent_while_it_waits_and_outside_of_the_quiet_hours(shop: Reach, when: str, expected: str) -> None:
    assert shop.touch(when) == expected


def test_it_is_sent_once_and_changes_nothing_where_nothing_is_sent(shop: Reach) -> None:
    version = shop.store.members["ann"].version
    assert shop.touch("2026-06-17 08:00") == "nothing"
    assert shop.store.members["ann"].version == version
    assert shop.touch("2026-06-17 10:00") == "birthday by work"
    assert shop.touch("2026-06-17 10:00") == "nothing"
    assert shop.touch("2027-06-17 10:00") == "birthday by work"


def test_a_note_is_kept_by_whatever_the_member_does_meanwhile(shop: Reach) -> None:
    shop.visit("2026-06-17 07:00", shop="tea")
    assert shop.touch("2026-06-17 09:00") == "birthday by work"


def test_who_it_is_for_is_judged_when_it_is_sent(shop: Reach) -> None:
    shop.play(Update(tier="gold"), "2026-06-17 08:00")
    assert shop.touch("2026-06-17 09:00") == "nothing"
    shop.play(Update(tier="green"), "2026-06-17 10:00")
    assert shop.touch("2026-06-17 10:00") == "birthday by work"


def test_of_several_the_first_of_the_plan_goes_first_and_the_limit_of_all_holds(shop: Reach) -> None:
    shop.order("60.00 CNY", "2026-06-17 10:00")
    shop.play(Update(tier="gold"), "2026-06-17 10:01")
    assert shop.touch("2026-06-17 10:02") == "gold by work"
    assert shop.touch("2026-06-17 10:03") == "nothing"
    shop.allow("mini", "2026-06-18 09:00")
    assert shop.touch("2026-06-18 09:00") == "again by mini"


def test_a_tier_that_is_held_no_more_is_not_told(shop: Reach) -> None:
    shop.order("60.00 CNY", "2026-06-20 08:00")
    shop.refund("o-0", "60.00 CNY", "2026-06-20 08:30")
    assert shop.touch("2026-06-20 09:00") == "nothing"


@pytest.mark.parametrize("given", [0, 1, 2])
def test_one_grant_is_one_message(shop: Reach, given: int) -> None:
    for n in range(given):
        shop.allow("mini", f"2026-07-01 09:0{n}")
    sent = []
    for day in ("02", "03", "04"):
        shop.order("1.00 CNY", f"2026-07-{day} 10:00")
        sent.append(shop.touch(f"2026-07-{day} 11:00"))
    assert sent.count("again by mini") == given
    assert shop.document().grants == {}


def test_a_grant_of_a_channel_that_takes_none_is_refused(shop: Reach) -> None:
    for channel in ("sms", "pigeon"):
        refused = shop.allow(channel, "2026-07-01 09:00")
        assert getattr(refused, "code", "") == "bad_event_field"


def test_grants_are_kept_up_to_a_bound(shop: Reach) -> None:
    for _ in range(120):
        shop.allow("mini", "2026-07-01 09:00")
    assert shop.document().grants == {"mini": 99}


def test_consent_is_asked_for_at_each_message(shop: Reach) -> None:
    points = "2026-06-01 10:00"
    shop.order("500.00 CNY", points)
    assert shop.touch("2027-12-18 09:00") == "nothing"
    shop.consent("sms", "2027-12-18 09:30")
    assert shop.document().consents == {"sms": shop.at("2027-12-18 09:30")}
    assert shop.consent("sms", "2027-12-18 09:40") is None
    shop.consent("sms", "2027-12-18 09:50", given=False)
    assert shop.touch("2027-12-18 10:00") == "nothing"
    shop.consent("sms", "2027-12-18 10:10")
    assert shop.touch("2027-12-18 10:20") == "points-end by sms"


@pytest.mark.parametrize(("channel", "code"), [("mini", "unknown_channel"), ("pigeon", "unknown_channel"), ("sms", "")])
def test_consent_is_to_a_channel_that_needs_it(shop: Reach, channel: str, code: str) -> None:
    assert getattr(shop.consent(channel, "2026-07-01 09:00"), "code", "") == code


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("2027-12-17 20:00", "nothing"),
        ("2027-12-18 08:59:59.999", "nothing"),
        ("2027-12-18 09:00", "points-end by sms"),
        ("2027-12-19 09:00", "nothing"),
    ],
)
def test_before_points_end(shop: Reach, when: str, expected: str) -> None:
    shop.order("40.00 CNY", "2026-06-01 10:00")
    shop.order("1.00 CNY", "2027-02-01 10:00")
    shop.consent("sms", "2027-02-01 11:00")
    assert shop.touch(when) == expected


def test_what_is_told_of_an_end_says_how_much_and_when(shop: Reach) -> None:
    shop.order("40.00 CNY", "2026-06-01 10:00")
    shop.order("1.00 CNY", "2027-02-01 10:00")
    shop.consent("sms", "2027-02-01 11:00")
    shop.touch("2027-12-18 09:00")
    [receipt] = [one for one in shop.store.receipts_of("ann") if one.touched]
    due = shop.at("2027-12-18 00:00")
    until = shop.at("2027-12-18 21:00")
    assert receipt.touched == Touched("points-end", "sms", due, until, {"points": "40", "ends": "2027-12-31"})


def test_before_a_coupon_ends_unless_it_is_gone(shop: Reach) -> None:
    shop.visit("2026-07-01 10:00", shop="tea")  # a coupon that ends with 10 July
    assert shop.touch("2026-07-01 10:00") in ("thanks by work", "held out: thanks by work")
    assert shop.again_at("2026-07-02 10:00") is None
    assert shop.touch("2026-07-09 09:00") == "coupon by work"


@pytest.mark.parametrize(("more", "expected"), [("0.00 CNY", "tier-ends by work"), ("40.00 CNY", "nothing")])
def test_before_a_tier_ends_only_where_the_stars_do_not_keep_it(shop: Reach, more: str, expected: str) -> None:
    shop.order("60.00 CNY", "2026-06-20 10:00")  # gold until 20 August, its last day
    if more != "0.00 CNY":
        shop.order(more, "2026-07-01 10:00")
    shop.touch("2026-07-02 10:00")
    assert shop.touch("2026-07-22 09:00") == expected


def test_caps_of_a_channel_count_its_messages_alone(shop: Reach) -> None:
    programme = PROGRAMME.replace("limit: [1 a day, 3 a week]", "limit: 9 a day")
    shop = Reach(programme)
    for minute in range(4):
        shop.allow("mini", f"2026-06-17 09:0{minute}")
    assert shop.touch("2026-06-17 10:00") == "birthday by work"
    shop.order("60.00 CNY", "2026-06-17 11:00")
    assert shop.touch("2026-06-17 11:00") == "gold by mini"  # one a day by work
    assert shop.touch("2026-06-17 11:00") == "again by mini"


@pytest.mark.parametrize(("ms", "expected"), [(-1, "nothing"), (0, "again by mini"), (1, "again by mini")])
def test_a_cap_ends_with_its_period_to_the_millisecond(ms: int, expected: str) -> None:
    shop = Reach(PROGRAMME.replace("  quiet: daily 21:00 to daily 09:00\n", ""))
    shop.allow("mini", "2026-06-17 09:00")
    shop.order("1.00 CNY", "2026-06-16 10:00", arrives="2026-06-17 09:10")
    assert shop.touch("2026-06-17 10:00") == "again by mini"
    shop.allow("mini", "2026-06-17 11:00")
    shop.order("1.00 CNY", "2026-06-17 12:00")
    assert shop.touch(shop.at("2026-06-18 00:00") + ms) == expected


def test_what_falls_due_again_is_told_once_and_what_waits_too_long_is_dropped(shop: Reach) -> None:
    shop.order("1.00 CNY", "2026-07-01 10:00")
    shop.order("1.00 CNY", "2026-07-02 10:00")
    shop.allow("mini", "2026-07-04 10:00")
    assert shop.touch("2026-07-04 11:00") == "again by mini"
    assert shop.touch("2026-07-05 11:00") == "nothing"
    shop.order("1.00 CNY", "2026-08-01 10:00")
    last = shop.order("1.00 CNY", "2026-08-10 10:00")
    assert isinstance(last, Receipt)
    assert last.dropped == ("again",)


def test_an_event_that_is_reported_too_late_is_dropped_at_once(shop: Reach) -> None:
    shop.enrol("bo", "2026-06-01 10:00")
    late = shop.order("1.00 CNY", "2026-07-01 10:00", "bo", arrives="2026-07-10 10:00")
    assert isinstance(late, Receipt)
    assert late.dropped == ("again",)
    assert shop.document("bo").touches is None


def test_a_task_gives_a_coupon_with_the_message_and_no_coupon_to_who_is_held_out() -> None:
    shop = Reach()
    key = holdout_key(bytes(32))
    shop.store.definitions = shop.store.definitions.__class__(
        **{name: getattr(shop.store.definitions, name) for name in shop.store.definitions.__struct_fields__}
        | {"holdout": key}
    )
    seen = {}
    for who in (f"m{n}" for n in range(8)):
        shop.enrol(who, "2026-01-05 10:00")
        shop.visit("2026-07-01 10:00", who)
        seen[who] = shop.touch("2026-07-01 11:00", who)
        coupons = len(shop.document(who).coupons)
        held_out = is_held_out(key, "thanks", who, shop.programme.touches.plan["thanks"].holdout)
        assert seen[who] == ("held out: thanks by work" if held_out else "thanks by work")
        assert coupons == (0 if held_out else 1)
        counts = shop.document(who).touches
        assert counts is not None
        assert bool(counts.counts) is not held_out  # the caps of the channel and of all are not used
    assert {"held out: thanks by work", "thanks by work"} == set(seen.values())


def test_orders_after_a_touch_are_counted_for_it_for_two_weeks(shop: Reach) -> None:
    shop.visit("2026-07-01 10:00")
    assert shop.touch("2026-07-01 11:00") == "thanks by work"
    found = []
    for when in ("2026-07-01 10:59", "2026-07-02 10:00", "2026-07-15 10:59:59.999", "2026-07-15 11:00"):
        receipt = shop.order("9.00 CNY", when, arrives=max(when, "2026-07-02 10:00"))
        assert isinstance(receipt, Receipt)
        found.append(receipt.followed)
    first = Followed("thanks", 900, "CNY", first=True)
    assert found == [(), (first,), (Followed("thanks", 900, "CNY"),), ()]


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("2026-06-17 00:00", "2026-06-17 09:00"),
        ("2026-06-17 09:00", "2026-06-17 09:00"),
        ("2026-06-17 21:00", None),  # until it may be sent, it has waited too long
        ("2026-06-16 10:00", None),
    ],
)
def test_when_to_ask_again(shop: Reach, when: str, expected: str | None) -> None:
    assert shop.again_at(when) == (None if expected is None else shop.at(expected))


def test_when_to_ask_again_after_a_cap(shop: Reach) -> None:
    shop.touch("2026-06-17 10:00")
    shop.order("60.00 CNY", "2026-06-17 11:00")
    assert shop.again_at("2026-06-17 12:00") == shop.at("2026-06-18 09:00")
    assert shop.again_at("2026-06-18 09:00") == shop.at("2026-06-18 09:00")


def test_when_to_ask_again_where_only_the_member_can_change_it(shop: Reach) -> None:
    shop.order("1.00 CNY", "2026-07-01 10:00")
    assert shop.again_at("2026-07-01 12:00") is None
    shop.allow("mini", "2026-07-01 12:00")
    assert shop.again_at("2026-07-01 12:00") == shop.at("2026-07-01 12:00")


def test_what_fell_due_is_gone_with_a_touch_that_the_plan_has_no_more(shop: Reach) -> None:
    shop.order("1.00 CNY", "2026-07-01 10:00")
    other = Reach(PROGRAMME.replace("    again:", "    other:"))
    shop.store.definitions = other.store.definitions
    shop.allow("mini", "2026-07-01 12:00")
    assert shop.touch("2026-07-01 13:00") == "nothing"
    assert shop.document().touches is None


def test_settling_alone_keeps_a_birthday_for_the_message(shop: Reach) -> None:
    assert shop.play(Settle(), "2026-06-17 00:00") is None
    assert shop.touch("2026-06-17 09:00") == "birthday by work"


def test_the_touch_tells_of_the_coupon_in_the_same_receipt(shop: Reach) -> None:
    shop.visit("2026-07-01 10:00")
    shop.touch("2026-07-01 11:00")
    [receipt] = [one for one in shop.store.receipts_of("ann") if one.touched]
    assert moved(receipt) == {"prizes/cup": 1}
    assert receipt.does == "touch"


def test_who_was_forgotten_is_told_nothing(shop: Reach) -> None:
    """Even where the record still says that something waits."""
    shop.visit("2026-07-01 10:00")
    member = shop.store.members["ann"]
    shop.store.members["ann"] = replace(member, document=replace(member.document, erased=1))
    assert shop.touch("2026-07-01 11:00") == "nothing"


def test_two_records_of_one_person_count_caps_together_and_tell_once() -> None:
    one = TouchRecord({"*@d260617": 1}, {"gold": 5, "again": 9}, {"thanks": Chosen(3, True)})
    other = TouchRecord({"*@d260617": 2, "by/work@m2606": 1}, {"gold": 7}, {"thanks": Chosen(8), "gold": Chosen(1)})
    assert together(one, other) == TouchRecord(
        {"*@d260617": 3, "by/work@m2606": 1},
        {"gold": 7, "again": 9},
        {"thanks": Chosen(8), "gold": Chosen(1)},
    )
    assert together(None, other) == together(other, None) == other
    assert together(None, None) is None
