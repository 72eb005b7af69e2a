"""A campaign's calendar, read by hand: when a block is open, and the period in which a moment counts.

It is a second reader of the phrases for moments, and shares no code with the first. A recurring window is open while it
opened more recently than it closed. One that the clock skips altogether opens when the clock has skipped it, and stays
open as long as on other days: that is all there is to it.
"""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

Tree = dict[str, Any]
"""A campaign file, or a block of it, as a tree of texts."""

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
UNITS = {"ms": 1, "second": 1_000, "minute": 60_000, "hour": 3_600_000}
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
NEVER = -1


def is_open(campaign: Tree, at: int, *blocks: Tree) -> bool:
    """Whether the campaign and every one of its blocks is open at a moment (epoch ms)."""
    return all(_is_open(block, campaign["timezone"], at) for block in (campaign, *blocks))


def began(block: Tree, zone: str, at: int) -> int:
    """When a block last opened, up to a moment, in epoch ms; NEVER before the first time."""
    skipped = _last_skipped(block, zone, at)
    return skipped[0] if skipped else latest(block["opens"], zone, at)


def latest(said: str, zone: str, at: int) -> int:
    """The last time, up to a moment, that a phrase like `20th 10:00` came true, in epoch ms; NEVER before the first."""
    return max((one for one in _moments(said, zone, wall(zone, at).date()) if one <= at), default=NEVER)


def period(campaign: Tree, per: str, at: int) -> str:
    """The name of the day, week, month or year in which a moment counts; "" for the whole campaign."""
    now = wall(campaign["timezone"], at)
    if per == "week":
        first = WEEKDAYS.index(campaign.get("week_starts", "Mon"))
        return f"week of {now.date() - timedelta(days=(now.weekday() - first) % 7)}"
    return now.strftime({"day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y", "campaign": ""}[per])


def is_late(campaign: Tree, event_at: int, now: int) -> bool:
    """Whether the grace for an event is over."""
    return now >= after(campaign.get("grace", "24 hours"), campaign["timezone"], event_at)


def after(said: str, zone: str, at: int) -> int:
    """The moment so long after another one: hours and shorter are exact, days keep the wall clock."""
    count, unit = said.split(" ")
    unit = unit if unit == "ms" else unit.removesuffix("s")
    if unit in UNITS:
        return at + int(count) * UNITS[unit]
    days = int(count) * {"day": 1, "week": 7}[unit]
    return _instant(wall(zone, at) + timedelta(days=days), zone)


def days_after(said: str, zone: str, at: int) -> int:
    """When `15 days` after a moment are over: with the end of the fifteenth day; of hours and shorter, exactly."""
    count, unit = int(said.partition(" ")[0]), said.partition(" ")[2]
    unit = unit if unit == "ms" else unit.removesuffix("s")
    if unit in UNITS:
        return at + count * UNITS[unit]
    day = wall(zone, at).date()
    if unit in ("month", "year"):
        month = day.year * 12 + day.month - 1 + count * (12 if unit == "year" else 1)
        last = _nearest(month // 12, month % 12, day.day)
    else:
        last = day + timedelta(days=count * (7 if unit == "week" else 1))
    return day_starts(last + timedelta(days=1), zone)


def day_starts(day: date, zone: str) -> int:
    """The first moment of a day, in epoch ms."""
    return _instant(datetime.combine(day, time()), zone)


@lru_cache(maxsize=65536)
def wall(zone: str, at: int) -> datetime:
    """The time on the wall clock at a moment, naive."""
    return (EPOCH + timedelta(milliseconds=at)).astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def _is_open(block: Tree, zone: str, at: int) -> bool:
    if skipped := _last_skipped(block, zone, at):
        return at < skipped[1]
    opened = latest(block["opens"], zone, at) if "opens" in block else 0
    closed = latest(block["closes"], zone, at) if "closes" in block else NEVER
    return opened != NEVER and closed <= opened


def _last_skipped(block: Tree, zone: str, at: int) -> tuple[int, int] | None:
    """When the last window of a block opened and closed, if the clock skipped it; None for another."""
    if "opens" not in block or "closes" not in block or block["opens"].removeprefix("end of ")[:4].isdigit():
        return None
    for wanted in sorted(_walls(block["opens"], wall(zone, at).date()), reverse=True):
        skipped = _skipped(wanted, block["closes"], zone)
        if at >= (skipped[0] if skipped else _instant(wanted, zone)):
            return skipped
    return None


@lru_cache(maxsize=65536)
def _skipped(opens: datetime, closes: str, zone: str) -> tuple[int, int] | None:
    """When the window that should open by that wall clock opens and closes, if the clock skips it; None: it does not.

    Clocks skip to whole minutes.
    """
    moment = _instant(opens, zone)
    if wall(zone, moment) == opens:
        return None
    tomorrow = (opens + timedelta(days=1)).date()
    ends = min((one for day in (opens.date(), tomorrow) for one in _walls(closes, day) if one > opens), default=None)
    if ends is None or _instant(ends, zone) > moment:
        return None
    first = moment - moment % 60_000
    while wall(zone, first - 60_000) > opens:
        first -= 60_000
    return first, first + (ends - opens) // timedelta(milliseconds=1)


@lru_cache(maxsize=65536)
def _moments(said: str, zone: str, day: date) -> tuple[int, ...]:
    """When a phrase comes true in the period of a day and in the two before it; of a date, the one time."""
    return tuple(_instant(one, zone) for one in _walls(said, day))


@lru_cache(maxsize=65536)
def _walls(said: str, day: date) -> tuple[datetime, ...]:
    """The same by the wall clock, as it is written."""
    end = said.startswith("end of ")
    name, *rest = said.removeprefix("end of ").split(" ")
    clock = time.fromisoformat(rest.pop()) if rest and not end else time()
    after = timedelta(days=1) if end else timedelta()
    days = _days(name, int(rest[0]) if rest else 31, day)
    return tuple(datetime.combine(one + after, clock) for one in days)


def _days(name: str, number: int, day: date) -> list[date]:
    """The days that `2026-06-30`, `daily`, `Wed`, `20th`, `month`, or a month with its day's number stand for."""
    if name[:4].isdigit():
        return [date.fromisoformat(name)]
    if name in ("daily", "day"):
        return [day - timedelta(days=n) for n in range(3)]
    if name in WEEKDAYS:
        back = (day.weekday() - WEEKDAYS.index(name)) % 7
        return [day - timedelta(days=back + 7 * n) for n in range(3)]
    if name in MONTHS:
        return [_nearest(day.year - n, MONTHS.index(name), number) for n in range(3)]
    months = [day.year * 12 + day.month - 1 - n for n in range(3)]
    return [_nearest(one // 12, one % 12, 31 if name == "month" else int(name[:-2])) for one in months]


def _nearest(year: int, month: int, day: int) -> date:
    """That day of the month (0 is January), or the last where the month is shorter."""
    return date(year, month + 1, min(day, monthrange(year, month + 1)[1]))


def _instant(naive: datetime, zone: str) -> int:
    """The moment of a wall clock: the first of two, and moved on where summer time skips it."""
    return (naive.replace(tzinfo=ZoneInfo(zone), fold=0) - EPOCH) // timedelta(milliseconds=1)
