"""Sends one message, once at most: whoever begins it leaves a mark first, and a repeat finds the mark."""

import logging
import time
from collections.abc import Callable, Mapping
from typing import Literal, Protocol

from messenger.carrier import Carrier, GiveUp, TryLater, Unknown
from messenger.message import Message

log = logging.getLogger(__name__)

Fate = Literal["sent", "repeat", "too late", "no channel", "nobody", "given up", "unknown"]
"""The outcome of sending a message. nobody: the member has no id of the platform, or was erased."""


class Marks(Protocol):
    """Marks of messages that were begun."""

    def begin(self, key: str) -> bool:
        """Leave a mark; False where there is one."""
        ...

    def undo(self, key: str) -> None:
        """Take the mark away: it was certainly not sent."""
        ...


class Recipients(Protocol):
    """Knows by which id a platform knows a member."""

    def find(self, member: str, provider: str) -> str | None:
        """The id; None where there is none."""
        ...


class Sending:
    """Sends messages by the carriers of their channels."""

    def __init__(
        self,
        carriers: Mapping[str, Carrier],
        recipients: Recipients,
        marks: Marks,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """carriers: by channel. clock: seconds since the epoch."""
        self._carriers, self._recipients, self._marks, self._clock = carriers, recipients, marks, clock

    def send(self, message: Message) -> Fate:
        """Send a message, and tell what became of it. Raises TryLater where it was not sent and is to come again."""
        carrier = self._carriers.get(message.channel)
        if carrier is None:
            return _told("no channel", message, logging.ERROR)
        if self._clock() * 1000 >= message.until:
            return _told("too late", message, logging.WARNING)
        to = self._recipients.find(message.member, carrier.provider)
        if to is None:
            return _told("nobody", message)
        if not self._marks.begin(message.key):
            return _told("repeat", message)
        try:
            carrier.send(to, message)
        except TryLater:
            self._marks.undo(message.key)
            raise
        except GiveUp as given_up:
            return _told("given up", message, logging.ERROR if given_up.ours else logging.INFO, given_up.code)
        except Unknown:
            return _told("unknown", message, logging.WARNING)
        return _told("sent", message)


def _told(fate: Fate, message: Message, level: int = logging.INFO, why: str = "") -> Fate:
    """Write what became of a message into the log, without saying whose it was."""
    log.log(level, "touch %s by %s: %s %s", message.touch, message.channel, fate, why)
    return fate
