"""Birthdays, by the programme's calendar: when a member has one, and when it is raised as an event.

A date of birth that is changed counts from next January, and until then the former one does, so that everybody has one
birthday in a year; the first one that is known counts at once. One that is taken back counts no more.
"""

from datetime import date, timedelta
from typing import Final

from chalicelib.domain.play.turn import Raised, Turn
from chalicelib.domain.record.member import Member
from chalicelib.domain.time.localtime import birthday, local, midnight
from chalicelib.domain.time.periods import period
from chalicelib.domain.words.values import Condition

EVENT: Final = "member.birthday"

YEARS_WITHOUT: Final = 4
"""Years of which one has a birthday that counts and is to come: this one's may be over, and of a new date of birth the
next one's is the first."""


def falls(turn: Turn, condition: Condition, at: int, week_starts: str) -> bool:
    """Whether the member's birthday meets a condition at a moment: it is today, this week or this month."""
    found = any(_within(turn, name, at, week_starts) for name in condition.values)
    return bool(turn.member.profile.born) and found == (condition.op == "is")


def _in_year(member: Member, year: int) -> date | None:
    """The member's birthday of a year; None where there is none that counts."""
    born = member.profile.born if year >= member.born_counts else member.born_before
    return birthday(born, year) if born else None


def next_birthday(turn: Turn, last: int) -> int | None:
    """The first moment (epoch ms) of the member's next birthday after a moment; None: there is none."""
    if not turn.member.profile.born:
        return None
    zone = turn.definitions.programme.zone
    first = local(last, zone).year
    for year in range(first, first + YEARS_WITHOUT):
        day = _in_year(turn.member, year)
        if day and last < (begins := midnight(day, zone)):
            return begins
    return None


def raise_one(turn: Turn) -> None:
    """Raise the event of a birthday that is at the turn's moment."""
    turn.raised.append(Raised(EVENT, {}, turn.moment))


def learn(turn: Turn, before: str) -> None:
    """Take in a date of birth that is another one than before; the first counts at once, today's too."""
    member, zone = turn.member, turn.definitions.programme.zone
    today = local(turn.now, zone).date()
    if not member.profile.born:
        member.born_before, member.born_counts = "", today.year + 1
    elif before:
        if member.born_counts <= today.year:
            member.born_before, member.born_counts = before, today.year + 1
    elif member.born_counts <= today.year and birthday(member.profile.born, today.year) == today:
        turn.raised.append(Raised(EVENT, {}, turn.now))


def _within(turn: Turn, name: str, at: int, week_starts: str) -> bool:
    """Whether a birthday that counts lies in the day, week or month of a moment."""
    zone = turn.definitions.programme.zone
    per = {"this week": "week", "this month": "month"}.get(name, "day")
    window = period(per, zone, at, week_starts).window  # type: ignore[arg-type]
    first, last = local(window.opens, zone).date(), (local(window.closes, zone) - timedelta(days=1)).date()
    days = [_in_year(turn.member, year) for year in {first.year, last.year}]
    return any(day is not None and first <= day <= last for day in days)
