"""Takes the pictures of rankings, and freezes them.

A picture is made of all entries, and never of the one before it. While nothing scores one is taken each hour, so that
who was erased is in it no more; at once where other places are paid than by the last one. From a minute after the last
moment at which anything may count nothing can be in the making any more: that picture is read strongly consistent, it
is the final one, and its hash enters the audit chain in the same transaction.
"""

import gc
from datetime import timedelta
from typing import Final

from msgspec.structs import replace

from chalicelib.domain.mechanics.board.block import Board
from chalicelib.domain.mechanics.board.picture import CHUNK, Picture, picture
from chalicelib.domain.mechanics.board.state import RankingState
from chalicelib.domain.publishing.definitions import Published
from chalicelib.domain.publishing.trail import Entry
from chalicelib.domain.time.localtime import local
from chalicelib.domain.words.errors import Conflict
from chalicelib.services.unpaid import OpenRanking
from chalicelib.store.campaigns import Campaigns
from chalicelib.store.counters import Counters
from chalicelib.store.entries import read_entries
from chalicelib.store.rankings import Held, RankingId, Rankings, state_write
from chalicelib.store.report_state import ReportState

LARGE: Final = 200_000
"""Entries beyond which a picture is taken more rarely."""

EACH: Final = 60_000
EACH_LARGE: Final = 300_000
"""The time from one picture to the next (ms)."""

EACH_IDLE: Final = 3_600_000
"""The same while nothing scores."""

SLACK: Final = 10_000
"""How much earlier a picture may be due than that (ms): a schedule does not fire to the second."""

ITSELF: Final = "tessera"
"""Who freezes, as the audit trail says it: nobody asked for it."""


class Pictures:
    """Takes pictures. Everything raises Unavailable; `now` is epoch ms."""

    def __init__(self, store: Rankings, campaigns: Campaigns, counters: Counters, report: ReportState) -> None:
        self._store = store
        self._campaigns = campaigns
        self._counters = counters
        self._report = report

    def take(self, published: Published, one: OpenRanking, now: int) -> bool:
        """Take a picture of a ranking that still counts, if one is due; whether one was taken."""
        state = one.held.state
        each = EACH_LARGE if state.entries > LARGE else EACH
        if state.as_of and now - state.as_of < each - SLACK:
            return False
        scored = self._scored(published, one.name, now)
        unchanged = scored == state.scored and state.last_places == one.board.last_places
        if state.as_of and unchanged and now - state.as_of < EACH_IDLE - SLACK:
            return False
        begun = self._store.move(one.held, state)
        if begun is None:
            return False
        made = picture_of(one.held.id, one.board.paid, consistent=False)
        after = pictured(begun, made, one.board, now, scored)
        return self._store.put_parts(begun, made) and self._store.move(begun, after) is not None

    def freeze(self, one: OpenRanking, now: int) -> Held | None:
        """Take the final picture of a ranking, and write it into the audit chain; None where another is at it."""
        begun = self._store.move(one.held, one.held.state)
        if begun is None:
            return None
        made = picture_of(one.held.id, one.board.paid, consistent=True)
        if not self._store.put_parts(begun, made):
            return None
        after = replace(pictured(begun, made, one.board, now, begun.state.scored), frozen=now)
        of = one.held.id
        entry = Entry(now, "freeze", ITSELF, ranking=f"{of.board}@{of.window}", hash=made.hash)
        live = self._campaigns.live()
        try:
            self._campaigns.write(live, live, [(of.campaign, entry)], (), [state_write(begun, after)])
        except Conflict:  # a manager was faster, or another run: the next one does it
            return None
        return Held(of, begun.version + 1, after)

    def _scored(self, published: Published, board: str, now: int) -> int:
        """How much has scored lately, as the report counts it: yesterday's late ones are among today's receipts."""
        yesterday = (local(now, published.zone) - timedelta(days=1)).date().isoformat()
        days = self._counters.days(published.id, self._report.generations().counted, yesterday)
        return sum(counts[f"scores/{board}"] for counts in days.values())


def picture_of(id: RankingId, paid: int, consistent: bool) -> Picture:
    """The picture of all entries of a ranking, of which so many places are paid. Raises Unavailable.

    Python's collector would look at what a page of a million entries is read into again and again, which takes a third
    of the CPU, and finds nothing: it rests meanwhile.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        return picture(read_entries(*id, consistent=consistent), paid)
    finally:
        if collects:
            gc.enable()


def pictured(begun: Held, made: Picture, board: Board, now: int, scored: int) -> RankingState:
    """The state of a ranking with a picture that was begun. scored: how much had scored by then."""
    return replace(
        begun.state,
        as_of=now,
        parts=begun.version,
        entries=made.entries,
        hash=made.hash,
        scored=scored,
        last=tuple(made.first[at : at + CHUNK][-1] for at in range(0, len(made.first), CHUNK)),
        lowest=tuple(made.levels[at : at + CHUNK][-1].score for at in range(0, len(made.levels), CHUNK)),
        apart=len(made.first),
        prizes=tuple(made.first[last - 1] for last in board.last_places if last <= len(made.first)),
        last_places=board.last_places,
    )
