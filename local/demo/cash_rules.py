"""Checks what became of redemptions for points and cash, counted anew by the receipts alone."""

from collections import Counter
from collections.abc import Sequence

from audit import Evidence, Result
from audit.recount import Receipt
from audit.result import result


def of_cash(evidence: Evidence) -> list[Result]:
    """One result for each rule."""
    kept = [one.member for one in evidence.statements if one.on_hold]
    return [
        _ends_once(evidence),
        _units(evidence),
        result(
            "No points are kept when the time of every redemption is over",
            f"{len(evidence.statements):,} members",
            [f"{member} has points on hold" for member in kept],
        ),
    ]


def _ends_once(evidence: Evidence) -> Result:
    """Cash is paid once for each redemption, and as much as it said; of those that are paid each is undone once."""
    seen: Counter[str] = Counter()
    minor = 0
    breaches = []
    for one in evidence.statements:
        redeemed, paid, undone = _of_a_member(one.receipts)
        for receipt, ends in (*_several(paid), *_several(undone)):
            breaches.append(f"{one.member}: {receipt} has {ends} times what it has once")
        for receipt, amounts in paid.items():
            if amounts[0] != redeemed.get(receipt):
                breaches.append(
                    f"{one.member}: {amounts[0]} were paid for {receipt}, which cost {redeemed.get(receipt)}"
                )
            minor += amounts[0] if receipt not in undone else 0
        seen["lapsed"] += len(redeemed.keys() - paid.keys() - undone.keys())
        seen["paid"] += len(paid)
        seen["of these undone"] += len(paid.keys() & undone.keys())
        seen["undone unpaid"] += len(redeemed.keys() & undone.keys() - paid.keys())
    told = ", ".join(f"{seen[what]:,} {what}" for what in ("paid", "of these undone", "undone unpaid", "lapsed"))
    return result("Cash is paid once, and undone once", f"{told}; {minor / 100:,.2f} in cash", breaches)


def _of_a_member(
    receipts: Sequence[Receipt],
) -> tuple[dict[str, int], dict[str, list[int]], dict[str, list[int]]]:
    """By the ids of the redemptions for cash: what each costs, what was paid for it, and how often it was undone."""
    redeemed: dict[str, int] = {}
    paid: dict[str, list[int]] = {}
    undone: dict[str, list[int]] = {}
    for one in receipts:
        if one["does"] == "redeem" and "cash" in one:
            redeemed[one["id"]] = one["cash"]["amount"]["minor"]
        elif one["does"] == "pay_cash":
            paid.setdefault(one["asked"]["receipt"], []).append(one["cash"]["amount"]["minor"])
        elif one["does"] == "undo":
            undone.setdefault(one["asked"]["receipt"], []).append(1)
    return redeemed, paid, undone


def _several(ends: dict[str, list[int]]) -> list[tuple[str, int]]:
    return [(receipt, len(found)) for receipt, found in ends.items() if len(found) > 1]


def _units(evidence: Evidence) -> Result:
    """Of each offer for cash as many units are gone as were paid and not undone: what lapsed was taken by nobody."""
    gone: Counter[tuple[str, str]] = Counter()
    for one in evidence.statements:
        _, paid, undone = _of_a_member(one.receipts)
        for receipt in one.receipts:
            if receipt["does"] == "redeem" and "cash" in receipt:
                asked = receipt["asked"]
                offer = (asked["campaign"], f"redemptions/{asked['redemption']}/{asked['offer']}")
                gone[offer] += receipt["id"] in paid and receipt["id"] not in undone
    taken: Counter[tuple[str, str]] = Counter()
    for (campaign, stock, _), n in evidence.stocks.items():
        taken[campaign, stock] += n
    breaches = [
        f"{campaign}/{stock}: {taken[campaign, stock]} units are gone, and {n} were paid and not undone"
        for (campaign, stock), n in gone.items()
        if (campaign, stock) in taken and taken[campaign, stock] != n
    ]
    return result("Each unit for cash is taken once", f"{gone.total():,} units", breaches)
