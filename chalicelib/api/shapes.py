"""Request bodies and answers, as structs: the API's documentation is generated from them."""

from typing import Annotated, Any, Literal, cast

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from chalicelib.api.problem import Problem
from chalicelib.api.route import ResponseBody
from chalicelib.domain.record.actions import NameText, ProviderText, SubjectText
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.views.change import HomeChange
from chalicelib.domain.views.odds import OddsView
from chalicelib.domain.views.rules import RulesView
from chalicelib.domain.views.screens import CampaignCard, CampaignView, Home
from chalicelib.domain.wire.cloud_event import FieldJson, ShortText
from chalicelib.domain.wire.jws import LONGEST

MOST_EVENTS = 100


class Body(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Base of all request bodies: a field that is not known is refused."""


class NoBody(Body, frozen=True, kw_only=True):
    """A body without fields: the path says everything."""


class AddIdBody(Body, frozen=True, kw_only=True):
    """Another way to sign in."""

    provider: NameText
    """The name of the provider that vouches for the member."""
    code: Annotated[str, Meta(min_length=1, max_length=LONGEST)]
    """The code that this provider gave the client, good for one sign-in; of the brand's own login its token."""
    nonce: Annotated[str, Meta(max_length=255)] = ""
    """The nonce that the client asked the brand's login for, where it did: the token must name it."""


class SignInBody(AddIdBody, frozen=True, kw_only=True):
    """A sign-in by a provider of identities."""

    via: Annotated[str, Meta(max_length=255)] = ""
    """At a first sign-in by a link that a member shared: the token in it. One that is not good is passed over."""
    channel_code: Annotated[str, Meta(max_length=255)] = ""
    """At a first sign-in by a code of a channel, `douyin-live-7`: that code. One that is none is passed over."""


class VouchedBody(Body, frozen=True, kw_only=True):
    """A session for a customer of the shop."""

    provider: ProviderText
    """The name of the provider of the kind `server`."""
    subject: SubjectText
    """The customer's id, as the shop's server spells it."""
    via: Annotated[str, Meta(max_length=255)] = ""
    """At a first sign-in by a link that a member shared: the token in it. One that is not good is passed over."""
    channel_code: Annotated[str, Meta(max_length=255)] = ""
    """At a first sign-in by a code of a channel: that code. One that is none is passed over."""


class EventBody(Body, frozen=True, kw_only=True):
    """An event that the member's own client saw; it happened now."""

    type: ShortText
    """The type of the event, as the programme declares it: `member.checked_in`."""
    data: dict[str, FieldJson] = {}
    """The fields that the type declares, by their names."""


class ClaimBody(Body, frozen=True, kw_only=True):
    """An order that the member claims: its number, and what else the programme asks for."""

    type: ShortText = "order.claimed"
    """The type of event by which the programme lets orders be claimed."""
    data: dict[str, FieldJson]
    """The fields that the type declares, by their names."""


EventJson = Annotated[Any, Meta(extra_json_schema={"$ref": "#/components/schemas/CloudEvent"})]
"""A CloudEvent that is yet to be read: by itself, so that a bad one harms no other of its batch."""

EventList = Annotated[list[EventJson], Meta(max_length=MOST_EVENTS)]


class EventBatch(Body, frozen=True, kw_only=True):
    """CloudEvents in an envelope, for hosts that can't send an array."""

    events: EventList
    """CloudEvents; each is read and answered on its own."""


EventOrBatch = Annotated[
    dict[str, Any],
    Meta(
        min_length=1,
        extra_json_schema={
            "anyOf": [{"$ref": "#/components/schemas/EventBatch"}, {"$ref": "#/components/schemas/CloudEvent"}]
        },
    ),
]
"""A batch in its envelope, or a single CloudEvent."""

IngestBody = EventList | EventOrBatch


class Health(ResponseBody, frozen=True, kw_only=True):
    """The server answers."""

    status: Literal["ok"] = "ok"
    """Always `ok`."""


class Session(ResponseBody, frozen=True, kw_only=True):
    """A member who is signed in."""

    token: str
    """The bearer token of the member's requests."""
    member: str
    """The member's id."""
    expires: int
    """When the token ends, epoch ms: sign in again before."""


class Done(ResponseBody, frozen=True, kw_only=True):
    """The answer to an action."""

    receipt: Receipt | None
    """The record of the action, the same for every request with this key; null where it changed nothing."""


class Acted(Done, frozen=True, kw_only=True):
    """The answer to a member's own action."""

    home: HomeChange | UnsetType | None = UNSET
    """The change of the home screen, where `Prefer: return=representation` asked for it; null where nobody knows it, of
    a replay: read the home screen."""


class MyHome(ResponseBody, frozen=True, kw_only=True):
    """The member's home screen."""

    me: Home
    """Everything that the home screen shows."""


class MyReceipts(ResponseBody, frozen=True, kw_only=True):
    """A page of the member's receipts."""

    receipts: list[Receipt]
    """The newest first."""
    before: str | None
    """The `before` of the next page; null on the last."""


class CampaignList(ResponseBody, frozen=True, kw_only=True):
    """All live campaigns."""

    campaigns: list[CampaignCard]
    """The next to close first."""


class OneCampaign(ResponseBody, frozen=True, kw_only=True):
    """One campaign as the member sees it."""

    campaign: CampaignView
    """The campaign, with the member's part in it."""


class Odds(ResponseBody, frozen=True, kw_only=True):
    """The published odds of a block."""

    odds: OddsView
    """The odds of the version in force, or of the one that was asked for."""


class PublishedRules(ResponseBody, frozen=True, kw_only=True):
    """The rules of a campaign."""

    rules: RulesView
    """The rules of the version in force, or of the one that was asked for."""


class EventAnswer(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """The answer to one event."""

    id: str | None
    """The event's id; null where it had none that could be read."""
    status: Literal["counted", "noted", "ignored", "refused", "undecided", "queued"]
    """counted: the receipt tells what moved; noted: kept in an order that is nobody's yet; ignored: nothing listens to
    it, or nothing moved; refused: it never counts as it is; undecided: send it again; queued: it will be decided soon,
    once.
    """
    receipt: Receipt | None = None
    """The record of an event that counted."""
    problem: Problem | None = None
    """The reason why an event was refused, or is undecided."""


class Ingested(ResponseBody, frozen=True, kw_only=True):
    """The answers to a batch of events."""

    events: list[EventAnswer]
    """One answer for each event, in their order."""


def embedded(stored: bytes) -> Receipt:
    """A receipt as it was stored, put into the answer byte by byte: a replay is equal because nothing is made anew."""
    return cast(Receipt, msgspec.Raw(stored))
