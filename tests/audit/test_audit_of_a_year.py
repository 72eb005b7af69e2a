"""The audit of what only a longer plan has: each rule passes what is honest, and finds what is broken."""

from typing import Any

import msgspec
import pytest

from audit import RULES, boards, merging, orders, people, sales
from audit.calendar import days_after
from audit.evidence import with_orders
from audit.recount import Recount
from audit.shown import RULES as SCREENS
from audit.shown import Look, Looks

DAY = 86_400_000
NOON = 1_781_928_000_000  # 20 June 2026, 12:00 in Shanghai
OPENS = 1_767_196_800_000  # 1 January 2026 there
CLUB: dict[str, Any] = {
    "campaign": "club",
    "timezone": "Asia/Shanghai",
    "opens": "2026-01-01 00:00",
    "closes": "end of 2026-12-31",
    "challenges": {
        "cups": {
            "tasks": {
                "pay": {"when": "order.paid", "each": "1.00 CNY of amount", "gives": {"points": "1", "stars": "1"}},
                "back": {"when": "order.paid", "who": {"segment": ["silent"]}, "each": "1 time"},
                "new": {"when": "order.paid", "who": {"orders": "at most 0"}, "each": "1 time"},
                "friends": {"when": "friend.bought", "each": "1 time", "gives": {"points": "9"}, "after": "2 days"},
                "gone": {"when": "segment.entered", "where": {"segment": "silent"}, "each": "1 time"},
            }
        }
    },
    "forms": {"tastes": {"asks": {"tea": {"options": {}, "tags": {"g": "tea/green", "b": "tea/black"}}}}},
}
PROGRAMME: dict[str, Any] = {
    "timezone": "Asia/Shanghai",
    "points": {"valid": "4 months", "pays": "100 points for 1.00 CNY", "at_most": "50% of a bill"},
    "segments": {
        "silent": {"last_order": "31 to 60 days ago"},
        "often": {"orders": "at least 2 in 2 months", "spent": "at least 30.00 CNY in 3 months"},
        "new": {"joined": "within 30 days"},
    },
    "tags": {"tea": {"one_of": ["green", "black"]}, "likes": {"any_of": ["spring"], "valid": "3 months"}},
}


def recount(*said: dict[str, Any], member: str = "ann") -> Recount:
    """With receipts of one member."""
    found = Recount(RULES, {"club": [(0, 1, CLUB)]}, {}, programme=[(0, 1, PROGRAMME)])
    for number, one in enumerate(said, 1):
        found.add(member, {"id": f"r{number}", "number": number, "at": NOON + number} | one)
    return found


def found(of: Recount, title: str) -> bool:
    return bool(of.breaches[title])


# --- bills ---

SETTLED = "A bill is settled once, and points pay no more than their share"


def paid(payment: str = "p1", points: int = 100, worth: int = 100, amount: int = 1000) -> dict[str, Any]:
    minor = {"off": {"minor": 0}, "worth": {"minor": worth}, "amount": {"minor": amount}}
    bill = {**minor, "to_pay": {"minor": amount - worth}, "points": points}
    took = {"campaign": "programme", "why": "bill", "took": {"points": points}}
    return {"does": "pay", "asked": {"payment": payment}, "order": "pos/1", "bill": bill, "postings": [took]}


CANCELLED = {"does": "cancel", "asked": {"payment": "p1"}, "order": "pos/1"}


@pytest.mark.parametrize(
    ("said", "broken"),
    [
        pytest.param([paid()], False, id="once"),
        pytest.param([paid(), CANCELLED, paid("p2")], False, id="again once it was reversed"),
        pytest.param([paid(), paid("p2")], True, id="twice"),
        pytest.param([paid(points=60_000, worth=600)], True, id="more than half of it"),
        pytest.param([paid(points=100, worth=200)], True, id="points at twice their worth"),
    ],
)
def test_a_bill_is_settled_once_and_within_the_share(said: list[dict[str, Any]], broken: bool) -> None:
    assert found(recount(*said), SETTLED) is broken


# --- boards ---

RANKING = {"window": "c", "hash": "h", "entries": 9, "frozen": NOON, "struck": []}


