"""Segments and the conditions on members: by what was bought, how long ago, since when; entered once, on the day."""

from typing import Any

import pytest

from chalicelib.domain.decide.in_memory import AskResult
from chalicelib.domain.file import reading
from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.file.phrases import condition
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.lint.programme import lint_programme
from chalicelib.domain.mechanics.definition import CampaignFile
from chalicelib.domain.mechanics.whole_diff import diff
from chalicelib.domain.mechanics.whole_lint import lint
from chalicelib.domain.play.members import AsOf, meets_all, segments_of
from chalicelib.domain.play.segment_days import next_change
from chalicelib.domain.play.turn import Turn
from chalicelib.domain.record.actions import Ask, Happened, Import, OrdersBefore, Settle, Update
from chalicelib.domain.record.bought import Bought
from chalicelib.domain.record.member import Member, Profile
from chalicelib.domain.record.purse import month_of_text
from chalicelib.domain.record.receipt import Receipt, receipt_id
from chalicelib.domain.time.localtime import local
from tests.domain.game import tree
from tests.domain.ledger import HEAD, Ledger, moved
from tests.domain.wordless import but_words

PROGRAMME = """
timezone: Asia/Shanghai
currency: CNY
segments:
  silent: {last_order: 91 to 180 days ago}
  lost: {last_order: more than 180 days ago}
  keen: {orders: at least 2, spent: at least 50.00 CNY in 2 months}
  rich: {points: at least 200}
tiers: {gold: {}}
events:
  order.paid: {from: server, fields: {order: text, amount: money}, unique: order, spends: amount}
  order.back:
    from: server
    fields: {order: text, refund: text, amount: money}
    takes_back: order.paid by order
    unique: [order, refund]
  chat.said: {from: server, fields: {text: unkept, topics: texts}}
"""
CAMPAIGN = f"""{HEAD}
challenges:
  enters:
    tasks:
      silent: {{when: segment.entered, where: {{segment: silent}}, each: 1 time, gives: {{points: 1}}}}
      lost: {{when: segment.entered, where: {{segment: lost, before: silent}}, each: 1 time, gives: {{points: 10}}}}
      keen: {{when: segment.entered, where: {{segment: keen}}, each: 1 time, gives: {{points: 200}}}}
      rich: {{when: segment.entered, where: {{segment: rich}}, each: 1 time, gives: {{points: 1000}}}}
  words:
    tasks:
      skin: {{when: chat.said, where: {{text: "has [敏感, Dry]"}}, each: 1 time, gives: {{points: 5}}}}
      topic: {{when: chat.said, where: {{topics: has tea}}, each: 1 time, gives: {{points: 7}}}}
"""
NOON = "2026-06-10 12:00"


def programme(text: str) -> Programme:
    read, findings = reading.read(tree(text), Programme)
    assert read is not None, findings
    return read


def campaign(text: str) -> Campaign:
    read, findings = reading.read(tree(text), CampaignFile)
    assert read is not None, findings
    return read


@pytest.fixture
def shop() -> Ledger:
    ledger = Ledger(PROGRAMME, CAMPAIGN)
    ledger.enrol("ann", "2026-01-05 10:00")
    return ledger


def said(shop: Ledger, **data: Any) -> AskResult:
    return shop.play(Happened(f"s{shop.asked}", "chat", "chat.said", shop.at(NOON), data), NOON)


def turn_of(shop: Ledger, member: Member, when: str = NOON) -> Turn:
    return Turn(shop.store.definitions, "ann", member, shop.at(when), shop.at(when))


JUNE = month_of_text("2026-06")


def test_an_import_brings_nobody_into_a_segment_and_days_that_pass_do(shop: Ledger) -> None:
    """It tells what was before: no task is paid for it, be it of a new member or of one who is here."""
    before = {"2026-01": OrdersBefore(3, "420.00 CNY")}
    for who in ("ann", "new"):
        brought = shop.play(Import("crm", 1, orders=before), NOON, who)
        assert isinstance(brought, Receipt)
        assert moved(brought) == {}
        assert shop.document(who).points == 0
    settled = shop.play(Settle(), "2026-12-01 00:00", "new")
    assert isinstance(settled, Receipt)
    assert moved(settled) == {"points": 10}, "lost, after silent"


