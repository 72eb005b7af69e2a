"""Limits and stock: how often each member did a limited thing in each period, and how many units all got together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from local.audit.file_rules import blocks, limits, stock
from local.audit.recount import Booking, Key, Recount, Rule, Said

TAKEN = ("Stock taken is stock granted", "stocks")
REPLACED = ("A prize gives way to another only when it is gone", "prizes replaced")


def kept(recount: Recount, one: Booking) -> Said:
    """Of every block that was used, each limit on the way to it."""
    for campaign, path, times in one.uses:
        tree = one.tree(campaign)
        if not blocks(tree, path) or not _tells_when(one, campaign, path):
            continue
        side = " received" if one.receipt["does"] == "receive" else ""
        for whose, limit, period in limits(tree, path, one.moment):
            key = (f"{campaign}/{whose}{side}", limit, period)
            one.account.uses[key] += times
            yield one.said(one.account.uses[key] <= limit[0], f"{key[0]} {one.account.uses[key]} times of {limit}")


def granted(recount: Recount, one: Booking) -> Said:
    """Units of limited stocks: every prize that is handed out, of whatever kind, and every use of a limited block."""
    for campaign, path, at, n in _units(one):
        if limited := stock(one.tree(campaign), path, at):
            key = (campaign, path, limited[1])
            recount.granted[key] += n
            yield one.said(
                recount.granted[key] <= limited[0], f"{recount.granted[key]} of {limited[0]} {'/'.join(key)}"
            )


def compare_stock(recount: Recount, taken: Mapping[Key, int]) -> None:
    """Hold what was granted against what is taken from the shards, in each window by itself, whatever its name."""
    there, mine = _windows(taken), _windows(recount.granted)
    said = (
        "" if there.get(one) == mine.get(one) else f"{'/'.join(one)}: {there.get(one)} taken, {mine.get(one)} granted"
        for one in sorted(there.keys() | mine.keys())
    )
    recount.note(*TAKEN, said)


def compare_replaced(recount: Recount) -> None:
    """A stock that another prize stood in for must be gone, when everything is booked."""
    said = (
        "" if recount.granted[key] >= n else f"{'/'.join(key)}: another was given at {recount.granted[key]} of {n}"
        for key, n in recount.replaced.items()
    )
    recount.note(*REPLACED, said)


def _units(one: Booking) -> Iterator[tuple[str, str, int, int]]:
    for posting in one.postings:
        if posting["asset"].startswith("prizes/") and posting["n"] > 0:
            yield posting["campaign"], posting["asset"], posting.get("at") or one.moment, posting["n"]
    for campaign, path, times in one.uses:
        if ":" not in path:
            yield campaign, path, one.when(campaign, path), times


def _tells_when(one: Booking, campaign: str, path: str) -> bool:
    """Whether a receipt tells when its uses of a block counted: what was earned while the campaign was paused is paid
    later, and counts in the period in which it was earned.
    """
    dues = {
        posting.get("at", 0) > 0
        for posting in one.postings
        if (posting["campaign"], posting["why"]) == (campaign, path)
    }
    return True not in dues or (False not in dues and (campaign, path.partition(":")[0]) in one.counted)


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