@pytest.mark.parametrize(
    ("now", "broken"),
    [
        ({}, False),
        ({"struck": [{"member": "bob", "note": "one phone"}]}, False),
        ({"hash": "other"}, True),
        ({"entries": 8}, True),
        ({"frozen": NOON + 1}, True),
    ],
)
def test_a_ranking_that_is_frozen_stays_so(now: dict[str, Any], broken: bool) -> None:
    of = recount()
    rankings = {("club", "race"): {"rankings": [RANKING | now]}}
    boards.compare_frozen(of, {("club", "race", "c"): RANKING}, rankings)
    assert found(of, boards.FROZEN[0]) is broken


# --- orders and sales ---


def order(number: str = "1", /, **refunds: int) -> dict[str, Any]:
    minor = 5000
    return {"kind": "order.paid", "value": number, "paid": NOON, "minor": minor, "currency": "CNY", "refunds": refunds}


def sold(**numbers: int) -> dict[str, Any]:
    named = {name.replace("_", "/"): n for name, n in numbers.items()}
    return {"does": "event", "asked": {"type": "x", "time": NOON}, "sales": {"months": {"2026-06": named}}}


@pytest.mark.parametrize(
    ("of_ann", "of_bob", "broken"),
    [
        ([order()], [order("2")], False),
        ([order(r1=5000)], [], False),
        ([order()], [order()], True),
        ([order(r1=3000, r2=2001)], [], True),
    ],
)
def test_an_order_is_of_one_member(of_ann: Any, of_bob: Any, broken: bool) -> None:
    of = recount()
    orders.compare_orders(of, {"ann": of_ann, "bob": of_bob})
    assert found(of, orders.ONE[0]) is broken


@pytest.mark.parametrize(
    ("stars", "refunds", "broken"),
    [(50, {}, False), (30, {"r1": 2000}, False), (50, {"r1": 2000}, True), (49, {}, True)],
)
def test_orders_earn_what_is_left_of_them(stars: int, refunds: dict[str, int], broken: bool) -> None:
    posting = {"campaign": "club", "why": "challenges/cups/pay", "times": stars, "gave": {"stars": stars}}
    of = recount({"does": "event", "asked": {"type": "order.paid", "time": NOON}, "postings": [posting]})
    orders.compare_orders(of, {"ann": [order(**refunds)]})
    assert found(of, orders.EARNED[0]) is broken


def test_an_order_of_before_a_campaign_earns_nothing_of_it() -> None:
    of = recount()
    orders.compare_orders(of, {"ann": [order() | {"paid": OPENS - 1}]})
    assert not found(of, orders.EARNED[0])
    orders.compare_orders(of, {"ann": [order() | {"paid": OPENS}]})
    assert found(of, orders.EARNED[0])


HONEST = {"orders_CNY": 1, "amount_CNY": 3000, "refunds_CNY": 1, "refunded_CNY": 2000, "buyers": 1, "first": 1}


@pytest.mark.parametrize("wrong", [{}, *({name: HONEST[name] + 1} for name in HONEST if name != "first")])
def test_receipts_say_what_is_left_of_orders(wrong: dict[str, int]) -> None:
    of, said = recount(), [sold(**HONEST | wrong)]
    sales.compare_sales(of, "ann", said, [order(r1=2000)])
    assert found(of, sales.SOLD[0]) is bool(wrong)


def test_what_came_back_before_two_records_became_one_the_absorbed_one_tells() -> None:
    of, came = recount(), {name: n for name, n in HONEST.items() if not name.startswith("refund")}
    merged = sold(**came) | {"does": "merged", "asked": {"absorbs": "amy"}}
    left = [sold(orders_CNY=1, amount_CNY=5000), sold(amount_CNY=-2000, refunds_CNY=1, refunded_CNY=2000)]
    told = merging.of_absorbed("ann", {"ann": [merged], "amy": left})
    assert told == left
    sales.compare_sales(of, "ann", [merged], [order(r1=2000)], told)
    assert not found(of, sales.SOLD[0])
    sales.compare_sales(of, "ann", [merged], [order(r1=2000)])
    assert found(of, sales.SOLD[0])


