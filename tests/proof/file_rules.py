"""What a campaign's file says, read by hand: a second reader, as small as can be, which shares no code with the first.

It reads the tree of texts, understands the few phrases that the proofs need, and compares wall clocks as tuples.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

Tree = dict[str, Any]

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
ROUNDS = {"daily": "day", "weekly": "week", "monthly": "month", None: "campaign"}


@lru_cache(maxsize=65536)
def wall(zone: str, at: int) -> datetime:
    """What the wall clock shows, naive."""
    moment = datetime.fromtimestamp(at // 1000, UTC) + timedelta(milliseconds=at % 1000)
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def limits(block: Tree) -> list[tuple[int, str]]:
    """`3 a day`, or a list of such, as (3, day)."""
    said = block.get("limit", [])
    return [_counted(one) for one in ([said] if isinstance(said, str) else said)]


def sends(collection: Tree) -> list[tuple[int, str]]:
    return limits({"limit": collection["send"]}) if "send" in collection else []


def stock(block: Tree) -> tuple[int, str] | None:
    """`5` or `60 a window`, as (60, window); None: as many as one likes."""
    if "stock" not in block:
        return None
    count, _, per = block["stock"].partition(" a ")
    return int(count), per or "campaign"


def bag(said: Tree) -> Counter[str]:
    """A bag by asset."""
    found = Counter({"points": int(said.get("points", 0))})
    for kind in ("draws", "fragments", "prizes"):
        what = said.get(kind, {})
        names = {what: 1} if isinstance(what, str) else dict.fromkeys(what, 1) if isinstance(what, list) else what
        found.update({f"{kind}/{name}": int(n) for name, n in names.items()})
    return +found


def period(campaign: Tree, per: str, at: int) -> str:
    """The calendar period in which a moment counts. A window opens at most once in a day here, and is called by it."""
    now = wall(campaign["timezone"], at)
    match per:
        case "campaign":
            return ""
        case "week":
            first = WEEKDAYS.index(campaign.get("week_starts", "Mon"))
            return f"week of {now.date() - timedelta(days=(now.weekday() - first) % 7)}"
        case "month":
            return f"{now:%Y-%m}"
        case "year":
            return f"{now:%Y}"
        case _:
            return f"{now:%Y-%m-%d}"


def window(campaign: Tree, redemption: Tree, at: int) -> str:
    """The period in which a redemption opens once: its window goes by that name."""
    opens = redemption["opens"].removeprefix("end of ")
    per = "month" if opens[0].isdigit() else "year" if opens[:3] in MONTHS else "week"
    per = "campaign" if opens[:4].isdigit() else "day" if opens.startswith("daily") else per
    return period(campaign, per, at)


def is_open(campaign: Tree, at: int, *blocks: Tree) -> bool:
    """Whether the campaign and every one of its blocks is open at a moment."""
    now = wall(campaign["timezone"], at)
    return all(_is_open(block, now) for block in (campaign, *blocks))


def open_tasks(campaign: Tree, event_type: str, at: int) -> Iterator[tuple[str, Tree, Tree]]:
    """The tasks that listen to an event and are open, as (path, challenge, task)."""
    for challenge_name, challenge in campaign.get("challenges", {}).items():
        for name, task in challenge["tasks"].items():
            if task["when"] == event_type and is_open(campaign, at, challenge, task):
                yield f"{challenge_name}/{name}", challenge, task


def _counted(said: str) -> tuple[int, str]:
    count, _, per = said.partition(" a ")
    return int(count), per


def _is_open(block: Tree, now: datetime) -> bool:
    if "opens" in block and _place(block["opens"], now) > _now(block["opens"], now):
        return False
    return "closes" not in block or _now(block["closes"], now) < _place(block["closes"], now)


def _now(said: str, now: datetime) -> tuple[Any, ...]:
    """The moment as a place in the period that a phrase recurs in."""
    return _shape(said, (now.year, now.month, now.day, now.weekday()), now.hour * 3600 + now.minute * 60 + now.second)


def _place(said: str, now: datetime) -> tuple[Any, ...]:
    """`20th 10:00`, `end of Wed`, `Dec 1 00:00` as a place in its period."""
    end = said.startswith("end of ")
    day, _, clock = said.removeprefix("end of ").rpartition(" ") if not end else (said.removeprefix("end of "), "", "")
    hours, minutes = (24, 0) if end else map(int, clock.split(":"))
    year, month, number, weekday = now.year, now.month, now.day, now.weekday()
    if day[:4].isdigit():
        year, month, number = map(int, day.split("-"))
    elif day[:3] in WEEKDAYS:
        weekday = WEEKDAYS.index(day[:3])
    elif day[:3] in MONTHS:
        month, number = MONTHS.index(day[:3]) + 1, int(day[4:] or 31)
    elif day == "month":
        number = 31
    elif day[:1].isdigit():
        number = int(day[:-2])
    return _shape(said, (year, month, number, weekday), hours * 3600 + minutes * 60)


def _shape(said: str, day: tuple[int, int, int, int], seconds: int) -> tuple[Any, ...]:
    what = said.removeprefix("end of ")
    year, month, number, weekday = day
    if what[:4].isdigit():
        return (year, month, number, seconds)
    if what[:3] in WEEKDAYS:
        return (weekday, seconds)
    if what[:3] in MONTHS:
        return (month, number, seconds)
    return (seconds,) if what.startswith("daily") else (number, seconds)
