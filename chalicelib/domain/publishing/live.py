"""The live list: which version of which campaign is in force, now and soon.

It is one small item that every container holds a copy of. A version is listed before it takes effect, long enough for
every copy to know it, and containers switch to it by the clock: no two of them play different rules at one moment.
A version that was replaced stays for some days, so that members are settled by it. A campaign that was closed for good
is not in force any more. What it left with members moves out by the clock as well, once every copy knows of that; of
whom it still owes something to, when that is paid. Until it owes nothing to anybody, it stays at hand.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from chalicelib.domain.publishing.definitions import PROGRAMME
from chalicelib.domain.words.errors import Conflict

LEAD = 60_000
"""A version is published at least so long before it takes effect (ms): longer than any copy of the list may be old."""


KEPT = 3 * 86_400_000
"""A version that was replaced stays listed at least so long (ms): the sweep settles by it whoever met its terms, also
where a look at everybody leaves somebody out."""


PROGRAMME_KEPT = 62 * 86_400_000
"""A version of the programme that was replaced stays listed at least so long (ms): points are good as was said when
their month began, this one or the one before, of which events come late."""


class Listed(Struct, frozen=True, array_like=True):
    """One version of a campaign, and the moment it takes effect."""

    number: int
    """The number of the version."""
    takes_effect: int
    """The moment from which it is in force, epoch ms."""
    needed: int = 0
    """For how long something that closed under it goes by it, ms: as a ranking does, which ends as was said."""


class Link(Struct, frozen=True, array_like=True):
    """The newest entry of an id's audit chain."""

    number: int = 0
    """Its number in the chain; 0: there is no entry yet."""
    hash: str = ""
    """Its hash, which the next entry names; empty: there is no entry yet."""
    version: int = 0
    """The number of the id's newest version, whether it was ever published or not; 0: there is none."""


class Pause(Struct, frozen=True, array_like=True):
    """The last pause of a campaign."""

    since: int
    """Since when it grants nothing, epoch ms."""
    until: int = 0
    """When it was resumed, epoch ms; 0: it is paused."""


class Settling(Struct, frozen=True, array_like=True):
    """A campaign that was closed for good, and whose members are still to get what they earned."""

    number: int
    """The final version."""
    closed: int
    """When it was closed, epoch ms."""


class Live(Struct, frozen=True):
    """The live list, of which every container holds a copy."""

    revision: int = 0
    """It is raised by every change; 0: the list was never written."""
    versions: dict[str, tuple[Listed, ...]] = {}
    """The versions by campaign id (and `programme` for tiers and event types), the newest last: those in force and to
    come, and those that were replaced lately."""
    audit: dict[str, Link] = {}
    """The end of each id's audit chain; that of a closed campaign is in its closing."""
    pauses: dict[str, Pause] = {}
    """The last pause of each campaign that ever had one, until it is closed for good."""
    settling: dict[str, Settling] = {}
    """The campaigns that were closed for good lately, and may still owe something to members, by their ids."""
    closed: str = ""
    """The campaign that was closed last; its closing names the one before it. Empty: none was."""

    @property
    def paused(self) -> dict[str, int]:
        """The campaigns that grant nothing for now, and since when (epoch ms)."""
        return {name: pause.since for name, pause in self.pauses.items() if not pause.until}

    @property
    def numbers(self) -> set[tuple[str, int]]:
        """Every version on the list as (id, number): what has to be at hand to play and to settle by it."""
        listed = {(name, one.number) for name, versions in self.versions.items() for one in versions}
        return listed | {(name, one.number) for name, one in self.settling.items()}

    @property
    def newest(self) -> dict[str, int]:
        """The number of each id's newest version, whether in force or still coming."""
        return {name: listed[-1].number for name, listed in self.versions.items()}


def in_force(live: Live, now: int) -> Mapping[str, int]:
    """The version in force of each id: the newest that has taken effect. Absent: an id whose first is still coming."""
    return {
        name: taken[-1]
        for name, listed in live.versions.items()
        if (taken := [one.number for one in listed if one.takes_effect <= now])
    }


def settling(live: Live) -> Mapping[str, int]:
    """The final version of each campaign that was closed for good and is still at hand for what it owes, by id."""
    return {name: one.number for name, one in live.settling.items()}


def leaving_at(live: Live, now: int) -> frozenset[str]:
    """The closed campaigns whose parts move out of members to whom nothing is due: every copy knows of the closing."""
    return frozenset(name for name, one in live.settling.items() if one.closed + LEAD <= now)


def everybody_since(live: Live, now: int) -> int:
    """The last moment (epoch ms) at which the definitions came to be others, so that any member may be due by them, as
    every copy of the list knows: a version took effect, a campaign was resumed or closed. 0: there was none.
    """
    took_effect = [one.takes_effect for listed in live.versions.values() for one in listed]
    resumed = [pause.until + LEAD for pause in live.pauses.values() if pause.until]
    closed = [one.closed + LEAD for one in live.settling.values()]
    return max((at for at in (*took_effect, *resumed, *closed) if at <= now), default=0)


