"""When a member's segments change by themselves: days pass, and nobody comes.

Days are those of the programme's calendar, so they change with its midnights and nothing else. What changes them with a
moment of its own (points that end, a tier that is looked at, a tag that ends) is not among these.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from chalicelib.domain.play.members import last_order
from chalicelib.domain.play.turn import Turn
from chalicelib.domain.record.purse import first_of_month
from chalicelib.domain.time.localtime import LAST_DAY, birthday, local, midnight, months_on
from chalicelib.domain.words.values import Condition

_COUNTED = ("orders", "spent")


def next_change(turn: Turn, after: int) -> int | None:
    """The first moment (epoch ms) after another at which another segment may hold, because of the day; None: never."""
    segments = turn.definitions.programme.segments
    return first_change(turn, after, {pair for who in segments.values() for pair in who.items()}) if segments else None


def first_change(turn: Turn, after: int, conditions: Iterable[tuple[str, Condition]]) -> int | None:
    """The first moment (epoch ms) after another at which a condition may begin to hold or cease to, because of the day.

    conditions: each with its field. None: never.
    """
    zone = turn.definitions.programme.zone
    today = local(after, zone).date()
    days = {day for field, one in conditions for day in _days(turn, field, one, today) if day > today}
    return midnight(min(days), zone) if days else None


def _days(turn: Turn, field: str, condition: Condition, today: date) -> Iterator[date]:
    """Days with which a condition may begin to hold, or cease to: the next of them after today are among these."""
    if condition.ago:
        since = last_order(turn) if field == "last_order" else turn.member.joined
        yield from (_day(since + n) for n in _edges(condition) if since)
    elif field in _COUNTED and condition.months and turn.member.bought is not None:
        yield from _months(turn, condition.months, today)
    elif field == "age" and turn.member.profile.born:  # who was born on February 29 is older on March 1
        born = date.fromisoformat(turn.member.profile.born)
        yield from (day for year in (today.year, today.year + 1) for day in _anniversary(born, year))
    elif field == "birthday" and turn.member.profile.born:
        yield from _around_birthdays(turn, today)


def _edges(condition: Condition) -> tuple[int, ...]:
    """The numbers of days ago with which a condition begins to hold, or ceases to."""
    numbers = [int(text) for text in condition.values]
    if condition.op == "at_most":
        return (numbers[0] + 1,)
    return (numbers[0],) if condition.op == "at_least" else (numbers[0], numbers[1] + 1)


def _months(turn: Turn, months: int, today: date) -> Iterator[date]:
    """The first days of the months in which purchases count that did not yet, or no more."""
    this_month = today.year * 12 + today.month - 1
    sums = turn.member.bought.sums if turn.member.bought else {}
    told = {first + at for _, _, first, *numbers in sums.values() for at in range(len(numbers) // 2)}
    edges = {month + passed for month in told for passed in (0, months) if month + passed > this_month}
    if edges:
        yield first_of_month(min(edges))


def _anniversary(born: date, year: int) -> Iterator[date]:
    yield birthday(born.isoformat(), year)
    yield birthday(born.isoformat(), year) + timedelta(days=1)


def _around_birthdays(turn: Turn, today: date) -> Iterator[date]:
    """The edges of the days, weeks and months in which birthdays lie."""
    for born in {turn.member.profile.born, turn.member.born_before} - {""}:
        for year in (today.year, today.year + 1):
            day = birthday(born, year)
            monday, first = day - timedelta(days=day.weekday()), day.replace(day=1)
            yield from (day, day + timedelta(days=1), monday, monday + timedelta(days=7), first, months_on(first, 1))


def _day(number: int) -> date:
    return date.fromordinal(min(number, LAST_DAY.toordinal()))
