"""Rules that hold whatever a campaign says: receipts without a gap, postings that sum up to wallets, unique values."""

from collections import Counter
from collections.abc import Mapping

from audit.file_rules import blocks
from audit.recount import MemberReceipt, Recount, Rule, Said, key_of
from audit.sameness import known_by

HOLDINGS = ("The sum of a member's postings is the wallet", "holdings")
GIFTS = ("What one member sends another member gets", "kinds of gifts")


def numbered(recount: Recount, one: MemberReceipt) -> Said:
    """Each receipt follows on the one before it, under an id of its own."""
    receipt, account = one.receipt, one.account
    follows = receipt["number"] == account.n + 1 and receipt["at"] >= account.at and receipt["id"] not in account.ids
    yield one.said(follows, f"{receipt['id']} at {receipt['at']} follows on {account.n} at {account.at}")


def covered(recount: Recount, one: MemberReceipt) -> Said:
    """The wallet never holds less than nothing, and what is taken beyond it is owed."""
    moved: Counter[str] = Counter()
    for posting in one.postings:
        for asset in posting.gave.keys() | posting.took.keys():
            n = posting.gave[asset] - posting.took[asset]
            moved[key_of(posting.campaign, asset)] += n
            one.account.owed[key_of(posting.campaign, asset)] += posting.owed[asset]
            if posting.why.endswith(":send"):
                recount.sent[posting.campaign, asset] += n
    for asset, n in moved.items():
        one.account.holds[asset] += n
        left = one.account.holds[asset] + one.account.owed[asset]
        yield one.said(left >= 0 and one.account.owed[asset] >= 0, f"{left} {asset} are left")


def once(recount: Recount, one: MemberReceipt) -> Said:
    """An order counts for one member, and a campaign is joined once."""
    asked = one.receipt.get("asked", {})
    asked = asked | {"type": one.type}  # what counts is the order, whatever claimed it
    heard = (on[-1].get("when") for name, path in one.counted if (on := blocks(one.tree(name), path)))
    if (one.takes_back or one.type in heard) and (known := known_by(recount.unique, one.member, asked)):
        before = recount.claims.setdefault((one.type, *known), f"{one.member} {one.receipt['number']}")
        yield one.said(before == f"{one.member} {one.receipt['number']}", f"{known} counted before, for {before}")
    if one.receipt["does"] == "join":
        yield one.said(asked["campaign"] not in one.account.opted, f"{asked['campaign']} is joined a second time")
        one.account.opted.add(asked["campaign"])


def compare_wallet(recount: Recount, member: str, version: int, holds: Mapping[str, int]) -> None:
    """Hold a member's account against the wallet as it is shown, and against the number of the last receipt."""
    account = recount.accounts[member]
    summed = account.holds
    if account.n != version:
        recount.note(NUMBERED.title, NUMBERED.unit, [f"{member} is at {version}, and the receipts end at {account.n}"])
    told = {
        asset for asset in summed.keys() | holds.keys() if asset != "stars" or asset in holds
    }  # few screens show them
    assets = sorted(asset for asset in told if summed[asset] or holds.get(asset))
    said = (
        ""
        if summed[asset] == holds.get(asset, 0)
        else f"{member} holds {holds.get(asset, 0)} {asset}; the receipts say {summed[asset]}"
        for asset in assets
    )
    recount.note(*HOLDINGS, said)


def compare_gifts(recount: Recount) -> None:
    """Hold what was sent against what was received, when the receipts of all members are added."""
    said = (
        "" if not n else f"{n} {asset} of {campaign} between members" for (campaign, asset), n in recount.sent.items()
    )
    recount.note(*GIFTS, said)


NUMBERED = Rule("Receipts are numbered 1 to n without a gap, one a key", "receipts", numbered)
RULES = (
    NUMBERED,
    Rule("No wallet falls below zero", "movements", covered),
    Rule("A unique value counts once", "values", once),
)
