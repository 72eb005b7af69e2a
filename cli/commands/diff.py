"""`tessera diff`: whom each change of a campaign favours."""

import json
import time
from pathlib import Path
from typing import Any

import click

from chalicelib.domain.diff.change import Change
from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.lint.programme import lint_programme
from chalicelib.domain.mechanics.whole_diff import diff as differences
from chalicelib.domain.mechanics.whole_lint import lint
from chalicelib.domain.publishing.definitions import PROGRAMME
from chalicelib.domain.words.findings import Finding
from cli import screen
from cli.campaign_file import Loaded, field, load, load_programme
from cli.ending import FOUND, Failed
from cli.folder import CAMPAIGN, around
from cli.places import PATHS, folder
from cli.remote import Remote, connected
from cli.steering import clock
from cli.versions import definition_of, line_of, live_number, version_of

_STYLE = {"adverse": "red", "neutral": "cyan", "favourable": "green"}


@click.command()
@click.argument("path", type=PATHS)
@click.argument("other", type=PATHS, required=False)
@click.option("--programme", is_flag=True, help="PATH holds events.yaml and programme.yaml: compare these.")
@click.option("--version", type=click.IntRange(1), help="Compare with this version, not with the one that is live.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@connected
@click.pass_context
def diff(
    context: click.Context,
    path: Path,
    other: Path | None,
    programme: bool,
    version: int | None,
    form: str,
    remote: Remote,
) -> None:
    """Show what a campaign's file changes against what is live, and whom each change favours.

    OTHER is a file or folder to compare with instead. A change is favourable to members, neutral, or adverse: it takes
    something, or can't be told not to. Once a campaign is open, adverse changes can't be published; they end with 1.

    \b
    Example:
      ./tessera diff campaigns/care-box
      ./tessera diff campaigns/care-box old/campaign.yaml
      ./tessera diff campaigns --programme
    """
    here = path if programme else folder(path)
    shared = Programme() if programme else load_programme(around(here)).value or Programme()
    written = _load(here, programme)
    after = _sound(written, shared)
    name = after.campaign if isinstance(after, Campaign) else PROGRAMME
    before = _sound(_load(other, programme), shared) if other else _remote(remote, name, version)
    if before is None:
        _require_unclosed(remote, name)
        screen.say(f"Nothing of {name} is live yet: all of it is new.")
        return
    tiers = before.tiers if isinstance(before, Programme) else shared.tiers
    changes = differences(before, after, tuple(tiers), at=int(time.time() * 1000))
    if form == "json":
        plain = [{"field": field(one.path), "kind": one.kind, "reason": one.reason} for one in changes]
        click.echo(json.dumps(plain, ensure_ascii=False, indent=2))
    else:
        _show(changes, written)
    if any(one.kind == "adverse" for one in changes):
        context.exit(FOUND)


def _load(path: Path, programme: bool) -> Loaded[Any]:
    if programme:
        return load_programme(path)
    return load(path if path.is_file() else folder(path) / CAMPAIGN)


def _sound(written: Loaded[Any], programme: Programme) -> Any:
    """The definition of files without errors: others can't be compared."""
    value: Campaign | Programme | None = written.value
    found = [] if value is None else lint(value, programme) if isinstance(value, Campaign) else lint_programme(value)
    errors = [one for one in (*written.findings, *written.locate(found)) if one.finding.level == "error"]
    if value is None or errors:
        screen.findings(errors)
        raise Failed("These errors come first: what does not read can't be compared.")
    return value


def _remote(remote: Remote, name: str, version: int | None) -> Any:
    """A version's definition; without number, of the one in force, or the first that is coming. None: there is none."""
    number = version or live_number(remote, name)
    return None if number is None else definition_of(version_of(remote, name, number), name)


def _require_unclosed(remote: Remote, name: str) -> None:
    """Raise Failed where a campaign of this name was closed for good: it can never be live again."""
    line = line_of(remote, name)
    if line and line.get("closed"):
        raise Failed(
            f"{name} was closed for good at {clock(line['closed'], line['timezone'])}, and its name can't be used "
            "again: give the campaign another name. --version compares with one of its versions."
        )


def _show(changes: list[Change], written: Loaded[Any]) -> None:
    for kind, style in _STYLE.items():
        for one in changes:
            if one.kind == kind:
                (at,) = written.locate([Finding(one.path, "note", kind, one.reason)])
                screen.say(f"{at.place.file}:{at.place.line}: {kind}: {field(one.path)}: {one.reason}", style)
    counted = ", ".join(f"{n} {kind}" for kind in _STYLE if (n := sum(one.kind == kind for one in changes)))
    screen.say(f"{counted or 'No change'}.", "bold")
