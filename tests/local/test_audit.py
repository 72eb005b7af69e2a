"""The audit finds what is wrong: each rule is broken once, and nothing else is complained of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from chalicelib.domain.chance import drawing, odds
from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.file.reading import read
from chalicelib.domain.mechanics.definition import CampaignFile
from chalicelib.domain.record.receipt import Draws, Receipt
from chalicelib.domain.time.windows import Window
from local.audit import Account, Books, Odds, StockTaken, audit, recomputed_draws

JUNE_1 = 1_780_243_200_000  # midnight in Shanghai
DAY = 86_400_000
SEED = bytes(range(32))

TREE: dict[str, Any] = {
    "campaign": "fair",
    "title": "Fair",
    "timezone": "Asia/Shanghai",
    "opens": "2026-06-01 00:00",
    "closes": "end of 2026-06-30",
    "challenges": {
        "shop": {
            "repeats": "daily",
            "tasks": {"buy": {"when": "order.paid", "each": "1 time", "limit": "2 a round", "gives": {"draws": "box"}}},
        }
    },
    "blind_boxes": {"box": {"odds": {"cup": "50%", "tea": "50%"}, "costs": {"draws": "box"}, "limit": "3 a day"}},
    "redemptions": {
        "late": {
            "opens": "20th 10:00",
            "closes": "end of month",
            "limit": "1 a window",
            "offers": {"set": {"gives": {"points": "5"}, "stock": "1 a window"}},
        }
    },
    "prizes": {"cup": {"gift": "cup", "stock": "2", "when_out": "tea"}, "tea": {"gift": "tea"}},
}


def fair() -> Campaign:
    campaign, findings = read(TREE, CampaignFile)
    assert campaign is not None, findings
    return campaign


def receipt(number: int, at: int, does: str, changes: dict[str, int], **asked: Any) -> Receipt:
    asked = asked if does == "event" else {"campaign": "fair", **asked}
    return Receipt(f"r{number}", number, at, does, asked, {"fair": changes} if changes else {})


def honest() -> Books:
    """Two orders, two draws, and one redemption at the first moment of its window."""
    table = odds.table(fair().blind_boxes["box"].odds)
    rows = [drawing.draw(SEED, "ana", n, table, (), ())[0] for n in (1, 2)]
    receipts = [
        receipt(1, JUNE_1, "enrol", {}),
        receipt(2, JUNE_1, "event", {"draws/box": 1}, type="order.paid", time=JUNE_1),
        receipt(3, JUNE_1 + 1, "event", {"draws/box": 1}, type="order.paid", time=JUNE_1 + 1),
        *(drawn(4 + i, i + 1, row) for i, row in enumerate(rows)),
        redeemed(6, JUNE_1 + 19 * DAY + 10 * 3_600_000),
    ]
    cups = rows.count("cup")
    taken = (*([StockTaken("fair", "prizes/cup", "", cups, {"0": cups})] if cups else []),)
    taken += (StockTaken("fair", "redemptions/late/set", "o1-2", 1, {"0": 1}),)
    prizes = {f"fair/prizes/{row}": rows.count(row) for row in rows}
    return Books((account(receipts, {"points": 5, **prizes}),), taken, {"fair": fair()})


def drawn(number: int, n: int, row: str) -> Receipt:
    made = receipt(number, JUNE_1 + 2, "draw", {"draws/box": -1, f"prizes/{row}": 1}, box="box", times=1)
    return msgspec.structs.replace(made, draws=(Draws("fair", "blind_boxes/box", n, (row,), (row,)),))


def redeemed(number: int, at: int) -> Receipt:
    opens = JUNE_1 + 19 * DAY + 10 * 3_600_000
    made = receipt(number, at, "redeem", {"points": 5}, redemption="late", offer="set")
    return msgspec.structs.replace(made, window=Window(opens, JUNE_1 + 30 * DAY))


def account(receipts: list[Receipt], holds: dict[str, int]) -> Account:
    return Account("ana", len(receipts), tuple(receipts), {one.id: b"" for one in receipts}, holds, {})


def with_receipts(books: Books, change: Callable[[list[Receipt]], None], **holds: int) -> Books:
    """The books with other receipts, and holdings that fit them."""
    [ana] = books.accounts
    receipts = list(ana.receipts)
    change(receipts)
    held = {asset.replace("__", "/"): n for asset, n in holds.items()}
    return msgspec.structs.replace(books, accounts=(account(receipts, ana.holds | held),))


def broken(books: Books) -> list[str]:
    return [one.rule for one in audit(books) if not one.holds]


def test_honest_books_hold() -> None:
    assert broken(honest()) == []


def a_gap(receipts: list[Receipt]) -> None:
    receipts[0] = msgspec.structs.replace(receipts[0], number=0)


def a_gift_of_points(receipts: list[Receipt]) -> None:
    receipts.append(receipt(7, JUNE_1 + 25 * DAY, "compose", {"points": 1}, collection="none"))


def before_the_20th(receipts: list[Receipt]) -> None:
    receipts[5] = redeemed(6, JUNE_1 + 19 * DAY + 10 * 3_600_000 - 1)


def after_the_grace(receipts: list[Receipt]) -> None:
    receipts[2] = msgspec.structs.replace(receipts[2], at=JUNE_1 + 2 * DAY)


def a_third_order_of_the_day(receipts: list[Receipt]) -> None:
    receipts.append(receipt(7, JUNE_1 + 3, "event", {"draws/box": 1}, type="order.paid", time=JUNE_1 + 3))


@pytest.mark.parametrize(
    ("change", "holds", "rule"),
    [
        pytest.param(a_gap, {}, "Receipts are numbered", id="a gap"),
        pytest.param(before_the_20th, {}, "Nothing is granted outside", id="1 ms before a window"),
        pytest.param(after_the_grace, {}, "Nothing is granted outside", id="after the grace"),
        pytest.param(a_third_order_of_the_day, {"fair__draws__box": 1}, "No limit is exceeded", id="a task's limit"),
        pytest.param(a_third_order_of_the_day, {}, "The sum of a member's receipts", id="a sum"),
    ],
)
def test_a_broken_rule_is_found(change: Callable[[list[Receipt]], None], holds: dict[str, int], rule: str) -> None:
    assert any(found.startswith(rule) for found in broken(with_receipts(honest(), change, **holds)))


def test_a_stock_that_was_taken_and_not_granted_is_found() -> None:
    books = honest()
    more = (*books.stocks[:-1], StockTaken("fair", "redemptions/late/set", "o1-2", 2, {"0": 2}))
    assert broken(msgspec.structs.replace(books, stocks=more)) == [
        "Stock taken is stock granted",
        "No stock is oversold",
    ]


def test_a_second_redemption_of_a_window_breaks_limit_and_quota() -> None:
    books = with_receipts(honest(), lambda receipts: receipts.append(redeemed(7, JUNE_1 + 25 * DAY)), points=10)
    assert broken(books) == ["Stock taken is stock granted", "No stock is oversold", "No limit is exceeded"]


PAGES = {("fair", "blind_boxes/box"): Odds(drawing.commitment(SEED), None)}
REVEALED = {("fair", "blind_boxes/box"): Odds(drawing.commitment(SEED), SEED.hex())}


def test_honest_draws_are_drawn_again() -> None:
    verdict = recomputed_draws(honest(), PAGES, REVEALED)
    assert verdict.holds
    assert verdict.figures == "2 draws by 1 seeds"


@pytest.mark.parametrize("what", ["row", "got", "number"])
def test_a_draw_that_lands_elsewhere_is_found(what: str) -> None:
    def change(receipts: list[Receipt]) -> None:
        [draws] = receipts[3].draws
        other = "tea" if draws.rows == ("cup",) else "cup"
        wrongs: dict[str, dict[str, Any]] = {
            "row": {"rows": (other,)},
            "got": {"got": ("nothing",)},
            "number": {"n": 2},
        }
        receipts[3] = msgspec.structs.replace(receipts[3], draws=(msgspec.structs.replace(draws, **wrongs[what]),))

    assert not recomputed_draws(with_receipts(honest(), change), PAGES, REVEALED).holds


@pytest.mark.parametrize("seed", [None, "ab" * 32], ids=["not revealed", "not the one committed to"])
def test_a_seed_that_does_not_fit_is_found(seed: str | None) -> None:
    assert not recomputed_draws(honest(), PAGES, {("fair", "blind_boxes/box"): Odds("", seed)}).holds
