"""The plain values that a file's phrases mean: what `phrases` parses, and what the mechanics play by.

Units: points are plain integers, money is an integer in minor units of its currency, durations carry their unit
(months and years follow the calendar), chances are exact fractions.
"""

from fractions import Fraction
from typing import Annotated, Any, Final, Literal, Self

from msgspec import Struct, field, structs

Per = Literal["day", "week", "month", "year", "round", "window", "campaign"]
Weekday = Literal["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

Name = Annotated[str, "letters, digits, hyphens"]
"""A name that a manager gives: blocks, prizes, fragments, fields, locales."""

EventName = Annotated[str, "dotted words"]
"""The type of an event: `order.paid`."""

END: Final = r"(?!\n)$"
"""The end of a text in a pattern. `$` alone is also before a line feed that ends it, in Python and nowhere else."""

Crowd = Annotated[int, "takes a second"]
"""`200 a second`: how many takes a second everybody together is expected to make."""

NthDraw = Annotated[int, "a member's draw in a box"]
"""`10th draw`: the number of one of a member's draws in one box; 1 is the first."""

DERIVED: Final = "said by another key"
"""The note of a field that no key of the file gives: another one says it."""

Title = str | dict[Name, str]
"""A text that members read: one, or one for each language."""

PicturePath = Annotated[str, "a path, or an address"]
"""`pictures/tea.svg`, a file in the campaign's folder; or an address that begins with https."""

ExtraValue = Annotated[str | int | float | bool, "for a front end alone"]
"""A text, a number, or true or false."""

Extra = dict[Name, ExtraValue]
"""Values that a front end is told beside the words; nothing else minds it."""

Options = Annotated[dict[Name, Title], "texts to choose from"]
"""The texts of what members choose from, each under a name."""


class HowMany(Struct, frozen=True):
    """`2`, `0 to 3`: how many of some options are chosen."""

    least: int
    """At least so many."""
    most: int
    """At most so many."""

    @property
    def spelled(self) -> str:
        """As the file has it."""
        return str(self.least) if self.least == self.most else f"{self.least} to {self.most}"


HIDDEN: Final = "members read it in no file"
"""The note of a field that is left out of the rules that anybody may read."""


class Money(Struct, frozen=True):
    """`399.00 CNY`: an amount in the currency's minor units (39900)."""

    minor: int
    """The amount, in minor units of the currency."""
    currency: str
    """ISO 4217: `CNY`."""

    @property
    def spelled(self) -> str:
        """As the file has it."""
        return money_text(self.minor, self.currency)


class Duration(Struct, frozen=True):
    """`24 hours`: so many of one unit; days and longer follow the campaign's calendar."""

    count: int
    """How many of the unit."""
    unit: Literal["ms", "seconds", "minutes", "hours", "days", "weeks", "months", "years"]
    """The unit; days and longer are of the campaign's calendar, and not always of the same length."""

    @property
    def spelled(self) -> str:
        """As a file has it: `24 hours`, `1 day`."""
        return f"{self.count} {self.unit.removesuffix('s') if self.count == 1 and self.unit != 'ms' else self.unit}"


class Age(Struct, frozen=True):
    """`24 months`, `2 years`, `end of year`, `end of next year`: how long something is good after its own month."""

    months: int | None = None
    """So many months after its own; None: not counted in months."""
    years: int | None = None
    """To the end of its own year, 0, or the next, 1; None: not counted in years."""

    @property
    def kind(self) -> str:
        """The class of points that are good so long (see `purse`); empty: they never end."""
        if self.months is not None:
            return f"+{self.months}"
        return "" if self.years is None else f"y+{self.years}"


class Stars(Struct, frozen=True):
    """`300 stars`, `300 stars in 12 months`, `300 stars in a year`: so many stars, within so long."""

    count: int
    """How many."""
    months: int | None = None
    """Those of the present month and the ones before it, so many together; None: not counted in months."""
    a_year: bool = False
    """Those of the calendar year."""


Factor = Annotated[Fraction, "times as many"]
"""`x2`, `x1.5`: how many times as many."""


BillShare = Annotated[Fraction, "of a bill"]
"""`50% of a bill`: the largest part of a bill."""


class PointsPrice(Struct, frozen=True):
    """`100 points for 1.00 CNY`: what points are worth."""

    points: int
    """So many points."""
    money: Money
    """Their worth."""


class AgedPoints(Struct, frozen=True):
    """`500 older than 1 year`: points that were earned so long ago."""

    count: int
    """How many."""
    months: int = 0
    """Only those whose month ended at least so many months ago."""


PointsOfAge = Annotated[int, "of an age"]
"""`500 older than 1 year`: it is read as `AgedPoints`."""


class Limit(Struct, frozen=True):
    """`3 a day`: how often one member may."""

    count: int
    """How often."""
    per: Per
    """The period within which it is counted."""


Limits = tuple[Limit, ...]
"""One LIMIT or a list of them in the file; all of them hold. Empty: no limit."""

Sending = Annotated[Limits, "sent to other members"]
"""How often a member may send; empty: not at all."""

Receiving = Annotated[Limits, "got from other members"]
"""How often a member may get what others send; empty: any number."""


LARGEST_INTEGER: Final = 2**53 - 1
"""The largest whole number that every reader of JSON takes for the same (RFC 7493)."""

SUBJECT: Final = "subject"
SENDER: Final = "source"
"""The attributes of an event that `unique` may name beside its fields: the member, and who reports it."""


class UniqueField(Struct, frozen=True):
    """`order`, `channel (or none)`, `token (case counts)`: a field by which the same event is known."""

    field: str
    """The field, or `subject` or `source` of the event."""
    case_counts: bool = False
    """Whether `a1` and `A1` are two values."""
    or_none: bool = False
    """Whether it may be missing, which then is a value of its own."""

    @property
    def spelled(self) -> str:
        """The field as the file has it."""
        return self.field + self.case_counts * " (case counts)" + self.or_none * " (or none)"


class EventBy(Struct, frozen=True):
    """`order.paid by [channel, order]`: an event, and the fields by which another one finds it."""

    event: str
    """The type of the event."""
    by: tuple[str, ...]
    """The fields that both have, whose values are the same."""

    @property
    def spelled(self) -> str:
        """As the file has it."""
        return f"{self.event} by {self.by[0] if len(self.by) == 1 else '[' + ', '.join(self.by) + ']'}"


class EventMatch(EventBy, frozen=True):
    """`order.paid by [channel, order], matching phone-end`: the same, and a field that only the right person knows."""

    matching: str | None = None
    """The field whose value has to be the same too; None: nothing is asked for."""

    @property
    def spelled(self) -> str:
        """As the file has it."""
        return super().spelled + (f", matching {self.matching}" if self.matching else "")


class BeforeEnd(Struct, frozen=True):
    """`14 days before points end`: so long before something that a member has is over."""

    ahead: Duration
    """How long before."""
    ends: Literal["points", "coupons", "tier"]
    """points: some of them end; coupons: one of them ends; tier: the time is over for which it is kept."""

    @property
    def spelled(self) -> str:
        """As the file has it."""
        return f"{self.ahead.count} {self.ahead.unit} before {self.ends} {'ends' if self.ends == 'tier' else 'end'}"


class QuietHours(Struct, frozen=True):
    """`daily 21:00 to daily 09:00`: hours of each day, by the wall clock, perhaps over midnight."""

    begin: int
    """When they begin, in milliseconds after midnight."""
    end: int
    """When they are over, in milliseconds after midnight: the first moment that is not quiet."""


class Scoring(Struct, frozen=True):
    """`count`, `sum of FIELD`, `best of FIELD`: what a board ranks members by."""

    measure: Literal["count", "sum", "best"]
    """count: events; sum: of `field`; best: the largest single one of `field`."""
    field: str | None = None
    """The field of the event; None: none is needed."""

    @property
    def spelled(self) -> str:
        """As the file has it."""
        return self.measure if self.field is None else f"{self.measure} of {self.field}"


class Ranks(Struct, frozen=True):
    """`1`, `2 to 10`: places of a board, both ends included."""

    first: int
    """The best of them, from 1."""
    last: int
    """The last of them."""

    @property
    def spelled(self) -> str:
        """The key as the file has it."""
        return str(self.first) if self.first == self.last else f"{self.first} to {self.last}"


class Stock(Struct, frozen=True):
    """`5000 a window`: how much there is for everybody together."""

    count: int
    """How many units."""
    per: Literal["day", "week", "month", "window"] | None = None
    """The period that they are for; null: the whole campaign."""


class Amount(Struct, frozen=True):
    """`3 times (at most 1 a day)`: how much a task asks for."""

    measure: Literal["times", "days", "streak", "different", "sum"]
    """times: events; days: different days; streak: days in a row; different: values of `field`; sum: of `field`."""
    target: int
    """A plain count; for `sum` in minor units where `currency` is given, else in thousandths of a number."""
    field: str | None = None
    """The field of the event that `different` and `sum` look at; None: none is needed."""
    currency: str | None = None
    """The currency of a `sum` of money (ISO 4217); None: it is of plain numbers, or no sum."""
    in_one_event: bool = False
    """Whether one single event has to reach the target."""
    at_most: Limit | None = None
    """How many events may count for it within a period: `at most 1 a day`; None: any number."""


TagName = Annotated[str, "of a group of tags"]
"""`skin/dry`: a tag by its group and name, as rules give it; `vip`: one of the brand's own."""


class Bag(Struct, frozen=True, omit_defaults=True):
    """A set of things that is given, or that something costs."""

    points: int = 0
    """Points."""
    stars: int = 0
    """Stars: they decide the tier, and can't be spent."""
    draws: dict[str, int] = {}
    """Draws, by box."""
    fragments: dict[str, int] = {}
    """Fragments, by `COLLECTION/NAME`, or `COLLECTION/random`."""
    prizes: dict[str, int] = {}
    """Prizes, by name."""
    tags: tuple[TagName, ...] = ()
    """Tags that the member has from then on, as GROUP/NAME: one, or a list."""

    def __bool__(self) -> bool:
        return bool(self.points or self.stars or self.draws or self.fragments or self.prizes or self.tags)

    @property
    def assets(self) -> dict[str, int]:
        """The bag by asset, as a wallet spells them: `points`, `stars`, `draws/BOX`, `fragments/…`, `prizes/NAME`."""
        numbers = {name: n for name, n in (("points", self.points), ("stars", self.stars)) if n}
        parts = {"draws": self.draws, "fragments": self.fragments, "prizes": self.prizes}
        return numbers | {f"{kind}/{name}": n for kind, names in parts.items() for name, n in names.items()}

    @property
    def parts(self) -> dict[str, int]:
        """The bag by asset, and its tags, which no wallet holds: `tags/GROUP/NAME`."""
        return self.assets | {f"tags/{tag}": 1 for tag in self.tags}


Earned = Annotated[Bag, "comes by itself"]
"""A bag that nobody asks for, so that it can't be refused for want of stock; a plain `Bag` comes for the asking."""


Cash = Annotated[Money, "is paid in cash"]
"""Money that is paid beside points; `Costs` tell of it."""


class Price(Bag, frozen=True, omit_defaults=True):
    """A bag that members pay."""

    points: PointsOfAge = 0
    """Points: `500`, or `500 older than 1 year`, which only takes what was earned so long ago."""
    older_than: Annotated[int, DERIVED] = 0
    """Of points, only those are taken whose month ended at least so many months ago."""
    cash: Cash | None = None
    """Of an offer, the cash beside points: `29.00 CNY`. The offer is kept for a quarter of an hour, until the shop's
    server says that it was paid. Without it, none."""

    def __bool__(self) -> bool:
        return Bag.__bool__(self) or self.cash is not None

    def as_read(self) -> Self:
        """The number of points, and their age beside it: the phrase says both at once."""
        read: Any = self.points
        if not isinstance(read, AgedPoints):
            return self
        return structs.replace(self, points=read.count, older_than=read.months)


Costs = Annotated[Price, "is taken"]
"""A bag that members pay."""


class Condition(Struct, frozen=True, omit_defaults=True):
    """`at least 5`, `within 90 days`, `at least 2000.00 CNY in 12 months`, `has tea`: what one field must be."""

    op: Literal["is", "not", "at_least", "at_most", "between", "has"]
    """is: any of `values`; not: none of them; at_least, at_most: the only one; between: the two, both included; has:
    any of them is in the text."""
    values: tuple[str, ...]
    """Text, until the field's declared kind types them."""
    ago: bool = False
    """Whether it is a moment, and the values say how many days ago that is: 0 is the same day."""
    months: int = 0
    """Of what is counted, only that of the present month and those before it, so many together; 0: all of it."""

    @property
    def spelled(self) -> str:
        """As the file has it."""
        first, *rest = self.values
        if self.ago:
            if self.op == "at_least":
                return f"more than {int(first) - 1} days ago"
            return f"within {first} days" if self.op == "at_most" else f"{first} to {rest[0]} days ago"
        within = f" in {self.months} months" if self.months else ""
        match self.op:
            case "is":
                return " or ".join(self.values) + within
            case "not":
                return f"not {' or '.join(self.values)}"
            case "between":
                return " to ".join(self.values) + within
            case "has":
                return f"has {' or '.join(self.values)}"
            case op:
                return f"{op.replace('_', ' ')} {first}{within}"


Conditions = dict[Name, Condition]
"""Conditions on the fields of an event."""

Fact = Annotated[str, "known of members"]
"""The name of something that is known of members: `tier`, `last_order`."""

Audience = Annotated[dict[Fact, Condition], "on members"]
"""Conditions on members."""

MinAge = Annotated[int, "full years"]
"""The age from which members may take part."""

ConsentAge = Annotated[int, "full years, with consent"]
"""The age from which members need no guardian's consent."""

Already = Annotated[bool, "counts earlier events"]
"""Whether a block that listens counts what happened before it opened."""


class Chance(Struct, frozen=True):
    """`29.5%`, `1/144`, or `rest`: how likely a row is."""

    share: Fraction | None
    """The exact chance; None: the rows that say `rest` share equally what the others leave."""


PrizeOdds = Annotated[dict[Name, Chance], "rows are prizes"]
FragmentOdds = Annotated[dict[Name, Chance], "rows are fragments"]
"""The odds by which a block draws; without rows a set draws nothing."""


class Ramp(Struct, frozen=True):
    """Each draw since the last hit, from the `start`-th on, raises the chance of the guarantee's set by `step`."""

    start: int = field(name="from")
    """The draw since the last hit from which on the chance rises."""
    step: Fraction
    """The chance that each such draw adds, such as `1%`."""


class CouponTerms(Struct, frozen=True):
    """`20.00 CNY off 148.00 CNY`, `10% off`, `free SKU`, `SKU for 9.90 CNY`."""

    kind: Literal["money_off", "percent_off", "free", "price"]
    """The kind, which decides which of the other fields it has."""
    amount: Money | None = None
    """The money that money_off takes off, or that the article of price costs; None: of the other kinds."""
    percent: Fraction | None = None
    """The share of the bill that percent_off takes off, 1/10 for `10% off`; None: of the other kinds."""
    minimum: Money | None = None
    """The least that the bill must be for money_off or percent_off; None: it may be any."""
    sku: str | None = None
    """The article of free or price; None: of the other kinds."""

    @property
    def spelled(self) -> str:
        """As the file has it."""
        if self.kind == "free":
            return f"free {self.sku}"
        if self.amount is not None and self.kind == "price":
            return f"{self.sku} for {self.amount.spelled}"
        taken = self.amount.spelled if self.amount is not None else percent_text(self.percent or Fraction())
        return f"{taken} off" + (f" {self.minimum.spelled}" if self.minimum is not None else "")


class ExchangePrice(Struct, frozen=True):
    """`3 spares` (any beyond the first of each) or `3 alike`: what one fragment of choice costs in duplicates."""

    count: int
    """How many duplicates."""
    kind: Literal["spares", "alike"]
    """spares: any beyond the first of each; alike: all of one fragment."""


class Threshold(Struct, frozen=True):
    """A key of a task's milestones: `3`, or `199.00 CNY`."""

    amount: int
    """In the same units as the task's `Amount.target`."""
    currency: str | None = None
    """The currency of an amount of money (ISO 4217); None: it is a plain count or number."""
    scale: int = 1
    """Units in one of what the file says: a thousand where the task adds up plain numbers."""

    @property
    def spelled(self) -> str:
        """The key as the file has it."""
        return money_text(self.amount, self.currency) if self.currency else str(self.amount // self.scale)


DECIMALS = {
    **dict.fromkeys(("JPY", "KRW", "VND"), 0),
    **dict.fromkeys(("AUD", "CAD", "CHF", "CNY", "EUR", "GBP", "HKD", "IDR", "INR", "MOP", "MYR"), 2),
    **dict.fromkeys(("NZD", "PHP", "SGD", "THB", "TWD", "USD"), 2),
    **dict.fromkeys(("BHD", "KWD"), 3),
}
"""Decimals of each currency that is known (ISO 4217)."""


def money_text(minor: int, currency: str) -> str:
    """`399.00 CNY`: an amount in minor units as files write it."""
    decimals = DECIMALS[currency]
    whole, part = divmod(minor, 10**decimals)
    return f"{whole}.{part:0{decimals}} {currency}" if decimals else f"{whole} {currency}"


def percent_text(share: Fraction) -> str:
    """`12.5%`: a share as files write it, to six decimals."""
    millionths = round(share * 10**8)
    whole, part = divmod(millionths, 10**6)
    return f"{whole}.{part:06}".rstrip("0").rstrip(".") + "%"
