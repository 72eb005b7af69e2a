"""The interface of a channel: whoever adds SMS, or another platform, writes one class with these two members."""

from typing import Protocol

from messenger.message import Message


class Carrier(Protocol):
    """Sends messages by one platform."""

    provider: str
    """The identity provider by whose id the platform knows people: `wechat`, `wecom`."""

    def send(self, to: str, message: Message) -> None:
        """Send a message to who is known by that id. Returns once the platform has taken it.

        Raises GiveUp where it never will, TryLater where it was certainly not sent and may be later, and Unknown where
        nobody can tell.
        """
        ...


class GiveUp(Exception):
    """The platform will not send it, however often it is asked."""

    def __init__(self, code: str, ours: bool = False) -> None:
        """ours: it is a mistake in the settings, and not the person's will."""
        super().__init__(code)
        self.code, self.ours = code, ours


class TryLater(Exception):
    """It was not sent, and may be in so many seconds."""

    def __init__(self, code: str, seconds: int) -> None:
        super().__init__(code)
        self.code, self.seconds = code, seconds


class Unknown(Exception):
    """The platform took it, or did not: no answer came. It is not sent again, lest it come twice."""
