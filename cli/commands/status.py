"""`tessera status`: what is live, what is coming, and who has to look at what."""

import json
from typing import Any

import click

from cli import screen
from cli.remote import Remote, connected
from cli.steering import MANAGE, clock


@click.command()
@click.argument("campaign", required=False)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@connected
def status(campaign: str | None, form: str, remote: Remote) -> None:
    """See where all campaigns stand, or one with its versions.

    \b
    Example:
      ./tessera status
      ./tessera status care-box
    """
    if campaign is None:
        lines = remote.get(*MANAGE)["campaigns"]
        if form == "json":
            click.echo(json.dumps(lines, ensure_ascii=False, indent=2))
        else:
            _lines(lines)
        return
    found = remote.get(*MANAGE, campaign)["campaign"]
    if form == "json":
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        _lines([found["line"]])
        _versions(found["versions"])


def _lines(lines: list[Any]) -> None:
    rows = []
    for one in lines:
        coming = ", ".join(f"{next_['number']} at {clock(next_['takes_effect'])}" for next_ in one["coming"])
        window = one["window"] or {}
        span = (clock(window.get("opens")), clock(window.get("closes")))
        rows.append((one["id"], one["phase"], str(one["live"] or ""), coming, str(one["newest"]), *span))
    screen.table(("campaign", "phase", "live", "coming", "newest", "opens", "closes"), rows, right=(2, 4))


def _versions(versions: list[Any]) -> None:
    rows = [
        (
            str(one["number"]),
            one["state"] + (f" (again {one['restores']})" if one["restores"] else ""),
            one["author"],
            clock(one["submitted"]),
            one["approved_by"],
            clock(one["takes_effect"]),
            one["note"],
        )
        for one in versions
    ]
    screen.table(("version", "state", "by", "handed in", "approved by", "takes effect", "note"), rows, right=(0,))