@pytest.mark.parametrize(
    ("fact", "text", "expected"),
    [
        ("last_order", "within 9 days", False),
        ("last_order", "within 10 days", True),
        ("last_order", "10 to 20 days ago", True),
        ("last_order", "11 to 20 days ago", False),
        ("last_order", "1 to 9 days ago", False),
        ("last_order", "more than 9 days ago", True),
        ("last_order", "more than 10 days ago", False),
        ("joined", "within 30 days", True),
        ("joined", "within 29 days", False),
        ("joined", "more than 29 days ago", True),
        ("orders", "at least 4", True),
        ("orders", "at least 5", False),
        ("orders", "at most 2 in 2 months", False),
        ("orders", "3 to 4 in 2 months", True),
        ("orders", "at least 4 in 3 months", True),
        ("spent", "at least 61.00 CNY", True),
        ("spent", "at least 61.01 CNY", False),
        ("spent", "at most 51.00 CNY in 2 months", True),
        ("spent", "at most 50.99 CNY in 2 months", False),
        ("spent", "at least 1 JPY", False),
        ("points", "at least 200", True),
        ("points", "at least 201", False),
    ],
)
def test_what_is_known_of_a_member(shop: Ledger, fact: str, text: str, expected: bool) -> None:
    """One order of April and three of May, the last on the 31st."""
    member = Member(
        lots={"": [JUNE, 200]},
        joined=local(shop.at("2026-05-11 00:00"), shop.programme.zone).date().toordinal(),
        bought=Bought(1, shop.at("2026-05-31 23:59:59"), {"CNY": [4, 6100, JUNE - 2, 1, 1000, 3, 5100]}),
    )
    when = AsOf(shop.at(NOON), shop.programme.zone, "Mon")
    assert meets_all(turn_of(shop, member), {fact: condition(text)}, when) is expected


@pytest.mark.parametrize(
    ("fact", "text", "expected"),
    [
        ("last_order", "within 10 days", False),
        ("last_order", "more than 10 days ago", False),
        ("orders", "at most 0", True),
        ("spent", "at most 0.00 CNY", True),
        ("joined", "within 9999 days", False),
        ("joined", "more than 180 days ago", True),
    ],
)
def test_who_has_bought_nothing_and_joined_long_ago(shop: Ledger, fact: str, text: str, expected: bool) -> None:
    when = AsOf(shop.at(NOON), shop.programme.zone, "Mon")
    assert meets_all(turn_of(shop, Member()), {fact: condition(text)}, when) is expected


def test_a_segment_is_entered_once_on_its_day_whoever_comes_when(shop: Ledger) -> None:
    shop.order("1.00 CNY", "2026-01-10 23:59:59")
    last = shop.settle("2026-12-01 00:00")
    assert isinstance(last, Receipt)
    assert moved(last) == {"points": 11}
    assert [leg.at for leg in last.settled] == [shop.at("2026-04-11 00:00"), shop.at("2026-07-10 00:00")]
    assert shop.settle("2026-12-31 00:00") is None


@pytest.mark.parametrize(("moment", "points"), [("2026-04-10 23:59:59.999", 0), ("2026-04-11 00:00", 1)])
def test_to_the_millisecond(shop: Ledger, moment: str, points: int) -> None:
    shop.order("1.00 CNY", "2026-01-10 00:00")
    shop.settle(moment)
    assert shop.document().points == points


def test_at_once_where_an_order_changes_it_and_what_is_given_may_lead_on(shop: Ledger) -> None:
    shop.order("25.00 CNY", NOON)
    assert moved(shop.order("25.00 CNY", NOON)) == {"points": 1200}
    assert shop.order("25.00 CNY", NOON) is not None
    assert shop.document().points == 1200


def test_an_order_that_nothing_counts_is_noted_all_the_same(shop: Ledger) -> None:
    assert isinstance(shop.order("25.00 CNY", NOON), Receipt)
    assert shop.document().bought == Bought(shop.at(NOON), shop.at(NOON), {"CNY": [1, 2500, JUNE, 1, 2500]}, [JUNE])


@pytest.mark.parametrize("when", [NOON, "2026-09-20 12:00"], ids=["nothing is due", "a segment is entered before it"])
def test_an_order_that_came_back_whole_before_it_came_is_in_no_report(shop: Ledger, when: str) -> None:
    """It is nobody's, and may be reported again: a receipt of what fell due before it tells nothing of it."""
    shop.order("25.00 CNY", NOON)
    back = Happened("b", "shop", "order.back", shop.at(when), {"order": "x", "refund": "r", "amount": "9.00 CNY"})
    shop.store.report(Ask(receipt_id("test", "back"), back), shop.at(when))
    for n in range(2):
        data = {"order": "x", "amount": "9.00 CNY"}
        result = shop.play(Happened(f"x{n}", "shop", "order.paid", shop.at(when), data), when)
        assert isinstance(result, Receipt) is (when != NOON and not n)
        assert result is None or (isinstance(result, Receipt) and result.sales is None and result.postings)


