"""Settles what fell due for members who don't come, so that balances and liabilities are true.

Every few minutes it asks each part of the index of who is due for its first page. What is little it does itself; for a
part of which more is due, or of whose many members everybody is to be looked at, it asks for a helper, so that as many
work at once as there are parts.
"""

from collections.abc import Callable

from msgspec import Struct

from chalicelib.domain.publishing.live import everybody_since
from chalicelib.services.register import NAME as REGISTER
from chalicelib.services.register import Register, registered
from chalicelib.services.settle_member import Swept
from chalicelib.services.sweep_part import PAGE, SweepPart, cursor_name, looks_of
from chalicelib.store.campaigns import Campaigns
from chalicelib.store.cursors import Cursors
from chalicelib.store.due_index import PARTS, DueIndex


class SweepRun(Struct, frozen=True):
    """The result of a run."""

    late: int
    """For how long the one waits who is due longest, ms; 0: nobody is due."""
    swept: Swept
    """The sum of what the run did itself; what helpers do is not in it."""
    asked: int = 0
    """Parts that helpers were asked to sweep."""


AskHelper = Callable[[int], None]
"""Asks for somebody who sweeps a part at the same time."""


class Sweep:
    """Sweeps the index of who is due."""

    def __init__(
        self,
        index: DueIndex,
        part: SweepPart,
        register: Register,
        campaigns: Campaigns,
        cursors: Cursors,
        monotonic: Callable[[], float],
        ask: AskHelper | None = None,
    ) -> None:
        """monotonic: seconds. ask: None where there are no helpers, and one does it all."""
        self._index = index
        self._part = part
        self._register = register
        self._campaigns = campaigns
        self._cursors = cursors
        self._monotonic = monotonic
        self._ask = ask

    def run(self, clock: Callable[[], int], seconds: float) -> SweepRun:
        """Sweep for so long at most. clock: epoch ms. Raises Unavailable where the table does not answer."""
        ends, now = self._monotonic() + seconds, clock()
        since = everybody_since(self._campaigns.live(), now)
        late, wanted = self._wanted(since, now)
        swept, asked = Swept(), 0
        for part, much in wanted.items():
            if much is None:
                swept += Swept(done=False)
            elif much and self._ask is not None:
                self._ask(part)
                asked += 1
            elif self._monotonic() < ends:
                swept += self._part.run(part, since, clock, ends)
            else:
                swept += Swept(done=False)
        whole = self._register.fill(clock, ends)
        return SweepRun(late, swept + Swept(done=whole and not asked), asked)

    def help(self, part: int, clock: Callable[[], int], seconds: float) -> Swept:
        """Sweep one part, as a helper, for so long at most. Raises Unavailable."""
        since = everybody_since(self._campaigns.live(), clock())
        return self._part.run(part, since, clock, self._monotonic() + seconds)

    def _wanted(self, since: int, now: int) -> tuple[int, dict[int, bool | None]]:
        """How late it is (ms), and the parts in which there is something to do: whether it is much; None: a run is at
        it."""
        late = 0
        wanted: dict[int, bool | None] = {}
        for part, cursor in enumerate(self._cursors.several([cursor_name(part) for part in range(PARTS)])):
            places = self._index.due(part, now, PAGE).places
            everybody = looks_of(cursor).is_wanted(since, now)
            late = max(late, now - places[0].at if places else 0)
            if places or everybody:
                wanted[part] = None if cursor.at > now else len(places) == PAGE or (everybody and self._is_large(part))
        return late, wanted

    def _is_large(self, part: int) -> bool:
        """Whether more members stand in a part than one page has. Where helpers are there: else it is all the same."""
        return self._ask is not None and self._index.everybody(part, PAGE).after is not None


def settled_since(cursors: Cursors) -> tuple[int, frozenset[str]]:
    """When the last look at everybody began that left nobody out, epoch ms (0: none yet), and the closed campaigns of
    which it found something that waits. Raises Unavailable."""
    register, *parts = cursors.several([REGISTER, *(cursor_name(part) for part in range(PARTS))])
    found = [looks_of(one) for one in parts]
    if not registered(register).done:
        return 0, frozenset()
    return min(one.settled for one in found), frozenset().union(*(one.owed for one in found))
