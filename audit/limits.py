"""Limits and stock: how often each member did a limited thing in each period, and how many units all got together."""

from collections.abc import Mapping

from audit.file_rules import limits, stock
from audit.recount import Key, MemberReceipt, Recount, Rule, Said

TAKEN = ("Stock taken is stock granted", "stocks")
REPLACED = ("A prize gives way to another only when it is gone", "stocks replaced")


def kept(recount: Recount, one: MemberReceipt) -> Said:
    """Of every block that was used, each limit on the way to it."""
    for posting, _ in one.uses:
        why = f"{posting.path}:receive" if one.receipt["does"] == "receive" else posting.why
        if not one.is_owed(posting) and not one.is_by_new_terms(posting):
            for whose, limit, period in limits(one.tree(posting.campaign), why, posting.counted_at):
                key = (f"{posting.campaign}/{whose}", limit, period)
                one.account.uses[key] += posting.times
                yield one.said(one.account.uses[key] <= limit[0], f"{key[0]} {one.account.uses[key]} times of {limit}")


def granted(recount: Recount, one: MemberReceipt) -> Said:
    """Units of limited stocks: every prize that is handed out, of whatever kind, and every use of a limited block."""
    units = [(p, asset, n) for p in one.postings for asset, n in p.gave.items() if asset.startswith("prizes/")]
    units += [(posting, posting.path, posting.times) for posting, _ in one.uses if posting.why == posting.path]
    for posting, path, n in units:
        if limited := stock(one.tree(posting.campaign), path, posting.counted_at):
            key = (posting.campaign, path, limited[1])
            recount.granted[key] += n
            yield one.said(recount.granted[key] <= limited[0], f"{'/'.join(key)}: {recount.granted[key]} of {limited}")


def compare_stock(recount: Recount, taken: Mapping[Key, int]) -> None:
    """Hold what was granted against what is taken from the shards, in each window by itself, whatever its name."""
    there, mine = _windows(taken), _windows(recount.granted)
    said = (
        "" if there.get(one) == mine.get(one) else f"{'/'.join(one)}: {there.get(one)} taken, {mine.get(one)} granted"
        for one in sorted(there.keys() | mine.keys())
    )
    recount.note(*TAKEN, said)


def compare_replaced(recount: Recount) -> None:
    """A stock that another prize stood in for must be gone, when all receipts are added."""
    said = (
        "" if recount.granted[key] >= n else f"{'/'.join(key)}: another was given at {recount.granted[key]} of {n}"
        for key, n in recount.replaced.items()
    )
    recount.note(*REPLACED, said)


def _windows(counted: Mapping[Key, int]) -> dict[tuple[str, str], list[int]]:
    found: dict[tuple[str, str], list[int]] = {}
    for (campaign, path, _), n in counted.items():
        if n:
            found.setdefault((campaign, path), []).append(n)
    return {one: sorted(sums) for one, sums in found.items()}


RULES = (
    Rule("No limit is exceeded", "uses", kept),
    Rule("No stock is oversold", "units", granted),
)
