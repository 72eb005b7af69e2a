"""The definition of a campaign, as frozen structs: what a manager's file says, each phrase already a plain value.

The structs are the one source of three things: the reader of files (`reading`), the JSON Schema beside the campaigns,
and the rules that the mechanics play. A field is spelled as in the file; a field without default is needed.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from chalicelib.domain.time.windows import Moment
from chalicelib.domain.words.values import (
    Amount,
    Bag,
    Chance,
    Conditions,
    CouponTerms,
    Crowd,
    Duration,
    EventName,
    Exchange,
    Limits,
    Money,
    Name,
    Ramp,
    Stock,
    Threshold,
    Title,
    Weekday,
)


class Block(Struct, frozen=True, kw_only=True):
    """What every named block may have."""

    title: Title | None = None


class Task(Block, frozen=True, kw_only=True):
    """One thing to do: when an event, where its fields, reach so much, gives a reward."""

    when: EventName
    where: Conditions = {}
    who: Conditions = {}
    reach: Amount | None = None
    each: Amount | None = None
    limit: Limits = ()
    gives: Bag = Bag()
    milestones: dict[Threshold, Bag] = {}
    opens: Moment | None = None
    closes: Moment | None = None
    already: bool = False


class Challenge(Block, frozen=True, kw_only=True):
    """A timed set of tasks, optionally repeating in rounds."""

    tasks: dict[Name, Task]
    repeats: Literal["daily", "weekly", "monthly"] | None = None
    milestones: dict[int, Bag] = {}
    gives: Bag = Bag()
    who: Conditions = {}
    opens: Moment | None = None
    closes: Moment | None = None


class Guarantee(Struct, frozen=True, kw_only=True):
    """At the latest the `within`-th draw since the last hit is inside `of`; a ramp raises the chance before that."""

    of: tuple[Name, ...]
    within: int | None = None
    ramp: Ramp | None = None
    featured: Name | None = None


class Collection(Block, frozen=True, kw_only=True):
    """A set of fragments that is composed into a reward."""

    fragments: tuple[Name, ...]
    gives: Bag
    limit: Limits = ()
    odds: dict[Name, Chance] = {}
    guarantees: tuple[Guarantee, ...] = ()
    wildcard: Name | None = None
    exchange: Exchange | None = None
    send: Limits = ()
    cannot_send: tuple[Name, ...] = ()


class BlindBox(Block, frozen=True, kw_only=True):
    """A draw with published chances, stock, limits and guarantees."""

    odds: dict[Name, Chance]
    costs: Bag = Bag()
    ten_costs: Bag | None = None
    limit: Limits = ()
    guarantees: tuple[Guarantee, ...] = ()
    min_age: int | None = None
    guardian_under: int | None = None
    who: Conditions = {}
    opens: Moment | None = None
    closes: Moment | None = None


class Offer(Block, frozen=True, kw_only=True):
    """One thing that a redemption offers."""

    gives: Bag
    costs: Bag = Bag()
    stock: Stock | None = None
    limit: Limits = ()
    who: Conditions = {}
    opens: Moment | None = None
    closes: Moment | None = None


class Redemption(Block, frozen=True, kw_only=True):
    """A recurring window in which offers may be redeemed."""

    opens: Moment
    closes: Moment
    offers: dict[Name, Offer]
    limit: Limits = ()
    who: Conditions = {}


class Prize(Block, frozen=True, kw_only=True):
    """One thing to win: exactly one of coupon, gift, badge, points, draws, fragments."""

    coupon: CouponTerms | None = None
    gift: Name | None = None
    badge: Name | None = None
    points: int = 0
    draws: dict[str, int] = {}
    fragments: dict[str, int] = {}
    value: Money | None = None
    stock: Stock | None = None
    when_out: Name | None = None
    valid: Duration | Moment | None = None

    @property
    def kind(self) -> str:
        """Which of the six this prize is."""
        return next(
            (k for k in ("coupon", "gift", "badge", "points", "draws", "fragments") if getattr(self, k)), "gift"
        )


class Campaign(Block, frozen=True, kw_only=True):
    """One campaign file."""

    campaign: Name
    title: Title
    timezone: str
    opens: Moment
    closes: Moment
    market: Name | None = None
    who: Conditions = {}
    opt_in: bool = False
    week_starts: Weekday = "Mon"
    grace: Duration = Duration(24, "hours")
    crowd: Crowd = 200
    budget: Money | None = None
    challenges: dict[Name, Challenge] = {}
    collections: dict[Name, Collection] = {}
    blind_boxes: dict[Name, BlindBox] = {}
    redemptions: dict[Name, Redemption] = {}
    prizes: dict[Name, Prize] = {}