def test_a_word_of_the_brand_that_is_ahead_of_the_clock_is_heard_once() -> None:
    text = PROGRAMME.replace("  rich: {points: at least 200}", "  rich: {tier: gold}")
    shop = Ledger(text, CAMPAIGN)
    shop.enrol("ann", "2026-01-05 10:00")
    shop.play(Update(tier="gold", time=shop.at(NOON) + 200_000), NOON)
    shop.settle("2026-06-11 12:00")
    shop.settle("2026-06-12 12:00")
    assert shop.document().points == 1000


@pytest.mark.parametrize(
    ("segment", "born", "after", "expected"),
    [
        ("{last_order: within 9 days}", "", "2026-06-01 00:00", "2026-06-15 00:00"),
        ("{last_order: 9 to 12 days ago}", "", "2026-06-01 00:00", "2026-06-14 00:00"),
        ("{last_order: 9 to 12 days ago}", "", "2026-06-14 00:00", "2026-06-18 00:00"),
        ("{last_order: more than 9 days ago}", "", "2026-06-14 23:59", "2026-06-15 00:00"),
        ("{last_order: more than 9 days ago}", "", "2026-06-15 00:00", None),
        ("{joined: within 9 days}", "", "2026-06-01 00:00", None),
        ("{orders: at least 3}", "", "2026-06-01 00:00", None),
        ("{orders: at least 3 in 2 months}", "", "2026-06-01 00:00", "2026-08-01 00:00"),
        ("{age: at least 18}", "2008-07-01", "2026-06-01 00:00", "2026-07-01 00:00"),
        ("{birthday: this week}", "2008-07-01", "2026-06-01 00:00", "2026-06-29 00:00"),
        ("{birthday: today}", "", "2026-06-01 00:00", None),
        ("{tier: gold}", "", "2026-06-01 00:00", None),
    ],
)
def test_when_segments_change_by_themselves(segment: str, born: str, after: str, expected: str | None) -> None:
    """The last order was on June 5."""
    shop = Ledger(
        f"timezone: Asia/Shanghai\nsegments: {{one: {segment}}}\ntiers: {{gold: {{}}}}\nevents: {{}}\n", f"{HEAD}"
    )
    bought = Bought(1, shop.at("2026-06-05 10:00"), {"CNY": [4, 6100, JUNE, 4, 6100]})
    turn = turn_of(shop, Member(profile=Profile(born=born), bought=bought))
    changes = set()
    at: int | None = shop.at(after)
    while at is not None and at < shop.at("2027-12-31 00:00"):
        before = segments_of(turn, at)
        at = next_change(turn, at)
        if at is not None:
            assert segments_of(turn, at - 1) == before, "between two of these moments nothing changes"
            if segments_of(turn, at) != before:
                changes.add(at)
    assert (min(changes) if changes else None) == (shop.at(expected) if expected else None)


@pytest.mark.parametrize(
    ("data", "points"),
    [
        ({"text": "my skin is 敏感肌 today"}, 5),
        ({"text": "so DRY"}, 5),
        ({"text": "oily"}, 0),
        ({"topics": ["green Tea", "cup"]}, 7),
        ({"topics": ["coffee"]}, 0),
        ({}, 0),
    ],
)
def test_words_in_a_text_whatever_the_case(shop: Ledger, data: dict[str, Any], points: int) -> None:
    said(shop, **data)
    assert shop.document().points == points


def test_an_unkept_text_is_compared_and_stands_in_no_receipt(shop: Ledger) -> None:
    result = said(shop, text="so dry", topics=["tea"])
    assert isinstance(result, Receipt)
    assert result.asked["data"] == {"topics": ["tea"]}
    assert "so dry" not in repr(result)


@pytest.mark.parametrize(
    ("segments", "expected"),
    [
        ("{a: {last_order: within 90 days}, b: {last_order: more than 90 days ago}}", []),
        (
            "{a: {last_order: within 90 days}, b: {last_order: more than 89 days ago}}",
            ["segments-overlap b/last_order"],
        ),
        ("{a: {last_order: within 90 days}, b: {last_order: 92 to 99 days ago}}", ["segments-gap b/last_order"]),
        ("{a: {last_order: within 90 days}, b: {last_order: 92 to 99 days ago, orders: at least 2}}", []),
        ("{a: {}}", ["empty-segment a"]),
        ("{a: {segment: b}, b: {orders: at least 1}}", ["segment-of-segments a/segment"]),
        ("{a: {colour: red}}", ["unknown-field a/colour"]),
        ("{a: {last_order: at least 5}}", ["condition-misfit a/last_order"]),
        ("{a: {orders: within 5 days}}", ["condition-misfit a/orders"]),
        ("{a: {points: at least 5 in 3 months}}", ["condition-misfit a/points"]),
        ("{a: {spent: at least 5}}", ["value-misfit a/spent"]),
        ("{a: {spent: 5.00 CNY}}", ["condition-misfit a/spent"]),
        ("{a: {spent: at least 500 JPY}}", ["another-currency a/spent"]),
        ("{a: {last_order: 9 to 3 days ago}}", ["empty-range a/last_order"]),
        ("{a: {tag: has vip}}", ["condition-misfit a/tag"]),
        ("{a: {orders: has 3}}", ["condition-misfit a/orders"]),
    ],
)
def test_what_the_check_says_of_segments(segments: str, expected: list[str]) -> None:
    found = but_words(lint_programme(programme(f"timezone: Asia/Shanghai\ncurrency: CNY\nsegments: {segments}\n")))
    assert [f"{one.code} {'/'.join(map(str, one.path[1:]))}" for one in found] == expected


