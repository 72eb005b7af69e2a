"""Who judges each field of the programme: tiers, channels and touches, event types, and the clock."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from chalicelib.domain.diff import allowances, audience, terms, times, words
from chalicelib.domain.diff.change import Change, Judges, Scene, adverse, better_if, favourable, neutral
from chalicelib.domain.diff.fields import named_blocks
from chalicelib.domain.diff.tags import TAG_GROUP
from chalicelib.domain.diff.tiers import TIER
from chalicelib.domain.diff.touches import CHANNEL, TOUCH, TOUCHES, channels, touches
from chalicelib.domain.file.blocks import having, stated
from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.file.flow import given
from chalicelib.domain.file.programme import EventType, MembersTerms, PointsTerms, Programme, Tier
from chalicelib.domain.file.tags import TagGroup
from chalicelib.domain.file.touches import Channel, Touch, Touches
from chalicelib.domain.record.purse import last_day
from chalicelib.domain.words.findings import Path
from chalicelib.domain.words.values import (
    Age,
    Audience,
    Conditions,
    Duration,
    EventBy,
    EventMatch,
    EventName,
    PointsPrice,
    UniqueField,
    percent_text,
)

UniqueFields = tuple[UniqueField, ...]

OF_2026 = 2026 * 12
"""The number of a January: how long points of its year are good tells which of two ages is longer."""

_SAID_BY_NAME = ("is", "not")
"""The comparisons of a tier that need no order of tiers."""


def felt(change: Change, used: Iterable[Path]) -> Change:
    """The change as members feel it: neutral where it takes away a tier, a segment, tags or an event type that no
    campaign uses.

    used: as `used_by` gives it.
    """
    if change.kind != "adverse" or change.path[0] not in ("tiers", "segments", "tags", "events"):
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
            if segment := who.value.get("segment"):
                used |= {("segments", name) for name in segment.values}
            if tag := who.value.get("tag"):
                used |= {("tags", name.partition("/")[0]) for name in tag.values if "/" in name}
        for when in having(campaign, EventName):
            used |= {
                ("segments", name)
                for where in stated(when.by, Conditions)
                if when.value == "segment.entered" and "segment" in where.value
                for name in where.value["segment"].values
            }
        used |= {("tags", tag.partition("/")[0]) for bag in given(campaign) for tag in bag.value.tags}
    return used


def with_orders(programme: Programme, used: Iterable[Path]) -> set[Path]:
    """The places that are used, and the types of event that claim an order which is used, or take it back."""
    found = set(used)
    for name, event in programme.events.items():
        of = event.takes_back or event.claims
        if of is not None and ("events", of.event) in found:
            found.add(("events", name))
    return found


def _tiers(scene: Scene, path: Path, old: Mapping[str, Tier], new: Mapping[str, Tier]) -> Iterator[Change]:
    """Tiers rise in their order, so `at least gold` means another tier when the order changes."""
    yield from named_blocks("tier")(scene, path, old, new)
    kept = [name for name in old if name in new]
    if kept != [name for name in new if name in old]:
        yield adverse(path, "the tiers rise in another order: conditions like `at least` let in others")


def _segments(
    scene: Scene, path: Path, old: Mapping[str, Conditions], new: Mapping[str, Conditions]
) -> Iterator[Change]:
    """Who is in a segment is judged by its conditions; the order of segments means nothing."""
    for name in {**old, **new}:
        if name not in new:
            yield adverse((*path, name), "the segment is removed: what is for its members is for nobody")
        elif name not in old:
            yield favourable((*path, name), "the segment is new")
        else:
            yield from audience.conditions(scene, (*path, name), old[name], new[name])


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


def _spends(scene: Scene, path: Path, old: str | None, new: str | None) -> Iterator[Change]:
    if old is None:
        yield neutral(path, f"it is an order of so much as {new} says, which it needs from now on")
    else:
        yield adverse(path, f"it is no order of {old} any more: what was refunded or claimed counts otherwise")


def _buyer(scene: Scene, path: Path, old: str | None, new: str | None) -> Iterator[Change]:
    """Members are not concerned: an order that names none may be claimed as before."""
    told = f"who bought is told by {new}" if new else "who bought is not asked"
    yield neutral(path, f"{told} of orders that name no member, from now on")


def _takes_back(scene: Scene, path: Path, old: EventBy | None, new: EventBy | None) -> Iterator[Change]:
    at = (*path[:-1], "takes_back")
    if new is None:
        yield favourable(at, "it takes nothing back from now on")
    else:
        yield adverse(at, f"it takes back what {new.event} gave")


def _claims(scene: Scene, path: Path, old: EventMatch | None, new: EventMatch | None) -> Iterator[Change]:
    if old is None:
        yield favourable(path, "orders may be claimed by it from now on")
    elif new is None:
        yield adverse(path, "no order can be claimed by it any more")
    else:
        same = (old.event, set(old.by)) == (new.event, set(new.by))
        yield better_if(same and new.matching is None, path, f"{old.spelled} becomes {new.spelled}")


def _within(scene: Scene, path: Path, old: Duration, new: Duration) -> Iterator[Change]:
    told = f"orders of {words.duration(old)} may be claimed, from now on of {words.duration(new)}"
    yield better_if(times.no_shorter(old, new), path, told)


def _timezone(scene: Scene, path: Path, old: str | None, new: str | None) -> Iterator[Change]:
    if old is None:
        yield neutral(path, f"the programme's days begin at midnight of {new}")
    else:
        yield adverse(path, "it moves when the programme's days, months and years begin")


def _points(scene: Scene, path: Path, old: PointsTerms, new: PointsTerms) -> Iterator[Change]:
    """No lot's end ever changes: a new rule is one for points that are earned from then on."""
    if old.valid != new.valid:
        longer = all(_no_sooner(old.valid, new.valid, month) for month in range(12))
        yield better_if(
            longer, (*path, "valid"), f"points that come are good {words.age(new.valid)}, not {words.age(old.valid)}"
        )
    if old.pays != new.pays:
        yield _worth(path, old.pays, new.pays)
    if old.at_most != new.at_most:
        before, after = (Fraction(1) if one.at_most is None else one.at_most for one in (old, new))
        told = f"points may pay {percent_text(after)} of a bill, not {percent_text(before)}"
        yield better_if(after >= before, (*path, "at_most"), told)


