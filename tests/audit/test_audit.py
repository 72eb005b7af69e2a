"""The audit finds what is wrong: each rule is broken by itself, and nothing else is complained of."""

import ast
import copy
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import audit as package
from audit import Evidence, Odds, Statement, audit
from audit.costs import compare_costs
from audit.recount import Recount
from chalicelib.domain.chance import drawing

Receipts = dict[str, list[dict[str, Any]]]
"""By member, the receipts."""

NOON = 1_781_928_000_000  # 20 June 2026, 12:00 in Shanghai
HOUR = 3_600_000
SEEDS = {"blind_boxes/box": bytes(range(32)), "wheels/big": bytes(32), "collections/luck": bytes(range(1, 33))}
BEFORE = {("fair", of): Odds(drawing.commitment(seed), None) for of, seed in SEEDS.items()}
AFTER = {("fair", of): Odds(drawing.commitment(seed), seed.hex()) for of, seed in SEEDS.items()}

TREE: dict[str, Any] = {
    "campaign": "fair",
    "timezone": "Asia/Shanghai",
    "opens": "2026-06-01 00:00",
    "closes": "end of 2026-06-30",
    "challenges": {
        "shop": {
            "repeats": "daily",
            "tasks": {
                "buy": {"when": "order.paid", "each": "1 time", "limit": "2 a round", "gives": {"draws": "box"}},
                "visit": {"when": "shop.visited", "gives": {"fragments": "luck/random"}},
            },
        }
    },
    "collections": {
        "luck": {"fragments": ["a"], "odds": {"a": "100%"}, "send": "1 a day", "gives": {"points": "8"}},
    },
    "blind_boxes": {
        "box": {
            "odds": {"cup": "1%", "tea": "rest"},
            "costs": {"draws": "box"},
            "limit": "3 a day",
            "guarantees": [{"of": ["cup"], "within": "2"}],
        }
    },
    "wheels": {  # a kind of block that nobody has heard of
        "big": {
            "opens": "daily 10:00",
            "closes": "daily 22:00",
            "costs": {"points": "1"},
            "odds": {"tea": "100%"},
            "limit": "1 a window",
            "stock": "3 a day",
        }
    },
    "redemptions": {
        "late": {
            "opens": "20th 10:00",
            "closes": "end of month",
            "offers": {"set": {"gives": {"prizes": "bonus"}, "stock": "1 a window"}},
        }
    },
    "prizes": {
        "cup": {"gift": "cup", "stock": "2", "when_out": "tea"},
        "tea": {"badge": "tea"},
        "bonus": {"points": "5", "stock": "9", "value": "0.50 CNY"},
    },
}


def posting(why: str, gave: dict[str, int], took: dict[str, int] | None = None, **more: int) -> dict[str, Any]:
    return {"campaign": "fair", "why": why, "gave": gave, "took": took or {}, **more}


