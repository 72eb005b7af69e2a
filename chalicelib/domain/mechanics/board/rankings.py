"""The rankings of a board, one after the other: when each counts, from when it is frozen, and when it is paid."""

from collections.abc import Iterator
from typing import Final, Literal, TypeGuard

from msgspec import Struct

from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.mechanics.board.block import Board
from chalicelib.domain.play.limits import WHOLE_CAMPAIGN
from chalicelib.domain.publishing.calendar import Calendar
from chalicelib.domain.time.localtime import add
from chalicelib.domain.time.periods import Period, period, period_closes
from chalicelib.domain.time.windows import Moment, Window, first_moment

FREEZES_AFTER: Final = 60_000
"""How long after the last moment at which anything may count a ranking is frozen (ms): clocks differ, and what is being
committed then must be in it."""

_PERIODS: Final[dict[str, Literal["day", "week", "month"]]] = {"daily": "day", "weekly": "week", "monthly": "month"}


class Ranking(Struct, frozen=True):
    """One ranking of a board. Moments are epoch ms."""

    id: str
    """The id of its window, by which scores and entries are kept."""
    opens: int
    """From when events count."""
    closes: int
    """The first moment whose events count no longer."""
    ends: int
    """The first moment at which nothing counts any more, however late it came: nothing changes it from then on."""
    pays: int
    """From when its places may be paid: after the review."""

    @property
    def frozen_from(self) -> int:
        """From when its picture is final."""
        return self.ends + FREEZES_AFTER


def ranking_at(calendar: Calendar, campaign: Campaign, board: Board, at: int) -> Ranking | None:
    """The ranking in which something counts at a moment; None outside of all of them."""
    found = _around(calendar, campaign, board, at)
    if board.repeats is None:
        return found
    return found if found.opens <= at < found.closes else None


def ranking_of(calendar: Calendar, campaign: Campaign, board: Board, window: str) -> Ranking | None:
    """The ranking with the id of its window; None where the board has no such one."""
    closes = period_closes(window, calendar.zone)
    found = _around(calendar, campaign, board, 0 if closes is None else closes - 1)
    return found if found.id == window and found.opens < found.closes else None


def rankings(calendar: Calendar, campaign: Campaign, board: Board, since: int, until: int) -> Iterator[Ranking]:
    """The rankings that had opened by a moment and closed after the one before, in their order."""
    outer = _outer(calendar, board)
    if board.repeats is None:
        whole = _ranking(calendar, campaign, board, WHOLE_CAMPAIGN, outer)
        if whole.opens <= until and whole.closes > since:
            yield whole
        return
    at = outer.opens
    while at < min(outer.closes, until + 1):
        one = ranking_at(calendar, campaign, board, at)
        if one is None:
            return
        if one.closes > since:
            yield one
        at = one.closes


def _around(calendar: Calendar, campaign: Campaign, board: Board, at: int) -> Ranking:
    """The ranking of the period that contains a moment, cut by the time in which the board counts: maybe to nothing."""
    outer = _outer(calendar, board)
    if board.repeats is None:
        return _ranking(calendar, campaign, board, WHOLE_CAMPAIGN, outer)
    one = _period(calendar, campaign, board.repeats, at)
    cut = Window(max(outer.opens, one.window.opens), min(outer.closes, one.window.closes))
    return _ranking(calendar, campaign, board, one.id, cut)


def _outer(calendar: Calendar, board: Board) -> Window:
    """The time in which the board counts at all: its own dates, inside of the campaign's."""
    whole, zone = calendar.window, calendar.zone
    opens = first_moment(board.opens, zone) if _is_dated(board.opens) else whole.opens
    closes = first_moment(board.closes, zone) if _is_dated(board.closes) else whole.closes
    return Window(max(whole.opens, opens), min(whole.closes, closes))


def _is_dated(moment: Moment | None) -> TypeGuard[Moment]:
    return moment is not None and moment.every == "once"


def _period(calendar: Calendar, campaign: Campaign, repeats: str, at: int) -> Period:
    return period(_PERIODS[repeats], calendar.zone, at, campaign.week_starts)


def _ranking(calendar: Calendar, campaign: Campaign, board: Board, id: str, window: Window) -> Ranking:
    ends = add(campaign.grace.count, campaign.grace.unit, calendar.zone, window.closes)
    pays = add(board.review.count, board.review.unit, calendar.zone, ends)
    return Ranking(id, window.opens, window.closes, ends, pays)
