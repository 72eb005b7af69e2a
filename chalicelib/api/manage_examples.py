"""One answer of each kind to a manager, as OpenAPI shows them."""

from datetime import UTC, datetime
from typing import Any

from msgspec.structs import asdict

from chalicelib.api.examples import NOW
from chalicelib.api.manage_shapes import (
    AuditTrail,
    InstructionBody,
    ManagedCampaign,
    ManagedCampaigns,
    ManagedVersion,
    RollbackBody,
    ScheduleBody,
    Steered,
    SubmitBody,
)
from chalicelib.domain.publishing.trail import Entry
from chalicelib.domain.time.windows import Window
from chalicelib.domain.words.findings import Checks, Finding
from chalicelib.services.overview import CampaignLine, CampaignStatus, Coming, Trail, VersionStatus, VersionText

_HASH = "5f0c9a3be2714d86b0e1f2a3c4d5e6f7"
_CHAIN = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"
_TREE: dict[str, Any] = {
    "campaign": "spa-week",
    "title": "Spa week",
    "timezone": "Asia/Shanghai",
    "opens": "2026-06-01 00:00",
    "closes": "end of 2026-06-07",
    "challenges": {"days": {"tasks": {"visit": {"when": "shop.visited", "gives": {"points": "10"}}}}},
}
_SCENARIOS: dict[str, Any] = {
    "scenarios": {"a visit pays": {"steps": [{"at": "opens", "does": "shop.visited", "gets": {"points": "10"}}]}}
}
_WARNING = Finding(("closes",), "warning", "short-week", "the campaign closes before its first week is over")

_VERSION = VersionStatus(
    number=1,
    hash=_HASH,
    state="scheduled",
    author="ana",
    submitted=NOW - 600_000,
    note="as agreed with the shops",
    approved_by="bo",
    takes_effect=NOW + 60_000,
    checks=Checks((_WARNING,), scenarios=1),
)
_LINE = CampaignLine(
    id="spa-week",
    phase="live",
    course="not_yet_open",
    live=None,
    coming=(Coming(1, NOW + 60_000),),
    newest=1,
    window=Window(NOW, NOW + 7 * 86_400_000),
    timezone="Asia/Shanghai",
)
_STATUS = CampaignStatus(_LINE, (_VERSION,))

SUBMIT = SubmitBody(tree=_TREE, scenarios=_SCENARIOS, note="as agreed with the shops")
INSTRUCTION = InstructionBody(note="looked at it with the shops")
SCHEDULE = ScheduleBody(at=datetime(2026, 6, 1, tzinfo=UTC), note="with the opening")
ROLLBACK = RollbackBody(version=1, note="the new tasks confuse")

CAMPAIGNS = ManagedCampaigns(server_time=NOW, campaigns=[_LINE])
CAMPAIGN = ManagedCampaign(server_time=NOW, campaign=_STATUS)
VERSION = ManagedVersion(server_time=NOW, version=VersionText(**asdict(_VERSION), tree=_TREE, scenarios=_SCENARIOS))
STEERED = Steered(server_time=NOW, version=1, changed=True, campaign=_STATUS)
PAUSED = Steered(server_time=NOW, version=None, changed=True, campaign=_STATUS)
AUDIT = AuditTrail(
    server_time=NOW,
    trail=Trail(
        (Entry(NOW - 600_000, "submit", "ana", f"1:{_HASH}", note="as agreed with the shops", number=1),),
        _CHAIN,
        (),
    ),
)