@pytest.mark.parametrize(
    ("slip", "right"),
    [
        ("last 90 days", "write within 90 days"),
        ("90 days", "write within 90 days"),
        ("at most 90", "write within 90 days"),
        ("近90天", "write within 90 days"),
        ("over 180 days", "write more than 180 days ago"),
        ("at least 91", "write more than 90 days ago"),
        ("91-180 days ago", "write 91 to 180 days ago"),
        ("91 to 180", "write 91 to 180 days ago"),
        ("long ago", "write within 90 days, 91 to 180 days ago or more than 180 days ago"),
    ],
)
def test_days_in_another_form_are_told_in_the_words_of_the_file(slip: str, right: str) -> None:
    text = f"timezone: Asia/Shanghai\nsegments: {{a: {{last_order: {slip}}}}}\n"
    [found] = but_words(lint_programme(programme(text)))
    assert found.message == f"{slip} does not fit last_order: {right}"


def test_days_need_a_clock() -> None:
    found = but_words(lint_programme(programme("segments: {a: {last_order: within 9 days}}\n")))
    assert [one.code for one in found if one.level == "error"] == ["no-clock"]


@pytest.mark.parametrize(
    ("said", "instead", "expected"),
    [
        ("", "", []),
        ("{segment: silent}", "{segment: quiet}", ["unknown-segment"]),
        ("{segment: silent}, each", "{segment: silent}, who: {segment: quiet}, each", ["unknown-segment"]),
        ("{segment: silent}, each", "{segment: silent}, who: {segment: at least silent}, each", ["condition-misfit"]),
        ("{topics: has tea}", "{topics: within 9 days}", ["condition-misfit"]),
        ("{segment: silent}, each: 1 time", "{segment: silent}, each: 1 time, limit: 1 a month", []),
    ],
)
def test_what_the_check_says_of_a_campaign(said: str, instead: str, expected: list[str]) -> None:
    found = but_words(lint(campaign(CAMPAIGN.replace(said, instead)), programme(PROGRAMME)))
    assert [one.code for one in found if one.code in ("unknown-segment", "condition-misfit")] == expected


def test_a_task_that_pays_each_entry_needs_a_limit() -> None:
    found = but_words(lint(campaign(CAMPAIGN), programme(PROGRAMME)))
    assert [one.code for one in found].count("entered-unlimited") == 4
    found = but_words(
        lint(campaign(CAMPAIGN.replace("each: 1 time,", "each: 1 time, limit: 1 a month,")), programme(PROGRAMME))
    )
    assert "entered-unlimited" not in [one.code for one in found]


@pytest.mark.parametrize(
    ("old", "new", "used", "expected"),
    [
        ("91 to 180 days", "90 to 181 days", True, {"favourable"}),
        ("91 to 180 days", "92 to 180 days", True, {"adverse"}),
        ("91 to 180 days", "92 to 180 days", False, {"neutral"}),
        ("at least 50.00 CNY in 2 months", "at least 40.00 CNY in 2 months", True, {"favourable"}),
        ("at least 50.00 CNY in 2 months", "at least 50.00 CNY in 3 months", True, {"adverse"}),
        ("  rich: {points: at least 200}\n", "", True, {"adverse"}),
        (
            "  rich: {points: at least 200}\n",
            "  rich: {points: at least 200}\n  new: {orders: at most 1}\n",
            True,
            {"favourable"},
        ),
    ],
)
def test_another_version_of_the_programme(old: str, new: str, used: bool, expected: set[str]) -> None:
    campaigns = [campaign(CAMPAIGN)] if used else []
    found = diff(programme(PROGRAMME), programme(PROGRAMME.replace(old, new)), campaigns=campaigns)
    assert {one.kind for one in found} == expected
