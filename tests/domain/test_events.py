"""What shops really send: which fields count, what a receipt keeps of them, and which events are the same."""

from typing import Any

import pytest

from chalicelib.domain.play.claims import claim_of, same_text
from chalicelib.domain.play.events import LONGEST_KEPT, LONGEST_REPORT
from chalicelib.domain.record.actions import Happened
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.words.errors import BadEvent
from tests.domain.game import Game, gets, programme_with

EACH = "challenges: {c: {tasks: {t: {when: order.paid, each: 10.00 CNY of amount, gives: {points: 1}}}}}"
DIFFERENT = "challenges: {c: {tasks: {t: {when: order.paid, each: 10 different skus, gives: {points: 1}}}}}"
VISITS = "challenges: {c: {tasks: {t: {when: shop.visited, each: 1 time, gives: {points: 1}}}}}"
AT = "06-02 10:00"

SKUS = [f"goods number {n}" for n in range(1000)]


@pytest.mark.parametrize(
    ("data", "right"),
    [
        ({"order": "1", "amount": "30.00 CNY"}, {"points": 3}),
        ({"order": "1", "amount": "30.00 CNY", "skus": SKUS[:100]}, {"points": 3}),
        ({"order": "1", "amount": "30.00 CNY", "skus": SKUS[:102]}, {"points": 3}),
        ({"order": "1", "amount": "30.00 CNY", "skus": SKUS}, {"points": 3}),
        ({"order": "1", "amount": "30.00 CNY", "skus": ["x" * 100_000]}, {"points": 3}),
        ({"order": "1", "amount": "30.00 CNY", "skus": None}, {"points": 3}),
        ({"order": "1", "amount": "30.00 CNY", "skus": ["tea", None, 17]}, {"points": 3}),
        ({"order": "1", "amount": "30.00 CNY", "unheard of": None}, {"points": 3}),
        ({"order": 1, "amount": "30.00 CNY"}, {"points": 3}),
        ({"order": 1.5, "amount": "30.00 CNY"}, "bad_event_field"),
        ({"order": True, "amount": "30.00 CNY"}, "bad_event_field"),
        ({"order": "1", "amount": 30.0}, "bad_event_field"),
        ({"order": "1", "amount": "30.00 CNY".rjust(70)}, "bad_event_field"),
        ({"order": "1", "amount": "30.00 CNY", "skus": "tea"}, "bad_event_field"),
        ({"order": "1", "amount": "30.00 CNY", "unheard of": 0}, "bad_event_field"),
        ({"order": "1", "amount": None}, None),
        ({"amount": "30.00 CNY"}, "bad_event_field"),
        ({"order": None, "amount": "30.00 CNY"}, "bad_event_field"),
        ({"order": "", "amount": "30.00 CNY"}, "bad_event_field"),
        ({"order": " \u200b", "amount": "30.00 CNY"}, "bad_event_field"),
        ({"order": "\u3164", "amount": "30.00 CNY"}, "bad_event_field"),
        ({"order": "9" * 257, "amount": "30.00 CNY"}, "bad_event_field"),
        ({"order": "9" * 256, "amount": "30.00 CNY"}, {"points": 3}),
    ],
)
def test_what_counts_of_an_order(data: dict[str, Any], right: object) -> None:
    game = Game(EACH)
    assert gets(game.play(Happened("e", "shop", "order.paid", game.at(AT), data), AT)) == right


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"amount": "1.00 CNY"}, "'order'"),
        ({"order": 1.5}, "write '1.5' in quotes"),
        ({"order": "1", "amount": 30}, '"399.00 CNY"'),
        ({"order": "1", "skus": "tea"}, '["tea", "cup"]'),
    ],
)
def test_the_refusal_says_what_would_be_right(data: dict[str, Any], says: str) -> None:
    game = Game(EACH)
    with pytest.raises(BadEvent) as refused:
        raise game.play(Happened("e", "shop", "order.paid", game.at(AT), data), AT)  # type: ignore[misc]
    assert says in refused.value.message


def test_every_different_thing_of_a_large_basket_counts() -> None:
    assert gets(Game(DIFFERENT).event("order.paid", AT, skus=SKUS)) == {"points": 100}


def asked(data: dict[str, Any]) -> dict[str, Any]:
    game = Game(EACH)
    receipt = game.play(Happened("e", "shop", "order.paid", game.at(AT), data), AT)
    assert isinstance(receipt, Receipt)
    return {name: receipt.asked[name] for name in ("data", "left_out") if name in receipt.asked}


