"""Birthdays, by the programme's calendar: when a member has one, and when it is raised as an event.

A date of birth that is changed counts from next January, so that nobody has two birthdays in a year; the first one that
is known counts at once.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from chalicelib.domain.play.turn import Raised, Turn
from chalicelib.domain.time.localtime import birthday, local, midnight
from chalicelib.domain.time.periods import period
from chalicelib.domain.words.values import Condition

EVENT: Final = "member.birthday"


def falls(turn: Turn, condition: Condition, at: int, week_starts: str) -> bool:
    """Whether the member's birthday meets a condition at a moment: it is today, this week or this month."""
    found = any(_within(turn, name, at, week_starts) for name in condition.values)
    return bool(turn.member.profile.born) and found == (condition.op == "is")


def since(turn: Turn, last: int) -> Iterator[int]:
    """The first moments (epoch ms) of the member's birthdays after a moment, until now."""
    zone = turn.definitions.programme.zone
    for year in range(local(last, zone).year, local(turn.now, zone).year + 1) if turn.member.profile.born else ():
        begins = midnight(birthday(turn.member.profile.born, year), zone)
        if last < begins <= turn.now and year >= turn.member.born_counts:
            yield begins


def raise_one(turn: Turn) -> None:
    """Raise the event of a birthday that is at the turn's moment."""
    turn.raised.append(Raised(EVENT, {}, turn.moment))


def learn(turn: Turn, before: str) -> None:
    """Take in a date of birth that is another one than before; the first counts at once, today's too."""
    member, zone = turn.member, turn.definitions.programme.zone
    today = local(turn.now, zone).date()
    if before:
        member.born_counts = today.year + 1
    elif member.born_counts <= today.year and birthday(member.profile.born, today.year) == today:
        turn.raised.append(Raised(EVENT, {}, turn.now))


def _within(turn: Turn, name: str, at: int, week_starts: str) -> bool:
    """Whether a birthday that counts lies in the day, week or month of a moment."""
    zone, born = turn.definitions.programme.zone, turn.member.profile.born
    per = {"this week": "week", "this month": "month"}.get(name, "day")
    window = period(per, zone, at, week_starts).window  # type: ignore[arg-type]
    first, last = local(window.opens, zone).date(), (local(window.closes, zone) - timedelta(days=1)).date()
    years = {first.year, last.year} if born else set()
    return any(year >= turn.member.born_counts and first <= birthday(born, year) <= last for year in years)