def test_an_order_that_came_back_whole_is_none() -> None:
    of = recount()
    sales.compare_sales(of, "ann", [sold(refunds_CNY=1, refunded_CNY=5000)], [order(r1=5000)])
    assert not found(of, sales.SOLD[0])


@pytest.mark.parametrize("wrong", [{}, {"buyers": 2}, {"first": 0}, {"orders": 2}, {"refunds": 0}, {"amount": []}])
def test_the_report_adds_up_what_receipts_say(wrong: dict[str, Any]) -> None:
    line = {"month": "2026-06", "buyers": 1, "orders": 1, "first": 1, "second": 0, "refunds": 1}
    line |= {"amount": [{"minor": 3000, "currency": "CNY"}], "refunded": [{"minor": 2000, "currency": "CNY"}]}
    of = recount()
    guest = sold(**HONEST)
    guest["sales"] = guest["sales"] | {"guest": True}
    sales.compare_value(of, [sold(**HONEST), guest], {"members_by_month": [line | wrong]})
    assert found(of, sales.REPORTED[0]) is bool(wrong)


# --- friends, and points of who was erased ---

WINDOW = "Nothing is granted outside its window, or without having counted"
BACK = "What comes back takes back what was given"
LATER = "What was earned is given when its days are over, and whole"
LOTS = "Points are in lots, spent in order, and end once at their moment"


def heard(type: str, days_ago: int, moved: dict[str, Any], by_member: bool = True) -> dict[str, Any]:
    """What a friend did so many days ago is heard of now."""
    asked = {"type": type, "time": NOON - days_ago * DAY, "source": "tessera", "by_member": by_member}
    posting = {"campaign": "club", "why": "challenges/cups/friends", **moved}
    counted = {"club": {"cups/friends@c": 1}}
    return {"does": "event", "asked": asked, "postings": [posting], "counted": counted}


NINE: dict[str, Any] = {"gave": {"points": 9}, "lots": {"2026-06+4": 9}}
NINE_LESS: dict[str, Any] = {"times": 0, "took": {"points": 9}, "lots": {"2026-06+4": -9}}


@pytest.mark.parametrize(("by_member", "broken"), [(True, False), (False, True)])
def test_what_a_friend_brings_about_is_never_late(by_member: bool, broken: bool) -> None:
    assert found(recount(heard("friend.bought", 19, NINE, by_member)), WINDOW) is broken


def test_what_a_friend_sends_back_is_taken_back() -> None:
    of = recount(heard("friend.bought", 19, NINE), heard("friend.refunded", 0, NINE_LESS))
    assert not of.breaches
    of = recount(heard("friend.bought", 19, NINE), heard("friend.bought", 0, NINE_LESS))
    assert of.breaches


@pytest.mark.parametrize(("does", "broken"), [("erase", False), ("receive", False), ("settle", True)])
def test_who_is_erased_keeps_what_has_ended_since(does: str, broken: bool) -> None:
    of = recount(heard("friend.bought", 19, NINE), {"does": does, "at": NOON + 200 * DAY})
    assert found(of, LOTS) is broken


# --- screens ---

EARNED = {"campaign": "club", "why": "challenges/cups/pay", "gave": {"points": 50}, "lots": {"2026-06+4": 50}}
TAGGED = {"campaign": "club", "why": "challenges/cups/pay", "tags": {"tea/green": 1, "likes/spring=2026-06": 1}}
BEFORE_THE_SCREEN = (
    {"does": "update", "asked": {"tags": ["vip"]}},
    {
        "does": "event",
        "asked": {"type": "order.paid", "time": NOON},
        "postings": [EARNED, TAGGED],
        "tier": {"before": "", "tier": "gold"},
    },
)
SCREEN: dict[str, Any] = {
    "member": "ann",
    "version": 2,
    "points": 50,
    "purse": {"held": 50, "on_hold": 0, "ends": [{"day": "2026-10-31", "n": 50}]},
    "settled": {},
    "tags": [{"name": "tea/green"}, {"name": "likes/spring"}],
    "profile": {"tags": ["vip"], "tier": "gold"},
}
HELD, DUE, TAGS, TIER = (rule[0] for rule in SCREENS)


