"""The definition of a campaign, as frozen structs: what a manager's file says, each phrase already a plain value.

The structs are the one source of three things: the reader of files (`reading`), the JSON Schema beside the campaigns,
and the rules that the mechanics play. A field is spelled as in the file; a field without default is needed.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from msgspec import Struct, structs

from chalicelib.domain.file.blocks import Block
from chalicelib.domain.time.windows import Moment
from chalicelib.domain.words.values import (
    Already,
    Amount,
    Audience,
    Bag,
    Conditions,
    ConsentAge,
    Costs,
    CouponTerms,
    Crowd,
    Duration,
    Earned,
    EventName,
    Exchange,
    FragmentOdds,
    Fragments,
    Limits,
    MinAge,
    Money,
    Name,
    PrizeOdds,
    Ramp,
    Sending,
    Stock,
    Threshold,
    Title,
    Weekday,
    Wildcard,
)

Opens = Annotated[Moment, "the first moment inside"]
Closes = Annotated[Moment, "the first moment outside"]
Repeats = Literal["daily", "weekly", "monthly"]


class Task(Block, frozen=True, kw_only=True):
    """One thing to do: when an event, where its fields, reach so much, gives a reward."""

    when: EventName
    where: Conditions = {}
    who: Audience = {}
    reach: Amount | None = None
    each: Amount | None = None
    limit: Limits = ()
    gives: Earned = Bag()
    milestones: dict[Threshold, Earned] = {}
    opens: Opens | None = None
    closes: Closes | None = None
    already: Already = False

    def as_read(self) -> Self:
        """Thresholds in the units of the target: a sum of a plain number is kept in thousandths, and a key of the
        milestones can't know that by itself."""
        amount = self.reach or self.each
        if amount is None or amount.measure != "sum" or amount.currency:
            return self
        scaled = {
            key if key.currency else Threshold(key.amount * 1000, scale=1000): bag
            for key, bag in self.milestones.items()
        }
        return structs.replace(self, milestones=scaled)


class Challenge(Block, frozen=True, kw_only=True):
    """A timed set of tasks, optionally repeating in rounds."""

    tasks: dict[Name, Task]
    repeats: Repeats | None = None
    milestones: dict[int, Earned] = {}
    gives: Earned = Bag()
    who: Audience = {}
    opens: Opens | None = None
    closes: Closes | None = None


class Guarantee(Struct, frozen=True, kw_only=True):
    """At the latest the `within`-th draw since the last hit is inside `of`; a ramp raises the chance before that."""

    of: tuple[Name, ...]
    within: int | None = None
    ramp: Ramp | None = None
    featured: Name | None = None


class Collection(Block, frozen=True, kw_only=True):
    """A set of fragments that is composed into a reward."""

    fragments: Fragments
    gives: Earned
    limit: Limits = ()
    odds: FragmentOdds = {}
    guarantees: tuple[Guarantee, ...] = ()
    wildcard: Wildcard | None = None
    exchange: Exchange | None = None
    send: Sending = ()
    cannot_send: tuple[Name, ...] = ()


class BlindBox(Block, frozen=True, kw_only=True):
    """A draw with published chances, stock, limits and guarantees."""

    odds: PrizeOdds
    costs: Costs = Bag()
    ten_costs: Costs | None = None
    limit: Limits = ()
    guarantees: tuple[Guarantee, ...] = ()
    min_age: MinAge | None = None
    guardian_under: ConsentAge | None = None
    who: Audience = {}
    opens: Opens | None = None
    closes: Closes | None = None


class Offer(Block, frozen=True, kw_only=True):
    """One thing that a redemption offers."""

    gives: Bag
    costs: Costs = Bag()
    stock: Stock | None = None
    limit: Limits = ()
    who: Audience = {}
    opens: Opens | None = None
    closes: Closes | None = None


class Redemption(Block, frozen=True, kw_only=True):
    """A recurring window in which offers may be redeemed."""

    opens: Opens
    closes: Closes
    offers: dict[Name, Offer]
    limit: Limits = ()
    who: Audience = {}


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
    opens: Opens
    closes: Closes
    market: Name | None = None
    who: Audience = {}
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
