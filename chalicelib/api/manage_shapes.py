"""Request bodies and answers of the managers' routes."""

from datetime import datetime
from typing import Annotated, Any, Final

from msgspec import Meta

from chalicelib.api.route import ResponseBody
from chalicelib.api.shapes import Body
from chalicelib.domain.words.values import END
from chalicelib.services.overview import CampaignLine, CampaignStatus, Trail, VersionText

Note = Annotated[str, Meta(max_length=1000, description="why, for whoever reads the audit trail")]
NOT_BLANK: Final = rf"^\s*\S[\s\S]*{END}"
"""The pattern of a text that has to say something."""
Reason = Annotated[str, Meta(min_length=1, max_length=200, pattern=NOT_BLANK)]
EffectiveAt = Annotated[datetime, Meta(tz=True, description="RFC 3339, with its offset; at least a minute ahead")]
TreeJson = Annotated[
    dict[str, Any], Meta(description="the file as maps, lists and texts: no scalar of it is typed yet")
]


class SubmitBody(Body, frozen=True, kw_only=True):
    """The next version of a campaign, or of the `programme`."""

    tree: TreeJson
    """The file as maps, lists and texts: no scalar of it is typed yet."""
    scenarios: TreeJson | None = None
    """The tree of `scenarios.yaml`, which the service plays itself; null: there are none."""
    note: Note = ""
    """Why, for whoever reads the audit trail; empty: no reason is given."""


class InstructionBody(Body, frozen=True, kw_only=True):
    """A command of which the path says everything but why."""

    note: Note = ""
    """Why, for whoever reads the audit trail; empty: no reason is given."""


class ScheduleBody(Body, frozen=True, kw_only=True):
    """The moment at which a version takes effect."""

    at: EffectiveAt
    """When it takes effect, RFC 3339 with its offset, at least a minute ahead."""
    note: Note = ""
    """Why, for whoever reads the audit trail; empty: no reason is given."""


class RollbackBody(Body, frozen=True, kw_only=True):
    """A version whose text is published again."""

    version: Annotated[int, Meta(ge=1)]
    """The number of that version."""
    at: EffectiveAt | None = None
    """When it takes effect, RFC 3339 with its offset, at least a minute ahead; null: as soon as it may."""
    note: Note = ""
    """Why, for whoever reads the audit trail; empty: no reason is given."""


class ManagedCampaigns(ResponseBody, frozen=True, kw_only=True):
    """All campaigns that managers work on."""

    campaigns: list[CampaignLine]
    """One line for each, by name."""


class ManagedCampaign(ResponseBody, frozen=True, kw_only=True):
    """One campaign as managers see it."""

    campaign: CampaignStatus
    """The campaign with its versions."""


class ManagedVersion(ResponseBody, frozen=True, kw_only=True):
    """One version as managers see it."""

    version: VersionText
    """The version with its text."""


class Steered(ResponseBody, frozen=True, kw_only=True):
    """The result of a command."""

    version: int | None
    """The number of the version that it was about; null: the whole campaign."""
    changed: bool
    """False where it was done already."""
    campaign: CampaignStatus
    """The campaign as it stands now."""


class AuditTrail(ResponseBody, frozen=True, kw_only=True):
    """A campaign's audit trail."""

    trail: Trail
    """All entries, verified now against the whole chain."""
