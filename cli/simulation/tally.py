"""Counts what happens while a crowd plays: by each half of a run, and added up."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, fields
from typing import Any

from chalicelib.domain.record.outcome import StockKey


@dataclass(slots=True)
class CouponTally:
    """Coupons and tills. Money is in minor units of the bills' currency."""

    used: Counter[str] = field(default_factory=Counter)
    """Coupons that bills took, by prize."""
    returned: Counter[str] = field(default_factory=Counter)
    """Of these, those that came back to be used again, because their order did."""
    ended: Counter[str] = field(default_factory=Counter)
    """Coupons that ended unused."""
    left: Counter[str] = field(default_factory=Counter)
    """Coupons that are held in the end."""
    off: Counter[str] = field(default_factory=Counter)
    """The money that they took off bills whose order did not come back as a whole, by prize."""
    off_by_day: Counter[int] = field(default_factory=Counter)
    """The same by day."""
    bills: int = 0
    """Bills that took coupons or points."""
    currencies: Counter[str] = field(default_factory=Counter)
    """The same by their currency."""
    paid: Counter[int] = field(default_factory=Counter)
    """Points that tills took, by day."""
    paid_back: Counter[int] = field(default_factory=Counter)
    """Points that came back, because a part of their order did, by day."""

    def __add__(self, other: CouponTally) -> CouponTally:
        return CouponTally(**_added(self, other))


@dataclass(slots=True)
class CashTally:
    """Redemptions for points and cash, by offer: `december/bag`. Money is in minor units of the cash's currency."""

    redeemed: Counter[str] = field(default_factory=Counter)
    """Redemptions; those that were not paid lapsed."""
    paid: Counter[str] = field(default_factory=Counter)
    """Of these, those whose cash was paid."""
    undone: Counter[str] = field(default_factory=Counter)
    """Of those that were paid, the ones that were undone later."""
    money: Counter[str] = field(default_factory=Counter)
    """The cash of those that were paid and not undone."""
    money_by_day: Counter[int] = field(default_factory=Counter)
    """The same by day."""
    points: Counter[int] = field(default_factory=Counter)
    """Points that went with the cash, by day."""
    points_back: Counter[int] = field(default_factory=Counter)
    """Points that came back as redemptions were undone, by day."""

    def __add__(self, other: CashTally) -> CashTally:
        return CashTally(**_added(self, other))


@dataclass(slots=True)
class BoardTally:
    """The places of boards that were paid. A place is a board and its ranks as the file has them: `2 to 10`."""

    paid: Counter[tuple[str, str]] = field(default_factory=Counter)
    """How often places were paid."""
    last: dict[tuple[str, str, str], int] = field(default_factory=dict)
    """The score of the last one who was paid of some places in a ranking, by board, ranks and window."""
    winners: Counter[tuple[str, str]] = field(default_factory=Counter)
    """How many of a kind of members won a place, by board and kind."""
    cost: Counter[str] = field(default_factory=Counter)
    """The value of the prizes of a board's places, in minor units."""

    def __add__(self, other: BoardTally) -> BoardTally:
        last = self.last | other.last
        return BoardTally(**{**_added(self, other, "last"), "last": last})


@dataclass(slots=True)
class TouchTally:
    """Messages, by touch."""

    sent: Counter[str] = field(default_factory=Counter)
    """Messages that were sent."""
    came: Counter[str] = field(default_factory=Counter)
    """Of these, those after which an order followed within two weeks."""
    held_out: Counter[str] = field(default_factory=Counter)
    """Members who were held out, as often as they were."""
    came_anyway: Counter[str] = field(default_factory=Counter)
    """Of these, those after which an order followed within two weeks."""
    dropped: Counter[str] = field(default_factory=Counter)
    """Messages that waited too long."""
    stopped: Counter[tuple[str, str]] = field(default_factory=Counter)
    """The same by touch and by what had stood in their way last."""

    def __add__(self, other: TouchTally) -> TouchTally:
        return TouchTally(**_added(self, other))


@dataclass(slots=True)
class FriendTally:
    """Friends, and what their inviters got for them."""

    invited: int = 0
    """Members whom another one invited."""
    bought: int = 0
    """First orders of theirs that inviters were told of."""
    refunded: int = 0
    """Of these, the ones that came back."""
    points: int = 0
    """Points that inviters earned by them."""
    taken_back: int = 0
    """Of these, the ones that went back with an order."""
    pending: int = 0
    """Of these, the ones that wait for their day in the end."""

    def __add__(self, other: FriendTally) -> FriendTally:
        return FriendTally(**_added(self, other))


