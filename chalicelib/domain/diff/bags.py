"""Bags: what members get and what they pay, asset by asset."""

from collections.abc import Iterator, Mapping
from typing import Any

from chalicelib.domain.diff import words
from chalicelib.domain.diff.change import Change, Scene, adverse, better_if, favourable, neutral
from chalicelib.domain.words.findings import Path
from chalicelib.domain.words.values import Bag, Money, Price, Threshold


def gives(scene: Scene, path: Path, old: Bag, new: Bag) -> Iterator[Change]:
    """A bag that members get."""
    yield from counts(scene, path, old.assets, new.assets)
    yield from _tags(path, old, new)


def _tags(path: Path, old: Bag, new: Bag) -> Iterator[Change]:
    """A tag more is a label more; for one that is not given any more, something may be left out."""
    for tag in old.tags:
        if tag not in new.tags:
            yield adverse((*path, "tags"), f"it gives the tag {tag} no more, and what is for those who have it")
    for tag in new.tags:
        if tag not in old.tags:
            yield neutral((*path, "tags"), f"it gives the tag {tag} from now on")


def costs(scene: Scene, path: Path, old: Price, new: Price) -> Iterator[Change]:
    """A bag that members pay."""
    if old.older_than != new.older_than:
        told = f"it takes points older than {new.older_than} months, not {old.older_than}"
        yield better_if(new.older_than < old.older_than, path, told)
    if old.cash != new.cash:
        told = f"it costs {_cash(new.cash)} beside points, not {_cash(old.cash)}"
        yield better_if(_is_less(old.cash, new.cash), path, told)
    before, after = old.assets, new.assets
    for asset in _changed(before, after):
        was, will = before.get(asset, 0), after.get(asset, 0)
        yield better_if(will < was, path, f"it costs {will} {asset}, not {was}")


def _cash(cash: Money | None) -> str:
    return words.money(cash) if cash else "no cash"


def _is_less(old: Money | None, new: Money | None) -> bool:
    return new is None or (old is not None and new.currency == old.currency and new.minor < old.minor)


def ten_costs(scene: Scene, path: Path, old: Price | None, new: Price | None) -> Iterator[Change]:
    """The price of ten draws at once; None is that there are no tens."""
    if old is None:
        yield favourable(path, "ten draws may be made at once from now on")
    elif new is None:
        yield adverse(path, "ten draws can't be made at once any more")
    else:
        yield from costs(scene, path, old, new)


def counts(scene: Scene, path: Path, old: Mapping[str, int], new: Mapping[str, int]) -> Iterator[Change]:
    """Judge what members get, by asset."""
    for asset in _changed(old, new):
        was, will = old.get(asset, 0), new.get(asset, 0)
        yield better_if(will > was, path, f"it gives {will} {asset}, not {was}")


def points(scene: Scene, path: Path, old: int, new: int) -> Iterator[Change]:
    """The points that a prize is."""
    yield better_if(new > old, path, f"it is {new} points, not {old}")


def milestones(
    scene: Scene, path: Path, old: Mapping[int, Bag] | Mapping[Threshold, Bag], new: Mapping[Any, Bag]
) -> Iterator[Change]:
    """Judge what each threshold has given altogether: a milestone may come earlier, and never later or lower."""
    spelled = {_place(key): getattr(key, "spelled", key) for key in (*old, *new)}
    places = sorted(spelled)
    if len({currency for currency, _ in places}) > 1:
        yield adverse(path, "they count something else")
        return
    before, after = ([_given_by(bags, place) for place in places] for bags in (old, new))
    for asset in dict.fromkeys(asset for given in (*before, *after) for asset in given):
        steps = [(was.get(asset, 0), will.get(asset, 0)) for was, will in zip(before, after, strict=True)]
        less = [at for at, (was, will) in enumerate(steps) if will < was]
        more = [at for at, (was, will) in enumerate(steps) if will > was]
        if at := (less or more)[:1]:
            was, will = steps[at[0]]
            told = f"by the milestone at {spelled[places[at[0]]]} they give {will} {asset} in all, not {was}"
            yield better_if(not less, path, told)


def value(scene: Scene, path: Path, old: Money | None, new: Money | None) -> Iterator[Change]:
    """Judge what a prize is published to be worth."""
    if old is None:
        yield neutral(path, "its value is published from now on")
    elif new is None:
        yield adverse(path, f"its value of {words.money(old)} is no longer published")
    else:
        more = new.minor >= old.minor and new.currency == old.currency
        yield better_if(more, path, f"{words.money(old)} becomes {words.money(new)}")


def _changed(old: Mapping[str, int], new: Mapping[str, int]) -> list[str]:
    return [asset for asset in {**old, **new} if old.get(asset, 0) != new.get(asset, 0)]


def _place(key: int | Threshold) -> tuple[str, int]:
    return (key.currency or "", key.amount) if isinstance(key, Threshold) else ("", key)


def _given_by(milestones: Mapping[Any, Bag], place: tuple[str, int]) -> dict[str, int]:
    """Sum what the milestones up to a place give together."""
    total: dict[str, int] = {}
    for key, bag in milestones.items():
        if _place(key) <= place:
            for asset, n in bag.parts.items():
                total[asset] = total.get(asset, 0) + n
    return total
