"""`tessera touches`: how many messages tomorrow would bring, by touch and by what stands in their way."""

import json
from collections import Counter
from typing import Any

import click

from cli import screen
from cli.remote import Remote, connected


@click.group()
def touches() -> None:
    """See what members would be told.

    \b
    Example:
      ./tessera touches preview
    """


@touches.command()
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@connected
def preview(form: str, remote: Remote) -> None:
    """Count the messages of tomorrow, from the members as they are now.

    All members are looked at, and nothing is sent. What they do until then may change it.

    \b
    Example:
      ./tessera touches preview
    """
    found, members, day, after = Counter[tuple[str, str, str]](), 0, "", None
    while True:
        part = remote.get("v1", "manage", "touches", "preview", after=after)["preview"]
        day, members, after = day or part["day"], members + part["members"], part["after"]
        for line in part["lines"]:
            found[line["touch"], line["channel"], line["stopped"]] += line["n"]
        if after is None:
            break
    if form == "json":
        click.echo(json.dumps(_told(day, members, found), ensure_ascii=False, indent=2))
        return
    screen.say(f"{day}: {_sent(found):,} messages to {members:,} members")
    rows = [
        (touch, channel or "–", stopped or "sent", f"{n:,}") for (touch, channel, stopped), n in sorted(found.items())
    ]
    screen.table(("touch", "by", "", "members"), rows, right=(3,))


def _sent(found: Counter[tuple[str, str, str]]) -> int:
    return sum(n for (_, _, stopped), n in found.items() if not stopped)


def _told(day: str, members: int, found: Counter[tuple[str, str, str]]) -> dict[str, Any]:
    lines = [
        {"touch": touch, "channel": channel, "stopped": stopped, "n": n}
        for (touch, channel, stopped), n in sorted(found.items())
    ]
    return {"day": day, "members": members, "lines": lines}
