"""The programme: what all campaigns share. The clock, the tiers in rising order, and every type of event."""

from collections.abc import Mapping
from typing import Final, Literal, Self
from zoneinfo import ZoneInfo

from msgspec import Struct, field, structs

from chalicelib.domain.file.blocks import Block
from chalicelib.domain.file.tags import TagGroup
from chalicelib.domain.file.touches import Channel, Touches
from chalicelib.domain.words.values import (
    Age,
    Audience,
    BillShare,
    Duration,
    EventBy,
    EventMatch,
    EventName,
    Limits,
    Name,
    PointsPrice,
    Stars,
    UniqueField,
)

FieldKind = Literal["text", "texts", "number", "money", "flag", "date", "unkept"]
"""The kind of a field; `unkept` is a text that is compared and never stored, such as the last digits of a phone."""


class EventType(Struct, frozen=True, kw_only=True):
    """One declared type of event (events.yaml)."""

    source: Literal["client", "server", "tessera"] = field(name="from")
    """Who may report it: `client` is the member's own mini program, `server` a shop's signed call; `tessera` are events
    that come about by themselves, and nobody reports."""
    fields: dict[Name, FieldKind] = {}
    """Its fields and their kinds; a field that is not declared is refused."""
    kept: bool = False
    """Whether a member's first one is remembered for good, for tasks with `already: true`."""
    unique: tuple[UniqueField, ...] = ()
    """The fields whose values together may occur once over all members, for example an order number and its channel."""
    spends: Name | None = None
    """The field that says how much money it is an order of; it may come without a member, who claims it later."""
    buyer: Name | None = None
    """The field that says who bought it, as the channel calls its buyer: an order of nobody is kept as this guest's."""
    takes_back: EventBy | None = None
    """The order that it takes back, or a part of it, of the money in the field of the same name:
    `order.paid by [channel, order]`."""
    claims: EventMatch | None = None
    """The order that a member claims by it: `order.paid by [channel, order], matching phone-end`."""
    within: Duration = Duration(30, "days")
    """How old the order may be that is claimed, and how long one is waited for that has not come yet. Without it,
    30 days."""
    limit: Limits = ()
    """How often a member may try to claim; wrong tries count too."""


class Tier(Block, frozen=True, kw_only=True):
    """One tier; tiers are declared in rising order."""

    stars: Stars | None = field(default=None, name="from")
    """The stars from which on a member has it: `300 stars in 12 months`. Without it, only the brand gives it."""
    keeps: Age | None = None
    """How long it is sure, from the day it was reached: `1 year`, `end of next year`. Without it, for ever."""
    stays_with: Stars | None = None
    """The stars with which it is kept when that time is over: `200 stars in 12 months`. Without it, as many as `from`.
    """
    grace: Duration = Duration(0, "days")
    """How much longer it is kept before that is looked at: `30 days`. Without it, no longer."""


class PointsTerms(Struct, frozen=True, kw_only=True):
    """How long points are good, and what they are worth."""

    valid: Age = Age()
    """How long they are good after the month in which they were earned: `24 months`, or `end of next year`. Without it
    they never end."""
    pays: PointsPrice | None = None
    """The worth of points in money: `100 points for 1.00 CNY`. Without it, nothing."""
    at_most: BillShare | None = None
    """The largest part of a bill that points may pay: `50% of a bill`. Without it, the whole bill."""


class MembersTerms(Struct, frozen=True, kw_only=True):
    """The terms on which persons become members, and on which members tell of themselves."""

    before_sign_in: tuple[Name, ...] = ()
    """The providers of ids, like crm or wechat, by which events may name persons who have not signed in yet: the first
    event that counts makes the member. Without it, none: such events are refused."""
    may_tell: tuple[Literal["born"], ...] = ()
    """The facts that members may tell of themselves, each once: born. Without it, none: the brand tells them."""


