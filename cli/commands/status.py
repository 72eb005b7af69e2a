"""`tessera status`: what is live, what is coming, and who has to look at what."""

import json
from typing import Any

import click

from cli import screen
from cli.remote import Remote, connected
from cli.steering import MANAGE, plain_clock


@click.command()
@click.argument("campaign", required=False)
@click.option("--closed", is_flag=True, help="List also what was closed for good: the last 200 campaigns.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@connected
def status(campaign: str | None, closed: bool, form: str, remote: Remote) -> None:
    """See where all campaigns stand, or one with its versions.

    A campaign is new (nothing of it is published), not yet open, open, over (what is late still counts), paused or
    closed for good. Moments are by the clock of its own timezone.

    \b
    Example:
      ./tessera status
      ./tessera status care-box
      ./tessera status --closed
    """
    if campaign is None:
        lines = remote.get(*MANAGE, closed="true" if closed else None)["campaigns"]
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
        _versions(found["versions"], found["line"]["timezone"])


def _lines(lines: list[Any]) -> None:
    rows = []
    for one in lines:
        zone = one["timezone"]
        coming = ", ".join(
            f"{next_['number']} at {plain_clock(next_['takes_effect'], zone)}" for next_ in one["coming"]
        )
        window = one["window"] or {}
        span = (plain_clock(window.get("opens"), zone), plain_clock(window.get("closes"), zone))
        stands = one["course"].replace("_", " ")
        rows.append((one["id"], stands, str(one["live"] or ""), coming, str(one["newest"]), *span, zone or ""))
    head = ("campaign", "stands", "live", "coming", "newest", "opens", "closes", "timezone")
    screen.table(head, rows, right=(2, 4))


def _versions(versions: list[Any], zone: str | None) -> None:
    rows = [
        (
            str(one["number"]),
            one["state"] + (f" (again {one['restores']})" if one["restores"] else ""),
            one["author"],
            plain_clock(one["submitted"], zone),
            one["approved_by"],
            plain_clock(one["takes_effect"], zone),
            one["note"],
        )
        for one in versions
    ]
    screen.table(("version", "state", "by", "handed in", "approved by", "takes effect", "note"), rows, right=(0,))
