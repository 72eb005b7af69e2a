"""Home screens that were read on the way: what they show is what the receipts up to then make of it.

Each was read when everybody who was due had been swept, so nothing waits for the member to come.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from msgspec import Struct

from audit.calendar import wall
from audit.lots import ends, last_day
from audit.recount import Recount

HELD = ("Points that are shown can be spent, and end on the days that are shown", "screens")
DUE = ("Nobody who was due was forgotten by the sweep", "screens")
TAGS = ("The tags of the brand and of rules are shown as each said", "screens")
TIER = ("The tier that is shown is the one that stars brought last", "screens")
RULES = (HELD, DUE, TAGS, TIER)


class Look(Struct, frozen=True):
    """A member's home screen at a moment."""

    at: int
    """The moment, by the server, in epoch ms."""
    home: dict[str, Any]
    """Everything that it shows."""


class Looks:
    """The screens by member and number of the last receipt, each to be compared once that is added."""

    def __init__(self, looks: Iterable[Look], erased: Collection[str] = ()) -> None:
        """erased: members of whose tags nothing is told any more."""
        self._erased = erased
        self._left: dict[tuple[str, int], list[Look]] = {}
        for one in looks:
            self._left.setdefault((one.home["member"], one.home["version"]), []).append(one)

    def compare(self, recount: Recount, member: str, number: int) -> None:
        """Compare the screens that show a member up to a receipt."""
        for look in self._left.pop((member, number), ()):
            recount.note(*HELD, _held(recount, member, look))
            due = look.home["settled"]
            recount.note(*DUE, [f"{member} is shown {due} at {look.at}, which nothing settled" if due else ""])
            recount.note(*TAGS, () if member in self._erased else _tags(recount, member, look))
            recount.note(*TIER, _tier(recount, member, look))

    def end(self, recount: Recount) -> None:
        """A screen that shows a receipt that is not there is wrong."""
        for rule in RULES:
            recount.note(*rule, ())
        recount.note(*DUE, (f"{member} is at {number}, of which there is no receipt" for member, number in self._left))


def _held(recount: Recount, member: str, look: Look) -> Iterator[str]:
    """By the lots of the member: without what has ended, and without what is kept for a bill."""
    purse, zone = look.home["purse"], recount.zone(look.at)
    if look.home["settled"]:
        return
    good = Counter({name: n for name, n in recount.accounts[member].lots.items() if n and ends(name, zone) > look.at})
    held = sum(good.values()) - purse["on_hold"]
    right = purse["held"] == look.home["points"] == max(0, held)
    yield "" if right else f"{member} is shown {purse['held']} points at {look.at}, and may spend {held}"
    if not purse["on_hold"]:
        days = Counter[str]()
        for name, n in good.items():
            days[last_day(name).isoformat()] += n if ends(name, zone) < float("inf") else 0
        shown = {one["day"]: one["n"] for one in purse["ends"]}
        yield (
            "" if shown == +days else f"{member} is shown that {shown} end at {look.at}; by the receipts {dict(+days)}"
        )


def _tags(recount: Recount, member: str, look: Look) -> Iterator[str]:
    account, month = recount.accounts[member], f"{wall(recount.zone(look.at), look.at):%Y-%m}"
    own = [named.partition("=") for named, n in account.tags.items() if n]
    ruled = {tag for tag, _, last in own if not last or last >= month}
    shown = {one["name"] for one in look.home["tags"]}
    yield "" if shown == ruled else f"{member} is shown {sorted(shown)} at {look.at}, and rules gave {sorted(ruled)}"
    brand = frozenset(look.home["profile"].get("tags", ()))
    said = account.brand_tags
    yield (
        ""
        if said in (None, brand)
        else f"{member} is shown the brand's {sorted(brand)}, which said {sorted(said or ())}"
    )


def _tier(recount: Recount, member: str, look: Look) -> Iterator[str]:
    tier, shown = recount.accounts[member].tier, look.home["profile"].get("tier", "")
    yield "" if tier in (None, shown) else f"{member} is shown the tier {shown!r} at {look.at}, and has {tier!r}"