class ProgrammeFile(Struct, frozen=True, kw_only=True):
    """programme.yaml: the clock and the tiers of all campaigns."""

    timezone: str | None = None
    """The IANA timezone of the programme's own calendar, and of its scenarios."""
    currency: Name | None = None
    """The currency of orders, like CNY. Without it, that of each order."""
    points: PointsTerms = PointsTerms()
    """How long points are good, and what they are worth. Without it they never end."""
    tiers: dict[Name, Tier] = {}
    """The tiers in rising order."""
    segments: dict[Name, Audience] = {}
    """Kinds of members by what is known of them: {silent: {last_order: 91 to 180 days ago}}. Without it, none."""
    tags: dict[Name, TagGroup] = {}
    """The tags that rules give, in groups; the brand's own need none. Without it, none."""

    members: MembersTerms = MembersTerms()
    """The persons whose events count before they sign in, and the facts that members tell of themselves. Without it,
    neither."""
    channels: dict[Name, Channel] = {}
    """The ways to reach members."""
    touches: Touches = Touches()
    """The things that members are told, and when. Without it, nothing."""

    @property
    def tag_names(self) -> list[str]:
        """The tags that rules give, as GROUP/NAME."""
        return [f"{group}/{name}" for group, one in self.tags.items() for name in one.names]

    @property
    def zone(self) -> ZoneInfo:
        """The timezone of months, years and birthdays."""
        return ZoneInfo(self.timezone or "UTC")


OF_A_BILL: Final = ("channel", "order")
"""The fields by which a bill is known: together they are what is unique of its order."""

MESSAGE_ALLOWED: Final = "message.allowed"
"""The event by which a member allows one message of a channel."""
JOINING: Final = "member.joined"
"""The event by which a shop reports that a member joins; the channel code with which she came is its field `code`."""

OPENED: Final = "content.opened"
READ: Final = "content.read"
CONTENT_FIELDS: Final[Mapping[str, Mapping[Name, FieldKind]]] = {
    OPENED: {"content": "text", "via": "text"},
    READ: {"content": "text", "seconds": "number"},
}
"""The events by which a phone reports of content, and the fields that they have at least."""

OWN_EVENTS: Final[Mapping[str, EventType]] = {
    "tier.reached": EventType(source="tessera", fields={"tier": "text", "before": "text"}),
    "tier.lost": EventType(source="tessera", fields={"tier": "text", "before": "text"}),
    "member.birthday": EventType(source="tessera"),
    "segment.entered": EventType(source="tessera", fields={"segment": "text", "before": "text"}),
    "coupon.used": EventType(source="tessera", fields={"campaign": "text", "coupon": "text", "channel": "text"}),
    "touch.sent": EventType(source="tessera", fields={"touch": "text", "channel": "text"}),
    MESSAGE_ALLOWED: EventType(source="client", fields={"channel": "text"}),
    "friend.joined": EventType(source="tessera", fields={"friend": "text"}),
    "friend.bought": EventType(source="tessera", fields={"friend": "text"}),
    "friend.refunded": EventType(source="tessera", fields={"friend": "text"}),
    "content.reached": EventType(source="tessera", fields={"content": "text", "reader": "text"}),
    "rank.won": EventType(source="tessera", fields={"campaign": "text", "board": "text", "rank": "number"}),
    "form.sent": EventType(source="tessera", fields={"campaign": "text", "form": "text"}),
    "quiz.right": EventType(source="tessera", fields={"campaign": "text", "quiz": "text", "question": "text"}),
    "quiz.wrong": EventType(source="tessera", fields={"campaign": "text", "quiz": "text", "question": "text"}),
}
"""The events that are known, and that a file need not declare: all but the one that a member allowed a message come
about by themselves."""


EventsFile = dict[EventName, EventType]
"""events.yaml: every declared type of event."""


class Programme(ProgrammeFile, frozen=True, kw_only=True):
    """programme.yaml and events.yaml together: the clock, the tiers in rising order, and every type of event."""

    events: EventsFile = {}
    """Every declared type of event, by name, and those that are known."""

    def as_read(self) -> Self:
        """The programme with the events that are known, which no file need declare."""
        return structs.replace(self, events={**OWN_EVENTS, **self.events})

    @property
    def orders(self) -> Mapping[str, EventType]:
        """The types of event that are orders."""
        return {name: event for name, event in self.events.items() if event.spends is not None}

    @property
    def billed(self) -> str:
        """The type of event whose orders have bills: the order known by its channel and its number; empty: none."""
        known = (name for name, event in self.orders.items() if {one.field for one in event.unique} == set(OF_A_BILL))
        return next(known, "")
