"""The parts of a plan: people, and the requests that they, the shops and some strangers will make.

Members are named by the plan and get their ids from the backend, so a body says `person-7` where an id has to be; who
plays the plan puts the ids in.
"""

from typing import Any, Literal

from msgspec import Struct


class Person(Struct, frozen=True):
    """A member to be."""

    name: str
    tier: str
    tags: tuple[str, ...]
    born: str
    guardian: bool
    diligence: float
    """How often this one does anything, 0 to 1."""


class Event(Struct, frozen=True):
    """A CloudEvent of a shop's server; time in epoch ms."""

    id: str
    source: str
    type: str
    subject: str
    """The person whom it is about; empty: an order of nobody, or what is found by its order."""
    time: int
    data: dict[str, Any] = {}


class Batch(Struct, frozen=True, tag=True):
    """A signed call of a shop's server."""

    events: tuple[Event, ...]

    @property
    def size(self) -> int:
        return len(self.events)


class Act(Struct, frozen=True, tag=True):
    """A member's request in the app."""

    by: str
    path: str
    key: str
    body: dict[str, Any] = {}
    size: int = 1


class Till(Struct, frozen=True, tag=True):
    """A signed request of a shop's till about one member's bill, as `pos/1001/pay`."""

    by: str
    path: str
    payment: str
    body: dict[str, Any] = {}
    coupons: tuple[str, ...] = ()
    """The prizes of which a free coupon of the member's is named, where there is one."""
    size: int = 1


class Redeemed(Struct, frozen=True, tag=True):
    """A signed request of a shop's server about a member's redemption: `redemptions/pay`, `undo`."""

    by: str
    path: str
    receipt: str
    """The id of the redemption's receipt."""
    body: dict[str, Any] = {}
    size: int = 1


class Attack(Struct, frozen=True, tag=True):
    """A request that must be refused with this status and code."""

    what: str
    path: str
    status: int
    code: str
    method: Literal["GET", "POST"] = "POST"
    body: bytes = b"{}"
    by: str = "person-1"
    key: str | None = None
    token: Literal["own", "none", "garbage", "foreign", "unsigned"] = "own"
    signature: Literal["none", "good", "forged", "old", "altered"] = "none"
    content_type: str = "application/json"
    event_code: str = ""
    """The code of the event's refusal, where the batch itself is taken."""
    size: int = 1


class SignUp(Struct, frozen=True, tag=True):
    """A first sign-in in the middle of the plan."""

    by: str
    via: str = ""
    """The person whose link it is by."""
    channel_code: str = ""
    size: int = 1


class Managed(Struct, frozen=True, tag=True):
    """A manager's request; what a second one has to approve, is approved at once."""

    path: str
    key: str
    """The Idempotency-Key; empty: the route has none."""
    body: dict[str, Any] = {}
    names: bool = True
    """Whether persons that the body names are members' ids there."""
    times: int = 1
    """How often it is sent: all but the first change nothing."""
    size: int = 1


class Publish(Struct, frozen=True, tag=True):
    """Managers publish the next version of a campaign, in which one text is another one."""

    campaign: str
    at: str
    """Where the text stands: `challenges.cups.tasks.pay.boosts.1.points`."""
    text: str
    size: int = 1


class Strike(Struct, frozen=True, tag=True):
    """A manager strikes off who stands at a place of a frozen ranking, by a board's path: `race/boards/designs`."""

    path: str
    place: int
    size: int = 1


Move = Batch | Act | Till | Redeemed | Attack | SignUp | Managed | Publish | Strike


class Slice(Struct, frozen=True):
    """Moves that are made at once, in any order, from a moment on (epoch ms)."""

    at: int
    moves: tuple[Move, ...]
    sweeps: bool = False
    """Whether whoever is due is swept before."""
    looks: bool = False
    """Whether everybody's home screen, and the rankings, are read before."""

    @property
    def size(self) -> int:
        return sum(move.size for move in self.moves)


class Plan(Struct, frozen=True):
    """A month or a year of slices that follow each other."""

    people: tuple[Person, ...]
    """Who signs in before it begins."""
    slices: tuple[Slice, ...]
    ends: int
    """The moment at which it is over (epoch ms)."""

    @property
    def size(self) -> int:
        """Events and actions altogether."""
        return sum(one.size for one in self.slices)
