"""Conditions on an event's fields and on members: fields that exist, values of their kind, comparisons that fit it."""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from chalicelib.domain.file.blocks import having, stated
from chalicelib.domain.file.conditions import BIRTHDAYS as TIMES
from chalicelib.domain.file.conditions import holds, ranked, typed
from chalicelib.domain.file.phrases import condition as parse_condition
from chalicelib.domain.file.phrases import flag, money
from chalicelib.domain.file.phrases import meant_moments as moments
from chalicelib.domain.file.phrases.meant_conditions import condition as meant_condition
from chalicelib.domain.file.phrases.meant_conditions import days_ago as days_meant
from chalicelib.domain.file.phrases.meant_numbers import money as meant_money
from chalicelib.domain.file.phrases.meant_words import is_everybody, listed
from chalicelib.domain.file.phrases.phrase import Meant, plain
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.lint.as_one import several_as_one
from chalicelib.domain.lint.subject import Rule, Subject, error, undeclared
from chalicelib.domain.words.findings import Finding, Path
from chalicelib.domain.words.values import DECIMALS, Audience, Condition, Conditions, EventName, Money

OF_MEMBERS = {
    "tier": "tier",
    "tag": "texts",
    "age": "number",
    "birthday": "birthday",
    "segment": "segment",
    "points": "number",
    "orders": "number",
    "spent": "money",
    "last_order": "number",
    "joined": "number",
    "invited": "flag",
}
"""The facts that members are known by, each with its kind; tiers compare by their order in the programme."""

DAYS = ("last_order", "joined")
"""The facts that are a day: a condition says how many days ago it was."""

COUNTED = ("orders", "spent")
"""The facts that are counted by month: a condition may say of how many months."""

_OF_TEXTS = ("text", "texts", "unkept")

_ORDERED = ("number", "money", "date")
_WORDS = {"at_least": "at least", "at_most": "at most", "between": "A to B"}


def _where(subject: Subject) -> Iterator[Finding]:
    for when in having(subject.campaign, EventName):
        event = subject.programme.events.get(when.value)
        for where in stated(when.by, Conditions) if event else ():
            yield from of_event(where.path, where.value, event.fields if event else {})


def of_event(path: Path, where: Conditions, fields: Mapping[str, str]) -> Iterator[Finding]:
    """The findings of conditions on the fields of an event, which are given with their kinds."""
    for name, condition in where.items():
        at = (*path, name)
        if name in fields:
            yield from _no_member(at, condition) or _fits(at, condition, fields[name])
        else:
            yield undeclared(at, "field", name, fields)


def _who(subject: Subject) -> Iterator[Finding]:
    for who in having(subject.campaign, Audience):
        yield from of_members(who.path, who.value, subject.programme)


def of_members(path: Path, who: Conditions, programme: Programme) -> Iterator[Finding]:
    """The errors in conditions on members, who are known by the facts of `OF_MEMBERS`."""
    for name, condition in who.items():
        at = (*path, name)
        if name not in OF_MEMBERS:
            yield undeclared(at, "field", name, OF_MEMBERS)
        elif condition.ago != (name in DAYS):
            right = days_meant(condition.spelled).advice() if name in DAYS else "write, for example, at least 3"
            right = right or "write within 90 days, 91 to 180 days ago or more than 180 days ago"
            yield error(at, "condition-misfit", f"{condition.spelled} does not fit {name}: {right}")
        elif condition.months and name not in COUNTED:
            yield error(at, "condition-misfit", f"{name} is not counted by months: leave out how many")
        elif name == "birthday":
            yield from _birthday(at, condition)
        elif name == "tier":
            yield from _tiers(at, condition, tuple(programme.tiers))
        elif name == "segment":
            yield from _segments(at, condition, programme)
        else:
            yield from _fits(at, condition, OF_MEMBERS[name])
            if name == "spent":
                yield from _of_the_currency(at, condition, programme)
        if (condition.ago or name in COUNTED) and programme.timezone is None:
            message = "days and months of members are the programme's: say by `timezone: Asia/Shanghai` whose"
            yield error(at, "no-clock", message)


def _segments(path: Path, condition: Condition, programme: Programme) -> Iterator[Finding]:
    if condition.op not in ("is", "not"):
        yield error(path, "condition-misfit", "a segment is one of those named: write its name, a list, or not …")
        return
    for name in condition.values:
        if name not in programme.segments:
            yield undeclared(path, "segment", name, programme.segments)


def _of_the_currency(path: Path, condition: Condition, programme: Programme) -> Iterator[Finding]:
    if condition.op in ("is", "not"):
        yield error(path, "condition-misfit", "amounts are compared: write, for example, at least 2000.00 CNY")
        return
    for text in condition.values:
        currency = text.rpartition(" ")[2]
        if currency in DECIMALS and programme.currency not in (None, currency):
            yield error(path, "another-currency", f"the programme's currency is {programme.currency}")


def _no_member(path: Path, condition: Condition) -> list[Finding]:
    """Days ago, and months of purchases, are of members; an event has its own fields."""
    if not condition.ago and not condition.months:
        return []
    message = f"{condition.spelled} is said of members, in `who`: an event's field is compared with a value"
    return [error(path, "condition-misfit", message)]


def _birthday(path: Path, condition: Condition) -> Iterator[Finding]:
    if condition.op not in ("is", "not") or not {*condition.values} <= {*TIMES}:
        yield error(path, "value-misfit", f"a birthday is {', '.join(TIMES[:-1])} or {TIMES[-1]}")


