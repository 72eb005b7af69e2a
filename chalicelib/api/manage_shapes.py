"""What goes over the wire between managers and the API."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from msgspec import Meta

from chalicelib.api.route import ResponseBody
from chalicelib.api.shapes import Body
from chalicelib.services.overview import CampaignLine, CampaignStatus, Trail, VersionText

Note = Annotated[str, Meta(max_length=1000, description="why, for whoever reads the audit trail")]
EffectiveAt = Annotated[datetime, Meta(tz=True, description="RFC 3339, with its offset; at least a minute ahead")]
TreeJson = Annotated[
    dict[str, Any], Meta(description="the file as maps, lists and texts: no scalar of it is typed yet")
]


class SubmitBody(Body, frozen=True, kw_only=True):
    """The next version of a campaign (or of `programme`: its `tiers`, `rising` and `events`). scenarios: the tree of
    `scenarios.yaml`, which the service plays itself.
    """

    tree: TreeJson
    scenarios: TreeJson | None = None
    note: Note = ""


class InstructionBody(Body, frozen=True, kw_only=True):
    """Nothing more to say than the path does, but why."""

    note: Note = ""


class ScheduleBody(Body, frozen=True, kw_only=True):
    """at: when the version takes effect."""

    at: EffectiveAt
    note: Note = ""


class RollbackBody(Body, frozen=True, kw_only=True):
    """version: the number of the version whose text is published again · at: when, null: as soon as it may."""

    version: Annotated[int, Meta(ge=1)]
    at: EffectiveAt | None = None
    note: Note = ""


class ManagedCampaigns(ResponseBody, frozen=True, kw_only=True):
    campaigns: list[CampaignLine]


class ManagedCampaign(ResponseBody, frozen=True, kw_only=True):
    campaign: CampaignStatus


class ManagedVersion(ResponseBody, frozen=True, kw_only=True):
    version: VersionText


class Steered(ResponseBody, frozen=True, kw_only=True):
    """What a command did. version: the number that it was about, null: the whole campaign · changed: false where it was
    done already · campaign: how it stands now.
    """

    version: int | None
    changed: bool
    campaign: CampaignStatus


class AuditTrail(ResponseBody, frozen=True, kw_only=True):
    trail: Trail
