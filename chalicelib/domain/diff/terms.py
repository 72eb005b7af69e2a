"""Terms: what is not a number or a time. Flags, sets of names, coupons, exchanges, and what a prize is."""

from collections.abc import Iterator

from chalicelib.domain.diff.change import Change, Judge, Scene, adverse, better_if, favourable, neutral
from chalicelib.domain.words.findings import Path
from chalicelib.domain.words.values import CouponTerms, ExchangePrice, Money, Name


def free(reason: str) -> Judge:
    """A judge of what members don't feel."""

    def judge(scene: Scene, path: Path, old: object, new: object) -> Iterator[Change]:
        yield neutral(path, reason)

    return judge


def never(reason: str) -> Judge:
    """A judge of what can't change without taking something from somebody."""

    def judge(scene: Scene, path: Path, old: object, new: object) -> Iterator[Change]:
        yield adverse(path, reason)

    return judge


def flag(good: bool, on: str, off: str) -> Judge:
    """A judge of a flag that members gain by when it becomes `good`."""

    def judge(scene: Scene, path: Path, old: bool, new: bool) -> Iterator[Change]:
        yield better_if(new is good, path, on if new else off)

    return judge


def names(good_more: bool, what: str) -> Judge:
    """A judge of a list of names whose order says nothing: whether members gain by each name more."""

    def judge(scene: Scene, path: Path, old: tuple[Name, ...], new: tuple[Name, ...]) -> Iterator[Change]:
        for name in dict.fromkeys((*old, *new)):
            if (name in old) != (name in new):
                added = name in new
                told = f"{name} {'joins' if added else 'leaves'} {what}"
                yield better_if(added is good_more, path, told)
        if {*old} == {*new}:
            yield neutral(path, "the same names in another order")

    return judge


def market(scene: Scene, path: Path, old: Name | None, new: Name | None) -> Iterator[Change]:
    """Whose legal rules the lint applies."""
    if old is None:
        yield neutral(path, f"the rules of {new} are applied from now on")
    else:
        yield adverse(path, f"the rules of {old}, which protect members, are no longer applied")


def wildcard(scene: Scene, path: Path, old: tuple[Name, ...], new: tuple[Name, ...]) -> Iterator[Change]:
    """The fragment that stands for any other."""
    if not old:
        yield favourable(path, f"{new[0]} stands for any other fragment from now on")
    else:
        yield adverse(path, f"{old[0]}, which members may hold, no longer stands for any other fragment")


def exchange(scene: Scene, path: Path, old: ExchangePrice | None, new: ExchangePrice | None) -> Iterator[Change]:
    """Judge what a fragment of choice costs."""
    if old is None:
        yield favourable(path, "fragments may be exchanged from now on")
    elif new is None:
        yield adverse(path, "fragments can't be exchanged any more")
    else:
        cheaper = new.kind == old.kind and new.count <= old.count
        yield better_if(cheaper, path, f"{old.count} {old.kind} become {new.count} {new.kind}")


def replacement(scene: Scene, path: Path, old: Name | None, new: Name | None) -> Iterator[Change]:
    """Judge what is given once a prize is out. Of another one the stated value must be as high."""
    if old is None:
        yield favourable(path, f"when it is out, {new} is given instead of a refusal")
    elif new is None:
        yield adverse(path, f"when it is out, {old} is no longer given instead")
    else:
        was, will = scene.before.prizes.get(old), scene.after.prizes.get(new)
        worth = will is not None and _is_worth(will.value, was.value if was else None)
        told = f"when it is out, {new} is given instead of {old}"
        yield better_if(worth, path, told if worth else f"{told}, which may be worth more")


def coupon(scene: Scene, path: Path, old: CouponTerms | None, new: CouponTerms | None) -> Iterator[Change]:
    """Judge what a coupon does: more off, from a lower minimum, of the same kind; a lower price for the same thing."""
    if old is None or new is None or (old.kind, old.sku) != (new.kind, new.sku):
        yield adverse(path, "it is good for something else")
        return
    if old.kind == "price":
        better = _is_worth(old.amount, new.amount)
    else:
        better = _is_worth(new.amount, old.amount) and (new.percent or 0) >= (old.percent or 0)
    if old.minimum != new.minimum:
        better = better and (new.minimum is None or _is_worth(old.minimum, new.minimum))
    yield better_if(better, path, "its terms are better" if better else "its terms are worse, or worse for some")


def _is_worth(value: Money | None, as_much_as: Money | None) -> bool:
    """Whether one amount is known to be no less than the other; nothing is no less than nothing."""
    if value is None or as_much_as is None:
        return value is as_much_as
    return value.currency == as_much_as.currency and value.minor >= as_much_as.minor
