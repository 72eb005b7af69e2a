"""Checks that a member can be as a scenario gives one: born before the first step, with what came before it."""

from collections.abc import Iterator, Mapping
from datetime import date

from chalicelib.domain.lint.subject import error
from chalicelib.domain.record.purse import month_of_text, month_text
from chalicelib.domain.scenarios.file import Given
from chalicelib.domain.words.findings import Finding, Path

_OLDEST = 120
"""Full years."""


def impossible(given: Given, path: Path, today: date, latest: int) -> Iterator[Finding]:
    """The errors in what a member is given.

    today: the day of the first step. latest: the number of its month.
    """
    if given.born:
        yield from _born(given, path, today)
    if given.joined:
        yield from _not_a_past_day(given.joined, (*path, "joined"), today)
    if given.orders:
        yield from _not_a_past_day(given.orders.last, (*path, "orders", "last"), today)
    if given.orders and given.orders.count < 1:
        yield error(
            (*path, "orders", "count"), "bad-phrase", "orders are one or more: write how many, or leave them out"
        )
    if given.age is not None and not 0 <= given.age <= _OLDEST:
        yield error((*path, "age"), "bad-phrase", f"nobody is {given.age} years old: write 0 to {_OLDEST}")
    for key, held in (("stars", given.stars), ("points", given.points)):
        if isinstance(held, Mapping):
            yield from wrong_months(held, (*path, key), latest)


def wrong_months(names: Mapping[str, object], path: Path, latest: int | None = None) -> Iterator[Finding]:
    """The names that are no months, or (by number) come after the latest."""
    for name in names:
        try:
            if latest is not None and month_of_text(name) > latest:
                message = f"{name} comes after the first step, which is in {month_text(latest)}"
                yield error((*path, name), "bad-phrase", message)
            elif month_of_text(name) < month_of_text("1900-01"):
                yield error((*path, name), "bad-phrase", f"{name} is long ago; write a month like 2026-05")
        except ValueError as wrong:
            yield error((*path, name), "bad-phrase", str(wrong))


def _not_a_past_day(text: str, path: Path, today: date) -> Iterator[Finding]:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:
        yield error(path, "bad-phrase", f'"{text}" is no day; write one like 2026-01-10')
    elif day > today:
        yield error(path, "bad-phrase", f"{text} comes after the first step, which is on {today}")


def _born(given: Given, path: Path, today: date) -> Iterator[Finding]:
    at = (*path, "born")
    if given.age is not None:
        yield error(at, "bad-phrase", "the age follows from the date of birth: keep one of the two")
    try:
        day = date.fromisoformat(given.born)
    except ValueError:
        day = None
    if day is None or day.isoformat() != given.born or day.year < today.year - _OLDEST:
        yield error(at, "bad-phrase", f'"{given.born}" is no date of birth; write one like 1990-05-17')
    elif day > today:
        yield error(at, "bad-phrase", f"{given.born} comes after the first step, which is on {today}")
