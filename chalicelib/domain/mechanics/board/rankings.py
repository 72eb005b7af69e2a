"""The rankings of a board, one after the other: when each counts, from when it is frozen, and when it is paid."""

from collections.abc import Iterator, Sequence
from typing import Final, Literal, TypeGuard

from msgspec import Struct
from msgspec.structs import replace

from chalicelib.domain.mechanics.board.block import Board
from chalicelib.domain.play.limits import WHOLE_CAMPAIGN
from chalicelib.domain.publishing.calendar import Calendar
from chalicelib.domain.publishing.definitions import Published, Replaced
from chalicelib.domain.time.localtime import add
from chalicelib.domain.time.periods import Period, period, period_closes
from chalicelib.domain.time.windows import Moment, Window, first_moment
from chalicelib.domain.words.values import Duration

FREEZES_AFTER: Final = 60_000
"""How long after the last moment at which anything may count a ranking is frozen (ms): clocks differ, and what is being
committed then must be in it."""

_PERIODS: Final[dict[str, Literal["day", "week", "month"]]] = {"daily": "day", "weekly": "week", "monthly": "month"}

Versions = Sequence[Replaced]
"""The versions by which a campaign was played lately, the newest last: that is the one in force."""


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
    grace: Duration
    """How late an event may come."""

    @property
    def frozen_from(self) -> int:
        """From when its picture is final."""
        return self.ends + FREEZES_AFTER


def ranking_at(versions: Versions, name: str, at: int) -> Ranking | None:
    """The ranking of a board in which something counts at a moment; None outside of all of them."""
    found = _around(versions, name, at)
    if found is None or _board(versions, name).repeats is None:
        return found
    return found if found.opens <= at < found.closes else None


def ranking_of(versions: Versions, name: str, window: str) -> Ranking | None:
    """The ranking of a board with the id of its window; None where there is no such one."""
    if name not in versions[-1].published.campaign.blocks(Board):
        return None
    closes = period_closes(window, versions[-1].published.zone)
    found = _around(versions, name, 0 if closes is None else closes - 1)
    return found if found is not None and found.id == window else None


def rankings(versions: Versions, name: str, since: int, until: int) -> Iterator[Ranking]:
    """The rankings of a board that had opened by a moment and closed after the one before, in their order."""
    published, board = versions[-1].published, _board(versions, name)
    outer = _outer(published, board)
    at = outer.opens
    while at < min(outer.closes, until + 1):
        one = _around(versions, name, at)
        if one is not None and one.opens <= until and one.closes > since:
            yield one
        if board.repeats is None:
            return
        at = _period(published, board.repeats, at).window.closes


def _board(versions: Versions, name: str) -> Board:
    return versions[-1].published.campaign.blocks(Board)[name]


def _around(versions: Versions, name: str, at: int) -> Ranking | None:
    """The ranking to whose period a moment belongs; None where the board does not count in that period at all.

    It is over as the version said that was in force when its window closed: whatever replaced that one later finds it
    closed, and neither opens it again nor ends it sooner. The review alone goes by the version in force.
    """
    wanted = _said(versions[-1].published, name, at)
    found: Ranking | None = None
    for since, published in versions:
        if found is not None and found.closes <= since:
            break
        found = _said(published, name, at)
        found = found if found is not None and wanted is not None and found.id == wanted.id else None
    if found is None:
        return None
    review = _board(versions, name).review
    return replace(found, pays=add(review.count, review.unit, versions[-1].published.zone, found.ends))


def _said(published: Published, name: str, at: int) -> Ranking | None:
    """The ranking to whose period a moment belongs, as one version says."""
    board = published.campaign.blocks(Board).get(name)
    if board is None:
        return None
    outer = _outer(published, board)
    if board.repeats is None:
        return _ranking(published, board, WHOLE_CAMPAIGN, outer)
    one = _period(published, board.repeats, at)
    cut = Window(max(outer.opens, one.window.opens), min(outer.closes, one.window.closes))
    return _ranking(published, board, one.id, cut) if cut.opens < cut.closes else None


def _outer(calendar: Calendar, board: Board) -> Window:
    """The time in which the board counts at all: its own dates, inside of the campaign's."""
    whole, zone = calendar.window, calendar.zone
    opens = first_moment(board.opens, zone) if _is_dated(board.opens) else whole.opens
    closes = first_moment(board.closes, zone) if _is_dated(board.closes) else whole.closes
    return Window(max(whole.opens, opens), min(whole.closes, closes))


def _is_dated(moment: Moment | None) -> TypeGuard[Moment]:
    return moment is not None and moment.every == "once"


def _period(published: Published, repeats: str, at: int) -> Period:
    return period(_PERIODS[repeats], published.zone, at, published.campaign.week_starts)


def _ranking(published: Published, board: Board, id: str, window: Window) -> Ranking:
    grace = published.campaign.grace
    ends = add(grace.count, grace.unit, published.zone, window.closes)
    pays = add(board.review.count, board.review.unit, published.zone, ends)
    return Ranking(id, window.opens, window.closes, ends, pays, grace)
