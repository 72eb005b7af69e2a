"""Merging: two records of one person become one, and all that leaves the one comes to the other."""

from collections import Counter
from collections.abc import Mapping, Sequence

from audit.account import Account
from audit.lots import fold
from audit.recount import MemberReceipt, Posting, Receipt, Recount, Rule, Said, key_of

MERGED = "merged"


def conserved(recount: Recount, one: MemberReceipt) -> Said:
    """A record that is absorbed is left with nothing; its receipt and that of who stays are the same with other signs;
    and from then on one has what both had.
    """
    stays = one.receipt["does"] == MERGED
    if not stays and one.receipt["does"] != "absorbed":
        yield from (one.said(False, f"{posting.why} without a merge") for posting in one.moved_over)
        return
    asked, account = one.receipt["asked"], one.account
    pair = (one.member, asked["absorbs"]) if stays else (asked["into"], one.member)
    moved = Counter[str]()
    account.absorbed_with, account.absorbed_at = (one.receipt["number"], one.receipt["at"]) if stays else (0, 0)
    for posting in one.moved_over:
        _move(account, posting, moved)
    yield one.said(min(account.lots.values(), default=0) >= 0, f"less than nothing is left of {account.lots}")
    fold(account.lots)
    if not stays:
        left = {asset: n for asset, n in account.holds.items() if n}
        yield one.said(not left and not any(account.owed.values()), f"{left} is left of a record that was absorbed")
    for asset, n in moved.items():
        recount.merging[pair][asset] += n
    recount.merged[pair] += 1
    if recount.merged[pair] == 2:
        lost = {asset: n for asset, n in recount.merging[pair].items() if n}
        yield one.said(not lost, f"{lost} more came to {pair[0]} than left {pair[1]}")
        _join(recount.accounts[pair[0]], recount.accounts[pair[1]])


def _move(account: Account, posting: Posting, moved: Counter[str]) -> None:
    for asset in posting.gave.keys() | posting.took.keys():
        n, key = posting.gave[asset] - posting.took[asset], key_of(posting.campaign, asset)
        moved[key] += n
        account.holds[key] += n
        account.owed[key] += posting.owed[asset]
    account.lots.update(posting.lots)
    account.tags.update(posting.tags)


def _join(account: Account, absorbed: Account) -> None:
    """Hold who stays to what both were held to: what was promised, given and used, and how near a guarantee is."""
    account.joined = min((one for one in (account.joined, absorbed.joined) if one), default=0)
    account.bought.last = max(account.bought.last, absorbed.bought.last)
    account.brand_tags = None
    account.opted |= absorbed.opted
    account.counted |= absorbed.counted
    account.used |= absorbed.used
    for question, answers in absorbed.answers.items():
        account.answers.setdefault(question, []).extend(answers)
    account.orders = absorbed.orders | account.orders
    account.redeemed |= absorbed.redeemed
    account.given.update(absorbed.given)
    account.paid.update(absorbed.paid)
    account.returned.update(absorbed.returned)
    account.grants.update(absorbed.grants)
    account.consents |= absorbed.consents
    account.told.update(absorbed.told)
    for what, promises in absorbed.promised.items():
        account.promised[what] += promises
    for block, memory in absorbed.memory.items():
        own = account.memory.get(block, ())
        size = max(len(own), len(memory))
        both = [(*each, *[0] * (size - len(each))) for each in (own, memory)]
        account.memory[block] = tuple(map(max, *both))


def of_absorbed(member: str, written: Mapping[str, Sequence[Receipt]]) -> list[Receipt]:
    """The receipts of all records that a member's absorbed. written: by member, the receipts."""
    found = list[Receipt]()
    for other in (one["asked"]["absorbs"] for one in written.get(member, ()) if one["does"] == MERGED):
        found += (*written.get(other, ()), *of_absorbed(other, written))
    return found


RULES = (Rule("What two records of one person hold is conserved as they are merged", "records", conserved),)
