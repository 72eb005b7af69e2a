"""Tiers that stars decide: how many they take, how long they are sure, and with how many they are kept."""

from collections.abc import Iterator

from chalicelib.domain.diff import words
from chalicelib.domain.diff.change import Change, Judges, Scene, adverse, better_if, favourable
from chalicelib.domain.diff.fields import WORDS
from chalicelib.domain.words.findings import Path
from chalicelib.domain.words.values import Age, Duration, Stars


def _stars(scene: Scene, path: Path, old: Stars | None, new: Stars | None) -> Iterator[Change]:
    at = (*path[:-1], "from")
    if old is None:
        yield favourable(at, f"it is reached with {_said(new)} from now on")
    elif new is None:
        yield adverse(at, "stars lead to it no more")
    else:
        yield _fewer(at, "it is reached with", old, new)


def _stays(scene: Scene, path: Path, old: Stars | None, new: Stars | None) -> Iterator[Change]:
    """Without it, a tier is kept with as many stars as it is reached with: whether that is better can't be told."""
    if old is None or new is None:
        yield adverse(path, "it is kept with another number of stars")
    else:
        yield _fewer(path, "it is kept with", old, new)


def _keeps(scene: Scene, path: Path, old: Age | None, new: Age | None) -> Iterator[Change]:
    alike = old is not None and new is not None and (old.months is None) == (new.months is None)
    longer = new is None or (alike and old is not None and _length(new) >= _length(old))
    yield better_if(longer, path, f"it is sure {_long(new)}, not {_long(old)}")


def _grace(scene: Scene, path: Path, old: Duration, new: Duration) -> Iterator[Change]:
    longer = old.count == 0 or (new.unit == old.unit and new.count >= old.count)
    told = f"it is looked at {new.count} {new.unit} after its time, not {old.count} {old.unit}"
    yield better_if(longer, path, told)


def _fewer(path: Path, what: str, old: Stars, new: Stars) -> Change:
    """Fewer stars within the same time, or the time is all there is, are better for members."""
    counted = (old.months, old.a_year) == (new.months, new.a_year)
    longer = new.months is None and not new.a_year
    better = new.count <= old.count and (counted or longer or (new.months or 0) >= (old.months or 99))
    return better_if(better, path, f"{what} {_said(new)}, not {_said(old)}")


def _said(stars: Stars | None) -> str:
    if stars is None:
        return "no stars"
    within = " in a year" if stars.a_year else f" in {stars.months} months" if stars.months else ""
    return f"{stars.count} stars{within}"


def _length(age: Age) -> int:
    return age.months if age.months is not None else age.years or 0


def _long(age: Age | None) -> str:
    return "for ever" if age is None else words.age(age)


TIER: Judges = {
    **WORDS,
    ("stars",): _stars,
    ("keeps",): _keeps,
    ("stays_with",): _stays,
    ("grace",): _grace,
}
"""The judges of a tier, in the order of the file."""
