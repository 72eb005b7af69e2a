"""The definitions in force, as one container holds them.

A container keeps a copy of the live list and every version on it, the coming ones too, made ready to be played as soon
as they are seen. It switches to a coming version by the clock, without asking anybody; what it has to ask for, every 20
seconds, is whether the list has changed. A copy that could not be renewed for 40 seconds is not played by any more:
a version that it does not know could have taken effect LEAD after its publication.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from threading import Lock
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from chalicelib.domain.file import reading
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.mechanics.definition import prepare
from chalicelib.domain.play.holdout import holdout_key
from chalicelib.domain.publishing.definitions import (
    PROGRAMME,
    Definitions,
    EarlierProgramme,
    Published,
    PublishedProgramme,
    Replaced,
    Version,
    assemble,
)
from chalicelib.domain.publishing.live import Live, effects, in_force, leaving_at, replaced, settling
from chalicelib.domain.record.sharing import Sharing, sharing_of
from chalicelib.domain.words.errors import Unavailable
from chalicelib.store.campaigns import Campaigns, VersionId, live_of
from chalicelib.store.table import Item

STALE = 20.0
"""The age in seconds from which a copy should be renewed: the live list rides along with the next read."""

TOO_OLD = 40.0
"""The age in seconds beyond which a copy is not played by."""

_Key = tuple[tuple[VersionId, ...], tuple[VersionId, ...], frozenset[str]]
"""The versions in force, those by which members of closed campaigns are settled, and the campaigns that leave these."""

_Assembled = dict[_Key, Definitions]


class Catalogue:
    """Keeps this container's copy of the definitions. Safe to use from several threads."""

    def __init__(self, campaigns: Campaigns, master: bytes, monotonic: Callable[[], float]) -> None:
        """master: the secret that all seeds derive from. monotonic: seconds."""
        self._campaigns = campaigns
        self._master = master
        self._sharing = sharing_of(master)
        self._holdout = holdout_key(master)
        self._monotonic = monotonic
        self._renewing = Lock()
        self._copy: _Copy | None = None
        self._last: _Asked | None = None

    def definitions(self, now: int) -> Definitions:
        """The definitions in force at a moment (epoch ms); the same object for as long as the same versions are.

        Raises Unavailable (`definitions_stale`) when the copy is too old, or was never taken.
        """
        copy = self._copy
        if copy is None or self._age(copy) > TOO_OLD:
            raise Unavailable("The campaigns could not be read for a while: try again.", "definitions_stale")
        return self._of(copy, now)

    def at_hand(self, now: int) -> Definitions | None:
        """The definitions in force at a moment (epoch ms), as the copy at hand has them, however old it is; None where
        there is none."""
        copy = self._copy
        return None if copy is None else self._of(copy, now)

    def known(self, now: int) -> Definitions:
        """The same; read now where there are none. Raises Unavailable where that fails."""
        if self._copy is None:
            self.refresh()
        found = self.at_hand(now)
        return self.definitions(now) if found is None else found

    def stale(self) -> bool:
        """Whether the copy should be renewed now."""
        return self._copy is None or self._age(self._copy) > STALE

    def take(self, item: Item | None) -> None:
        """Renew the copy by the live list's item, as it was just read strongly consistent (None: there is none).

        Versions that are not held yet are read at once, in one batch. Raises Unavailable where that fails.
        """
        self._renew(live_of(item), self._monotonic())

    def refresh(self) -> None:
        """Read the live list and renew the copy by it. Raises Unavailable where that fails."""
        read_at = self._monotonic()
        self._renew(self._campaigns.live(), read_at)

    def _of(self, copy: _Copy, now: int) -> Definitions:
        """The definitions of a copy at a moment. One action asks for them several times, all of its own moment."""
        last = self._last
        if last is None or last.copy is not copy or last.now != now:
            last = self._last = _Asked(copy, now, copy.definitions(now))
        return last.definitions

    def _age(self, copy: _Copy) -> float:
        return self._monotonic() - copy.read_at

    def _renew(self, live: Live, read_at: float) -> None:
        with self._renewing:
            held = self._copy
            if held is None:
                self._copy = _Copy(live, read_at, self._ready(live, {}), {}, self._holdout, self._sharing)
            elif live.revision > held.live.revision:
                ready = self._ready(live, held.ready)
                self._copy = _Copy(live, read_at, ready, _still_true(held, live, ready), self._holdout, self._sharing)
            elif live.revision == held.live.revision:
                self._copy = replace(held, read_at=max(read_at, held.read_at))
            # An older list is a read that was overtaken by another thread's.

    def _ready(
        self, live: Live, held: Mapping[VersionId, Published | PublishedProgramme]
    ) -> dict[VersionId, Published | PublishedProgramme]:
        """Every version on the list, ready to be played; what is not held yet is read."""
        missing = live.numbers - held.keys()
        read = self._campaigns.versions(missing) if missing else {}
        return {one: held[one] if one in held else self._prepared(read[one]) for one in live.numbers}

    def _prepared(self, version: Version) -> Published | PublishedProgramme:
        if version.id != PROGRAMME:
            try:
                return prepare(version, self._master)
            except ValueError as error:
                raise _unreadable(version) from error
        programme, _ = reading.read(version.tree, Programme)
        if programme is None:
            raise _unreadable(version)
        return PublishedProgramme(programme, version.hash)