def plays_on(live: Live, id: str, now: int) -> bool:
    """Whether a campaign is not paused in any container: every copy of the list knows of its last resume."""
    pause = live.pauses.get(id)
    return pause is None or 0 < pause.until <= now - LEAD


def effects(live: Live, versions: Iterable[tuple[str, int]]) -> dict[str, int]:
    """When each of these versions (id, number) took or takes effect, by id."""
    wanted = set(versions)
    return {
        name: one.takes_effect
        for name, listed in live.versions.items()
        for one in listed
        if (name, one.number) in wanted
    }


def replaced(live: Live, id: str, number: int) -> tuple[Listed, ...]:
    """The listed versions of an id that one of its versions replaced, the newest last."""
    return tuple(one for one in live.versions.get(id, ()) if one.number < number)


def played_from(listed: Sequence[Listed], at: int) -> Sequence[Listed]:
    """An id's versions by which members play at a moment or later: the one in force then, and those still to come."""
    begun = sum(one.takes_effect <= at for one in listed)
    return listed[max(begun - 1, 0) :]


def effective(now: int, wanted: int | None) -> int:
    """When a version takes effect that is published now (epoch ms): as soon as it may, or at a later moment.

    Raises Conflict (`takes_effect_too_soon`) for a moment at which not every copy of the list may know it.
    """
    earliest = now + LEAD
    if wanted is not None and wanted < earliest:
        raise Conflict(
            f"A version takes effect {LEAD // 1000} s after it is published, or later.", "takes_effect_too_soon"
        )
    return earliest if wanted is None else wanted


def with_version(live: Live, id: str, number: int, takes_effect: int, now: int, needed: int = 0) -> Live:
    """The list with a new newest version. needed: as in `Listed`.

    A coming version that would not take effect before this one is overtaken and leaves the list. What is replaced
    leaves it only when it has been out of force for KEPT, one of the programme for PROGRAMME_KEPT, and for as long as
    any of them is needed: by none of them is then anything open that closed before.
    """
    listed = listed_with(live.versions.get(id, ()), number, takes_effect, needed)
    kept = max(PROGRAMME_KEPT if id == PROGRAMME else KEPT, *(one.needed for one in listed))
    listed = (*played_from(listed[:-1], now - kept), listed[-1])
    return replace(live, revision=live.revision + 1, versions=live.versions | {id: listed})


def listed_with(before: Iterable[Listed], number: int, takes_effect: int, needed: int = 0) -> tuple[Listed, ...]:
    """An id's versions with a new newest one, which overtakes whatever would not take effect before it."""
    return (*(one for one in before if one.takes_effect < takes_effect), Listed(number, takes_effect, needed))


def taken_back(live: Live, id: str, number: int) -> Live:
    """The list without a version that has not taken effect; its id is gone from it where that was the only one.

    A pause of it stays: what was stopped begins to play by a resume alone.
    """
    left = tuple(one for one in live.versions.get(id, ()) if one.number != number)
    versions = {other: listed for other, listed in live.versions.items() if other != id}
    return replace(live, revision=live.revision + 1, versions=versions | ({id: left} if left else {}))


def without(live: Live, id: str, final: Settling) -> Live:
    """The list without a campaign: it was closed for good, and its members are still to be settled."""
    versions = {other: listed for other, listed in live.versions.items() if other != id}
    audit = {other: link for other, link in live.audit.items() if other != id}
    pauses = {other: pause for other, pause in live.pauses.items() if other != id}
    return Live(live.revision + 1, versions, audit, pauses, live.settling | {id: final}, closed=id)


def let_go(live: Live, swept: int, owing: Collection[str] = ()) -> Live:
    """The list without the closed campaigns of which nothing is due any more; the same list where all stay.

    swept: when the last sweep began that left no member out, epoch ms; owing: the campaigns of which it found something
    that waits, for its day or for space. One that began when every copy of the list knew of the closing has settled
    everybody else, and moved out what the campaign had left with them.
    """
    stay = {name: one for name, one in live.settling.items() if swept < one.closed + LEAD or name in owing}
    return live if stay == live.settling else replace(live, revision=live.revision + 1, settling=stay)


def with_pause(live: Live, id: str, paused: bool, now: int) -> Live:
    """The list with a campaign paused, or resumed, at a moment (epoch ms)."""
    pause = Pause(now) if paused else replace(live.pauses[id], until=now)
    return replace(live, revision=live.revision + 1, pauses=live.pauses | {id: pause})


def with_entry(live: Live, id: str, link: Link) -> Live:
    """The list that names the newest entry of an id's audit chain."""
    return replace(live, revision=live.revision + 1, audit=live.audit | {id: link})
