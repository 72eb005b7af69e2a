"""Allowances: what members may and must do, one by one and everybody together."""

from collections.abc import Iterator, Mapping

from chalicelib.domain.diff import words
from chalicelib.domain.diff.change import Change, Judge, Scene, adverse, better_if, favourable, neutral
from chalicelib.domain.diff.times import has_opened
from chalicelib.domain.words.findings import Path
from chalicelib.domain.words.values import Amount, Limit, Limits, Stock

_LIES_IN: Mapping[str, frozenset[str]] = {
    "day": frozenset({"week", "month", "year", "campaign"}),
    "week": frozenset({"campaign"}),
    "month": frozenset({"year", "campaign"}),
    "year": frozenset({"campaign"}),
    "round": frozenset({"campaign"}),
    "window": frozenset({"campaign"}),
}
"""The periods that each lies in whole: `3 a week` allows no more than 3 on any day of it."""

_ONCE = Amount("times", 1)


def limits(scene: Scene, path: Path, old: Limits, new: Limits) -> Iterator[Change]:
    """Judge what one member may; none is no limit."""
    told = f"{words.limits(old)} becomes {words.limits(new)}"
    if {*old} == {*new}:
        yield neutral(path, "the same limits in another order")
    elif not all(any(implies(had, one) for had in old) for one in new):
        yield adverse(path, f"{told}: some members may do less")
    elif {one.per for one in new} - {one.per for one in old}:
        yield _anew(scene, path, told)
    else:
        yield favourable(path, told)


def send(scene: Scene, path: Path, old: Limits, new: Limits) -> Iterator[Change]:
    """How often fragments may be sent; none is not at all."""
    if not old:
        yield favourable(path, "fragments may be sent from now on")
    elif not new:
        yield adverse(path, "fragments can't be sent any more")
    else:
        yield from limits(scene, path, old, new)


def stock(scene: Scene, path: Path, old: Stock | None, new: Stock | None) -> Iterator[Change]:
    """Judge what everybody may together; None is no limit. Before it opens, a stock for all may become one a period."""
    told = f"{words.stock(old)} becomes {words.stock(new)}"
    if old is None or new is None:
        yield better_if(new is None, path, told)
    elif old.per is not None and old.per != new.per:
        yield adverse(path, f"{told}: it counts otherwise, and may be out earlier")
    elif new.count >= old.count and old.per != new.per:
        yield _anew(scene, path, told)
    else:
        yield better_if(new.count >= old.count, path, told)


def target(
    scene: Scene, path: Path, old: tuple[Amount | None, Amount | None], new: tuple[Amount | None, Amount | None]
) -> Iterator[Change]:
    """`reach` and `each` of a task together: how much it wants, and whether it pays again and again."""
    was, will = old[0] or old[1] or _ONCE, new[0] or new[1] or _ONCE
    key = (*path[:-1], "each" if new[1] else "reach")
    if (was.measure, was.field, was.currency) != (will.measure, will.field, will.currency):
        yield adverse(key, f"{words.amount(was)} becomes {words.amount(will)}: what was done counts otherwise")
        return
    if bool(old[1]) != bool(new[1]):
        yield better_if(bool(new[1]), key, "it pays again and again" if new[1] else "it pays once, not again and again")
    if was.target != will.target:
        yield better_if(will.target < was.target, key, f"{words.amount(was)} becomes {words.amount(will)}")
    if was.in_one_event != will.in_one_event:
        how = "in one event" if will.in_one_event else "over several events"
        yield better_if(was.in_one_event, key, f"it is reached {how}")
    if was.at_most != will.at_most:
        yield from limits(scene, key, _listed(was.at_most), _listed(will.at_most))


def youngest(of: str) -> Judge:
    """A judge of a number that shuts members out as it rises: an age."""

    def judge(scene: Scene, path: Path, old: int | None, new: int | None) -> Iterator[Change]:
        yield better_if((new or 0) < (old or 0), path, f"{of} is {new or 'none'}, not {old or 'none'}")

    return judge


def _anew(scene: Scene, path: Path, told: str) -> Change:
    """A looser period, whose counters begin empty: what was used of the period at the change would be there again."""
    if has_opened(scene):
        return adverse(
            path,
            f"{told}: it has been open, and what was used would not count, so that all of it would be there again; "
            "keep the period and raise the number, or leave the limit out",
        )
    return favourable(path, f"{told}; this can only be changed before it opens, while nothing is used")


def implies(old: Limit, new: Limit) -> bool:
    """Whether who kept to the old limit keeps to the new one."""
    return old.count <= new.count and (old.per == new.per or old.per in _LIES_IN.get(new.per, ()))


def _listed(limit: Limit | None) -> Limits:
    return () if limit is None else (limit,)