def receipt(number: int, does: str, *postings: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A receipt of the fair, `number` ms after noon."""
    versions = {"fair": "1:hash"} if postings else {}
    common = {"id": f"r{number}", "number": number, "at": NOON + number, "does": does, "versions": versions}
    return {**common, "postings": list(postings), **more}


def event(number: int, type: str, task: str, gave: dict[str, int], **more: Any) -> dict[str, Any]:
    asked = {"type": type, "time": NOON + number, "data": more.pop("data", {})}
    counted = {"fair": {f"shop/{task}@today": 1}}
    return receipt(number, "event", posting(f"challenges/shop/{task}", gave), asked=asked, counted=counted, **more)


def order(number: int, name: str) -> dict[str, Any]:
    return event(number, "order.paid", "buy", {"draws/box": 1}, data={"order": name})


def visit(number: int, n: int) -> dict[str, Any]:
    return event(number, "shop.visited", "visit", {"fragments/luck/a": 1}, draws=draws("collections/luck", n, "a"))


def paused(number: int, times: int, n: int, days: int = 1) -> dict[str, Any]:
    """Orders, so many days later, that wait for the end of a pause, each for so many draws."""
    one = order(number, "P")
    one["asked"]["time"] = NOON + days * 24 * HOUR
    one["at"] = one["asked"]["time"] + number
    waits = {"campaign": "fair", "why": "challenges/shop/buy", "times": times, "bag": {"draws": {"box": n}}}
    return {**one, "postings": [], "later": [waits]}


def draws(of: str, n: int, row: str, got: str = "", **more: Any) -> list[dict[str, Any]]:
    return [{"campaign": "fair", "of": of, "n": n, "rows": [row], "got": [got or row], **more}]


def drawn(number: int, n: int, row: str, memory: list[int], got: str = "") -> dict[str, Any]:
    box = "blind_boxes/box"
    made = draws(box, n, row, got, memory=memory)
    return receipt(number, "draw", posting(box, {f"prizes/{got or row}": 1}, {"draws/box": 1}), draws=made)


def redeemed(number: int) -> dict[str, Any]:
    offer = posting("redemptions/late/set", {"prizes/bonus": 1})
    contents = posting("prizes/bonus", {"points": 5}, {"prizes/bonus": 1})
    return receipt(number, "redeem", offer, contents, window={"opens": NOON - 2 * HOUR, "closes": NOON + 252 * HOUR})


def spun(number: int, n: int = 1) -> dict[str, Any]:
    wheel = "wheels/big"
    return receipt(number, "spin", posting(wheel, {"prizes/tea": 1}, {"points": 1}), draws=draws(wheel, n, "tea"))


def sent(number: int) -> dict[str, Any]:
    return receipt(number, "send", posting("collections/luck:send", {}, {"fragments/luck/a": 1}))


def received(number: int, at: int) -> dict[str, Any]:
    return receipt(number, "receive", posting("collections/luck:send", {"fragments/luck/a": 1}), at=NOON + at)


def honest() -> Receipts:
    """Two orders, two draws of which the second is guaranteed, a redemption, a spin, a visit, and a gift."""
    return {
        "ana": [
            receipt(1, "enrol"),
            order(2, "A"),
            order(3, "B"),
            drawn(4, 1, "tea", [0, 0]),
            drawn(5, 2, "cup", [1, 0]),
            redeemed(6),
            spun(7),
            visit(8, 1),
            sent(9),
        ],
        "bo": [receipt(1, "enrol"), received(2, 9)],
    }


STOCKS = {
    ("fair", "prizes/cup", ""): 1,
    ("fair", "prizes/bonus", ""): 1,
    ("fair", "redemptions/late/set", "o1-2"): 1,
    ("fair", "wheels/big", "d260620"): 1,
}


def evidence(
    receipts: Receipts, stocks: dict[tuple[str, str, str], int] = STOCKS, points: int = 0, cost: int | None = None
) -> Evidence:
    """Their evidence, with wallets that fit the receipts and so many points more, and a report of such a cost."""
    reported = {} if cost is None else {"fair": {"CNY": cost}}
    statements = []
    for member, found in receipts.items():
        holds: Counter[str] = Counter({"points": points})
        for one in (posting for each in found for posting in each["postings"]):
            if moved := one["gave"].get("points", 0) - one["took"].get("points", 0):
                one.setdefault("lots", {"2026-06": moved})
            holds.update(flat(one["gave"]))
            holds.subtract(flat(one["took"]))
        statements.append(Statement(member, len(found), tuple(found), (b"",) * len(found), holds))
    return Evidence(tuple(statements), stocks, {"fair": [(0, 1, TREE)]}, {"order.paid": "order"}, reported)


def flat(assets: dict[str, int]) -> dict[str, int]:
    return {asset if asset == "points" else f"fair/{asset}": n for asset, n in assets.items()}


def broken(of: Evidence, after: dict[tuple[str, str], Odds] = AFTER) -> list[str]:
    return [one.rule for one in audit(of, BEFORE, after) if not one.holds]


def test_honest_evidence_holds() -> None:
    assert [
        drawing.draw(SEEDS["blind_boxes/box"], "ana", 1, drawing.Table(("cup", "tea"), (1, 99), 100), (), ())[0]
    ] == ["tea"]
    results = {one.rule: one for one in audit(evidence(honest()), BEFORE, AFTER)}
    assert [one for one in results.values() if not one.holds] == []
    assert results["Every draw lands again where its receipt says"].figures == "4 draws"


def a_gap(all: Receipts) -> None:
    all["ana"][0]["number"] = 0


def an_id_twice(all: Receipts) -> None:
    all["ana"][1]["id"] = "r1"


def a_gift_of_what_is_not_held(all: Receipts) -> None:
    all["ana"][7:] = [sent(8)]


def an_order_of_another(all: Receipts) -> None:
    all["bo"].append(order(3, "A"))
    all["bo"][-1]["at"] += 10


def an_order_of_another_in_another_spelling(all: Receipts) -> None:
    all["bo"].append(order(3, " ａ"))
    all["bo"][-1]["at"] += 10


def joined_twice(all: Receipts) -> None:
    all["bo"] += [receipt(n, "join", asked={"campaign": "fair"}, at=NOON + 20) for n in (3, 4)]


def for_no_reason(all: Receipts) -> None:
    all["ana"][6]["postings"].append(posting("challenges/none/at-all", {"points": 1}))


def by_a_label_that_the_block_lacks(all: Receipts) -> None:
    all["ana"][6]["postings"].append(posting("wheels/big:respin", {"points": 1}))


def closed_while_it_runs(all: Receipts) -> None:
    all["ana"][8]["postings"].append(posting("closed", {}, {"prizes/tea": 2}, at=NOON + 9))


def by_another_version(all: Receipts) -> None:
    all["ana"][5]["versions"] = {"fair": "2:hash"}


def expired_before_its_end(all: Receipts) -> None:
    all["ana"][8]["postings"].append(posting("expired", {}, {"prizes/tea": 1}, at=NOON + 100))


def of_a_prize_another_content(all: Receipts) -> None:
    all["ana"][5]["postings"][1]["gave"] = {"points": 6}


def a_prize_that_stays_packed(all: Receipts) -> None:
    del all["ana"][5]["postings"][1]["took"]["prizes/bonus"]


def two_for_one(all: Receipts) -> None:
    all["ana"][1]["postings"][0]["gave"] = {"draws/box": 2}


def twice_the_price(all: Receipts) -> None:
    all["ana"][6]["postings"][0]["took"] = {"points": 2}


def one_use_that_pays_nothing(all: Receipts) -> None:
    all["ana"][5]["postings"][0]["gave"] = {}
    del all["ana"][5]["postings"][1]
    all["ana"][6]["postings"][0]["took"] = {}


def before_the_20th_at_ten(all: Receipts) -> None:
    first, second = redeemed(2), all["ana"][0]
    first["at"] = NOON - 2 * HOUR - 1
    second["at"] = first["at"]
    all["ana"] = [second, first, *({**one, "number": n, "id": f"r{n}"} for n, one in enumerate(all["ana"][1:5], 3))]
    all["ana"] += [spun(7), *honest()["ana"][7:]]


def after_ten_at_the_wheel(all: Receipts) -> None:
    for one in (all["ana"][6], all["ana"][7], all["ana"][8], all["bo"][1]):
        one["at"] += 10 * HOUR


def after_the_grace(all: Receipts) -> None:
    for one in (all["ana"][7], all["ana"][8], all["bo"][1]):
        one["at"] = NOON + 8 + 24 * HOUR


def from_the_future(all: Receipts) -> None:
    all["ana"][7]["asked"]["time"] += 5 * 60_000 + 1


def without_counting(all: Receipts) -> None:
    del all["ana"][1]["counted"]


def settled_without_having_counted(all: Receipts) -> None:
    without_counting(all)
    all["ana"][1]["postings"][0]["at"] = NOON + 2


def a_third_order_of_the_day(all: Receipts) -> None:
    all["ana"].append(order(10, "C"))


def a_visit_that_counts_twice(all: Receipts) -> None:
    all["ana"].append(visit(10, 2))


def a_second_gift_of_the_day(all: Receipts) -> None:
    all["bo"] += [{**sent(3), "at": NOON + 10}]
    all["ana"] += [received(10, 10), sent(11)]
    all["bo"] += [received(4, 11)]


def another_row(all: Receipts) -> None:
    all["ana"][3] = drawn(4, 1, "cup", [0, 0])
    all["ana"][4] = drawn(5, 2, "tea", [0, 0])


def a_number_left_out(all: Receipts) -> None:
    all["ana"][6]["draws"][0]["n"] = 2


def without_memory(all: Receipts) -> None:
    all["ana"][4]["draws"][0]["memory"] = [0, 0]


def got_what_was_not_given(all: Receipts) -> None:
    all["ana"][4]["draws"][0]["got"] = ["tea"]


def replaced_before_it_is_gone(all: Receipts) -> None:
    all["ana"][4] = drawn(5, 2, "cup", [1, 0], "tea")


def a_gift_that_does_not_arrive(all: Receipts) -> None:
    del all["bo"][1]


RULES: dict[str, tuple[Callable[[Receipts], None], ...]] = {
    "Receipts are numbered": (a_gap, an_id_twice),
    "No wallet falls below zero": (a_gift_of_what_is_not_held,),
    "A unique value counts once": (an_order_of_another, an_order_of_another_in_another_spelling, joined_twice),
    "Every posting names": (
        for_no_reason,
        by_a_label_that_the_block_lacks,
        closed_while_it_runs,
        by_another_version,
        expired_before_its_end,
    ),
    "A prize that is unpacked": (of_a_prize_another_content, a_prize_that_stays_packed),
    "A block gives what its file says": (two_for_one, twice_the_price, one_use_that_pays_nothing),
    "Nothing is granted outside its window": (
        before_the_20th_at_ten,
        after_ten_at_the_wheel,
        after_the_grace,
        from_the_future,
        without_counting,
        settled_without_having_counted,
    ),
    "No limit is exceeded": (a_third_order_of_the_day, a_visit_that_counts_twice, a_second_gift_of_the_day),
    "Every draw lands again": (another_row, a_number_left_out, without_memory, got_what_was_not_given),
    "A prize gives way to another": (replaced_before_it_is_gone,),
    "What one member sends": (a_gift_that_does_not_arrive,),
}


@pytest.mark.parametrize(
    ("rule", "change"),
    [pytest.param(rule, change, id=change.__name__) for rule, changes in RULES.items() for change in changes],
)
def test_a_broken_rule_is_found_and_no_other(rule: str, change: Callable[[Receipts], None]) -> None:
    receipts = copy.deepcopy(honest())
    change(receipts)
    gave = [asset for one in receipts["ana"] for posting in one["postings"] for asset in posting["gave"]]
    taken = {("fair", asset, ""): gave.count(asset) for asset in ("prizes/cup", "prizes/bonus")}
    found = broken(evidence(receipts, STOCKS | taken))
    assert [one for one in found if not one.startswith(rule)] == []
    assert found


def test_a_wallet_that_holds_more_is_found() -> None:
    assert broken(evidence(honest(), points=1)) == ["The sum of a member's postings is the wallet"]


def test_a_stock_that_was_taken_and_not_granted_is_found() -> None:
    more = STOCKS | {("fair", "wheels/big", "d260620"): 2}
    assert broken(evidence(honest(), more)) == ["Stock taken is stock granted"]


@pytest.mark.parametrize(
    ("drew", "spun_for", "found"),
    [
        pytest.param("tea", "mug", [], id="the second one is another prize"),
        pytest.param("tea", "tea", ["No limit is exceeded"], id="the second one too"),
        pytest.param("mug", "tea", ["A prize gives way to another only when it is gone"], id="the first one is not"),
    ],
)
def test_a_limit_of_a_prize_is_kept_and_nothing_else_makes_it_give_way(
    drew: str, spun_for: str, found: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    limited = {"badge": "tea", "limit": "1 a campaign", "when_out": "mug"}
    monkeypatch.setitem(TREE, "prizes", {**TREE["prizes"], "tea": limited, "mug": {"badge": "mug"}})
    receipts = honest()
    receipts["ana"][3] = drawn(4, 1, "tea", [0, 0], drew)
    receipts["ana"][6]["postings"][0]["gave"] = {f"prizes/{spun_for}": 1}
    receipts["ana"][6]["draws"][0]["got"] = [spun_for]
    assert broken(evidence(receipts)) == found


@pytest.mark.parametrize(
    ("first", "got", "found"),
    [
        pytest.param("2nd draw", "mug", [], id="too early"),
        pytest.param("2nd draw", "tea", ["Every draw lands again where its receipt says"], id="given too early"),
        pytest.param("1st draw", "mug", ["A prize gives way to another only when it is gone"], id="early enough"),
    ],
)
def test_a_prize_that_comes_from_a_draw_on(
    first: str, got: str, found: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    late = {"badge": "tea", "from": first, "when_out": "mug"}
    monkeypatch.setitem(TREE, "prizes", {**TREE["prizes"], "tea": late, "mug": {"badge": "mug"}})
    receipts = honest()
    receipts["ana"][3] = drawn(4, 1, "tea", [0, 0], got)
    receipts["ana"][6]["postings"][0]["gave"] = {"prizes/mug" if first == "2nd draw" else "prizes/tea": 1}
    receipts["ana"][6]["draws"][0]["got"] = ["mug" if first == "2nd draw" else "tea"]
    assert broken(evidence(receipts)) == found


@pytest.mark.parametrize(
    ("gave", "found"),
    [
        pytest.param({}, [], id="nothing"),
        pytest.param({"prizes/cup": 1}, ["A block gives what its file says, and takes what it costs"], id="something"),
    ],
)
def test_a_draw_that_wins_nothing_gives_nothing(
    gave: dict[str, int], found: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    prizes = {**TREE["prizes"], "tea": {"nothing": "true", "title": "No prize"}}
    monkeypatch.setitem(TREE, "prizes", prizes)
    receipts = honest()
    receipts["ana"][3]["postings"][0]["gave"] = gave
    receipts["ana"][6]["postings"][0]["gave"] = {}
    stocks = STOCKS | {("fair", "prizes/cup", ""): 1 + len(gave)}
    assert broken(evidence(receipts, stocks)) == found


def test_a_stock_that_gave_more_than_there_is_is_found() -> None:
    receipts = honest()
    receipts["ana"].append(redeemed(10))
    more = STOCKS | {("fair", "redemptions/late/set", "o1-2"): 2, ("fair", "prizes/bonus", ""): 2}
    assert broken(evidence(receipts, more)) == ["No stock is oversold"]


def coded(code: str | None) -> dict[str, Any]:
    """A coupon with a code of a pool; None: of somebody who was erased, whose code is not told."""
    return {"code": "", "campaign": "fair", "prize": "tea", "pool": "cinema"} | ({"number": code} if code else {})


@pytest.mark.parametrize(
    ("codes", "taken", "found"),
    [
        (["0-0", "0-1"], 2, []),
        (["0-0", "0-0"], 2, ["No code of a pool goes out twice"]),
        (["0-0", "0-1"], 3, ["Stock taken is stock granted"]),
        ([None, None], 2, []),
    ],
)
def test_a_code_that_goes_out_twice_is_found(codes: list[str | None], taken: int, found: list[str]) -> None:
    receipts = honest()
    receipts["ana"][6]["coupons"] = [coded(one) for one in codes]
    assert broken(evidence(receipts, STOCKS | {("", "pools/cinema", ""): taken})) == found


def test_a_limit_of_a_kind_of_block_that_nobody_has_heard_of_is_kept() -> None:
    receipts = honest()
    receipts["ana"].append(spun(10, 2))
    assert broken(evidence(receipts, STOCKS | {("fair", "wheels/big", "d260620"): 2})) == ["No limit is exceeded"]


@pytest.mark.parametrize(("cost", "wrong"), [(50, []), (49, ["What the prizes cost is what the report says"])])
def test_a_report_that_says_another_cost_is_found(cost: int, wrong: list[str]) -> None:
    assert broken(evidence(honest(), cost=cost)) == wrong


@pytest.mark.parametrize(
    ("counted", "reported", "found"),
    [
        ({}, {"fair": {"CNY": 0}}, 0),
        ({}, {"fair": {}}, 0),
        ({}, {"fair": {"CNY": 1}}, 1),
        ({"fair": {"CNY": 1}}, {"fair": {"CNY": 0}}, 1),
        ({"fair": {"CNY": 1}}, {"fair": {"CNY": 1, "EUR": 0}}, 0),
        ({"fair": {"CNY": 1}}, {"fair": {"CNY": 1, "EUR": 1}}, 1),
        ({"fair": {"CNY": 1}}, {}, 0),
    ],
)
def test_a_currency_of_which_nothing_was_spent_says_nothing(counted: Any, reported: Any, found: int) -> None:
    recount = Recount((), {}, {})
    compare_costs(recount, {one: Counter(spent) for one, spent in counted.items()}, reported)
    assert sum(map(len, recount.breaches.values())) == found


@pytest.mark.parametrize("seed", [None, "ab" * 32], ids=["not revealed", "not the one committed to"])
def test_a_seed_that_does_not_fit_is_found(seed: str | None) -> None:
    after = AFTER | {("fair", "wheels/big"): Odds("", seed)}
    assert broken(evidence(honest()), after) == ["The revealed seeds are those that were promised"]


def test_what_was_earned_in_a_pause_is_paid_later_and_counts_when_it_was_earned() -> None:
    """Two orders of the 21st are paid with the third, on the 22nd, on which two count."""
    receipts = honest()
    receipts["ana"].append(paused(10, 2, 1))
    late = [order(11, "C"), order(12, "D")]
    for one in late:
        one["at"] = one["asked"]["time"] = NOON + 48 * HOUR
    owed = posting("challenges/shop/buy", {"draws/box": 2}, times=2, at=NOON + 48 * HOUR)
    late[0]["postings"].insert(0, owed)
    receipts["ana"] += late
    assert broken(evidence(receipts)) == []


@pytest.mark.parametrize(("days", "times"), [(0, 1), (1, 3)], ids=["beside others of the day", "by itself"])
def test_what_waits_counts_for_its_limit_when_it_is_earned(days: int, times: int) -> None:
    """Two orders of a day count; two of the 20th were given at once."""
    receipts = honest()
    receipts["ana"].append(paused(10, times, 1, days))
    assert broken(evidence(receipts)) == ["No limit is exceeded"]
    receipts["ana"][-1] = paused(10, times - 1, 1, days) if times > 1 else paused(10, 1, 1, 1)
    assert broken(evidence(receipts)) == []


@pytest.mark.parametrize("due", [NOON + 48 * HOUR, 0], ids=["waited", "did not wait"])
def test_what_waited_may_be_given_as_an_earlier_version_promised_it(due: int) -> None:
    receipts = honest()
    receipts["ana"].append(paused(10, 2, 3, 0))
    late = order(11, "C")
    late["at"] = late["asked"]["time"] = NOON + 48 * HOUR
    late["postings"].insert(0, posting("challenges/shop/buy", {"draws/box": 6}, times=2, at=due))
    receipts["ana"].append(late)
    of = evidence(receipts)
    more = copy.deepcopy(TREE)
    more["challenges"]["shop"]["tasks"]["buy"]["gives"] = {"draws": {"box": "3"}}
    late["versions"] = {"fair": "3:xy"}
    versions = {"fair": [(0, 1, TREE), (NOON + 12 * HOUR, 2, more), (NOON + 47 * HOUR, 3, TREE)]}
    assert (broken(replace(of, versions=versions)) == []) is bool(due)


def test_the_guide_for_qa_tells_of_each_rule() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "qa.md").read_text()
    assert [one.rule for one in audit(evidence(honest()), BEFORE, AFTER) if f"| {one.rule} |" not in guide] == []


def test_it_shares_no_code_with_what_it_audits() -> None:
    files = sorted(Path(str(package.__file__)).parent.glob("*.py"))
    assert len(files) > 5
    for file in files:
        for node in ast.walk(ast.parse(file.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [str(node.module)] if isinstance(node, ast.ImportFrom) else []
            foreign = [
                one for one in names if one.split(".")[0] in ("app", "bench", "chalicelib", "cli", "infra", "tests")
            ]
            assert foreign == [], file
            assert [one for one in names if one.startswith("local") and not one.startswith("audit")] == [], file
