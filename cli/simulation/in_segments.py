"""Counts the members in each segment at the end of each day.

Of each member it is known until when they stay where they are, so that a day looks only at those who did something or
whom its midnight moves: the shares of a year cost little.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from chalicelib.domain.decide.in_memory import InMemoryStore
from chalicelib.domain.decide.settle import dated, settle
from chalicelib.domain.play.members import segments_of
from chalicelib.domain.play.segment_days import next_change
from chalicelib.domain.play.turn import Turn
from chalicelib.domain.record.member import Member
from chalicelib.domain.time.localtime import DAY
from chalicelib.domain.time.windows import Window
from cli.simulation.people import Person
from cli.simulation.tally import Tally

WITH_MOMENTS = frozenset({"points", "tag", "tier"})
"""Conditions on what also changes by moments of its own, which settling knows: not by purchases and days alone."""


class _Seen(NamedTuple):
    """Somebody as they were looked at last."""

    by: object
    """The facts from which their segments were told."""
    segments: list[str]
    day: int
    """The number of the day on which others may hold, if nothing is done until then."""
    member: Member
    """Their document, with what had fallen due."""
    at: int
    """When they were looked at, epoch ms."""


class InSegments:
    """The members of one half of a crowd by segment."""

    def __init__(self, store: InMemoryStore, days: Sequence[Window], people: Iterable[Person]) -> None:
        """people: all who may be members when the first day begins."""
        self._store, self._closes = store, [day.closes for day in days]
        segments = store.definitions.programme.segments
        self._by_moments = any(field in WITH_MOMENTS for who in segments.values() for field in who)
        self._touched = dict.fromkeys(people) if segments else {}
        self._asked = bool(segments)
        self._due: dict[int, list[Person]] = {}
        self._seen: dict[Person, _Seen] = {}
        self._inside: Counter[str] = Counter()

    def touched(self, person: Person) -> None:
        """Look at somebody this evening, because something was decided for them."""
        if self._asked:
            self._touched[person] = None

    def count(self, day: int, tally: Tally) -> None:
        """Add to a tally how many are in each segment at the end of a day."""
        if not self._asked:
            return
        due = (one for one in self._due.pop(day, ()) if self._seen[one].day == day)
        for person in (*due, *self._touched):
            self._look(person, day)
        self._touched = {}
        tally.known[day] += len(self._seen)
        for segment, n in self._inside.items():
            tally.segments[segment, day] += n

    def _look(self, person: Person, day: int) -> None:
        """Where somebody is now; who has not joined yet is nobody's."""
        document, seen = person.document, self._seen.get(person)
        by = document if self._by_moments else _by_purchases(document)
        if not document.joined or (seen is not None and seen.day > day and seen.by == by):
            return
        at = self._closes[day] - 1
        base, last = document, self._store.members[person.id].at
        if seen is not None and seen.by == by:
            base, last = seen.member, seen.at
        turn, moment = self._known(person, base, last, at)
        here = segments_of(turn, at)
        until = len(self._closes) if moment is None else bisect_right(self._closes, moment)
        self._inside.subtract(seen.segments if seen is not None else ())
        self._inside.update(here)
        self._seen[person] = _Seen(by, here, until, turn.member, at)
        self._due.setdefault(until, []).append(person)

    def _known(self, person: Person, base: Member, last: int, at: int) -> tuple[Turn, int | None]:
        """A look at somebody at a moment (epoch ms), and the next one at which other segments may hold; None: never.

        base, last: how they were known last, and when. Who does not come is settled only where points, tags or a tier
        have ended, or have come: settling everybody each day would take as long as all that they do. What an entered
        segment gives, who is away gets on coming.
        """
        turn = Turn(self._store.definitions, person.id, base, at, at)
        if not self._by_moments:
            return turn, next_change(turn, at)
        turn.member = replace(base, coupons=[])  # their ends move no segment
        dues = _dues(turn, at)
        if any(one <= at for one in dues):
            turn.member = msgspec.json.decode(msgspec.json.encode(turn.member), type=Member)  # it is changed in place
            settle(turn, last)
            turn.member.coupons = []
            dues = _dues(turn, at)
        return turn, min(dues, default=None)


def _dues(turn: Turn, at: int) -> list[int]:
    """The moments at which something falls due after a look; of birthdays the next one is left out: they give nothing
    to who is away."""
    return [one.at for one in dated(turn, at + 366 * DAY, at)]


def _by_purchases(document: Member) -> object:
    """All from which segments are told that ask for purchases and days alone."""
    return document.joined, document.profile.born, document.born_before, document.bought
