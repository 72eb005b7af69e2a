"""How a member came: noted once, with the first sign-in, and before anything else is known of her."""

import re
from typing import Final, NamedTuple

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


class Came(NamedTuple):
    """The part of a record that tells how its person came."""

    arrival: Arrival | None
    """None: neither by a link nor with a code."""
    ordered: bool
    """Whether there was an order, by whatever led to it."""
    joined: int
    """The day of the first sign-in, as an ordinal; 0: before that was kept, or brought in."""


def together(stays: Came, absorbed: Came) -> Arrival | None:
    """How one person came of whom there were two records: by the one that was rewarded, else by the one with an order,
    else by the earlier one. Who came without a link so came without one.
    """

    def order(one: Came) -> tuple[bool, bool, int, int]:
        arrival = one.arrival or Arrival(0)
        return not arrival.bought, not (arrival.order or one.ordered), one.joined, arrival.at if exact else 0

    exact = stays.arrival is not None and absorbed.arrival is not None
    return min(stays, absorbed, key=order).arrival


def as_code(text: str) -> str:
    """A channel code as it is noted; empty for a text that is none: a link with a slip in it keeps nobody out."""
    return text if _CODE.fullmatch(text) else ""