@pytest.mark.parametrize(
    ("shown", "at", "broken"),
    [
        pytest.param({}, NOON + 10, None, id="as it is"),
        pytest.param({"points": 51, "purse": SCREEN["purse"] | {"held": 51}}, NOON + 10, HELD, id="a point too many"),
        pytest.param({"purse": SCREEN["purse"] | {"ends": []}}, NOON + 10, HELD, id="an end that is not told"),
        pytest.param({"tags": SCREEN["tags"][:1]}, NOON + 200 * DAY, HELD, id="points that have ended"),
        pytest.param({"settled": {"club": {"points": 1}}}, NOON + 10, DUE, id="what the sweep has left"),
        pytest.param({"version": 3}, NOON + 10, DUE, id="a receipt that is not there"),
        pytest.param({"tags": [{"name": "tea/green"}]}, NOON + 10, TAGS, id="a rule's tag is gone"),
        pytest.param({"tags": SCREEN["tags"][:1]}, NOON + 20 * DAY, None, id="a rule's tag that has ended"),
        pytest.param({"profile": {"tags": [], "tier": "gold"}}, NOON + 10, TAGS, id="the brand's tag is gone"),
        pytest.param({"profile": {"tags": ["vip"], "tier": "green"}}, NOON + 10, TIER, id="another tier"),
    ],
)
def test_a_screen_shows_what_the_receipts_make_of_it(shown: dict[str, Any], at: int, broken: str | None) -> None:
    of, looks = recount(*BEFORE_THE_SCREEN), Looks([Look(at, SCREEN | shown)])
    looks.compare(of, "ann", 2)
    looks.end(of)
    assert {rule for rule in (HELD, DUE, TAGS, TIER) if found(of, rule)} == ({broken} if broken else set())


# --- forms, imports, erasure, identities ---

FORM = "A form gives the tags of its answers"


@pytest.mark.parametrize(
    ("tags", "broken"),
    [
        ({"tea/green": 1}, False),
        ({"tea/black": 1}, True),
        ({"tea/green": 1, "tea/black": 1}, True),
        ({}, True),
    ],
)
def test_a_form_gives_its_answers(tags: dict[str, int], broken: bool) -> None:
    asked = {"campaign": "club", "form": "tastes", "answers": {"tea": "g"}}
    of = recount(
        {"does": "fill", "asked": asked, "postings": [{"campaign": "club", "why": "forms/tastes", "tags": tags}]}
    )
    assert found(of, FORM) is broken


LINE = {"does": "import", "asked": {"batch": "old", "line": 1}}


def test_a_line_of_an_import_is_brought_in_once() -> None:
    title = "A line of an import is brought in once"
    assert not found(recount(LINE, {"does": "import", "asked": {"batch": "old", "line": 2}}), title)
    assert found(recount(LINE, LINE), title)
    of = recount(LINE)
    of.add("bob", {"id": "b", "number": 1, "at": NOON} | LINE)
    assert found(of, title)


def test_nothing_happens_to_who_was_erased() -> None:
    title = "Nothing happens to who was erased"
    assert not found(recount({"does": "settle"}, {"does": "erase"}), title)
    assert found(recount({"does": "erase"}, {"does": "touch"}), title)


@pytest.mark.parametrize(("now", "broken"), [("m1", False), ("m2", True)])
def test_an_identity_leads_to_one_member(now: str, broken: bool) -> None:
    of = recount()
    people.compare_led(of, [("phone", "m1", now)])
    assert found(of, people.LED[0]) is broken


# --- segments ---

SEEN = "A segment is seen as all orders so far make it"


def bought(days: int, *tasks: str, orders: int = 1) -> dict[str, Any]:
    """An order so many days later, and the tasks for which it counted."""
    at = NOON + days * DAY
    counted = {"club": {f"cups/{task}@c": 1 for task in ("pay", *tasks)}}
    months = {"2026-06" if days < 11 else "2026-07": {"orders/CNY": orders, "amount/CNY": 1000 * orders}}
    asked = {"type": "order.paid", "time": at}
    return {"does": "event", "at": at, "asked": asked, "counted": counted, "sales": {"months": months}}


