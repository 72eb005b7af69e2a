"""Bills: what a till takes is what its receipt adds up to, each coupon once; and what comes back was taken before."""

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from audit.recount import MemberReceipt, Recount, Rule, Said

BILL = "bill"


def added_up(recount: Recount, one: MemberReceipt) -> Said:
    """A payment takes the coupons and points that it names, and leaves to pay what they don't cover."""
    bill = one.receipt.get("bill")
    until = (bill or one.receipt.get("cash") or {}).get("until", 0)  # a redemption that waits for cash is kept as long
    if one.receipt["does"] in ("hold", "redeem"):
        one.account.held = max(one.account.held, until)
    if one.receipt["does"] != "pay" or not bill:
        return
    off, worth, amount, left = (bill[name]["minor"] for name in ("off", "worth", "amount", "to_pay"))
    coupons = bill.get("coupons", [])
    right = off == sum(each["off"]["minor"] for each in coupons) and left == amount - off - worth >= 0
    yield one.said(right, f"{amount} less {off} and {worth} leaves {left}")
    took, gave = _moved(one)
    named = Counter((each["coupon"]["campaign"], f"prizes/{each['coupon']['prize']}") for each in _taken(bill))
    named["programme", "points"] += bill["points"] - bill.get("points_back", 0)
    yield one.said(took == +named and gave <= took, f"it names {dict(named)}, and takes {dict(took)}")


def settled_once(recount: Recount, one: MemberReceipt) -> Said:
    """An order has one payment that is not reversed, and points pay no more of it than their share, at their worth."""
    receipt, order, asked = one.receipt, one.receipt.get("order", ""), one.receipt.get("asked", {})
    if receipt["does"] == "cancel" and recount.bills.get(order, ("", ""))[1] == asked.get("payment"):
        del recount.bills[order]
    bill = receipt.get("bill")
    if receipt["does"] != "pay" or not bill or not order:  # of who was erased it is not told
        return
    payment = (one.member, asked["payment"])
    before = recount.bills.setdefault(order, payment)
    yield one.said(before == payment, f"{order} is paid by {payment}, and was by {before}")
    points = recount.terms(receipt["at"]).get("points", {})
    share = Fraction(points.get("at_most", "100% of a bill").partition("%")[0]) / 100
    yield one.said(bill["worth"]["minor"] <= bill["amount"]["minor"] * share, f"points pay {bill['worth']} of {order}")
    if "pays" in points:
        n, _, money = points["pays"].partition(" points for ")
        worth = Fraction(bill["points"]) / int(n) * int(money.partition(" ")[0].replace(".", ""))
        yield one.said(bill["worth"]["minor"] == int(worth), f"{bill['points']} points are worth {worth}")


def used_once(recount: Recount, one: MemberReceipt) -> Said:
    """A coupon is used by one bill, unless it came back meanwhile; and what a bill gives back it took before."""
    account = one.account
    took, gave = _moved(one)
    if one.receipt["does"] == "pay":
        for each in _taken(one.receipt.get("bill", {})):
            coupon = each["coupon"]
            what = (coupon["campaign"], f"prizes/{coupon['prize']}")
            fresh = not coupon["code"] or coupon["code"] not in account.used or account.returned[what] > 0
            yield one.said(fresh, f"the coupon {coupon['code']} was used before")
            account.returned[what] -= coupon["code"] in account.used
            account.used.add(coupon["code"])
        account.paid.update(took)
        return
    for what, n in gave.items():
        account.paid[what] -= n
        account.returned[what] += n
        yield one.said(account.paid[what] >= 0, f"{n} {what} come back, of which {account.paid[what] + n} were taken")


def _taken(bill: Mapping[str, Any]) -> list[Any]:
    """The coupons that a payment took: none where its order had come back whole before."""
    return [] if bill.get("all_back") else list(bill.get("coupons", []))


def _moved(one: MemberReceipt) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
    """The assets that bills took and gave in a receipt, by campaign."""
    took, gave = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for posting in one.postings:
        if posting.why == BILL:
            took.update({(posting.campaign, asset): n for asset, n in posting.took.items()})
            gave.update({(posting.campaign, asset): n for asset, n in posting.gave.items()})
    return took, gave


RULES = (
    Rule("A bill takes what it names, and is never below zero", "bills", added_up),
    Rule("A bill is settled once, and points pay no more than their share", "payments", settled_once),
    Rule("A coupon is used once, and comes back once", "uses and returns", used_once),
)
