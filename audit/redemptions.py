"""Redemptions: cash is paid in time, once, and as much as the offer costs; what is undone gives back what it took."""

from collections import Counter

from audit.file_rules import blocks
from audit.recount import MemberReceipt, Recount, Rule, Said


def paid(recount: Recount, one: MemberReceipt) -> Said:
    """The cash of a redemption is paid while it waits, and is what the file says that the offer costs."""
    receipt = one.receipt
    if receipt["does"] == "redeem" and (cash := receipt.get("cash")):
        asked = receipt["asked"]
        offer = blocks(one.tree(asked["campaign"]), f"redemptions/{asked['redemption']}/{asked['offer']}")[-1]
        told = f"{cash['amount']['minor'] / 100:.2f} {cash['amount']['currency']}"
        alike = _digits(offer["costs"]["cash"]) == _digits(told)
        yield one.said(alike, f"it waits for {told}, and the offer costs {offer['costs']['cash']}")
        yield one.said(not [each for each in one.postings if not each.due], "it moves something before it is paid")
    if receipt["does"] == "pay_cash":
        waits = one.account.waits.get(one.redemption)
        in_time = waits is not None and receipt["at"] < waits[1]
        yield one.said(in_time, f"{one.redemption} was paid at {receipt['at']}, and waited until {waits}")


def undone(recount: Recount, one: MemberReceipt) -> Said:
    """A redemption is undone once, and gives back no more than it took."""
    if one.receipt["does"] != "undo":
        return
    redeemed = one.account.redeemed.get(one.redemption)
    yield one.said(redeemed or one.redemption in one.account.waits, f"{one.redemption} is no redemption, or was undone")
    gave = Counter(
        {(each.campaign, asset): n for each in one.postings if each.undoes for asset, n in each.gave.items()}
    )
    took = redeemed.took if redeemed else Counter[tuple[str, str]]()
    yield one.said(gave <= took, f"{dict(gave)} came back of {dict(took)}")


def _digits(amount: str) -> tuple[str, str]:
    """An amount without what decimals a currency has: `1000 JPY` is written without any."""
    number, _, currency = amount.partition(" ")
    return number.replace(".", "").rstrip("0"), currency


RULES = (
    Rule("Cash is paid while it is waited for, and is what the offer costs", "redemptions for cash", paid),
    Rule("A redemption is undone once, and gives back what it took", "undone redemptions", undone),
)
