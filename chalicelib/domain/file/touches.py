"""Touches: the channels by which members are told something, and the plan of what they are told, and when."""

from fractions import Fraction
from typing import Literal

from msgspec import Struct

from chalicelib.domain.file.blocks import Block
from chalicelib.domain.words.values import (
    Audience,
    BeforeEnd,
    Conditions,
    Duration,
    EventName,
    Limits,
    Name,
    QuietHours,
)


class Channel(Block, frozen=True, kw_only=True):
    """One way to reach members: `mini`, `work`, `sms`."""

    limit: Limits = ()
    """How many messages it lets through to one member: [1 a day, 4 a month]. Without it, any number."""
    needs: Literal["grant", "consent"] | None = None
    """The leave that a member gives before: a `grant` is for one message, a `consent` until it is withdrawn. Without
    it, none is needed."""


class Touch(Struct, frozen=True, kw_only=True):
    """One thing that members are told."""

    when: EventName | BeforeEnd
    """The event after which it falls due, or how long before an end: `14 days before points end`."""
    where: Conditions = {}
    """The values that the event's fields must have: {segment: silent}. Without it, anything."""
    who: Audience = {}
    """The members that it is for, as they are when it is sent: {tier: gold}. Without it, everybody."""
    by: tuple[Name, ...]
    """The channels, the preferred first: the first that may be used carries it, and no other."""
    limit: Limits = ()
    """How often one member is chosen for it: 1 a month. Without it, as often as it falls due."""
    waits: Duration = Duration(1, "days")
    """How long it waits for its turn, or for quiet hours to end, before it is dropped. Without it, 1 day."""
    holdout: Fraction = Fraction(0)
    """The share of members who are never told, by whom its effect is measured: 10%. Without it, nobody."""


class Touches(Struct, frozen=True, kw_only=True):
    """The plan of what members are told, and how much of it together."""

    limit: Limits = ()
    """How much one member is told of all touches together: [1 a day, 3 a week]. Without it, any number."""
    quiet: QuietHours | None = None
    """The hours in which nothing is sent: `daily 21:00 to daily 09:00`. Without it, none."""
    plan: dict[Name, Touch] = {}
    """The touches: of several that are due, the first that can be sent goes first."""
