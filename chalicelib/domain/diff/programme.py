"""Who judges each field of the programme: tiers, event types, and the clock."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from chalicelib.domain.diff import terms
from chalicelib.domain.diff.change import Change, Judges, Scene, adverse, better_if, favourable, neutral
from chalicelib.domain.diff.fields import TITLE, named_blocks
from chalicelib.domain.file.blocks import having
from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.file.programme import EventType, Programme, Tier
from chalicelib.domain.words.findings import Path
from chalicelib.domain.words.values import Audience, EventName, UniqueField

UniqueFields = tuple[UniqueField, ...]

_SAID_BY_NAME = ("is", "not")
"""The comparisons of a tier that need no order of tiers."""


def felt(change: Change, used: Iterable[Path]) -> Change:
    """The change as members feel it: neutral where it takes away a tier or an event type that no campaign uses.

    used: as `used_by` gives it.
    """
    if change.kind != "adverse" or change.path[0] not in ("tiers", "events"):
        return change
    if any(change.path[: len(path)] == path for path in used):
        return change
    return neutral(change.path, f"{change.reason}; no published campaign uses it")


def used_by(campaigns: Iterable[Campaign]) -> set[Path]:
    """The places of the programme that campaigns play by; one that compares the order of tiers uses all tiers."""
    used: set[Path] = set()
    for campaign in campaigns:
        used |= {("events", when.value) for when in having(campaign, EventName)}
        for who in having(campaign, Audience):
            if tier := who.value.get("tier"):
                used |= {("tiers", name) for name in tier.values} if tier.op in _SAID_BY_NAME else {("tiers",)}
    return used


def _tiers(scene: Scene, path: Path, old: Mapping[str, Tier], new: Mapping[str, Tier]) -> Iterator[Change]:
    """Tiers rise in their order, so `at least gold` means another tier when the order changes."""
    yield from named_blocks("tier")(scene, path, old, new)
    kept = [name for name in old if name in new]
    if kept != [name for name in new if name in old]:
        yield adverse(path, "the tiers rise in another order: conditions like `at least` let in others")


def _fields(scene: Scene, path: Path, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Change]:
    """An event with a field that is no longer declared is refused, and so is one of another kind."""
    for name in {**old, **new}:
        if name not in new:
            yield adverse((*path, name), "events that have this field are refused from now on")
        elif name not in old:
            yield favourable((*path, name), "events may have this field from now on")
        elif old[name] != new[name]:
            yield adverse((*path, name), f"it is of kind {new[name]}, not {old[name]}: what was sent is refused")


def _unique(scene: Scene, path: Path, old: UniqueFields, new: UniqueFields) -> Iterator[Change]:
    before, after = (" and ".join(key.spelled for key in keys) for keys in (old, new))
    if not old:
        yield adverse(path, f"the same {after} counts once from now on")
    elif not new:
        yield favourable(path, f"the same {before} may count again from now on")
    elif set(old) < set(new) and all(key.or_none for key in set(new) - set(old)):
        yield favourable(path, f"the same {before} may count again where {after} tells it apart")
    else:
        yield adverse(path, f"{after} may occur once, not {before}: what was claimed may be claimed again")


def _source(scene: Scene, path: Path, old: str, new: str) -> Iterator[Change]:
    told = "phones may report it from now on" if new == "client" else "what phones report is refused from now on"
    yield better_if(new == "client", (*path[:-1], "from"), told)


def _timezone(scene: Scene, path: Path, old: str | None, new: str | None) -> Iterator[Change]:
    if old is None:
        yield neutral(path, f"the programme's days begin at midnight of {new}")
    else:
        yield adverse(path, "it moves when the programme's days, months and years begin")


PROGRAMME_FIELDS: Mapping[type[Any], Judges] = {
    Programme: {("timezone",): _timezone, ("tiers",): _tiers, ("events",): named_blocks("event type")},
    Tier: TITLE,
    EventType: {
        ("source",): _source,
        ("fields",): _fields,
        ("kept",): terms.flag(good=True, on="a first one is remembered", off="a first one is no longer remembered"),
        ("unique",): _unique,
    },
}
"""The judges by kind of block, in the order of the files."""