def may_both_hold(one: Condition, other: Condition, kind: str, order: tuple[str, ...] = ()) -> bool:
    """Whether one value can meet both conditions. kind: of the field, or `tier` with the tiers in rising order.

    Two ranges that meet share an end of one of them, so it is enough to try the values that they name. Wrong values
    are another rule's business: with them, the answer is yes.
    """
    if (one.ago, one.months) != (other.ago, other.months) or "has" in (one.op, other.op):
        return True
    if kind == "tier":
        return any(ranked(one, tier, order) and ranked(other, tier, order) for tier in order)
    if kind in ("texts", "segment") or "not" in (one.op, other.op):
        wanted, banned = (one, other) if other.op == "not" else (other, one)
        return not (banned.op == "not" and wanted.op == "is" and set(wanted.values) <= set(banned.values))
    try:
        named = [typed(kind, text) for text in one.values + other.values]
    except ValueError:
        return True
    return any(holds(one, kind, value) and holds(other, kind, value) for value in named)


def _fits(path: Path, condition: Condition, kind: str) -> Iterator[Finding]:
    if condition.op == "has" and (kind not in _OF_TEXTS or path[-1] == "tag"):
        yield error(path, "condition-misfit", f"words are looked for in a text, and {path[-1]} is a {kind}")
        return
    if kind in _OF_TEXTS:
        yield from several_as_one(path, condition)
    if condition.op == "has":
        return
    if condition.op not in ("is", "not") and kind not in _ORDERED:
        message = (
            f'"{_WORDS[condition.op]}" compares sizes, and {path[-1]} is a {kind}: write a value, a list, or not …'
        )
        yield error(path, "condition-misfit", message)
        return
    values = []
    for text in condition.values:
        try:
            values.append(typed(kind, text) if kind != "date" else _date(text))
        except ValueError as wrong:
            why = f"{text!r} is not money" if kind == "money" else wrong
            yield error(path, "value-misfit", f"{path[-1]} is of kind {kind}: {why}{_instead(path, kind, condition)}")
            return
    if condition.op == "between" and len(values) == 2:
        yield from _in_order(path, condition, *values)


def _instead(path: Path, kind: str, condition: Condition) -> str:
    """The words of the file for a comparison or a value that is written in another form."""
    text = plain(" to ".join(condition.values))
    if kind in ("number", "money") and len(condition.values) == (1 + (condition.op == "between")):
        op = {"not": "not ", "at_least": "at least ", "at_most": "at most "}.get(condition.op, "")
        guessed = meant_condition(f"{op}{text}", in_parts=path[-1] != "age")
        fitting = tuple(one for one in guessed.spellings if _all_typed(kind, parse_condition(one).values))
        right = Meant(fitting, guessed.says if fitting else "").advice()
        if kind == "money" and not right:
            amount = meant_money(text)
            right = Meant(tuple(f"{op}{one}" for one in amount.spellings), amount.says).advice() or money.advice(text)
        return f"; {right or 'write a number, such as at least 5'}"
    if kind == "date" and (right := moments.calendar_day(text).advice()):
        return f"; {right}"
    return f"; {flag.advice(text)}" if kind == "flag" else ""


def _all_typed(kind: str, values: tuple[str, ...]) -> bool:
    try:
        return bool([typed(kind, one) for one in values])
    except ValueError:
        return False


def _in_order(path: Path, condition: Condition, low: object, high: object) -> Iterator[Finding]:
    if isinstance(low, Money) and isinstance(high, Money):
        if low.currency != high.currency:
            yield error(path, "mixed-currencies", f"{low.currency} to {high.currency}: write both in one currency")
            return
        low, high = low.minor, high.minor
    if low > high:  # type: ignore[operator]
        first, last = condition.values
        yield error(path, "empty-range", f"nothing lies between {first} and {last}: write {last} to {first}")


def _tiers(path: Path, condition: Condition, order: tuple[str, ...]) -> Iterator[Finding]:
    for name in condition.values:
        right = "" if name in order else _tiers_meant(plain(name), condition.op, order)
        if right and {*re.findall(r"[\w-]+", right)} & {*order}:
            yield error(path, "unknown-tier", f'there is no tier "{name}"; write {right}')
        elif name not in order and is_everybody(name):
            yield error(path, "unknown-tier", f'there is no tier "{name}"; for members of all tiers, leave it out')
        elif name not in order:
            yield undeclared(path, "tier", name, order)
    if condition.op == "between" and set(condition.values) <= set(order):
        yield from _in_tier_order(path, condition, order)


def _tiers_meant(text: str, op: str, order: tuple[str, ...]) -> str:
    """The comparison or the list that is meant by a text; of several that are not meant, those that are left."""
    several = listed(text)
    if op == "not":
        left = [one for one in order if one not in re.findall(r"[\w-]+", several)]
        return f"the tiers that are left, [{', '.join(left)}]" if several and left else ""
    compared = [one for one in meant_condition(text).spellings if op == "is" or one.startswith(_WORDS[op])]
    return " or ".join(compared) or (several if op == "is" else "")


def _in_tier_order(path: Path, condition: Condition, order: tuple[str, ...]) -> Iterator[Finding]:
    first, last = condition.values
    if order.index(first) > order.index(last):
        yield error(path, "empty-range", f"{first} is above {last}: write {last} to {first}")


def _date(text: str) -> str:
    """A date as events report it; ValueError for any other text."""
    if date.fromisoformat(text).isoformat() != text:
        raise ValueError(f"{text!r} is not a date like 2026-06-01")
    return text


RULES: tuple[Rule, ...] = (_where, _who)
