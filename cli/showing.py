"""A version on the terminal, as whoever approves it has to see it: what it says, what was found, what it changes."""

import time
from typing import Any

from chalicelib.domain.file.programme import Programme
from chalicelib.domain.mechanics.whole_diff import diff
from chalicelib.domain.publishing.definitions import PROGRAMME
from chalicelib.domain.scenarios import publish
from cli import screen
from cli.amounts import do
from cli.campaign_file import field
from cli.commands.odds import pages_of, show_pages
from cli.remote import Remote
from cli.steering import clock, zone_of
from cli.versions import definition_of, live_number, version_of
from cli.yaml_text import written

KINDS = {"adverse": "red", "neutral": "cyan", "favourable": "green"}
"""The kinds of changes, the worst first, each with its colour."""


def show_version(remote: Remote, name: str, number: int) -> None:
    """Print a version: its file, its scenarios' result with what was found, its odds, and its changes."""
    version = version_of(remote, name, number)
    live = live_number(remote, name)
    programme = _programme(remote, name)
    screen.say(f"Version {number} of {name}", "bold")
    screen.say(_origin(version, zone_of(remote, name)))
    _head("The file")
    screen.say(written(version["tree"]).rstrip())
    _head("The scenarios")
    _scenarios(version)
    if name != PROGRAMME:
        _head("The odds")
        _odds(version, programme)
    _head("What it changes")
    _changes(remote, name, version, live, programme)


def _programme(remote: Remote, name: str) -> Programme:
    """The programme that campaigns play with; of the programme itself it is not needed."""
    number = None if name == PROGRAMME else live_number(remote, PROGRAMME)
    if number is None:
        return Programme()
    found: Programme = definition_of(version_of(remote, PROGRAMME, number), PROGRAMME)
    return found


def _head(title: str) -> None:
    screen.say(f"\n{title}", "bold")


def _origin(version: Any, zone: str | None) -> str:
    said = [f"{version['state']}; handed in by {version['author'] or 'nobody'} at {clock(version['submitted'], zone)}"]
    if version["restores"]:
        said.append(f"says again what version {version['restores']} said")
    if version["approved_by"]:
        said.append(f"approved by {version['approved_by']}")
    if version["takes_effect"] is not None:
        said.append(f"takes effect: {clock(version['takes_effect'], zone)}")
    if version["note"]:
        said.append(f"note: {version['note']}")
    return "\n".join(said)


def _scenarios(version: Any) -> None:
    if version["scenarios"] is None:
        screen.say("None was handed in.", "yellow")
    checks = version["checks"] or {}
    names = (version["scenarios"] or {}).get("scenarios", {})
    if names:
        held = checks.get("scenarios", 0)
        screen.say(f"{held} {do(held, 'hold')}, as the backend played them when the version was handed in.")
    for name in names:
        screen.say(f"  {name}")
    for one in checks.get("warnings", ()):
        screen.say(f"warning: {field(tuple(one['path']))}: {one['message']}", "yellow")


def _odds(version: Any, programme: Programme) -> None:
    (published,) = publish(version["tree"], programme).campaigns.values()
    if pages := pages_of(published):
        show_pages(pages)
    else:
        screen.say("Nothing is drawn.")


def _changes(remote: Remote, name: str, version: Any, live: int | None, programme: Programme) -> None:
    if live is None or live == version["number"]:
        screen.say("Nothing of it is live yet: all of it is new." if live is None else "Nothing: this one is live.")
        return
    before, after = definition_of(version_of(remote, name, live), name), definition_of(version, name)
    tiers = before.tiers if isinstance(before, Programme) else programme.tiers
    changes = diff(before, after, tuple(tiers), at=int(time.time() * 1000))
    screen.say(
        f"Against version {live}, which is live:" if changes else f"It says the same as version {live}, the live one."
    )
    for kind, style in KINDS.items():
        for one in changes:
            if one.kind == kind:
                screen.say(f"{kind}: {field(one.path)}: {one.reason}", style)
