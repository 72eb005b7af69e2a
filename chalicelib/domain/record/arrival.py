"""How a member came: noted once, with the first sign-in, and before anything else is known of her."""

import re
from typing import Final

from msgspec import Struct, field

_CODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", re.ASCII)


class Arrival(Struct, frozen=True, omit_defaults=True):
    """How a member came, and what her inviter was told of her since. One level: of the inviter's own inviter nothing
    is known here."""

    at: int = field(name="a")
    """When she signed in for the first time, epoch ms."""
    invited_by: str = field(default="", name="i")
    """The token (`sharing.Sharing`) of the member who invited her; empty: nobody did."""
    code: str = field(default="", name="c")
    """The channel code with which she came, `douyin-live-7`; empty: none."""
    known: str = field(default="", name="k")
    """The pseudonym by which the inviter knows her; empty: nothing was told of her yet."""
    joined: bool = field(default=False, name="j")
    """Whether the inviter was told that she joined."""
    order: str = field(default="", name="o")
    """The hash of her first order; empty: there was none yet."""
    bought: bool = field(default=False, name="b")
    """Whether the inviter was told of it."""
    back: bool = field(default=False, name="r")
    """Whether the inviter was told that it came back."""


def together(own: Arrival | None, other: Arrival | None) -> Arrival | None:
    """How one person came of whom there were two records: by the one that was rewarded, else by the earlier one."""
    found = [one for one in (own, other) if one is not None]
    return min(found, key=lambda one: (not one.bought, not one.order, one.at), default=None)


def as_code(text: str) -> str:
    """A channel code as it is noted; empty for a text that is none: a link with a slip in it keeps nobody out."""
    return text if _CODE.fullmatch(text) else ""
