"""Lots of points: each point belongs to a month, ends once at its moment, and is spent before what ends later.

A lot goes by a name: `2026-05` never ends, `2026-05+24` ends with the 24th month after its own, `2026-05y+1` with the
next year, and `2026-05=2029-05-31` with a day.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta

from audit.calendar import day_starts, days_after, wall
from audit.file_rules import blocks, months
from audit.recount import PROGRAMME, MemberReceipt, Posting, Recount, Rule, Said

MOST = 40
"""Lots that a member's record keeps; beyond, the two that end first are one."""

EVER = date.max

BEFORE = "0000-00"
"""The lot of points that a release earlier than lots gave: it never ends, and its first spending tells its month."""


def last_day(name: str) -> date:
    """The last day on which the points of a lot can be spent."""
    year, month, end = int(name[:4]), int(name[5:7]), name[7:]
    if end.startswith("="):
        return date.fromisoformat(end[1:])
    if end.startswith("y+"):
        return date(year + int(end[2:]), 12, 31)
    if end.startswith("+"):
        months = year * 12 + month + int(end[1:])
        return date(months // 12, months % 12 + 1, 1) - timedelta(days=1)
    return EVER


def ends(name: str, zone: str) -> float:
    """The first moment at which the points of a lot can't be spent, in epoch ms."""
    last = last_day(name)
    return float("inf") if last == EVER else day_starts(last + timedelta(days=1), zone)


def order(name: str) -> tuple[date, str]:
    """The order of spending: what ends first, and of that what is older."""
    return last_day(name), name[:7]


def of_points(recount: Recount, one: MemberReceipt) -> Said:
    """Each movement of points is that of its lots and of what is owed; and nothing is left that has ended."""
    lots, zone = one.account.lots, recount.zone(one.receipt["at"])
    for posting in one.postings:
        moved = posting.gave["points"] - posting.took["points"]
        if moved and _is_of_before(posting, lots):
            lots[BEFORE] += moved
        elif moved or posting.lots:
            _name_before(posting, lots)
            lots_moved = sum(posting.lots.values()) - posting.owed["points"]
            yield one.said(moved == lots_moved, f"{moved} points by {posting.why}, and {lots_moved} in their lots")
            yield one.said(*_in_order(one, posting, lots, zone))
            yield one.said(*_earned(recount, one, posting, zone))
            lots.update(posting.lots)
            short = {name: n for name, n in lots.items() if n < 0}
            yield one.said(not short, f"less than nothing is left of {short}")
    fold(lots)
    if one.receipt["at"] < one.account.held:  # what is kept for a bill does not end, nor pay what is owed
        return
    over = {name: n for name, n in lots.items() if n and ends(name, zone) <= one.receipt["at"]}
    yield one.said(not over or not one.settles, f"{over} have ended, and are still held")
    owes, holds = one.account.owed["points"], sum(lots.values())
    yield one.said(not (owes and holds), f"{owes} points are owed, while {holds} are held")


def _is_of_before(posting: Posting, lots: Mapping[str, int]) -> bool:
    """Whether a movement is of a release earlier than lots: after it, all points have theirs."""
    return not (posting.lots or posting.owed["points"] or lots.keys() - {BEFORE})


def _name_before(posting: Posting, lots: Counter[str]) -> None:
    """Give the points of before the name by which they are taken: `2026-05`."""
    for name, n in posting.lots.items():
        if lots[BEFORE] and len(name) == len(BEFORE) and lots[name] < -n:
            lots[name] += lots.pop(BEFORE)


def _in_order(one: MemberReceipt, posting: Posting, lots: Mapping[str, int], zone: str) -> tuple[bool, str]:
    """Points that ended left whole, at their moment; those that were spent came from the lots that end first."""
    taken = {name: -n for name, n in posting.lots.items() if n < 0}
    if posting.why == "expired":
        part = one.account.held > 0  # the rest of it was kept for a bill
        here = all(lots[name] == n or (part and lots[name] > n) for name, n in taken.items())
        right = here and all(ends(name, zone) == posting.due for name in taken)
        return right and not posting.gave, f"{taken} ended at {posting.due}, of {dict(lots)}"
    if one.receipt["at"] < one.account.held:  # what is kept for other bills is not there to be spent
        return True, ""
    if not taken or posting.gave["points"] or one.is_undone(posting):  # an order's own lots go back first
        return True, ""
    if posting.undoes or one.receipt["does"] == "pay_cash":  # and what waited for cash was taken when it began to
        return True, ""
    newest = _newest(one, posting, zone)
    ready = sorted((name for name, n in lots.items() if n > 0 and name[:7] <= newest), key=order)
    n, first = sum(taken.values()), {}
    for name in ready:
        if n > 0:
            first[name] = min(n, lots[name])
            n -= first[name]
    return taken == first, f"{taken} were spent, and {first} end first of what is old enough"


def _newest(one: MemberReceipt, posting: Posting, zone: str) -> str:
    on = blocks(one.tree(posting.campaign), posting.path) if posting.campaign != PROGRAMME else []
    prices = [str(on[-1].get(key, {}).get("points", "")) for key in ("costs", "ten_costs")] if on else []
    return newest(next((price for price in prices if " older than " in price), ""), zone, one.receipt["at"])


def newest(price: str, zone: str, at: int) -> str:
    """The newest month whose points may be spent: any, or that which is as old as the price says."""
    age = price.partition(" older than ")[2]
    if not age:
        return "9999-12"
    now = wall(zone, at)
    month = now.year * 12 + now.month - 1 - 1 - months(age)
    return f"{month // 12:04}-{month % 12 + 1:02}"


def spendable(lots: Mapping[str, int], price: str, zone: str, at: int) -> int:
    """The points of lots that have not ended at a moment, and are as old as a price says."""
    last = newest(price, zone, at)
    return sum(n for name, n in lots.items() if name[:7] <= last and ends(name, zone) > at)


def _earned(recount: Recount, one: MemberReceipt, posting: Posting, zone: str) -> tuple[bool, str]:
    """Points that come belong to the month in which they came, or were to come after their days, and end as the
    programme said when it began, or by a prize's rule.
    """
    # else it goes back where it was, or was another system's
    is_new = posting.why not in ("bill", "imported") and not posting.undoes
    came = [name for name, n in posting.lots.items() if n > 0 and is_new]
    tree = one.tree(posting.campaign) if came and posting.campaign != PROGRAMME else {}
    tasks = [task for challenge in tree.get("challenges", {}).values() for task in challenge["tasks"].values()]
    waited = [days_after(task["after"], tree["timezone"], posting.at) for task in tasks if "after" in task]
    months = {f"{wall(zone, at):%Y-%m}" for at in (posting.at, one.receipt["at"], *waited)}
    right = all(name[:7] in months and _kind(name) in (_valid(recount, name[:7], zone), "=") for name in came)
    return right, f"{came} came at {posting.at}"


def _valid(recount: Recount, month: str, zone: str) -> str:
    """How points of a month (`2026-05`) end by the programme that it began with, or the first, as names of lots say."""
    began = day_starts(date.fromisoformat(f"{month}-01"), zone)
    said = str((recount.terms(began) or recount.first_terms).get("points", {}).get("valid", ""))
    if said.startswith("end of"):
        return "y+1" if "next" in said else "y+0"
    return f"+{months(said)}" if said else ""


def _kind(name: str) -> str:
    return "=" if name[7:8] == "=" else name[7:]


def fold(lots: Counter[str]) -> None:
    """Beyond so many lots, the two that end first become one: as old as the older, and good as long as the longer."""
    while len(held := sorted((name for name, n in lots.items() if n), key=order)) > MOST:
        first, second = held[:2]
        end = "" if last_day(second) == EVER else f"={last_day(second)}"
        joined, n = f"{min(first[:7], second[:7])}{end}", lots.pop(first) + lots.pop(second)
        lots[joined] += n
    for name in [name for name, n in lots.items() if not n]:
        del lots[name]


RULES = (Rule("Points are in lots, spent in order, and end once at their moment", "movements", of_points),)
