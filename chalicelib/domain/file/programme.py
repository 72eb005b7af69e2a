"""The programme: what all campaigns share. The clock, the tiers in rising order, and every type of event."""

from typing import Literal

from msgspec import Struct, field

from chalicelib.domain.file.blocks import Block
from chalicelib.domain.words.values import EventName, Name, UniqueField

FieldKind = Literal["text", "texts", "number", "money", "flag", "date"]


class EventType(Struct, frozen=True, kw_only=True):
    """One declared type of event (events.yaml)."""

    source: Literal["client", "server"] = field(name="from")
    """Who may report it: `client` is the member's own mini program, `server` a shop's signed call."""
    fields: dict[Name, FieldKind] = {}
    """Its fields and their kinds; a field that is not declared is refused."""
    kept: bool = False
    """Whether a member's first one is remembered for good, for tasks with `already: true`."""
    unique: tuple[UniqueField, ...] = ()
    """The fields whose values together may occur once over all members, for example an order number and its channel."""


class Tier(Block, frozen=True, kw_only=True):
    """One tier; tiers are declared in rising order."""


class ProgrammeFile(Struct, frozen=True, kw_only=True):
    """programme.yaml: the clock and the tiers of all campaigns."""

    timezone: str | None = None
    """The IANA timezone of the programme's own calendar, and of its scenarios."""
    tiers: dict[Name, Tier] = {}
    """The tiers in rising order."""


EventsFile = dict[EventName, EventType]
"""events.yaml: every declared type of event."""


class Programme(ProgrammeFile, frozen=True, kw_only=True):
    """programme.yaml and events.yaml together: the clock, the tiers in rising order, and every type of event."""

    events: EventsFile = {}
    """Every declared type of event, by name."""
