"""Limits of one member: counters of each limited thing, kept by the id of the period in which they count."""

import sys
from functools import lru_cache
from typing import Protocol
from zoneinfo import ZoneInfo

from msgspec import Struct

from chalicelib.domain.play.turn import Player
from chalicelib.domain.publishing.definitions import Published
from chalicelib.domain.time.localtime import add
from chalicelib.domain.time.periods import opening_id, period, period_closes
from chalicelib.domain.time.windows import Moment, Window
from chalicelib.domain.words.errors import LimitReached
from chalicelib.domain.words.values import Duration, Limit, Limits


class Timed(Protocol):
    """A block that may open and close."""

    @property
    def opens(self) -> Moment | None: ...
    @property
    def closes(self) -> Moment | None: ...


WHOLE_CAMPAIGN = "c"
"""The period that never ends by itself: a limit `a campaign`, and the round of a challenge that does not repeat."""


class Scope(Struct, frozen=True):
    """The window and the round that limits `a window` and `a round` of a block count in."""

    window: Window | None = None
    """The opening in which `a window` counts; None: that of the whole campaign."""
    round_id: str = WHOLE_CAMPAIGN
    """The id of the period that is the round in which `a round` counts; by default the whole campaign is one."""
    of: tuple[Timed, ...] = ()
    """The blocks whose window it is: their next opening is when `a window` begins anew. Empty: it is that of the
    campaign, which opens once."""
    used_in: tuple[Timed, ...] = ()
    """The blocks that have to be open for what is limited; none: those whose window it is."""


def period_id(player: Player, per: str, scope: Scope) -> str:
    """The id of the period in which the turn counts; periods follow the campaign's calendar."""
    if per == "campaign":
        return WHOLE_CAMPAIGN
    if per == "round":
        return scope.round_id
    if per == "window":
        return opening_id(scope.window or player.published.window)
    published = player.published
    return period(per, published.zone, player.turn.counted, published.campaign.week_starts).id  # type: ignore[arg-type]


def is_over(published: Published, period_id: str, now: int) -> bool:
    """Whether a period is over, and its grace, so that nothing counts in it any more."""
    over = _over_from(period_id, published.zone, published.campaign.grace)
    return over is not None and over <= now


@lru_cache(maxsize=4096)  # every member's counters have the same few ids
def _over_from(period_id: str, zone: ZoneInfo, grace: Duration) -> int | None:
    """The end of a period and its grace, in epoch ms; None for an opening and the campaign, which tell no end."""
    closes = period_closes(period_id, zone)
    return None if closes is None else add(grace.count, grace.unit, zone, closes)


def remaining(player: Player, path: str, limits: Limits, scope: Scope) -> int:
    """How many more the limits allow now; all of them hold, and without any there is no bound."""
    return min(
        (
            max(0, limit.count - player.played.counts.get(f"{path}@{period_id(player, limit.per, scope)}", 0))
            for limit in limits
        ),
        default=sys.maxsize,
    )


def count(player: Player, path: str, limits: Limits, scope: Scope, n: int = 1) -> None:
    """Count n under each limit's period."""
    for key in {f"{path}@{period_id(player, limit.per, scope)}" for limit in limits}:
        counts = player.keep().counts
        counts[key] = counts.get(key, 0) + n


def use(player: Player, path: str, limits: Limits, scope: Scope, n: int = 1) -> None:
    """Count n, or refuse with LimitReached where the limits allow fewer."""
    require(player, path, limits, scope, n)
    count(player, path, limits, scope, n)


def require(player: Player, path: str, limits: Limits, scope: Scope, n: int = 1) -> None:
    """LimitReached where the limits allow fewer than n."""
    left = remaining(player, path, limits, scope)
    if n > left:
        allowed = " and ".join(f"{limit.count} a {limit.per}" for limit in limits)
        limit, again = _last_in_the_way(player, path, limits, scope, n)
        params = {"limit": limit.count, "per": limit.per, "left": left, "again": again}
        raise LimitReached(f"The limit is {allowed}; {left} left now.", params=params, changes=again)


def next_period(player: Player, per: str, scope: Scope) -> int | None:
    """The first moment of a later period than the one in which the turn counts at which it can be used, epoch ms; None:
    there is none in the campaign.
    """
    published, moment, begins = player.published, player.turn.counted, None
    if per == "window":
        coming = published.next_opening(moment, *scope.of) if scope.of else None
        begins = coming.opens if coming else None
    elif per == "round":
        begins = period_closes(scope.round_id, published.zone)
    elif per != "campaign":
        begins = period(per, published.zone, moment, published.campaign.week_starts).window.closes  # type: ignore[arg-type]
    blocks = scope.used_in or scope.of
    if begins is None or published.opening(begins, *blocks) is not None:
        return begins
    coming = published.next_opening(begins, *blocks)
    return coming.opens if coming else None


def _last_in_the_way(player: Player, path: str, limits: Limits, scope: Scope, n: int) -> tuple[Limit, int | None]:
    """Of the limits that allow fewer than n now, the one that does so longest, and when it begins anew."""
    short = [one for one in limits if remaining(player, path, (one,), scope) < n]
    again = [(one, next_period(player, one.per, scope) if n <= one.count else None) for one in short]
    return max(again, key=lambda one: sys.maxsize if one[1] is None else one[1])
