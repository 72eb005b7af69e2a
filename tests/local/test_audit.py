"""The audit finds what is wrong: each rule is broken by itself, and nothing else is complained of."""

from __future__ import annotations

import ast
import copy
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from chalicelib.domain.chance import drawing
from local import audit as package
from local.audit import Books, Odds, Statement, audit

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
        "bonus": {"points": "5", "stock": "9"},
    },
}


def receipt(number: int, does: str, block: str = "", *postings: tuple[str, int, str], **more: Any) -> dict[str, Any]:
    """A receipt of the fair, `number` ms after noon."""
    moved = [{"campaign": "fair", "asset": asset, "n": n, "why": why} for asset, n, why in postings]
    used = {"blocks": {"fair": {block: 1}}, "versions": {"fair": "1:hash"}} if block else {}
    return {"id": f"r{number}", "number": number, "at": NOON + number, "does": does, "postings": moved, **used, **more}


def event(number: int, type: str, posting: tuple[str, int], **more: Any) -> dict[str, Any]:
    task = {"order.paid": "buy", "shop.visited": "visit"}[type]
    why = f"challenges/shop/{task}"
    asked = {"type": type, "time": NOON + number, "data": more.pop("data", {})}
    counted = {"fair": {f"shop/{task}@today": 1}}
    return receipt(number, "event", why, (*posting, why), asked=asked, counted=counted, **more)


def order(number: int, name: str) -> dict[str, Any]:
    return event(number, "order.paid", ("draws/box", 1), data={"order": name})


def draws(of: str, n: int, row: str, got: str = "", **more: Any) -> list[dict[str, Any]]:
    return [{"campaign": "fair", "of": of, "n": n, "rows": [row], "got": [got or row], **more}]


def drawn(number: int, n: int, row: str, memory: list[int], got: str = "") -> dict[str, Any]:
    box = "blind_boxes/box"
    made = draws(box, n, row, got, memory=memory)
    return receipt(number, "draw", box, ("draws/box", -1, box), (f"prizes/{got or row}", 1, box), draws=made)


def redeemed(number: int) -> dict[str, Any]:
    offer, bonus = "redemptions/late/set", "prizes/bonus"
    window = {"opens": NOON - 2 * HOUR, "closes": NOON + 252 * HOUR}
    postings = ((bonus, 1, offer), (bonus, -1, bonus), ("points", 5, bonus))
    return receipt(number, "redeem", offer, *postings, window=window)


def spun(number: int, n: int = 1) -> dict[str, Any]:
    wheel = "wheels/big"
    return receipt(number, "spin", wheel, ("points", -1, wheel), ("prizes/tea", 1, wheel), draws=draws(wheel, n, "tea"))


def gift(number: int, does: str, n: int) -> dict[str, Any]:
    send = "collections/luck:send"
    return receipt(number, does, send, ("fragments/luck/a", n, send))


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
            event(8, "shop.visited", ("fragments/luck/a", 1), draws=draws("collections/luck", 1, "a")),
            gift(9, "send", -1),
        ],
        "bo": [receipt(1, "enrol"), {**gift(2, "receive", 1), "at": NOON + 9}],
    }


STOCKS = {
    ("fair", "prizes/cup", ""): 1,
    ("fair", "prizes/bonus", ""): 1,
    ("fair", "redemptions/late/set", "o1-2"): 1,
    ("fair", "wheels/big", "d260620"): 1,
}


def books(receipts: Receipts, stocks: dict[tuple[str, str, str], int] = STOCKS, points: int = 0) -> Books:
    """Their books, with wallets that fit the receipts, and so many points more."""
    statements = []
    for member, found in receipts.items():
        holds: Counter[str] = Counter({"points": points})
        for one in (posting for each in found for posting in each["postings"]):
            holds[one["asset"] if one["asset"] == "points" else f"fair/{one['asset']}"] += one["n"]
        written = tuple(as_written(one) for one in found)
        statements.append(Statement(member, len(found), written, (b"",) * len(found), holds))
    return Books(tuple(statements), stocks, {"fair": [(0, 1, TREE)]}, {"order.paid": "order"})


