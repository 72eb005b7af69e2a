"""The actions on a member's record: every action is one of these, and one of these is one receipt.

The mechanics' own actions stand in their files; here are the ones that belong to the member and not to a mechanic.
"""

from collections.abc import Hashable
from typing import Annotated, Any, Final

from msgspec import Meta, Struct, to_builtins
from msgspec.structs import astuple

from chalicelib.domain.record.member import UNKNOWN, Profile
from chalicelib.domain.record.receipt import receipt_id
from chalicelib.domain.record.told import BOUGHT, REFUNDED, scope_of
from chalicelib.domain.words.values import END

NameText = Annotated[str, Meta(pattern=r"^[A-Za-z0-9-]{1,128}" + END)]
"""A name of a file, as a client sends it."""

MemberId = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{1,64}" + END)]

PROVIDER: Final = r"[a-z][a-z0-9-]{0,31}"
ProviderText = Annotated[str, Meta(pattern=f"^{PROVIDER}{END}")]
"""Whose id of a person it is: `phone`, `crm`."""

SUBJECT: Final = r"[^\x00-\x20\x7f][^\x00-\x1f\x7f]{0,254}"
SubjectText = Annotated[str, Meta(pattern=f"^{SUBJECT}{END}")]
"""An id of a person, as its provider spells it."""


TESSERA: Final = "tessera"
"""The source of events that nobody reports."""


class Action(Struct, frozen=True, tag_field="does"):
    """Base of all actions; the tag is what a receipt calls it (`Receipt.does`)."""

    @property
    def involves(self) -> tuple[str, ...]:
        """The ids of the other members that the action moves."""
        return ()

    @property
    def undoes(self) -> tuple[str, ...]:
        """The ids of the member's receipts by which the action undoes something."""
        return ()

    @property
    def leads_here(self) -> tuple[tuple[str, str], ...]:
        """The ids, as provider and subject, that are to lead to the member once it is done."""
        return ()

    @property
    def told(self) -> dict[str, Any]:
        """The fields of it that its receipt tells."""
        told: dict[str, Any] = to_builtins(self)
        return told

    @property
    def kind(self) -> Hashable:
        """The deed and the blocks that it is done to, whoever does it: two of a kind are likely to give the same."""
        return type(self), *(one for one in astuple(self) if isinstance(one, str))


class Enrol(Action, frozen=True, tag="enrol"):
    """A member is born, at the first sign-in or at an event that names her before that."""

    profile: Profile = UNKNOWN
    """The facts that the brand knows of her from the beginning; none of whoever just signs in."""
    invited_by: str | None = None
    """The token of the member who invited her; None: nobody did."""
    code: str | None = None
    """The channel code with which she came; None: none."""
    ids: tuple[tuple[str, str], ...] = ()
    """The ids, as provider and subject, by which she is known from the beginning."""

    @property
    def leads_here(self) -> tuple[tuple[str, str], ...]:
        return self.ids

    @property
    def told(self) -> dict[str, Any]:
        told = super().told  # and nothing of who she is
        del told["ids"]
        return told


class Update(Action, frozen=True, tag="update"):
    """A word of the brand on a member: what is None stays, what is empty is taken back."""

    tier: str | None = None
    """The tier that the brand gives; empty: none; None: it stays as it is."""
    tags: tuple[str, ...] | None = None
    """All labels that the brand puts on the member; None: they stay as they are."""
    born: str | None = None
    """The date of birth, as an ISO date; empty: not known; None: it stays as it is."""
    guardian: bool | None = None
    """Whether a guardian has consented; None: it stays as it is."""
    time: int | None = None
    """The word's own time, epoch ms; None: when it is decided."""
    until: int | None = None
    """The moment up to which stars don't lower the given tier, epoch ms; None: for ever."""


class TellBorn(Action, frozen=True, tag="tell_born"):
    """A member tells the date of birth, where the programme lets members do so and none is known."""

    born: str
    """An ISO date."""


class Join(Action, frozen=True, tag="join"):
    """A member opts in to a campaign that asks for it."""

    campaign: str
    """The id of the campaign."""


