"""Reports of others on a member, on whichever way it comes: a CloudEvent, and the action that it asks for."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Final, Literal

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from chalicelib.domain.record.actions import Action, Happened, MemberId, Update
from chalicelib.domain.record.member import Profile
from chalicelib.domain.wire.ijson import LARGEST_INTEGER, typed

PROFILE_EVENT: Final = "member.updated"
"""The reserved type by which the brand's own system tells what it knows of a member."""

ShortText = Annotated[str, Meta(min_length=1, max_length=255)]

_TEXT_JSON = {"type": ["string", "integer", "null"]}
FieldJson = Annotated[
    Any,
    Meta(
        extra_json_schema={
            "anyOf": [
                {"type": "string"},
                {"type": "number", "minimum": -LARGEST_INTEGER, "maximum": LARGEST_INTEGER},
                {"type": "boolean"},
                {"type": "array", "items": _TEXT_JSON},
                {"type": "null"},
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
    """The data of the reserved event type `member.updated`: what is given replaces what is known, and null takes it
    back. An older word never replaces a newer one.
    """

    tier: ShortText | UnsetType | None = UNSET
    """The member's tier; null: none."""
    tags: tuple[ShortText, ...] | UnsetType | None = UNSET
    """All labels that the brand puts on the member; null: none."""
    born: ShortText | UnsetType | None = UNSET
    """The date of birth, as an ISO date; null: not known."""
    guardian: bool | UnsetType | None = UNSET
    """Whether a guardian has consented; null: not."""


_TAKEN_BACK: Final = msgspec.structs.asdict(Profile())
"""The values of a profile of which nothing is known."""


def action_of(event: CloudEvent) -> Action:
    """The action that the event asks for; InvalidBody where the data of a `member.updated` is none."""
    time = (event.time - _EPOCH) // timedelta(milliseconds=1)
    if event.type == PROFILE_EVENT:
        known = msgspec.structs.asdict(typed(event.data, MemberUpdated))
        words = {name: _TAKEN_BACK[name] if value is None else value for name, value in known.items()}
        return Update(**{name: value for name, value in words.items() if value is not UNSET}, time=time)
    return Happened(event.id, event.source, event.type, time, event.data)
