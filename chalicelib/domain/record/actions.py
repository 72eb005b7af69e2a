"""The actions on a member's record: every action is one of these, and one of these is one receipt.

The mechanics' own actions stand in their files; here are the ones that belong to the member and not to a mechanic.
"""

from typing import Annotated, Any

from msgspec import Meta, Struct

from chalicelib.domain.record.member import UNKNOWN, Profile

NameText = Annotated[str, Meta(pattern=r"^[A-Za-z0-9-]{1,128}$")]
"""A name of a file, as a client sends it."""

MemberId = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{1,64}$")]


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


class Enrol(Action, frozen=True, tag="enrol"):
    """A member is born, at the first sign-in."""

    profile: Profile = UNKNOWN


class Update(Action, frozen=True, tag="update"):
    """A word of the brand on a member: what is None stays, what is empty is taken back. born: ISO date."""

    tier: str | None = None
    tags: tuple[str, ...] | None = None
    born: str | None = None
    guardian: bool | None = None
    time: int | None = None
    """The word's own time, epoch ms; None: when it is decided."""
    until: int | None = None
    """The moment up to which stars don't lower the given tier, epoch ms; None: for ever."""


class Join(Action, frozen=True, tag="join"):
    """A member opts in to a campaign that asks for it."""

    campaign: str


class Happened(Action, frozen=True, tag="event"):
    """A member did something: a CloudEvent. time is epoch ms; by_client tells who reported it, a phone or a server."""

    id: str
    source: str
    type: str
    time: int
    data: dict[str, Any] = {}
    by_client: bool = False


class Settle(Action, frozen=True, tag="settle"):
    """Nothing but what fell due: of a member who does not come, so that records and liabilities are true."""


class TouchMember(Action, frozen=True, tag="touch"):
    """Tell a member the first of the things that wait, if one may be sent now: the schedule asks for it."""


class GiveConsent(Action, frozen=True, tag="consent"):
    """A member wants to be reached by a channel, or does no more."""

    channel: NameText
    given: bool


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


class Ask(Struct, frozen=True):
    """One action under its receipt's id (the hash of scope and key, see `receipt.receipt_id`)."""

    id: str
    action: Action


def named(action: type[Action]) -> str:
    """The name of a kind of action in receipts, answers and logs."""
    return str(action.__struct_config__.tag)


def name_of(action: Action) -> str:
    """The action's name in receipts, answers and logs."""
    return named(type(action))
