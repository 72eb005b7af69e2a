"""`tessera report`: what members did with a campaign, day by day."""

import csv
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import click
import msgspec
from rich.console import Console, RenderableType

from chalicelib.domain.derived.programme_report import ProgrammeReport
from chalicelib.domain.derived.report_lines import Report
from chalicelib.domain.publishing.definitions import PROGRAMME
from cli.places import PATHS
from cli.rebuilding import rebuilt
from cli.remote import Remote, connected
from cli.reporting import programme
from cli.reporting.lines import COLUMNS, Line, campaign_lines, programme_lines
from cli.reporting.page import page
from cli.reporting.text import shown
from cli.reporting.words import LOCALES, Words
from cli.spreadsheets import ENCODING, harmless
from cli.steering import MANAGE

WIDE = 140
"""Characters of a line where a file or a script reads it."""


@click.command()
@click.argument("campaign", required=False)
@click.option("--html", type=PATHS, help="Write one page with everything instead.")
@click.option(
    "--csv", "table", type=PATHS, help="Write the figures of value and tags to a CSV file instead, one a line."
)
@click.option("--locale", type=click.Choice(LOCALES), default="en", help="The language of what is shown.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option("--rebuild", is_flag=True, help="First count everything again, as `rebuild` does.")
@connected
def report(
    campaign: str | None,
    html: Path | None,
    table: Path | None,
    locale: str,
    form: str,
    rebuild: bool,
    remote: Remote,
) -> None:
    """See who took part, what they finished, and what was granted, against stock and budget.

    It is counted from receipts and a few seconds behind. Should it ever seem wrong, --rebuild counts anew: members
    notice nothing, and the old numbers stay to be seen until the new ones are there.

    `programme` stands for what belongs to no single campaign: members against guests, the way to a second order,
    cohorts; bills, points paid at tills, points that ended, tiers. Each figure has its definition beside it.

    \b
    Example:
      ./tessera report care-box
      ./tessera report care-box --html care-box.html
      ./tessera report care-box --rebuild
      ./tessera report programme
      ./tessera report programme --html value.html --locale zh-CN
      ./tessera report programme --csv value.csv
    """
    if campaign is None and not rebuild:
        raise click.UsageError("name a campaign, as in ./tessera report care-box")
    if rebuild:
        rebuilt(remote)
    if campaign is None:
        return
    answer = remote.get(*(("v1", "manage") if campaign == PROGRAMME else (*MANAGE, campaign)), "report")
    now = answer["server_time"]
    words = Words(locale)
    if form == "json" and not html and not table:
        click.echo(json.dumps(answer["report"], ensure_ascii=False, indent=2))
        return
    if campaign == PROGRAMME:
        found = msgspec.convert(answer["report"], ProgrammeReport)
        lines = programme_lines(found, words)
        _show(html, table, lines, lambda: programme.page(found, now, words), lambda: programme.shown(found, words))
    else:
        played = msgspec.convert(answer["report"], Report)
        lines = campaign_lines(played, words)
        _show(html, table, lines, lambda: page(played, now, words), lambda: shown(played, now, words))


def _show(
    html: Path | None,
    table: Path | None,
    figures: Iterable[Line],
    page: Callable[[], str],
    lines: Callable[[], Iterator[RenderableType]],
) -> None:
    """Write the page or the figures where these are asked for, and else the lines."""
    if html:
        html.write_text(page(), encoding="utf-8")
    if table:
        with table.open("w", newline="", encoding=ENCODING) as out:
            written = csv.DictWriter(out, COLUMNS)
            written.writeheader()
            written.writerows({name: harmless(value) for name, value in line.items()} for line in figures)
    if html or table:
        return
    screen = Console(highlight=False, width=None if sys.stdout.isatty() else WIDE)
    for one in lines():
        screen.print(one)