def as_written(short: dict[str, Any]) -> dict[str, Any]:
    """A receipt of this file, which lists movements one by one, as the backend writes it."""
    used = short.get("blocks", {})
    postings: dict[tuple[str, str, int], dict[str, Any]] = {}
    for one in short["postings"]:
        campaign, why, at = one["campaign"], one["why"], one.get("at", 0)
        posting = postings.setdefault((campaign, why, at), {"campaign": campaign, "why": why, "gave": {}, "took": {}})
        side = posting["gave" if one["n"] > 0 else "took"]
        side[one["asset"]] = side.get(one["asset"], 0) + abs(one["n"])
        posting |= {"at": at} if "at" in one else {}
    for campaign, paths in used.items():
        for why in paths.keys() - {why for _, why, _ in postings}:
            postings[campaign, why, 0] = {"campaign": campaign, "why": why}
    for (campaign, why, _), posting in postings.items():
        of_block = "/" in why and not why.startswith("prizes/")
        posting["times"] = used.get(campaign, {}).get(why, 0) if of_block else 1
    rest = {key: value for key, value in short.items() if key != "blocks"}
    return rest | {"postings": list(postings.values())}


def broken(of: Books, after: dict[tuple[str, str], Odds] = AFTER) -> list[str]:
    return [one.rule for one in audit(of, BEFORE, after) if not one.holds]


def test_honest_books_hold() -> None:
    assert [
        drawing.draw(SEEDS["blind_boxes/box"], "ana", 1, drawing.Table(("cup", "tea"), (1, 99), 100), (), ())[0]
    ] == ["tea"]
    verdicts = {one.rule: one for one in audit(books(honest()), BEFORE, AFTER)}
    assert [one for one in verdicts.values() if not one.holds] == []
    assert verdicts["Every draw lands again where its receipt says"].figures == "4 draws"


def a_gap(all: Receipts) -> None:
    all["ana"][0]["number"] = 0


def an_id_twice(all: Receipts) -> None:
    all["ana"][1]["id"] = "r1"


def a_gift_of_what_is_not_held(all: Receipts) -> None:
    all["ana"][7:] = [{**gift(8, "send", -1)}]


def an_order_of_another(all: Receipts) -> None:
    all["bo"].append(order(3, "A"))
    all["bo"][-1]["at"] += 10


def joined_twice(all: Receipts) -> None:
    all["bo"] += [receipt(n, "join", asked={"campaign": "fair"}, at=NOON + 20) for n in (3, 4)]


def for_no_reason(all: Receipts) -> None:
    all["ana"][6]["postings"].append({"campaign": "fair", "asset": "points", "n": 1, "why": "challenges/none/at-all"})


def by_a_block_that_took_no_part(all: Receipts) -> None:
    del all["ana"][8]["blocks"]
    del all["bo"][1]["blocks"]


def by_another_version(all: Receipts) -> None:
    all["ana"][5]["versions"] = {"fair": "2:hash"}


def expired_before_its_end(all: Receipts) -> None:
    gone = {"campaign": "fair", "asset": "prizes/tea", "n": -1, "why": "expired", "at": NOON + 100}
    all["ana"][8]["postings"].append(gone)


def of_a_prize_another_content(all: Receipts) -> None:
    all["ana"][5]["postings"][2]["n"] = 6


def a_prize_that_stays_packed(all: Receipts) -> None:
    del all["ana"][5]["postings"][1]


def two_for_one(all: Receipts) -> None:
    all["ana"][1]["postings"][0]["n"] = 2


def twice_the_price(all: Receipts) -> None:
    all["ana"][6]["postings"][0]["n"] = -2


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
    all["ana"].append(
        event(10, "shop.visited", ("fragments/luck/a", 1), draws=draws("collections/luck", 2, "a")),
    )


