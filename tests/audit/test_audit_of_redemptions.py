"""The audit of redemptions for points and cash, and of undone ones: honest ones pass, and broken ones don't."""

import json
from collections import Counter
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from audit import RULES, limits
from audit.recount import Recount
from chalicelib.domain.words.values import Money
from tests.domain import test_cash, test_undo_redemption
from tests.domain.game import tree
from tests.domain.tills import PROGRAMME, Tills

PAID = "Cash is paid while it is waited for, and is what the offer costs"
UNDONE = "A redemption is undone once, and gives back what it took"
LATER = "2026-03-10 12:20"


def of_cash() -> test_cash.Shop:
    """A redemption that is paid and undone, one that waits and is undone, one whose time is over, one that is paid."""
    shop = test_cash.Shop()
    first = shop.redeem()
    shop.pay(first)
    shop.undo(first)
    shop.undo(shop.redeem(when="2026-03-10 12:14:59.999"), "2026-03-10 12:15")
    shop.redeem("tin", "2026-03-10 12:16", "bo")
    shop.redeem(when="2026-03-10 12:17")
    shop.redeem(when="2026-03-10 12:40", who="bo")
    shop.pay(shop.redeem("tin", "2026-03-10 12:41"), "2026-03-10 12:42", amount=Money(900, "CNY"))
    return shop


def of_undone() -> test_undo_redemption.Shop:
    """Every offer is redeemed, undone, and redeemed again by who comes next."""
    shop = test_undo_redemption.Shop()
    for offer in ("serum", "mask", "note", "swap", "purse", "lucky", "mixed", "chance"):
        done = shop.redeem(offer)
        shop.undo(done)
    for offer in ("serum", "mask"):
        shop.redeem(offer, LATER, "bo")
    return shop


def receipts(shop: Tills) -> list[tuple[str, Any]]:
    """The receipts of all, in the order of their moments."""
    found = [(who, one) for (who, _), one in shop.store._receipts.items()]
    told = [(who, json.loads(msgspec.json.encode(one))) for who, one in found]
    return sorted(told, key=lambda pair: (pair[1]["at"], pair[1]["number"]))


def recounted(shop: Tills, campaign: str, said: list[tuple[str, Any]]) -> dict[str, list[str]]:
    programme = tree(PROGRAMME)
    recount = Recount(RULES, {"shop": [(0, 1, tree(campaign))]}, {}, programme=[(0, 1, programme)])
    for who, one in said:
        one["versions"] = dict.fromkeys(one.get("versions", {}), "1:x")
        recount.add(who, one)
    lying = {(key.campaign, key.stock, key.window): len(units) for key, units in shop.store.stocks.returned.items()}
    taken = Counter({(key.campaign, key.stock, key.window): n for key, n in shop.store.stocks.taken.items()})
    taken.subtract(lying)
    limits.compare_stock(recount, {key: n for key, n in taken.items() if n})
    given = "Points are in lots, spent in order, and end once at their moment"  # some are given by hand in these tests
    wallets = "No wallet falls below zero"
    return {rule: found for rule, found in recount.breaches.items() if found and rule not in (given, wallets)}


@pytest.mark.parametrize(
    ("shop", "campaign"), [(of_cash, test_cash.CAMPAIGN), (of_undone, test_undo_redemption.CAMPAIGN)]
)
def test_what_is_honest_passes(shop: Callable[[], Tills], campaign: str) -> None:
    played = shop()
    assert recounted(played, campaign, receipts(played)) == {}


def late(said: list[tuple[str, Any]]) -> None:
    paid = next(one for _, one in said if one["does"] == "pay_cash")
    for _, one in said:
        one["at"] += 900_000 if one["at"] >= paid["at"] else 0


def unasked(said: list[tuple[str, Any]]) -> None:
    next(one for _, one in said if one["does"] == "pay_cash")["asked"]["receipt"] = "another"


def cheap(said: list[tuple[str, Any]]) -> None:
    next(one for _, one in said if one.get("cash"))["cash"]["amount"]["minor"] -= 1


def generous(said: list[tuple[str, Any]]) -> None:
    for one in (one for _, one in said if one["does"] == "undo" and "postings" in one):
        one["postings"][0]["gave"]["points"] += 6


def twice(said: list[tuple[str, Any]]) -> None:
    who, undone = next((who, one) for who, one in said if one["does"] == "undo")
    last = next(one for whose, one in reversed(said) if whose == who)
    said.append((who, {**undone, "id": "again", "number": last["number"] + 1, "at": last["at"]}))


@pytest.mark.parametrize(
    ("breaks", "rule"), [(late, PAID), (unasked, PAID), (cheap, PAID), (generous, UNDONE), (twice, UNDONE)]
)
def test_a_broken_one_is_found(breaks: Callable[[list[tuple[str, Any]]], None], rule: str) -> None:
    shop = of_cash()
    said = receipts(shop)
    breaks(said)
    assert rule in recounted(shop, test_cash.CAMPAIGN, said)
