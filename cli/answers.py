"""Writes what members answered to a form as CSV, with a column for each question that any version of it asked."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from chalicelib.domain.file import reading
from chalicelib.domain.mechanics.definition import CampaignFile
from chalicelib.domain.mechanics.form.block import Form
from cli import screen
from cli.ending import Refused
from cli.remote import Remote
from cli.spreadsheets import moment, write_table
from cli.steering import MANAGE

BEFORE: Final = ("at", "member", "sent")
AFTER: Final = ("receipt",)


def write(remote: Remote, campaign: str, form: str, file: Path, zone: str | None) -> None:
    """Write one line a sending, oldest first. Raises Refused for a form that no version of the campaign has."""
    asks = _asks(remote, campaign, form)
    first = remote.get(*MANAGE, campaign, "forms", form, "answers")
    columns = (*BEFORE, *(f"answer_{ask}" for ask in asks), *AFTER)
    write_table(file, columns, (_line(one, asks, zone) for one in _answers(remote, campaign, form, first["page"])))
    screen.say(f"As of {moment(first['server_time'], zone)}; what was sent in the seconds before may be missing.")


def _asks(remote: Remote, campaign: str, form: str) -> list[str]:
    """The questions of all versions, those of the newest first."""
    found: dict[str, None] = {}
    known = False
    for version in reversed(remote.get(*MANAGE, campaign)["campaign"]["versions"]):
        tree = remote.get(*MANAGE, campaign, "versions", str(version["number"]))["version"]["tree"]
        definition, _ = reading.read(tree, CampaignFile)
        block = definition.blocks(Form).get(form) if definition else None
        known = known or block is not None
        found |= dict.fromkeys(block.asks if block else ())
    if not known:
        raise Refused(f"No version of {campaign} has a form {form!r}.", "unknown_form")
    return list(found)


def _answers(remote: Remote, campaign: str, form: str, page: Any) -> Iterator[Any]:
    while True:
        yield from page["answers"]
        if page["after"] is None:
            return
        page = remote.get(*MANAGE, campaign, "forms", form, "answers", after=page["after"])["page"]


def _line(one: Any, asks: list[str], zone: str | None) -> dict[str, object]:
    told: dict[str, object] = {"at": moment(one["at"], zone), "member": one["member"], "sent": one["sent"]}
    for ask in asks:
        said = one["answers"].get(ask, "")
        told[f"answer_{ask}"] = " ".join(said) if isinstance(said, list) else said
    return told | {"receipt": one["receipt"]}
