"""Reports of others on a member, on whichever way it comes: a CloudEvent, and the action that it asks for."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Final, Literal

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from chalicelib.domain.record.actions import PROVIDER, SUBJECT, Action, Happened, Update
from chalicelib.domain.record.member import Profile
from chalicelib.domain.wire.ijson import typed
from chalicelib.domain.words.values import END, LARGEST_INTEGER

PROFILE_EVENT: Final = "member.updated"
"""The reserved type by which the brand's own system tells what it knows of a member."""

ShortText = Annotated[str, Meta(min_length=1, max_length=255)]

_TEXT_JSON = {"type": ["string", "integer", "null"], "minimum": -LARGEST_INTEGER, "maximum": LARGEST_INTEGER}
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


def _any_case(text: str) -> str:
    """A pattern of the text in whatever case, in the words that JSON Schema knows."""
    return "".join(f"[{letter}{letter.upper()}]" if letter.isalpha() else letter for letter in text)


_UTF_8 = f' *; *{_any_case("charset")}="?{_any_case("utf")}-8"?'
JsonType = Annotated[str, Meta(pattern=f"^{_any_case('application/json')}({_UTF_8})? *{END}")]

WhoText = Annotated[str, Meta(pattern=f"^([A-Za-z0-9_-]{{1,64}}|{PROVIDER}:{SUBJECT}){END}")]
"""A member by the id of Tessera, or by one of another system with the name of that before it."""

_DOCUMENTED = """
authclaims authid authtype bampid bamptxcompleted bamptxid bamptxsid bamptxsstatus bamtxid causationid correlationid
dataclassification datacategory dataref dataregulation deprecated deprecationfrom deprecationmigration deprecationsunset
dssematerial expirytime opcuametadatamajorversion opcuametadataminorversion opcuastatus partitionkey recordedtime
sampledrate sequence sequencetype severitynumber severitytext signedextattrs traceparent tracestate
"""
EXTENSIONS: Final = frozenset(_DOCUMENTED.split())
"""The extensions that CloudEvents itself documents: taken, and not used. A name that nobody knows may be a slip.

Source: https://github.com/cloudevents/spec/tree/main/cloudevents/extensions
"""

_WITH_OFFSET: Any = Annotated[datetime, Meta(tz=True)]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class CloudEvent(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A CloudEvent 1.0 in the JSON format. What is null is as good as absent, and so are the known extensions."""

    id: ShortText
    """One `id` of a `source` counts once."""
    source: ShortText
    """The system that reports it."""
    type: ShortText
    """The type of the event, as the programme declares it: `order.paid`."""
    subject: WhoText | None = None
    """The member's id, or one that was linked to the member, `crm:4711`; an order may come without one, and a refund
    needs none."""
    time: Annotated[datetime, Meta(tz=True, description="when it happened, RFC 3339")]
    specversion: Literal["1.0"] = "1.0"
    """The version of CloudEvents."""
    datacontenttype: JsonType = "application/json"
    """The media type of `data`: JSON in UTF-8."""
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
    until: Annotated[datetime, Meta(tz=True)] | None = None
    """The moment up to which the given tier is sure, RFC 3339; null: for ever. Then it is looked at."""
    tags: tuple[ShortText, ...] | UnsetType | None = UNSET
    """All labels that the brand puts on the member; null: none."""
    born: ShortText | UnsetType | None = UNSET
    """The date of birth, as an ISO date; null: not known."""
    guardian: bool | UnsetType | None = UNSET
    """Whether a guardian has consented; null: not."""


def event_of(tree: Any) -> CloudEvent:
    """The event in a plain JSON value. Raises InvalidBody where that is none."""
    told = without_extensions(tree)
    given = {name: value for name, value in told.items() if value is not None} if isinstance(told, dict) else told
    return typed(given, CloudEvent)


def without_extensions(tree: Any) -> Any:
    """A plain JSON value without the extensions that are not used: a retry is traced, or delivered, another time."""
    return {name: value for name, value in tree.items() if name not in EXTENSIONS} if isinstance(tree, dict) else tree


def rfc3339_ms(text: str) -> int:
    """The epoch ms of a moment as it is sent, RFC 3339. Raises InvalidBody."""
    moment: datetime = typed(text, _WITH_OFFSET)
    return epoch_ms(moment)


def epoch_ms(moment: datetime) -> int:
    """Epoch ms, to which moments are told apart."""
    return (moment - _EPOCH) // timedelta(milliseconds=1)


_TAKEN_BACK: Final = msgspec.structs.asdict(Profile())
"""The values of a profile of which nothing is known."""


_WORDS: Final = frozenset(MemberUpdated.__struct_fields__)
"""The words of a `member.updated`, each of which null takes back."""


def action_of(event: CloudEvent) -> Action:
    """The action that the event asks for; InvalidBody where the data of a `member.updated` is none."""
    time = epoch_ms(event.time)
    if event.type == PROFILE_EVENT:
        known = msgspec.structs.asdict(typed(_told(event.data), MemberUpdated))
        until = known.pop("until")
        words = {name: _TAKEN_BACK[name] if value is None else value for name, value in known.items()}
        said = {name: value for name, value in words.items() if value is not UNSET}
        return Update(**said, until=None if until is None else epoch_ms(until), time=time)
    return Happened(event.id, event.source, event.type, time, event.data)


def _told(data: dict[str, Any]) -> dict[str, Any]:
    """The data of a `member.updated` without what says nothing, and a whole number as the text of its digits."""
    told = {name: _texts(value) for name, value in data.items() if value is not None or name in _WORDS}
    if isinstance(tags := told.get("tags"), list):
        told["tags"] = [_texts(tag) for tag in tags if tag is not None]
    return told


def _texts(value: Any) -> Any:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value
