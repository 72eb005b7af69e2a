"""`tessera report`: what members did with a campaign, day by day."""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import msgspec
from rich.console import Console, RenderableType

from chalicelib.domain.derived.programme_report import ProgrammeReport
from chalicelib.domain.derived.report import Report
from chalicelib.domain.publishing.definitions import PROGRAMME
from cli.places import PATHS
from cli.rebuilding import rebuilt
from cli.remote import Remote, connected
from cli.reporting import programme
from cli.reporting.page import page
from cli.reporting.text import shown
from cli.steering import MANAGE

WIDE = 140
"""Characters of a line where a file or a script reads it."""


@click.command()
@click.argument("campaign", required=False)
@click.option("--html", type=PATHS, help="Write one page with everything instead.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option("--rebuild", is_flag=True, help="First count everything again, as `rebuild` does.")
@connected
def report(campaign: str | None, html: Path | None, form: str, rebuild: bool, remote: Remote) -> None:
    """See who took part, what they finished, and what was granted, against stock and budget.

    It is counted from receipts and a few seconds behind. Should it ever seem wrong, --rebuild counts anew: members
    notice nothing, and the old numbers stay to be seen until the new ones are there.

    `programme` stands for what belongs to no single campaign: bills, points paid at tills, points that ended, tiers.

    \b
    Example:
      ./tessera report care-box
      ./tessera report care-box --html care-box.html
      ./tessera report care-box --rebuild
      ./tessera report programme
    """
    if campaign is None and not rebuild:
        raise click.UsageError("name a campaign, as in ./tessera report care-box")
    if rebuild:
        rebuilt(remote)
    if campaign is None:
        return
    answer = remote.get(*(("v1", "manage") if campaign == PROGRAMME else (*MANAGE, campaign)), "report")
    now = answer["server_time"]
    if form == "json" and not html:
        click.echo(json.dumps(answer["report"], ensure_ascii=False, indent=2))
        return
    if campaign == PROGRAMME:
        found = msgspec.convert(answer["report"], ProgrammeReport)
        _show(html, lambda: programme.page(found, now), lambda: programme.shown(found))
    else:
        played = msgspec.convert(answer["report"], Report)
        _show(html, lambda: page(played, now), lambda: shown(played, now))


def _show(html: Path | None, page: Callable[[], str], lines: Callable[[], Iterator[RenderableType]]) -> None:
    """Write the page where one is asked for, and else the lines."""
    if html:
        html.write_text(page(), encoding="utf-8")
        return
    out = Console(highlight=False, width=None if sys.stdout.isatty() else WIDE)
    for one in lines():
        out.print(one)