def a_second_gift_of_the_day(all: Receipts) -> None:
    a = {"campaign": "fair", "asset": "fragments/luck/a", "n": 1, "why": "closed"}
    all["bo"][0] |= {"archived": ["fair"], "postings": [a]}
    all["ana"].append({**gift(10, "receive", 1)})
    all["bo"].append({**gift(3, "send", -1), "at": NOON + 10})
    all["bo"].append({**gift(4, "send", -1), "at": NOON + 10})
    all["ana"].append({**gift(11, "receive", 1)})


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
    "A unique value counts once": (an_order_of_another, joined_twice),
    "Every posting names": (
        for_no_reason,
        by_a_block_that_took_no_part,
        by_another_version,
        expired_before_its_end,
    ),
    "A prize that is unpacked": (of_a_prize_another_content, a_prize_that_stays_packed),
    "A block gives what its file says": (two_for_one, twice_the_price),
    "Nothing is granted outside its window": (
        before_the_20th_at_ten,
        after_ten_at_the_wheel,
        after_the_grace,
        from_the_future,
        without_counting,
        settled_without_having_counted,
    ),
    "No limit is exceeded": (a_third_order_of_the_day, a_visit_that_counts_twice, a_second_gift_of_the_day),
    "Every draw lands again": (another_row, a_number_left_out, without_memory),
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
    cups = Counter(posting["asset"] for one in receipts["ana"] for posting in one["postings"])["prizes/cup"]
    found = broken(books(receipts, STOCKS | {("fair", "prizes/cup", ""): cups}))
    assert [one for one in found if not one.startswith(rule)] == []
    assert found


def test_a_wallet_that_holds_more_is_found() -> None:
    assert broken(books(honest(), points=1)) == ["The sum of a member's postings is the wallet"]


def test_a_stock_that_was_taken_and_not_granted_is_found() -> None:
    more = STOCKS | {("fair", "wheels/big", "d260620"): 2}
    assert broken(books(honest(), more)) == ["Stock taken is stock granted"]


def test_a_stock_that_gave_more_than_there_is_is_found() -> None:
    receipts = honest()
    receipts["ana"].append(redeemed(10))
    more = STOCKS | {("fair", "redemptions/late/set", "o1-2"): 2, ("fair", "prizes/bonus", ""): 2}
    assert broken(books(receipts, more)) == ["No stock is oversold"]


def test_a_limit_of_a_kind_of_block_that_nobody_has_heard_of_is_kept() -> None:
    receipts = honest()
    receipts["ana"].append(spun(10, 2))
    assert broken(books(receipts, STOCKS | {("fair", "wheels/big", "d260620"): 2})) == ["No limit is exceeded"]


@pytest.mark.parametrize("seed", [None, "ab" * 32], ids=["not revealed", "not the one committed to"])
def test_a_seed_that_does_not_fit_is_found(seed: str | None) -> None:
    after = AFTER | {("fair", "wheels/big"): Odds("", seed)}
    assert broken(books(honest()), after) == ["The revealed seeds are those that were promised"]


def test_what_was_earned_in_a_pause_is_paid_later_and_counts_when_it_was_earned() -> None:
    """Two orders of the 20th are paid with the third, on the 21st, on which two count."""
    receipts = honest()
    box = {"campaign": "fair", "asset": "draws/box", "n": 2, "why": "challenges/shop/buy", "at": NOON + 24 * HOUR}
    late = [order(10, "C"), order(11, "D")]
    for one in late:
        one["at"] = one["asked"]["time"] = NOON + 24 * HOUR
    late[0]["postings"].insert(0, box)
    late[0]["blocks"]["fair"]["challenges/shop/buy"] = 3
    receipts["ana"] += late
    assert broken(books(receipts)) == []


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
            assert [one for one in names if one.startswith("local") and not one.startswith("local.audit")] == [], file
