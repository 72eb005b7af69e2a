"""What goes over the wire, request bodies and answers, as structs: the API's documentation is generated from them."""

from __future__ import annotations

from typing import Annotated, Any, Literal, cast

import msgspec
from msgspec import Meta, Struct

from chalicelib.api.problem import Problem
from chalicelib.api.route import ResponseBody
from chalicelib.domain.record.actions import NameText
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.views.home import CampaignCard, CampaignView, Home
from chalicelib.domain.views.odds import OddsView
from chalicelib.domain.wire.cloud_event import FieldJson, ShortText

MOST_EVENTS = 100


class Body(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What every request body is: a field that it does not know is refused."""


# --- requests ---------------------------------------------------------------------------------------------------------


class NoBody(Body, frozen=True, kw_only=True):
    """Nothing more to say than the path does."""


class SignInBody(Body, frozen=True, kw_only=True):
    """provider: who vouches for the member · code: what that provider gave the client, good for one sign-in."""

    provider: NameText
    code: ShortText


class EventBody(Body, frozen=True, kw_only=True):
    """An event that the member's own client saw; it happened now. data: the fields that its type declares."""

    type: ShortText
    data: dict[str, FieldJson] = {}


EventJson = Annotated[Any, Meta(extra_json_schema={"$ref": "#/components/schemas/CloudEvent"})]
"""A CloudEvent that is yet to be read: by itself, so that a bad one harms no other of its batch."""

EventList = Annotated[list[EventJson], Meta(max_length=MOST_EVENTS)]


class EventBatch(Body, frozen=True, kw_only=True):
    """CloudEvents in an envelope, for hosts that can't send an array."""

    events: EventList


IngestBody = EventList | EventBatch


# --- answers ----------------------------------------------------------------------------------------------------------


class Health(ResponseBody, frozen=True, kw_only=True):
    status: Literal["ok"] = "ok"


class Session(ResponseBody, frozen=True, kw_only=True):
    """expires: epoch ms; sign in again before."""

    token: str
    member: str
    expires: int


class Done(ResponseBody, frozen=True, kw_only=True):
    """receipt: what was recorded, the same for every request with this key; null where the action changed nothing."""

    receipt: Receipt | None


class MyHome(ResponseBody, frozen=True, kw_only=True):
    me: Home


class MyReceipts(ResponseBody, frozen=True, kw_only=True):
    """receipts: newest first · before: what to ask the next page with, null on the last."""

    receipts: list[Receipt]
    before: str | None


class CampaignList(ResponseBody, frozen=True, kw_only=True):
    campaigns: list[CampaignCard]


class OneCampaign(ResponseBody, frozen=True, kw_only=True):
    campaign: CampaignView


class Odds(ResponseBody, frozen=True, kw_only=True):
    odds: OddsView


class EventAnswer(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What became of one event.

    status: counted (its receipt tells what moved) · ignored (nothing listens to it, or nothing moved) · refused (as it
    is, it never counts) · undecided (send it again) · queued (it will be decided soon, once). id: null where the event
    had none that could be read.
    """

    id: str | None
    status: Literal["counted", "ignored", "refused", "undecided", "queued"]
    receipt: Receipt | None = None
    problem: Problem | None = None


class Ingested(ResponseBody, frozen=True, kw_only=True):
    """events: one answer for each event, in their order."""

    events: list[EventAnswer]


def embedded(stored: bytes) -> Receipt:
    """A receipt as it was stored, put into the answer byte by byte: a replay is equal because nothing is made anew."""
    return cast(Receipt, msgspec.Raw(stored))