@dataclass(slots=True)
class Tally:
    """Counts of a run. Days are numbered from 0, the campaign's first."""

    came: int = 0
    """How many members came."""
    active: int = 0
    """Members for whom something was ever written."""
    done: Counter[str] = field(default_factory=Counter)
    """Members who did it once or more, by `CHALLENGE/TASK`, `CHALLENGE` (all tasks in one round) or `Choice.deed`."""
    times: Counter[str] = field(default_factory=Counter)
    """How often each of these was done."""
    sets: Counter[tuple[str, int]] = field(default_factory=Counter)
    """Members who composed a collection for the first time, by collection and day."""
    prizes: Counter[str] = field(default_factory=Counter)
    """Prizes handed out."""
    cost: Counter[int] = field(default_factory=Counter)
    """Their value in minor currency units, by day."""
    earned: Counter[int] = field(default_factory=Counter)
    """Points earned, by day."""
    spent: Counter[int] = field(default_factory=Counter)
    """Points spent, by day."""
    expired: Counter[int] = field(default_factory=Counter)
    """Points that ended, by day."""
    ended: Counter[str] = field(default_factory=Counter)
    """The same by the month of their last day, `2026-05`."""
    ends: Counter[str] = field(default_factory=Counter)
    """Points held in the end, by the month of their last day; empty: they never end."""
    tiers: Counter[str] = field(default_factory=Counter)
    """Members by their tier in the end; empty: none."""
    pending: int = 0
    """Points that were earned and wait for their days in the end."""
    owed: int = 0
    """Points that were taken back and were not there any more, in the end."""
    refunds: Counter[str] = field(default_factory=Counter)
    """Orders that came back, whole or in part, by month."""
    taken_back: Counter[str] = field(default_factory=Counter)
    """Points that refunds took back, by month; those that were spent already are owed from then on."""
    kept: Counter[str] = field(default_factory=Counter)
    """The things that refunds could not take back, by asset: used coupons, and what chance gave."""
    saved: Counter[str] = field(default_factory=Counter)
    """The things that refunds took back before they were handed out, because they waited for their days, by asset."""
    coupons: CouponTally = field(default_factory=CouponTally)
    """The coupons of the campaign, and what tills took."""
    cash: CashTally = field(default_factory=CashTally)
    """Redemptions for points and cash."""
    touches: TouchTally = field(default_factory=TouchTally)
    """The things that members were told."""
    boards: BoardTally = field(default_factory=BoardTally)
    """The places of boards that were paid."""
    friends: FriendTally = field(default_factory=FriendTally)
    """Friends, and what their inviters got."""
    held: Counter[int] = field(default_factory=Counter)
    """The change of the points held, by day."""
    segments: Counter[tuple[str, int]] = field(default_factory=Counter)
    """Members in a segment at the end of a day, by both."""
    known: Counter[int] = field(default_factory=Counter)
    """Members at the end of a day; nobody where the programme has no segments."""
    visits: Counter[int] = field(default_factory=Counter)
    """Visits, by day."""
    draws: Counter[int] = field(default_factory=Counter)
    """Members, by how many draws they made."""
    takes: Counter[StockKey] = field(default_factory=Counter)
    """Units taken from each stock in each window."""
    taken: Counter[tuple[str, int]] = field(default_factory=Counter)
    """Units taken, by stock and day."""
    last_take: dict[StockKey, int] = field(default_factory=dict)
    """The moment at which each stock's last unit so far was taken (epoch ms)."""
    cut: Counter[str] = field(default_factory=Counter)
    """Visits that ended with a choice that was still wanted, by its deed: members would have gone on."""
    refused: Counter[str] = field(default_factory=Counter)
    """Refusals by code."""
    decisions: int = 0
    """Decisions of the domain."""
    cpu: float = 0.0
    """Seconds of CPU that all of it took."""

    def __add__(self, other: Tally) -> Tally:
        last = self.last_take | {key: max(at, self.last_take.get(key, at)) for key, at in other.last_take.items()}
        return Tally(**{**_added(self, other, "last_take"), "last_take": last})


def _added(mine: Any, theirs: Any, but: str = "") -> dict[str, Any]:
    """The sums of all fields but one."""
    names = (one.name for one in fields(mine) if one.name != but)
    return {name: _sum(getattr(mine, name), getattr(theirs, name)) for name in names}


def _sum(mine: Any, theirs: Any) -> Any:
    """Numbers and counters; `Counter.__add__` would drop keys whose sum is 0."""
    if not isinstance(mine, Counter):
        return mine + theirs
    total = Counter(mine)
    total.update(theirs)
    return total
