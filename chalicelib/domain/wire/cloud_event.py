"""Reports of others on a member, on whichever way it comes: a CloudEvent, and the action that it asks for."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Final, Literal

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from chalicelib.domain.play.events import LONGEST_TEXT, MOST_TEXTS
from chalicelib.domain.record.actions import Action, Happened, MemberId, Update
from chalicelib.domain.wire.ijson import LARGEST_INTEGER, typed

PROFILE_EVENT: Final = "member.updated"
"""The reserved type by which the brand's own system tells what it knows of a member."""

ShortText = Annotated[str, Meta(min_length=1, max_length=255)]

_TEXT_JSON = {"type": "string", "maxLength": LONGEST_TEXT}
FieldJson = Annotated[
    Any,
    Meta(
        extra_json_schema={
            "anyOf": [
                _TEXT_JSON,
                {"type": "number", "minimum": -LARGEST_INTEGER, "maximum": LARGEST_INTEGER},
                {"type": "boolean"},
                {"type": "array", "items": _TEXT_JSON, "maxItems": MOST_TEXTS},
            ]
        }
    ),
]
"""A field of an event. Which of these it must be, its type declares: it is judged with the event, not with the body."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class CloudEvent(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A CloudEvent 1.0 in the JSON format."""

    id: ShortText
    """One `id` of a `source` counts once."""
    source: ShortText
    """The system that reports it."""
    type: ShortText
    """The type of the event, as the programme declares it: `order.paid`."""
    subject: MemberId
    """The member's id."""
    time: Annotated[datetime, Meta(tz=True, description="when it happened, RFC 3339")]
    specversion: Literal["1.0"] = "1.0"
    """The version of CloudEvents."""
    datacontenttype: Literal["application/json"] = "application/json"
    """The media type of `data`."""
    dataschema: str | None = None
    """Not read."""
    data: dict[str, FieldJson] = {}
    """The fields that the type declares, by their names."""


class MemberUpdated(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The data of the reserved event type `member.updated`: what is given replaces what is known."""

    tier: ShortText | UnsetType = UNSET
    """The member's tier."""
    tags: Annotated[tuple[ShortText, ...], Meta(max_length=MOST_TEXTS)] | UnsetType = UNSET
    """All labels that the brand puts on the member."""
    born: ShortText | UnsetType = UNSET
    """The date of birth, as an ISO date."""
    guardian: bool | UnsetType = UNSET
    """Whether a guardian has consented."""


def action_of(event: CloudEvent) -> Action:
    """The action that the event asks for; InvalidBody where the data of a `member.updated` is none."""
    if event.type == PROFILE_EVENT:
        known = typed(event.data, MemberUpdated)
        return Update(**{name: value for name, value in msgspec.structs.asdict(known).items() if value is not UNSET})
    time = (event.time - _EPOCH) // timedelta(milliseconds=1)
    return Happened(event.id, event.source, event.type, time, event.data)
