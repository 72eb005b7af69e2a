"""Passes: a member's phone shows one as a QR code, and a till reads it. Each is good for a minute and for one bill.

`MEMBER.END.MAC`: the member's id, the end in epoch milliseconds (base 36), and 96 bits of an HMAC-SHA256 by the keys
that sign tokens. Some 50 characters make a code that any phone's camera reads at once.
"""

import hmac
from base64 import urlsafe_b64encode
from typing import Annotated, Final, NamedTuple

from msgspec import Meta

from chalicelib.domain.record.bill import PASS_MS
from chalicelib.domain.words.errors import Refused
from chalicelib.domain.words.values import END
from chalicelib.settings import Settings

PassText = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{1,64}\.[0-9a-z]{1,11}\.[A-Za-z0-9_-]{16}" + END)]
"""A pass as it is read at a till."""

MAC_BYTES: Final = 12
_DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"


class Pass(NamedTuple):
    """A pass that was signed here."""

    member: str
    """Whose it is."""
    until: int
    """Its end, epoch ms; whether it is over the decision says, because a till may be late."""


def issue_pass(settings: Settings, member: str, now: int) -> tuple[str, int]:
    """A pass of a member, and its end. now: epoch ms."""
    until = now + PASS_MS
    signed = f"{member}.{_base_36(until)}"
    key = next(iter(settings.token_keys.values()))
    return f"{signed}.{_mac(key, signed)}", until


def pass_of(settings: Settings, text: str) -> Pass:
    """The pass that was read. Raises Refused (`pass_expired`) for one that no key of now has signed."""
    signed, _, mac = text.rpartition(".")
    if not any(hmac.compare_digest(mac, _mac(key, signed)) for key in settings.token_keys.values()):
        raise Refused("This pass is over, or none of ours: ask the member for a new one.", "pass_expired")
    member, _, end = signed.rpartition(".")
    return Pass(member, int(end, 36))


def _mac(key: str, signed: str) -> str:
    """By a message that no token's can be, since these have no blank."""
    digest = hmac.digest(key.encode(), f"tessera pass {signed}".encode(), "sha256")
    return urlsafe_b64encode(digest[:MAC_BYTES]).decode()


def _base_36(n: int) -> str:
    text = ""
    while n:
        n, digit = divmod(n, 36)
        text = _DIGITS[digit] + text
    return text