class Happened(Action, frozen=True, tag="event"):
    """A member did something: a CloudEvent."""

    id: str
    """The event's own id: one `id` of a `source` counts once."""
    source: str
    """The system that reports it; `tessera` for what nobody reports."""
    type: str
    """The type of the event, as the programme declares it: `order.paid`."""
    time: int
    """When it happened, by whoever reports it, epoch ms."""
    data: dict[str, Any] = {}
    """The fields that the type declares, by their names."""
    by_client: bool = False
    """Whether a member's phone reported it, and not a server."""
    by_member: bool = False
    """Whether another member's action brought it about (`record.told`): then nobody has reported it."""

    @property
    def kind(self) -> Hashable:
        return Happened, self.type

    @property
    def undoes(self) -> tuple[str, ...]:
        """The receipts by which a friend's order and its refund know of each other, whichever comes first."""
        other = {BOUGHT: REFUNDED, REFUNDED: BOUGHT}.get(self.type)
        return (heard_as(other, self.id),) if self.by_member and other else ()


class Settle(Action, frozen=True, tag="settle"):
    """Nothing but what fell due: of a member who does not come, so that records and liabilities are true."""


class TouchMember(Action, frozen=True, tag="touch"):
    """Tell a member the first of the things that wait, if one may be sent now: the schedule asks for it."""


class GiveConsent(Action, frozen=True, tag="consent"):
    """A member wants to be reached by a channel, or does no more."""

    channel: NameText
    """The channel, by its name in the programme."""
    given: bool
    """Whether the member wants to be reached by it from now on."""


class Correction(Struct, frozen=True):
    """One movement that managers made by hand."""

    asset: str
    """`points`, `stars`, `draws/BOX` or `fragments/COLLECTION/NAME`."""
    n: int
    """How many: positive is given to the member, negative is taken."""
    campaign: str = ""
    """The campaign of draws and fragments; empty for points and stars, which are the programme's."""


class Adjust(Action, frozen=True, tag="adjust"):
    """Two managers correct what a member holds."""

    adjustment: str
    """The id of the adjustment, by which it is known who proposed and who approved it."""
    reason: str
    """Why, in words that the member may read."""
    moves: tuple[Correction, ...]
    """The movements that correct it, in the order in which they are made."""


class Merge(Action, frozen=True, tag="merged"):
    """Another record of the same person becomes one with the member's."""

    absorbs: str
    """The id of the other record, which is a signpost from then on."""

    @property
    def involves(self) -> tuple[str, ...]:
        return (self.absorbs,)


class LinkId(Action, frozen=True, tag="link"):
    """Another id of the person leads to the member from now on."""

    provider: str
    """Whose id it is: `phone`, `crm`."""
    subject: str
    """The id itself."""

    @property
    def leads_here(self) -> tuple[tuple[str, str], ...]:
        return ((self.provider, self.subject),)

    @property
    def told(self) -> dict[str, Any]:
        return {"provider": self.provider}


class OrdersBefore(Struct, frozen=True):
    """Orders of one month in another system."""

    count: int
    """How many."""
    amount: str
    """How much they were together: `120.00 CNY`."""


class Import(Action, frozen=True, tag="import"):
    """A member of another system, with what was held there. Months are spelled `2026-05`."""

    batch: str
    """The name of the file, or of what the line came with."""
    line: int
    """Its number in there."""
    ids: tuple[tuple[str, str], ...] = ()
    """Ids, as provider and subject, that are to lead to the member."""
    tier: str = ""
    """The tier; empty: none that stars don't bring."""
    until: int | None = None
    """The moment up to which the tier is sure, epoch ms; None: for ever."""
    tags: tuple[str, ...] = ()
    """Labels that the brand has put on the member; empty: those that are known stay."""
    born: str = ""
    """The date of birth, as an ISO date."""
    guardian: bool = False
    """Whether a guardian has consented."""
    points: dict[str, int] = {}
    """The points held, by the month in which they were earned."""
    stars: dict[str, int] = {}
    """The stars by month."""
    orders: dict[str, OrdersBefore] = {}
    """Orders by month."""

    @property
    def leads_here(self) -> tuple[tuple[str, str], ...]:
        return self.ids

    @property
    def told(self) -> dict[str, Any]:
        return {"batch": self.batch, "line": self.line}


class Ask(Struct, frozen=True):
    """One action under its receipt's id (the hash of scope and key, see `receipt.receipt_id`)."""

    id: str
    """The id of the receipt that the action has, or will have."""
    action: Action
    """The action that is to be decided."""


def heard_as(type: str, id: str) -> str:
    """The id of the receipt of an event that another member brought about."""
    return receipt_id(scope_of(type), id)


def named(action: type[Action]) -> str:
    """The name of a kind of action in receipts, answers and logs."""
    return str(action.__struct_config__.tag)


def name_of(action: Action) -> str:
    """The action's name in receipts, answers and logs."""
    return named(type(action))
