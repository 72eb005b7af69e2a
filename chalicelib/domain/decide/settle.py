"""Settling: what fell due since the member was last touched. Nothing else ever touches a member by itself.

Expiry of coupons, rewards earned during a pause, tasks that count earlier events, what a closed campaign leaves behind,
and counters of periods that are over. Its movements belong to the receipt of the action that follows; a home screen
shows them without writing. For a member who does not come, `Settle` is that action.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TypeVar
from zoneinfo import ZoneInfo

from chalicelib.domain.decide.happened import settle_already
from chalicelib.domain.mechanics import MECHANICS
from chalicelib.domain.play.turn import Handlers, Turn
from chalicelib.domain.publishing.definitions import Published
from chalicelib.domain.record.actions import Settle
from chalicelib.domain.record.member import Played
from chalicelib.domain.record.outcome import Archive
from chalicelib.domain.record.receipt import Expired
from chalicelib.domain.time.localtime import add
from chalicelib.domain.time.periods import period_closes
from chalicelib.domain.words.values import Duration

HOUR = 3_600_000
V = TypeVar("V")


def settle(turn: Turn, last: int) -> tuple[Archive, ...]:
    """Let due things happen in the turn; last: the moment of the member's last receipt. Returns what moves out."""
    _expire(turn)
    for mechanic in MECHANICS:
        if mechanic.settles is not None:
            mechanic.settles(turn)
    settle_already(turn)
    if turn.now // HOUR != last // HOUR:
        _forget_periods(turn)
    return _archive(turn)


def moved(settled: Turn, archives: Sequence[Archive]) -> bool:
    """Whether anything fell due that is worth a receipt of its own: counters that are over are not."""
    told = (settled.changes, settled.draws, settled.coupons, settled.started, settled.done, settled.expired)
    return bool(archives) or any(told)


def _expire(turn: Turn) -> None:
    over = [coupon for coupon in turn.member.coupons if coupon.expires and coupon.expires <= turn.now]
    if not over:
        return
    turn.member.coupons = [coupon for coupon in turn.member.coupons if coupon not in over]
    for coupon in over:
        _note(turn, coupon.campaign, f"prizes/{coupon.prize}", -1)
        turn.expired.append(Expired(coupon.campaign, coupon.prize, coupon.expires))


def _archive(turn: Turn) -> tuple[Archive, ...]:
    """A campaign leaves the live list only by its final close: its part leaves the member, points and coupons stay."""
    closed = [name for name in turn.member.played if name not in turn.definitions.campaigns]
    archives = tuple(Archive(name, turn.member.played.pop(name)) for name in closed)
    for archive in archives:
        for asset, n in archive.part.has.items():
            _note(turn, archive.campaign, asset, -n)
    return archives


def _forget_periods(turn: Turn) -> None:
    for name, played in turn.member.played.items():
        published = turn.definitions.campaigns.get(name)
        if published is not None:
            _prune(turn, published, played)


def _prune(turn: Turn, published: Published, played: Played) -> None:
    played.counts = _current(turn, published, played.counts)
    played.rounds = _current(turn, published, played.rounds)
    for one in played.rounds.values():
        for progress in one.tasks.values():
            progress.counted = {k: n for k, n in progress.counted.items() if not _is_over(turn, published, k)}


def _current(turn: Turn, published: Published, kept: Mapping[str, V]) -> dict[str, V]:
    return {key: value for key, value in kept.items() if not _is_over(turn, published, key.rpartition("@")[2])}


def _is_over(turn: Turn, published: Published, period_id: str) -> bool:
    over = _over_from(period_id, published.zone, published.campaign.grace)
    return over is not None and over <= turn.now


@lru_cache(maxsize=4096)  # every member's counters have the same few ids
def _over_from(period_id: str, zone: ZoneInfo, grace: Duration) -> int | None:
    """The end of a period and its grace, in epoch ms; None for the campaign, which has no end of its own."""
    closes = period_closes(period_id, zone)
    return None if closes is None else add(grace.count, grace.unit, zone, closes)


def _note(turn: Turn, campaign: str, asset: str, n: int) -> None:
    line = turn.changes.setdefault(campaign, {})
    line[asset] = line.get(asset, 0) + n


def _nothing_more(turn: Turn, action: Settle) -> None:
    """What is due was settled before any action is handled."""


HANDLERS: Handlers = {Settle: _nothing_more}
