"""Targets that no round is long enough for."""

from collections.abc import Iterator
from typing import Final, Literal
from zoneinfo import ZoneInfo

from chalicelib.domain.lint.openings import openings
from chalicelib.domain.lint.subject import Rule, Subject, error
from chalicelib.domain.mechanics.challenge.block import Challenge, Task, tasks
from chalicelib.domain.time.localtime import local
from chalicelib.domain.time.periods import period
from chalicelib.domain.time.windows import Window
from chalicelib.domain.words.findings import Finding, Path
from chalicelib.domain.words.values import Amount

_COUNTED = ("days", "streak", "times")
_CALENDAR: Final = ("day", "week", "month", "year")
_PERIODS: Final[dict[str, Literal["day", "week", "month"]]] = {"daily": "day", "weekly": "week", "monthly": "month"}


def _in_one_round(subject: Subject) -> Iterator[Finding]:
    """Eight days in a week, or four times at most once a day in three days."""
    for path, challenge, task in tasks(subject.campaign):
        amount = task.reach or task.each
        if amount is None or amount.measure not in _COUNTED or not _bounded(amount):
            continue
        wanted = _wanted(path, task, amount)
        most = _most(subject, (challenge, task), amount, max(n for _, n in wanted))
        for where, n in wanted:
            if n > most:
                yield error(where, "target-out-of-reach", _told(challenge, amount, n, most))


def _bounded(amount: Amount) -> bool:
    """Whether the days of a round bound what is counted; a window is no period of a challenge."""
    if amount.at_most:
        return amount.at_most.per != "window"
    return amount.measure != "times"


def _wanted(path: Path, task: Task, amount: Amount) -> list[tuple[Path, int]]:
    """The target and the milestones of a task, each with its place."""
    milestones = [((*path, "milestones", one.spelled), one.amount) for one in task.milestones if one.currency is None]
    return [((*path, "reach" if task.reach else "each"), amount.target), *milestones]


def _told(challenge: Challenge, amount: Amount, n: int, most: int) -> str:
    whole = f"a {_PERIODS[challenge.repeats]}" if challenge.repeats else "the campaign"
    what = {"streak": "days in a row"}.get(amount.measure, amount.measure)
    right = f"write {most} or less" if most else "correct the windows"
    return f"{whole} has {most or 'no'} {what} that can count, so {n} are never reached: {right}"


def _most(subject: Subject, blocks: tuple[Challenge, Task], amount: Amount, enough: int) -> int:
    """How far a member can come in the best of all rounds; no further than what is enough."""
    zone, window, week_starts = subject.zone, subject.window, subject.campaign.week_starts
    if zone is None or window is None:
        return enough
    best, here, seen = 0, None, _Seen()
    for at in _days(zone, openings(zone, window, *blocks)):
        round_ = period(_PERIODS[blocks[0].repeats], zone, at, week_starts).id if blocks[0].repeats else ""
        if round_ != here:
            here, seen = round_, _Seen()
        per = amount.at_most.per if amount.at_most else "day"
        unit = period(per, zone, at, week_starts).id if per in _CALENDAR else ""
        seen.add(local(at, zone).date().toordinal(), unit)
        best = max(best, seen.most(amount))
        if best >= enough:
            break
    return enough if here is None else best  # without any window there is another finding


def _days(zone: ZoneInfo, windows: Iterator[Window]) -> Iterator[int]:
    """A moment of each day of each window."""
    for window in windows:
        at = window.opens
        while at < window.closes:
            yield at
            at = period("day", zone, at).window.closes


class _Seen:
    """The days of one round so far."""

    def __init__(self) -> None:
        self.days = self.run = self.longest = self.last = 0
        self.units: set[str] = set()

    def add(self, day: int, unit: str) -> None:
        """One more day, or once more the last one."""
        self.units.add(unit)
        if day != self.last:
            self.days += 1
            self.run = self.run + 1 if day == self.last + 1 else 1
            self.longest, self.last = max(self.longest, self.run), day

    def most(self, amount: Amount) -> int:
        """How far these days bring a member who does everything."""
        bounded = amount.at_most.count * len(self.units) if amount.at_most else None
        counted = {"days": self.days, "streak": self.longest}.get(amount.measure)
        return min(one for one in (bounded, counted) if one is not None)


RULES: tuple[Rule, ...] = (_in_one_round,)