def test_a_receipt_keeps_a_small_order_whole_and_of_a_large_one_what_fits() -> None:
    small = {"order": "1", "amount": "30.00 CNY", "skus": ["tea"]}
    assert asked({**small, "unheard of": None}) == {"data": small}
    assert asked({**small, "skus": SKUS}) == {"data": {"order": "1", "amount": "30.00 CNY"}, "left_out": ["skus"]}
    almost = SKUS[: LONGEST_KEPT // len("'goods number 100', ")]
    assert asked({"skus": almost, "order": "9" * 256, "amount": "30.00 CNY"})["data"]["order"] == "9" * 256


@pytest.mark.parametrize("by_client", [True, False])
def test_only_a_phone_is_held_to_short_reports(by_client: bool) -> None:
    game = Game(VISITS)
    for beyond in (0, 1):
        data = {"shop": "x" * (LONGEST_REPORT - len(repr({"shop": ""})) + beyond)}
        result = game.play(Happened("e", "shop", "shop.visited", game.at(AT), data, by_client), AT)
        assert gets(result) == ("event_too_large" if by_client and beyond else {"points": 1})


SPELLINGS = [
    "A-100",
    "a-100",
    " A-100 ",
    "Ａ-１００",
    "A\u2010100",
    "A\u2011100",
    "A\u2013100",
    "A\u2014100",
    "A\u2212100",
    "A\uff0d100",
    "A-\u200b100",
    "A-1\ufe0e00",
    "A-1\u034f00",
    "\u115fA-100",
    "A-100\u0000",
    "A-\u31641\uffa000",
    "A\u2043100",
    "A\u02d7100",
    "\ufeffA-100",
    "A-10\u00ad0",
    "\u00a0A-100\u3000",
]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_one_number_in_other_spellings_is_one_order(spelling: str) -> None:
    game = Game(EACH)
    game.event("order.paid", AT, order="A-100", amount="30.00 CNY")
    assert gets(game.event("order.paid", AT, by="bo", order=spelling, amount="30.00 CNY")) == "already_claimed"


@pytest.mark.parametrize(
    ("one", "other", "case_counts", "same"),
    [
        ("a1", "A1", False, True),
        ("a1", "A1", True, False),
        ("straße", "STRASSE", False, True),
        ("A 1", "A  1", False, True),
        ("A 1", "A1", False, False),
        ("A-1", "A_1", False, False),
        ("0001", "1", False, False),
        ("①", "1", True, True),
    ],
)
def test_texts_that_are_the_same(one: str, other: str, case_counts: bool, same: bool) -> None:
    assert (same_text(one, case_counts) == same_text(other, case_counts)) is same


FIELDS = "{order: text, channel: text, n: number}"
TILL = {"order": "0001", "channel": "till-1"}
OTHER = {"order": "0001", "channel": "till-2"}


@pytest.mark.parametrize(
    ("unique", "one", "other", "same"),
    [
        ("order", TILL, OTHER, True),
        ("[order, channel]", TILL, OTHER, False),
        ("[order, channel]", TILL, {"order": "0001", "channel": " TILL-1"}, True),
        ("[channel, order]", {"order": "a/b", "channel": "c"}, {"order": "b", "channel": "c/a"}, False),
        ("[channel, order]", {"order": "a%2Fb", "channel": "c"}, {"order": "a/b", "channel": "c"}, False),
        ("[order, channel (or none)]", {"order": "0001"}, {"order": "0001", "channel": None}, True),
        ("[order, channel (or none)]", {"order": "0001"}, {"order": "0001", "channel": ""}, True),
        ("[order, channel (or none)]", {"order": "0001"}, TILL, False),
        ("[order, channel (or none)]", TILL, OTHER, False),
        ("order (case counts)", {"order": "a"}, {"order": "A"}, False),
        ("[order, source]", {"order": "1"}, {"order": "1"}, True),
        ("n", {"n": 1001}, {"n": 1001.0}, True),
        ("n", {"n": 1.0001}, {"n": 1.0002}, False),
    ],
)
def test_which_events_are_the_same(unique: str, one: dict[str, Any], other: dict[str, Any], same: bool) -> None:
    declared = programme_with(f"order.paid: {{from: server, fields: {FIELDS}, unique: {unique}}}").events["order.paid"]
    attributes = {"subject": "ann", "source": "shop"}
    claims = {claim_of(declared, "order.paid", attributes, data) for data in (one, other)}
    assert (len(claims) == 1) is same


def test_the_member_and_the_sender_may_tell_events_apart() -> None:
    declared = programme_with("design.liked: {from: server, fields: {by: text}, unique: [subject, by, source]}").events[
        "design.liked"
    ]
    claims = {
        claim_of(declared, "design.liked", {"subject": subject, "source": source}, {"by": "cleo"})
        for subject in ("ann", "Ann")
        for source in ("web", "app")
    }
    assert len(claims) == 4


def test_a_needed_field_of_a_list_is_missed_by_name() -> None:
    declared = programme_with(f"o.p: {{from: server, fields: {FIELDS}, unique: [order, channel]}}").events["o.p"]
    with pytest.raises(BadEvent, match="'channel'"):
        claim_of(declared, "o.p", {}, {"order": "1", "channel": "  "})
