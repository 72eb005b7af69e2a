"""Wall clocks: from epoch milliseconds to local time and back, and what people count in days, months and years.

Everything that depends on a timezone's rules passes through `local` and `instant`. A clock time that DST skips advances
by the gap, a doubled one is the first (RFC 5545's rule for both); a day that a month lacks is its last day.

Clocks are read from the year 100 to the year 9900. What lies beyond is taken for the nearest day within: other systems
say "for ever" by 9999-12-31, and that must not stop a member.
"""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

DAY = 86_400_000
"""The milliseconds of a wall clock's day; a real day may be shorter or longer."""

FIRST_DAY, LAST_DAY = date(100, 1, 1), date(9900, 1, 1)
"""The days between which clocks are read. Python's calendar goes on for some decades, so that zones and windows fit."""

_MS = timedelta(milliseconds=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST, _LAST = ((day - _EPOCH.date()) // _MS for day in (FIRST_DAY, LAST_DAY))
_EXACT = {"ms": 1, "seconds": 1_000, "minutes": 60_000, "hours": 3_600_000}
_DAYS = {"days": 1, "weeks": 7}
_MONTHS = {"months": 1, "years": 12}

MOST_YEARS = 100
"""The longest time that is meant: a longer one is taken for mistyped."""


@lru_cache(maxsize=1024)  # one request asks for its own moment a dozen times
def local(at: int, zone: ZoneInfo) -> datetime:
    """The time that the wall clock shows at `at`, as a naive datetime."""
    return (_EPOCH + _within(at) * _MS).astimezone(zone).replace(tzinfo=None)


def instant(wall: datetime, zone: ZoneInfo) -> int:
    """When the wall clock shows the naive `wall`, in epoch ms: doubled, the first; skipped, later by the gap."""
    # fold=0 does both: it reads a skipped time by the offset before the gap
    return (wall.replace(tzinfo=zone, fold=0) - _EPOCH) // _MS


def after_gap(wall: datetime, zone: ZoneInfo) -> int | None:
    """The first moment, in epoch ms, after the gap in which the clock skips the naive `wall`; None: it skips it not."""
    late, early = instant(wall, zone), (wall.replace(tzinfo=zone, fold=1) - _EPOCH) // _MS
    if late <= early:
        return None
    before = early  # the clock still shows less than it skips; from `late` on it shows more
    while late - before > 1:
        middle = (before + late) // 2
        before, late = (middle, late) if local(middle, zone) < wall else (before, middle)
    return late


@lru_cache(maxsize=1024)  # so does what falls due: for its day, and for the member's next birthday
def midnight(day: date, zone: ZoneInfo) -> int:
    """The first moment of a local day in epoch ms; 01:00 where DST skips midnight."""
    return instant(datetime.combine(day, time()), zone)


def add(count: int, unit: str, zone: ZoneInfo, at: int) -> int:
    """`at` and so many units of a `Duration`, which may be negative: days and longer keep the wall clock."""
    if unit in _EXACT:
        return _within(at + count * _EXACT[unit])
    wall = local(at, zone)
    return instant(datetime.combine(_days_on(wall.date(), count, unit), wall.time()), zone)


def is_too_long(count: int, unit: str) -> bool:
    """Whether so many units of a `Duration` are more than anybody means, `MOST_YEARS`."""
    if unit in _MONTHS:
        return count * _MONTHS[unit] > MOST_YEARS * 12
    ms = _EXACT[unit] if unit in _EXACT else _DAYS[unit] * DAY
    return count * ms > MOST_YEARS * 366 * DAY


def longest(count: int, unit: str) -> int:
    """The most that so many units of a `Duration` may be, from whatever moment on, in ms."""
    if unit in _EXACT:
        return count * _EXACT[unit]
    days = count * (31 * _MONTHS[unit] if unit in _MONTHS else _DAYS[unit])
    return (days + 1) * DAY  # the clock may change meanwhile


def coupon_end(count: int, unit: str, zone: ZoneInfo, at: int) -> int:
    """When a coupon received at `at` ends: with the n-th day after it, at its end; to the ms for hours and shorter."""
    if unit in _EXACT:
        return add(count, unit, zone, at)
    return midnight(_days_on(local(at, zone).date(), count, unit) + timedelta(days=1), zone)


def day_index(zone: ZoneInfo, origin: int, at: int) -> int:
    """How many local calendar days after `origin`'s the day of `at` is; negative before it."""
    return (local(at, zone).date() - local(origin, zone).date()).days


def age(born: str, zone: ZoneInfo, at: int) -> int:
    """Full years on the local date of `at`. born: ISO date; Feb 29 has its birthday on Mar 1 of ordinary years."""
    birth, today = date.fromisoformat(born), local(at, zone).date()
    return today.year - birth.year - ((today.month, today.day) < (birth.month, birth.day))


def aged(born: str, years: int, zone: ZoneInfo) -> int:
    """The first moment, in epoch ms, at which `age` is so many years."""
    birth = date.fromisoformat(born)
    year = min(birth.year + years, LAST_DAY.year)
    leap = (birth.month, birth.day) == (2, 29) and monthrange(year, 2)[1] == 28
    return midnight(date(year, 3, 1) if leap else birth.replace(year=year), zone)


def months_on(day: date, months: int) -> date:
    """The same day so many months on; of a month that lacks it, the last."""
    return _days_on(day, months, "months")


def birthday(born: str, year: int) -> date:
    """The birthday in a year of whoever was born on that ISO date; of Feb 29, Feb 28 in ordinary years."""
    birth = date.fromisoformat(born)
    return nearest_day(year, birth.month, birth.day)


def nearest_day(year: int, month: int, day: int) -> date:
    """That day of the month, or the month's last where it lacks it."""
    return date(year, month, min(day, monthrange(year, month)[1]))


def _within(at: int) -> int:
    """The moment, or the nearest one at which clocks are read."""
    return min(max(at, _FIRST), _LAST)


def _days_on(day: date, count: int, unit: str) -> date:
    if unit in _DAYS:
        number = day.toordinal() + count * _DAYS[unit]
        return date.fromordinal(min(max(number, FIRST_DAY.toordinal()), LAST_DAY.toordinal()))
    year, month = divmod(day.year * 12 + day.month - 1 + count * _MONTHS[unit], 12)
    if FIRST_DAY.year <= year < LAST_DAY.year:
        return nearest_day(year, month + 1, day.day)
    return FIRST_DAY if year < FIRST_DAY.year else LAST_DAY
