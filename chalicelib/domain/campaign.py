"""The definition of a campaign, as frozen structs: what a manager's file says, each phrase already a plain value.

The structs are the one source of three things: the reader of files (`reading`), the JSON Schema beside the campaigns,
and the rules that the mechanics play. A field is spelled as in the file; phrases are parsed in `phrases` alone.

Units: points are plain integers, money is an integer in minor units of its currency, durations carry their unit
(months and years follow the calendar), chances are exact fractions.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Literal

from msgspec import Struct, field

from chalicelib.domain.windows import Moment

Per = Literal["day", "week", "month", "year", "round", "window", "campaign"]
Weekday = Literal["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
FieldKind = Literal["text", "texts", "number", "money", "flag", "date"]

Name = Annotated[str, "letters, digits, hyphens"]
"""What a manager names: blocks, prizes, fragments, fields, locales."""

EventName = Annotated[str, "dotted words"]
"""The type of an event: `order.paid`."""

Crowd = Annotated[int, "takes a second"]
"""`200 a second`: how many takes a second everybody together is expected to make."""

Title = str | dict[Name, str]


# --- phrases: each is one scalar (or one small map) of the file ---


class Money(Struct, frozen=True):
    """`399.00 CNY`: an amount in the currency's minor units (39900)."""

    minor: int
    currency: str


class Duration(Struct, frozen=True):
    """`24 hours`: so many of one unit; days and longer follow the campaign's calendar."""

    count: int
    unit: Literal["ms", "seconds", "minutes", "hours", "days", "weeks", "months", "years"]


class Limit(Struct, frozen=True):
    """`3 a day`: what one member may, a period."""

    count: int
    per: Per


Limits = tuple[Limit, ...]
"""One LIMIT or a list of them in the file; all of them hold. Empty: no limit."""


class Stock(Struct, frozen=True):
    """`5000 a window`: what everybody may together; `per` None is over the whole campaign."""

    count: int
    per: Literal["day", "week", "month", "window"] | None = None


class Amount(Struct, frozen=True):
    """`3 times (at most 1 a day)`: how much of what a task wants.

    measure: times (counts events) · days (different days) · streak (days in a row) · different (values of `field`) ·
    sum (of `field`). target is a plain count, or for `sum` the field's own units: minor units where `currency` is
    given, else thousandths of a number.
    """

    measure: Literal["times", "days", "streak", "different", "sum"]
    target: int
    field: str | None = None
    currency: str | None = None
    in_one_event: bool = False
    at_most: Limit | None = None


class Bag(Struct, frozen=True, omit_defaults=True):
    """What is given or cost. Draws by box, fragments by `COLLECTION/NAME` (or `COLLECTION/random`), prizes by name."""

    points: int = 0
    draws: dict[str, int] = {}
    fragments: dict[str, int] = {}
    prizes: dict[str, int] = {}

    def __bool__(self) -> bool:
        return bool(self.points or self.draws or self.fragments or self.prizes)


class Condition(Struct, frozen=True):
    """`at least 5`: what one field must be. Values stay text until the field's declared kind types them.

    op: is (any of `values`) · not (none of them) · at_least, at_most (values[0]) · between (both values inclusive)
    """

    op: Literal["is", "not", "at_least", "at_most", "between"]
    values: tuple[str, ...]


Conditions = dict[Name, Condition]


class Chance(Struct, frozen=True):
    """`29.5%`, `1/144`, or `rest` (share None): the rows that say `rest` share equally what the others leave."""

    share: Fraction | None


class Ramp(Struct, frozen=True):
    """Each draw since the last hit, from the `start`-th on, raises the chance of the guarantee's set by `step`."""

    start: int = field(name="from")
    step: Fraction


class CouponTerms(Struct, frozen=True):
    """`20.00 CNY off 148.00 CNY`, `10% off`, `free SKU`, `SKU for 9.90 CNY`.

    kind: money_off (amount, minimum) · percent_off (percent, minimum) · free (sku) · price (sku, amount)
    """

    kind: Literal["money_off", "percent_off", "free", "price"]
    amount: Money | None = None
    percent: Fraction | None = None
    minimum: Money | None = None
    sku: str | None = None


class Exchange(Struct, frozen=True):
    """`3 spares` (any beyond the first of each) or `3 alike`: what one fragment of choice costs in duplicates."""

    count: int
    kind: Literal["spares", "alike"]


class Threshold(Struct, frozen=True):
    """A key of a task's milestones: `3`, or `199.00 CNY`; `amount` in the same units as the task's `Amount.target`."""

    amount: int
    currency: str | None = None


# --- blocks: each is a map of the file; a field without default is needed ---


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
    challenges: dict[Name, Challenge] = {}
    collections: dict[Name, Collection] = {}
    blind_boxes: dict[Name, BlindBox] = {}
    redemptions: dict[Name, Redemption] = {}
    prizes: dict[Name, Prize] = {}


# --- the programme: what all campaigns share ---


class EventType(Struct, frozen=True, kw_only=True):
    """One declared type of event (events.yaml). `unique` names a field that may occur once over all members."""

    source: Literal["client", "server"] = field(name="from")
    fields: dict[Name, FieldKind] = {}
    kept: bool = False
    unique: Name | None = None


class Tier(Block, frozen=True, kw_only=True):
    """One tier; tiers are declared in rising order."""


class ProgrammeFile(Struct, frozen=True, kw_only=True):
    """programme.yaml: the tiers in rising order."""

    tiers: dict[Name, Tier] = {}


EventsFile = dict[EventName, EventType]
"""events.yaml: every declared type of event."""


class Programme(ProgrammeFile, frozen=True, kw_only=True):
    """programme.yaml and events.yaml together: the tiers in rising order, and every type of event."""

    events: EventsFile = {}
