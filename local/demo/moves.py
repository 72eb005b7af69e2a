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


Move = Batch | Act | Till | Attack


class Slice(Struct, frozen=True):
    """Moves that are made at once, in any order, from a moment on (epoch ms)."""

    at: int
    moves: tuple[Move, ...]

    @property
    def size(self) -> int:
        return sum(move.size for move in self.moves)


class Plan(Struct, frozen=True):
    """A month of slices that follow each other."""

    people: tuple[Person, ...]
    slices: tuple[Slice, ...]
    ends: int
    """The moment at which the month is over (epoch ms)."""

    @property
    def size(self) -> int:
        """Events and actions altogether."""
        return sum(one.size for one in self.slices)
