"""Sweeps one part of the index of who is due.

Two reasons bring a sweep to a member. Something falls due: the member stands in the index by its moment. Or the
definitions are others than before: then everybody in the part is looked at, whoever is due last first, because members'
own actions bring them forward in this order and never back. A cursor keeps how far that is, and holds the part for one
run, so that many do not do the same work. Nothing rests on it: what is looked at twice is settled once.
"""

from collections.abc import Callable
from typing import Final

import msgspec
from msgspec import Struct, field
from msgspec.structs import replace

from chalicelib.services.settle_member import SettleMember, Swept
from chalicelib.store.cursors import Cursor, Cursors
from chalicelib.store.due_index import DueIndex, DuePage, Place
from chalicelib.store.members import Members

NAME: Final = "due"

PAGE: Final = 100
"""Members that are read together: as many as one read takes."""

HELD: Final = 120_000
"""For how long a part is held while a page of it is swept, ms. A page takes some four seconds."""

AGAIN: Final = 86_400_000
"""How long after a look at everybody another one follows where somebody was left out, or a closed campaign still owes
something, ms."""


class Looks(Struct, frozen=True, omit_defaults=True):
    """How far the looks at everybody in a part are."""

    began: int = 0
    """When the look that is under way began, epoch ms; 0: none is."""
    after: Place | None = None
    """The last place that was looked at; None: none yet."""
    left_out: int = 0
    """Members that it could not settle."""
    owing: frozenset[str] = frozenset()
    """The closed campaigns of which it found something that waits."""
    tried: int = 0
    """When the last look began that came to the end, epoch ms; 0: none yet."""
    settled: int = 0
    """When the last one began that left nobody out, epoch ms; 0: none yet."""
    owed: frozenset[str] = frozenset()
    """The closed campaigns of which that one found something that waits."""

    def is_wanted(self, since: int, now: int) -> bool:
        """Whether everybody has to be looked at: by definitions of a moment, or because some were left out."""
        again = self.settled < self.tried or self.owed
        return bool(self.began) or self.tried < since or (bool(again) and self.tried + AGAIN <= now)

    def begun(self, since: int, now: int) -> "Looks":
        """The look to go on with; a new one where none is under way, or that began before the moment."""
        return (
            self if self.began >= max(since, 1) else replace(self, began=now, after=None, left_out=0, owing=frozenset())
        )

    def ended(self) -> "Looks":
        """The look has come to the end."""
        whole = not self.left_out
        settled, owed = (self.began, self.owing) if whole else (self.settled, self.owed)
        return Looks(tried=self.began, settled=settled, owed=owed)


class _Run(Struct):
    """One run over a part, and what it did so far."""

    part: int
    cursor: Cursor | None
    """The cursor by which it holds the part; None: another run has taken it."""
    clock: Callable[[], int]
    ends: float
    """The moment of the monotonic clock at which time is up."""
    looks: Looks
    swept: Swept = field(default_factory=Swept)

    def note(self, swept: Swept, owing: frozenset[str] = frozenset()) -> None:
        """Add what was done, and what closed campaigns still owe."""
        self.swept += swept
        if self.looks.began:
            left_out = self.looks.left_out + swept.undecided
            self.looks = replace(self.looks, left_out=left_out, owing=self.looks.owing | owing)


class SweepPart:
    """Sweeps parts of the index. Safe to use from several threads."""

    def __init__(
        self, index: DueIndex, members: Members, look: SettleMember, cursors: Cursors, monotonic: Callable[[], float]
    ) -> None:
        """monotonic: seconds."""
        self._index = index
        self._members = members
        self._look = look
        self._cursors = cursors
        self._monotonic = monotonic

    def run(self, part: int, since: int, clock: Callable[[], int], ends: float) -> Swept:
        """Settle those who are due in a part, and look at everybody where definitions of a moment (since, epoch ms) ask
        for it, until a moment of the monotonic clock.

        Where another run holds the part, nothing is done. Raises Unavailable where the table does not answer: the next
        run goes on.
        """
        cursor = self._cursors.read(cursor_name(part))
        if cursor.at > clock():
            return Swept(done=False)
        run = _Run(part, cursor, clock, ends, looks_of(cursor))
        everybody = run.looks.is_wanted(since, clock())
        if everybody:  # whoever can't be settled must not stand in the way of all the others
            run.ends = (self._monotonic() + ends) / 2
        self._settle_due(run)
        run.ends = ends
        if everybody:
            self._look_at_everybody(run, since)
        done = self._goes_on(run) and not run.looks.began
        self._hold(run, 0)
        return replace(run.swept, done=done)

    def _settle_due(self, run: _Run) -> None:
        after: Place | None = None
        while self._goes_on(run):
            page = self._index.due(run.part, run.clock(), PAGE, after)
            after = page.after
            if not page.places or not self._take(run, page, only_due=True) or after is None:
                return

    def _look_at_everybody(self, run: _Run, since: int) -> None:
        run.looks = run.looks.begun(since, run.clock())
        while run.looks.began and self._goes_on(run):
            page = self._index.everybody(run.part, PAGE, run.looks.after)
            if page.places and not self._take(run, page, only_due=False):
                return
            run.looks = replace(run.looks, after=page.after) if page.after else run.looks.ended()

    def _goes_on(self, run: _Run) -> bool:
        """Whether there is time left, and no other run has taken the part."""
        return run.cursor is not None and self._monotonic() < run.ends

    def _hold(self, run: _Run, until: int) -> bool:
        """Hold the part until a moment (epoch ms; 0: let it go), and keep how far it is."""
        body = msgspec.json.encode(run.looks)
        if run.cursor is not None and (until, body) != (run.cursor.at, run.cursor.body):
            run.cursor = self._cursors.move(run.cursor, until, body)
        return run.cursor is not None

    def _take(self, run: _Run, page: DuePage, only_due: bool) -> bool:
        """Look at the members of a page; False where time is up in the middle of it, or another has taken the part."""
        if not self._hold(run, run.clock() + HELD):
            return False
        ids = {place.member for place in page.places}
        found = self._members.readable(ids)
        run.note(Swept(undecided=len(ids) - len(found)))
        for member in found:
            if self._monotonic() >= run.ends:
                return False
            if not only_due or (member.due or 0) <= run.clock():  # the index is a moment behind
                run.note(*self._look.at(member, run.clock()))
        return True


def cursor_name(part: int) -> str:
    """The name of the cursor of a part."""
    return f"{NAME}/{part}"


def looks_of(cursor: Cursor) -> Looks:
    """How far the looks at everybody are."""
    return msgspec.json.decode(cursor.body, type=Looks) if cursor.body else Looks()