def _still_true(held: _Copy, live: Live, ready: Mapping[VersionId, Published | PublishedProgramme]) -> _Assembled:
    """Give the assembled definitions of the list before that still hold, so that they are not made again."""
    if live.paused != held.live.paused:
        return {}
    return {key: made for key, made in held.assembled.items() if ready.keys() >= {*key[0], *key[1]}}


def _unreadable(version: Version) -> Unavailable:
    """The error for a version that does not read: it was read by a newer release, and this one must not guess."""
    return Unavailable(f"{version.id} version {version.number} is newer than this server.", "definitions_unreadable")


class _Copy(Struct, frozen=True):
    """The list as read at a monotonic moment, its versions, and the definitions assembled from them so far."""

    live: Live
    read_at: float
    ready: Mapping[VersionId, Published | PublishedProgramme]
    assembled: _Assembled
    holdout: bytes
    sharing: Sharing

    def definitions(self, now: int) -> Definitions:
        key = (tuple(in_force(self.live, now).items()), tuple(settling(self.live).items()), leaving_at(self.live, now))
        made = self.assembled.get(key)
        # Two threads may assemble at once; all go on with what the first of them has left here.
        return made or self.assembled.setdefault(key, self._assemble(key))

    def _assemble(self, key: _Key) -> Definitions:
        parts, closed = ([self.ready[one] for one in versions] for versions in key[:2])
        programme = next(
            (part for part in parts if isinstance(part, PublishedProgramme)), PublishedProgramme(Programme(), "")
        )
        return assemble(
            programme.programme,
            _published(parts),
            self.live.paused,
            _published(closed),
            effects(self.live, key[0]),
            {name: self._replaced(name, number) for name, number in key[0] if name != PROGRAMME},
            tuple(one for name, number in key[0] if name == PROGRAMME for one in self._earlier(number)),
            key[2],
            self.holdout,
            self.sharing,
            programme.hash,
        )

    def _replaced(self, id: str, number: int) -> tuple[Replaced, ...]:
        return tuple(Replaced(since, one) for since, one in self._before(id, number) if isinstance(one, Published))

    def _earlier(self, number: int) -> Iterator[EarlierProgramme]:
        for since, one in self._before(PROGRAMME, number):
            if isinstance(one, PublishedProgramme):
                yield EarlierProgramme(since, one.programme)

    def _before(self, id: str, number: int) -> list[tuple[int, Published | PublishedProgramme]]:
        """The versions that one of an id replaced, each with when it took effect (epoch ms), the newest last."""
        return [(one.takes_effect, self.ready[id, one.number]) for one in replaced(self.live, id, number)]


def _published(parts: Iterable[Published | PublishedProgramme]) -> list[Published]:
    return [part for part in parts if isinstance(part, Published)]


class _Asked(NamedTuple):
    """The question that was asked last, and its answer."""

    copy: _Copy
    now: int
    definitions: Definitions
