"""`tessera lint`: what is wrong or doubtful in campaign files, with the line."""

import json
from collections import Counter
from pathlib import Path

import click

from cli import screen
from cli.amounts import amount
from cli.campaign_file import Located, field
from cli.ending import FOUND
from cli.judging import judge
from cli.places import PATHS, folders


@click.command()
@click.argument("paths", nargs=-1, type=PATHS)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="json for editors and CI.")
@click.pass_context
def lint(context: click.Context, paths: tuple[Path, ...], form: str) -> None:
    """Check campaign files: their words, dates, chances, stocks, and the law of their market.

    PATHS are campaigns' folders; without any, all in campaigns/. Errors end with 1: nothing with an error can be
    submitted. Warnings are what managers get wrong most, and notes say what was not looked at.

    \b
    Example:
      ./tessera lint campaigns/care-box
      ./tessera lint --format json
    """
    named = folders(paths)
    found = list(dict.fromkeys(one for folder in named for one in judge(folder)))
    if form == "json":
        click.echo(json.dumps([_plain(one) for one in found], ensure_ascii=False, indent=2))
    else:
        screen.findings(found)
        screen.say(f"{_counted(found)} in {amount(len(named), 'campaign')}.", "bold")
    if any(one.finding.level == "error" for one in found):
        context.exit(FOUND)


def _counted(found: list[Located]) -> str:
    levels = Counter(one.finding.level for one in found)
    counted = [amount(levels[level], level) for level in ("error", "warning", "note") if levels[level]]
    return ", ".join(counted) or "Nothing to complain of"


def _plain(one: Located) -> dict[str, str | int]:
    """A finding as editors and CI read it."""
    return {
        "file": one.place.file,
        "line": one.place.line,
        "level": one.finding.level,
        "code": one.finding.code,
        "field": field(one.finding.path),
        "message": one.finding.message,
    }
