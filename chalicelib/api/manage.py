"""The routes of managers: each row is a command of `services.steer`, or a look of `services.overview`."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any, Final

from chalicelib.api import manage_examples as examples
from chalicelib.api.manage_shapes import (
    AuditTrail,
    ManagedCampaign,
    ManagedCampaigns,
    ManagedVersion,
    Steered,
)
from chalicelib.api.route import Call, Parameter, Reply, ResponseBody, Route
from chalicelib.domain.words.errors import InvalidBody, Unavailable, Unknown
from chalicelib.services import steer
from chalicelib.services.drafting import Submission

ALL: Final = "/v1/manage/campaigns"
ONE: Final = f"{ALL}/{{campaign}}"
VERSION: Final = f"{ONE}/versions/{{version}}"

KNOWN: Final = ("unknown_campaign",)
COMMAND: Final = (*KNOWN, "campaign_closed", "revision_conflict")
OF_VERSION: Final = (*COMMAND, "unknown_version", "version_outdated")
PUBLISHING: Final = (*OF_VERSION, "takes_effect_too_soon", "definition_rejected", "adverse_change")

CommandHandler = Callable[[Call, str], steer.CommandResult]


def _campaigns(call: Call) -> Reply:
    lines = call.parts.operations.overview.campaigns(call.now, closed=call.query.get("closed", False))
    return Reply(ManagedCampaigns(server_time=call.now, campaigns=lines))


def _campaign(call: Call) -> Reply:
    status = call.parts.operations.overview.campaign(call.ids["campaign"], call.now)
    return Reply(ManagedCampaign(server_time=call.now, campaign=status))


def _version(call: Call) -> Reply:
    found = call.parts.operations.overview.version(call.ids["campaign"], _number(call), call.now)
    return Reply(ManagedVersion(server_time=call.now, version=found))


def _audit(call: Call) -> Reply:
    return Reply(AuditTrail(server_time=call.now, trail=call.parts.operations.overview.audit(call.ids["campaign"])))


def _submit(call: Call, campaign: str) -> steer.CommandResult:
    sent = call.body
    for name, tree in (("tree", sent.tree), ("scenarios", sent.scenarios or {})):
        _check_texts(tree, f"$.{name}")
    written = Submission(sent.tree, sent.scenarios, call.manager, sent.note)
    return call.parts.operations.steer.submit(campaign, written, call.now)


def _approve(call: Call, campaign: str) -> steer.CommandResult:
    return call.parts.operations.steer.approve(campaign, _number(call), _instruction(call))


def _publish(call: Call, campaign: str) -> steer.CommandResult:
    return call.parts.operations.steer.publish(campaign, _number(call), _instruction(call))


def _schedule(call: Call, campaign: str) -> steer.CommandResult:
    return call.parts.operations.steer.publish(campaign, _number(call), _instruction(call), _epoch_ms(call.body.at))


def _unschedule(call: Call, campaign: str) -> steer.CommandResult:
    return call.parts.operations.steer.unschedule(campaign, _number(call), _instruction(call))


def _rollback(call: Call, campaign: str) -> steer.CommandResult:
    at = call.body.at
    return call.parts.operations.steer.rollback(
        campaign, call.body.version, _instruction(call), _epoch_ms(at) if at else None
    )


def _pause(call: Call, campaign: str) -> steer.CommandResult:
    return call.parts.operations.steer.pause(campaign, _instruction(call))


def _resume(call: Call, campaign: str) -> steer.CommandResult:
    return call.parts.operations.steer.resume(campaign, _instruction(call))


def _commanded(command: CommandHandler) -> Callable[[Call], Reply]:
    """The handler of a command: what it did, and how the campaign stands now."""

    def handle(call: Call) -> Reply:
        campaign = call.ids["campaign"]
        done = command(call, campaign)
        with suppress(Unavailable):  # others learn of it within a minute; there is no reason to wait here
            call.parts.catalogue.refresh()
        status = call.parts.operations.overview.campaign(campaign, call.now)
        return Reply(Steered(server_time=call.now, version=done.version, changed=done.changed, campaign=status))

    return handle


def _instruction(call: Call) -> steer.Instruction:
    return steer.Instruction(call.manager, call.now, call.body.note)


def _number(call: Call) -> int:
    """The version that the path names."""
    text = call.ids["version"]
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise Unknown("version", text)
    return int(text)


def _epoch_ms(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)


def _check_texts(node: Any, path: str) -> None:
    """InvalidBody where a scalar is no text: a number has lost its spelling, and with it what the manager wrote."""
    if isinstance(node, dict | list):
        for key, child in node.items() if isinstance(node, dict) else enumerate(node):
            _check_texts(child, f"{path}.{key}")
    elif not isinstance(node, str):
        raise InvalidBody(f"Every scalar of a file is sent as text - at `{path}`.")


def _look(
    name: str,
    path: str,
    summary: str,
    handler: Callable[[Call], Reply],
    shown: ResponseBody,
    *codes: str,
    query: Mapping[str, str | Parameter] = {},
) -> Route:
    return Route(name, "GET", path, summary, handler, type(shown), shown, "manager", query=query, codes=codes)


def _command(name: str, path: str, summary: str, command: CommandHandler, sent: Any, *codes: str) -> Route:
    return Route(
        name,
        "POST",
        path,
        summary,
        _commanded(command),
        Steered,
        examples.STEERED if "version" in path or name == "rollback" else examples.PAUSED,
        "manager",
        body=type(sent),
        example_body=sent,
        codes=codes,
    )


ROUTES = (
    _look(
        "manage_campaigns",
        ALL,
        "All campaigns, and where each stands.",
        _campaigns,
        examples.CAMPAIGNS,
        query={
            "closed": Parameter("`true`: after them also the last 200 that were closed for good, the last first.", bool)
        },
    ),
    _look("manage_campaign", ONE, "One campaign with its versions.", _campaign, examples.CAMPAIGN, *KNOWN),
    _look("version", VERSION, "What a version says.", _version, examples.VERSION, *KNOWN, "unknown_version"),
    _look("audit", f"{ONE}/audit", "Who did what, verified against the whole chain.", _audit, examples.AUDIT, *KNOWN),
    _command(
        "submit",
        f"{ONE}/versions",
        "Hand in the next version; it is checked and its scenarios are played.",
        _submit,
        examples.SUBMIT,
        "campaign_closed",
        "revision_conflict",
        "definition_rejected",
    ),
    _command(
        "approve",
        f"{VERSION}/approve",
        "Let a version be published, that somebody else handed in.",
        _approve,
        examples.INSTRUCTION,
        *OF_VERSION,
        "own_version",
    ),
    _command(
        "publish",
        f"{VERSION}/publish",
        "Let an approved version take effect as soon as it may: in a minute.",
        _publish,
        examples.INSTRUCTION,
        *PUBLISHING,
        "not_approved",
        "already_published",
    ),
    _command(
        "schedule",
        f"{VERSION}/schedule",
        "Let an approved version take effect at a moment.",
        _schedule,
        examples.SCHEDULE,
        *PUBLISHING,
        "not_approved",
        "already_published",
    ),
    _command(
        "unschedule",
        f"{VERSION}/unschedule",
        "Take back a version that waits for its moment.",
        _unschedule,
        examples.INSTRUCTION,
        *COMMAND,
        "unknown_version",
        "not_scheduled",
        "takes_effect_too_soon",
        "definition_rejected",
        "adverse_change",
    ),
    _command(
        "rollback",
        f"{ONE}/rollback",
        "Publish what an older version said, as a new one.",
        _rollback,
        examples.ROLLBACK,
        *PUBLISHING,
        "never_published",
        "not_published",
    ),
    _command(
        "pause",
        f"{ONE}/pause",
        "Stop a campaign: it counts on and grants nothing, everywhere within a minute.",
        _pause,
        examples.INSTRUCTION,
        *COMMAND,
        "not_published",
    ),
    _command(
        "resume",
        f"{ONE}/resume",
        "Let it go on, and pay what was earned meanwhile.",
        _resume,
        examples.INSTRUCTION,
        *COMMAND,
        "not_published",
    ),
)
