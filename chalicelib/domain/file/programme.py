"""The programme: what all campaigns share. The tiers in rising order, and every type of event."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct, field

from chalicelib.domain.file.blocks import Block
from chalicelib.domain.words.values import EventName, Name

FieldKind = Literal["text", "texts", "number", "money", "flag", "date"]


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
