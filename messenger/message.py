"""A message, as a notice tells of it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

TOUCH_SENT = "tessera.touch.sent"


class BadNotice(ValueError):
    """A record of the queue that is no notice of a touch: nothing can ever be sent for it."""


@dataclass(frozen=True)
class Message:
    """One message to one member."""

    member: str
    """The member's id."""
    receipt: str
    """The id of the receipt that decided it: with the member, it is the same message again."""
    touch: str
    """The touch, which chooses the template."""
    channel: str
    """The channel that carries it."""
    until: int
    """The moment from which on it is too late to send it, epoch ms: the quiet hours begin, or nobody waits for it."""
    fields: Mapping[str, str] = field(default_factory=dict)
    """The words for the template."""

    @property
    def key(self) -> str:
        """The name by which a repeat is known."""
        return f"{self.member}/{self.receipt}"


def message_of(body: str) -> Message:
    """The message of a record's body: an event of EventBridge whose detail is the CloudEvent. Raises BadNotice."""
    try:
        notice: Any = json.loads(body)["detail"]
        data = notice["data"]
        if notice["type"] != TOUCH_SENT:
            raise BadNotice(f"{notice['type']} is no notice of a touch")
        return Message(
            member=notice["subject"],
            receipt=data["receipt"],
            touch=data["touch"],
            channel=data["channel"],
            until=data["until"],
            fields=data.get("fields", {}),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise error if isinstance(error, BadNotice) else BadNotice(f"not a notice: {type(error).__name__}") from None