def _no_sooner(old: Age, new: Age, month: int) -> bool:
    """Whether points of a month are good as long as before."""
    before, after = last_day(old.kind, OF_2026 + month), last_day(new.kind, OF_2026 + month)
    return after is None or (before is not None and after >= before)


def _worth(path: Path, old: PointsPrice | None, new: PointsPrice | None) -> Change:
    at = (*path, "pays")
    if new is None:
        return adverse(at, "points are worth no money any more")
    told = f"{new.points} points are worth {words.money(new.money)}"
    if old is None:
        return favourable(at, f"{told} from now on")
    same = old.money.currency == new.money.currency
    better = same and Fraction(new.money.minor, new.points) >= Fraction(old.money.minor, old.points)
    return better_if(better, at, f"{told}, not {old.points} {words.money(old.money)}")


def _currency(scene: Scene, path: Path, old: str | None, new: str | None) -> Iterator[Change]:
    if old is None:
        yield neutral(path, f"orders are told in {new}")
    else:
        yield adverse(path, "orders are told in another currency")


def _members(scene: Scene, path: Path, old: MembersTerms, new: MembersTerms) -> Iterator[Change]:
    """No member loses anything by either: what was told, and who was made, stays."""
    for field in MembersTerms.__struct_fields__:
        was, will = (", ".join(getattr(one, field)) or "none" for one in (old, new))
        if was != will:
            yield neutral((*path, field), f"{was} becomes {will}")


PROGRAMME_FIELDS: Mapping[type[Any], Judges] = {
    Programme: {
        ("timezone",): _timezone,
        ("currency",): _currency,
        ("points",): _points,
        ("tiers",): _tiers,
        ("segments",): _segments,
        ("tags",): named_blocks("group of tags"),
        ("members",): _members,
        ("channels",): channels,
        ("touches",): touches,
        ("events",): named_blocks("event type"),
    },
    Tier: TIER,
    TagGroup: TAG_GROUP,
    Channel: CHANNEL,
    Touches: TOUCHES,
    Touch: TOUCH,
    EventType: {
        ("source",): _source,
        ("fields",): _fields,
        ("kept",): terms.flag(good=True, on="a first one is remembered", off="a first one is no longer remembered"),
        ("unique",): _unique,
        ("spends",): _spends,
        ("buyer",): _buyer,
        ("takes_back",): _takes_back,
        ("claims",): _claims,
        ("within",): _within,
        ("limit",): allowances.limits,
    },
}
"""The judges by kind of block, in the order of the files."""
