"""The parts of a plan: people, and the requests that they, the shops and some strangers will make.

Members are named by the plan and get their ids from the backend, so a body says `person-7` where an id has to be; who
plays the plan puts the ids in.
"""

from typing import Any, Literal

from msgspec import Struct


class Person(Struct, frozen=True):
    """A member to be."""

    name: str
    """`person-7`, by which the plan names the member, and the development provider too."""
    tier: str
    """The tier that the brand says; the year leaves it out, where stars decide."""
    tags: tuple[str, ...]
    """The tags that the brand gives, by which audiences choose members: `staff`."""
    born: str
    """The day of birth, `2012-05-01`; empty: nobody ever said."""
    guardian: bool
    """Whether a guardian has consented."""
    diligence: float
    """How often this one does anything, 0 to 1."""


class Event(Struct, frozen=True):
    """A CloudEvent of a shop's server."""

    id: str
    """Its id, which is unique in its source."""
    source: str
    """Who reports it: `tea/orders`, `crm`."""
    type: str
    """Its type, as the programme declares it: `order.paid`."""
    subject: str
    """The person whom it is about; empty: an order of nobody, or what is found by its order."""
    time: int
    """When it happened, by the shop's clock, epoch ms."""
    data: dict[str, Any] = {}
    """The fields of its type."""


class Batch(Struct, frozen=True, tag=True):
    """A signed call of a shop's server."""

    events: tuple[Event, ...]
    """The events of the one body, in their order."""

    @property
    def size(self) -> int:
        return len(self.events)


class Act(Struct, frozen=True, tag=True):
    """A member's request in the app."""

    by: str
    """The name of the person."""
    path: str
    """The whole path, from `/v1/` on."""
    key: str
    """The Idempotency-Key; a broken phone uses it for another request, too."""
    body: dict[str, Any] = {}
    """The body, with names where ids have to be."""
    size: int = 1
    """How much it counts in the plan: one action."""


class Till(Struct, frozen=True, tag=True):
    """A signed request of a shop's till about one member's bill."""

    by: str
    """The name of the person whose bill it is."""
    path: str
    """The path below `/v1/bills/`: `pos/1001/pay`."""
    payment: str
    """The till's id of the payment, which is one request however often it is sent."""
    body: dict[str, Any] = {}
    """The rest of the body, such as the amount and the points; empty where a payment is cancelled."""
    coupons: tuple[str, ...] = ()
    """The prizes of which a free coupon of the member's is named, where there is one."""
    size: int = 1
    """How much it counts in the plan: one action."""


class Redeemed(Struct, frozen=True, tag=True):
    """A signed request of a shop's server about a member's redemption."""

    by: str
    """The name of the person who redeemed."""
    path: str
    """The path below `/v1/`: `redemptions/pay`, `undo`."""
    receipt: str
    """The id of the redemption's receipt."""
    body: dict[str, Any] = {}
    """The rest of the body, such as the amount and the payment; empty where it is undone."""
    size: int = 1
    """How much it counts in the plan: one action."""


class Attack(Struct, frozen=True, tag=True):
    """A request that must be refused in its own way."""

    what: str
    """The name of the attack, for whoever reads the report: `a token of another issuer`."""
    path: str
    """The whole path, from `/v1/` on; `/v1/ingest` is signed, all else shows a token."""
    status: int
    """The HTTP status that must answer it."""
    code: str
    """The code of the problem that must; empty where the batch itself is taken."""
    method: Literal["GET", "POST"] = "POST"
    """A GET has no body."""
    body: bytes = b"{}"
    """The bytes that are sent, with names where ids have to be, so that it may be no JSON at all."""
    by: str = "person-1"
    """The name of the person whose token it shows, or pretends to show."""
    key: str | None = None
    """The Idempotency-Key; None: it has none."""
    token: Literal["own", "none", "garbage", "foreign", "unsigned"] = "own"
    """The token that it shows: the person's own, none, no JWT, one of another issuer, or one without a signature."""
    signature: Literal["none", "good", "forged", "old", "altered"] = "none"
    """How it is signed: not at all, well, by another secret, ten minutes ago, or for another body."""
    content_type: str = "application/json"
    """The Content-Type that it claims."""
    event_code: str = ""
    """The code of the event's refusal, where the batch itself is taken."""
    size: int = 1
    """How much it counts in the plan: one action."""


class SignUp(Struct, frozen=True, tag=True):
    """A first sign-in in the middle of the plan."""

    by: str
    """The name of the person."""
    via: str = ""
    """The person whose link it is by."""
    channel_code: str = ""
    """The code of the channel that led here; empty: none did."""
    size: int = 1
    """How much it counts in the plan: one action."""


class Managed(Struct, frozen=True, tag=True):
    """A manager's request; what a second one has to approve, is approved at once."""

    path: str
    """The whole path, from `/v1/` on, with names where ids have to be."""
    key: str
    """The Idempotency-Key; empty: the route has none."""
    body: dict[str, Any] = {}
    """The body, with names likewise."""
    names: bool = True
    """Whether persons that the body names are members' ids there."""
    times: int = 1
    """How often it is sent: all but the first change nothing."""
    size: int = 1
    """How much it counts in the plan: one action, however often it is sent."""


class Publish(Struct, frozen=True, tag=True):
    """Managers publish the next version of a campaign, in which one text is another one."""

    campaign: str
    """The campaign's id."""
    at: str
    """Where the text stands: `challenges.cups.tasks.pay.boosts.1.points`."""
    text: str
    """The text that stands there from then on."""
    size: int = 1
    """How much it counts in the plan: one action."""


class Strike(Struct, frozen=True, tag=True):
    """A manager strikes off who stands at a place of a frozen ranking."""

    path: str
    """The board's path below `/v1/manage/campaigns/`: `race/boards/designs`."""
    place: int
    """The place, from 1; where nobody stands, nobody is struck off."""
    size: int = 1
    """How much it counts in the plan: one action."""


Move = Batch | Act | Till | Redeemed | Attack | SignUp | Managed | Publish | Strike


class Slice(Struct, frozen=True):
    """Moves that are made at once, in any order."""

    at: int
    """The moment from which on they are made, by the campaigns' clock, epoch ms."""
    moves: tuple[Move, ...]
    """The moves; a few of them are under way at a time."""
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
    """In the order in which they are played, each when the one before is done."""
    ends: int
    """The moment at which it is over (epoch ms)."""

    @property
    def size(self) -> int:
        """Events and actions altogether."""
        return sum(one.size for one in self.slices)
