"""Versions as the backend has them: which one is live, and what it says."""

from typing import Any

from chalicelib.domain.file import reading
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.mechanics.definition import CampaignFile
from chalicelib.domain.publishing.definitions import PROGRAMME
from cli.ending import Failed, Refused
from cli.remote import Remote
from cli.steering import MANAGE


def live_number(remote: Remote, name: str) -> int | None:
    """The number of the version in force, or of the first that is coming; None where nothing is published."""
    lines = {one["id"]: one for one in remote.get(*MANAGE)["campaigns"]}
    line = lines.get(name, {})
    number: int | None = line.get("live") or next((one["number"] for one in line.get("coming", ())), None)
    return number


def line_of(remote: Remote, name: str) -> Any:
    """A campaign in one line, a closed one too; None where nothing was ever handed in under the name."""
    try:
        return remote.get(*MANAGE, name)["campaign"]["line"]
    except Refused as refused:
        if refused.code != "unknown_campaign":
            raise
        return None


def version_of(remote: Remote, name: str, number: int) -> Any:
    """A version with its text, as the backend answers it."""
    return remote.get(*MANAGE, name, "versions", str(number))["version"]


def definition_of(version: Any, name: str) -> Any:
    """The meaning of a version's text: a campaign, or the programme."""
    value, found = reading.read(version["tree"], Programme if name == PROGRAMME else CampaignFile)
    if value is None:
        raise Failed(f"Version {version['number']} does not read here: {found[0].message}")
    return value
