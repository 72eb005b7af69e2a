"""`tessera test`: plays the scenarios of campaigns."""

import json
import time
from collections.abc import Iterator
from pathlib import Path

import click

from cli import screen
from cli.amounts import amount, do
from cli.ending import FOUND
from cli.folder import CAMPAIGN, SCENARIOS, around
from cli.places import CAMPAIGNS, PATHS, folders
from cli.trials import Trials, as_json, as_junit, play_folder

PAUSE = 0.5
"""Seconds between two looks at the files."""


@click.command()
@click.argument("paths", nargs=-1, type=PATHS)
@click.option("--watch", is_flag=True, help="Play again whenever a file changes, until Ctrl-C.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="json for programs.")
@click.option("--junit", type=PATHS, help="Write this file too, as CI systems read it (JUnit's XML).")
@click.pass_context
def test(context: click.Context, paths: tuple[Path, ...], watch: bool, form: str, junit: Path | None) -> None:
    """Play the scenarios.yaml of campaigns, on the rules that the backend plays by.

    PATHS are campaigns' folders; without any, all in campaigns/, and the programme's own scenarios. It needs no
    server, and a month takes no time. A failure shows the step, what was expected and what came, and the member's
    wallet at that moment.

    \b
    Example:
      ./tessera test campaigns/care-box
      ./tessera test campaigns/care-box --watch
      ./tessera test --junit report.xml
    """
    alone = [path for path in paths or [CAMPAIGNS] if (path / SCENARIOS).exists() and not (path / CAMPAIGN).exists()]
    named = [*alone, *folders(paths)]
    holds = _play(named, form, junit)
    if not watch:
        context.exit(0 if holds else FOUND)
    try:
        for _ in _changes(named):
            click.clear()
            _play(named, form, junit)
    except KeyboardInterrupt:
        context.exit(0)


def _play(named: list[Path], form: str = "text", junit: Path | None = None) -> bool:
    """Play all, and tell what became of them; whether all hold."""
    all_of_them = []
    for folder in named:
        all_of_them.append(play_folder(folder))
        if form == "text":
            _show(all_of_them[-1])
    failed, unread = sum(one.failed for one in all_of_them), [one.folder for one in all_of_them if one.unread]
    if form == "json":
        click.echo(json.dumps(as_json(all_of_them), ensure_ascii=False, indent=2))
    else:
        _sum_up(sum(len(one.trials) for one in all_of_them), failed, unread)
    if junit is not None:
        junit.write_text(as_junit(all_of_them), "utf-8")
    return not failed and not unread


def _sum_up(played: int, failed: int, unread: list[Path]) -> None:
    """Tell how many hold, and which folders could not be read: how many scenarios these have, nobody knows."""
    if failed:
        screen.say(f"{failed} of {played} failed.", "bold red")
    elif played or not unread:
        screen.say(f"{played} {do(played, 'hold')}.", "bold green")
    if unread:
        folders = f"{amount(len(unread), 'folder')} could not be read, and none played"
        screen.say(f"The files of {folders}: {', '.join(map(str, unread))}.", "bold red")


def _show(trials: Trials) -> None:
    screen.say(str(trials.folder), "bold")
    if trials.missing:
        screen.say(f"  no {SCENARIOS}", "yellow")
    if trials.broken:
        screen.say(trials.broken, "red")
    screen.findings(trials.found)
    for one in trials.trials:
        screen.say(f"  {'failed' if one.failures else 'ok':8}{one.name}", "red" if one.failures else "green")
        for failure, place in one.failures:
            screen.failure(failure, place)


def _changes(named: list[Path]) -> Iterator[None]:
    """One for each change of the files that the scenarios depend on."""
    seen = _moments(named)
    while True:
        time.sleep(PAUSE)
        if (now := _moments(named)) != seen:
            seen = now
            yield


def _moments(named: list[Path]) -> dict[Path, int]:
    files = {file for folder in named for place in (folder, around(folder)) for file in place.glob("*.yaml")}
    moments = {}
    for file in files:
        try:
            moments[file] = file.stat().st_mtime_ns
        except FileNotFoundError:  # an editor replaces a file by removing it for a moment
            continue
    return moments
