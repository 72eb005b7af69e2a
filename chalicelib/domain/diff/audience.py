"""Conditions: whether those who met them still do, and whether others do now."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation

from chalicelib.domain.diff import words
from chalicelib.domain.diff.change import Change, Scene, adverse, better_if, favourable
from chalicelib.domain.file import phrases
from chalicelib.domain.file.conditions import ranked
from chalicelib.domain.words.findings import Path
from chalicelib.domain.words.values import Condition, Conditions

_Bound = tuple[str, Decimal | int]
"""A bound with what it counts (a currency, a date, a plain number): bounds compare only within one kind."""


def conditions(scene: Scene, path: Path, old: Conditions, new: Conditions) -> Iterator[Change]:
    """`who` and `where`: a condition more, or a narrower one, leaves somebody or something out."""
    for field in {**old, **new}:
        before, after = old.get(field), new.get(field)
        if after is None:
            yield favourable((*path, field), f"the condition on {field} is dropped: more are let in from now on")
        elif before is None:
            yield adverse((*path, field), f"only {field} {words.condition(after)} is let in from now on")
        elif before != after:
            told = f"{words.condition(before)} becomes {words.condition(after)}"
            wider = _is_wider(before, after, scene.tiers if field == "tier" else ())
            if wider is None:
                yield adverse((*path, field), f"{told}: some that were let in are not any more")
            else:
                yield better_if(wider, (*path, field), f"{told}: {'more' if wider else 'fewer'} are let in from now on")


def _is_wider(old: Condition, new: Condition, tiers: tuple[str, ...]) -> bool | None:
    """Whether all that met the old condition meet the new one; None where it can't be told."""
    if (old.ago, old.months) != (new.ago, new.months):
        return None
    named = {*old.values, *new.values}
    if tiers and named <= {*tiers}:
        return {one for one in tiers if ranked(old, one, tiers)} <= {one for one in tiers if ranked(new, one, tiers)}
    if old.op == new.op and old.op in ("is", "has"):
        return {*old.values} <= {*new.values}
    if old.op == new.op == "not":
        return {*new.values} <= {*old.values}
    before, after = _range(old), _range(new)
    if before is None or after is None:
        return None
    kinds = {bound[0] for bound in (*before, *after) if bound}
    if len(kinds) > 1:
        return None
    return _reaches(after[0], before[0], down=True) and _reaches(after[1], before[1], down=False)


def _reaches(new: _Bound | None, old: _Bound | None, down: bool) -> bool:
    """Whether the new bound is as far out as the old one; None is without end."""
    if new is None or old is None:
        return new is None
    return new[1] <= old[1] if down else new[1] >= old[1]


def _range(condition: Condition) -> tuple[_Bound | None, _Bound | None] | None:
    """The lowest and the highest that meet a condition; None where it is no range."""
    bounds = [_bound(text) for text in condition.values]
    if None in bounds:
        return None
    match condition.op:
        case "at_least":
            return bounds[0], None
        case "at_most":
            return None, bounds[0]
        case "between":
            return bounds[0], bounds[1]
        case "is" if len(bounds) == 1:
            return bounds[0], bounds[0]
    return None


def _bound(text: str) -> _Bound | None:
    try:
        return "", Decimal(text)
    except InvalidOperation:
        pass
    try:
        amount = phrases.money(text)
        return amount.currency, amount.minor
    except ValueError:
        pass
    try:
        return "date", date.fromisoformat(text).toordinal()
    except ValueError:
        return None