def entered(days: int) -> dict[str, Any]:
    """The segment of those who are silent is entered as of the first moment of a day."""
    at = NOON + days * DAY - DAY // 2
    posting = {"campaign": "club", "why": "challenges/cups/gone", "at": at, "gave": {"points": 1}}
    return {"does": "settle", "at": at, "postings": [posting]}


@pytest.mark.parametrize(
    ("said", "broken"),
    [
        pytest.param([bought(0, "new"), bought(5)], False, id="as it is"),
        pytest.param([bought(0)], True, id="the first order did not count as such"),
        pytest.param([bought(0, "new"), bought(5, "new")], True, id="a second order counted as the first"),
        pytest.param([bought(0, "new"), bought(31, "back")], False, id="silent on the 31st day"),
        pytest.param([bought(0, "new"), bought(30, "back")], True, id="not yet on the 30th"),
        pytest.param([bought(0, "new"), bought(31)], True, id="silent, and not seen"),
        pytest.param([bought(0, "new"), entered(31)], False, id="entered on its day"),
        pytest.param([bought(0, "new"), entered(32)], True, id="entered a day late"),
        pytest.param([bought(0, "new"), entered(30)], True, id="entered a day early"),
    ],
)
def test_a_segment_is_what_all_orders_make_it(said: list[dict[str, Any]], broken: bool) -> None:
    assert found(recount(*said), SEEN) is broken


def test_what_fell_due_before_a_merge_is_of_one_record_alone() -> None:
    of, due = recount(bought(0, "new")), entered(31)
    of.add("amy", {"id": "a1", "number": 1} | bought(20, "new"))
    of.add("amy", {"id": "a2", "number": 2, "at": due["at"], "does": "absorbed", "asked": {"into": "ann"}})
    of.add("ann", {"id": "r2", "number": 2} | due | {"does": "merged", "asked": {"absorbs": "amy"}})
    assert not found(of, SEEN)
    of.add("ann", {"id": "r3", "number": 3} | entered(40))
    assert found(of, SEEN)


def test_an_order_of_which_two_pages_tell_is_one() -> None:
    """The receipts of a bill and of its order may be a page apart, and each page has the orders of its receipts."""
    home = {"member": "ann", "version": 0, "points": 0, "purse": {"on_hold": 0, "owed": 0}, "tier": None}
    mine, waits = order() | {"waits_until": None}, order("2") | {"waits_until": NOON}
    pages = {
        "/v1/me": {"me": home | {"coupons": [], "settled": {}, "campaigns": {}}},
        "/v1/campaigns": {"campaigns": []},
        "/v1/me/receipts": {"receipts": [], "before": None},
        "/v1/me/export": {"member": "ann", "receipts": [], "orders": [mine, waits], "after": "x"},
        "/v1/me/export?after=x": {"member": "ann", "receipts": [], "orders": [mine], "after": None},
    }
    assert with_orders(lambda path: msgspec.json.encode(pages[path])).orders == (mine,)


@pytest.mark.parametrize(
    ("merges", "due_since", "broken"),
    [
        pytest.param(True, NOON, False, id="what both reach waits from the merge on"),
        pytest.param(True, NOON - DAY, True, id="and not from a day before"),
        pytest.param(False, NOON, True, id="where nothing was merged it waits from its event on"),
        pytest.param(False, NOON - 5 * DAY, False, id="as it does here"),
    ],
)
def test_what_two_records_reach_together_waits_for_its_days(merges: bool, due_since: int, broken: bool) -> None:
    later = {"campaign": "club", "why": "challenges/cups/friends", "times": 1, "bag": {"points": 9}}
    due = days_after("2 days", "Asia/Shanghai", due_since)
    first = {"does": "merged", "asked": {"absorbs": "amy"}} if merges else {"does": "settle"}
    reached = heard("friend.bought", 5, {}) | {"postings": [], "later": [later | {"due": due}]}
    assert found(recount(first | {"at": NOON}, reached), LATER) is broken
