"""`tessera test`: plays the scenarios of campaigns."""

import time
from collections.abc import Iterator
from pathlib import Path

import click

from chalicelib.domain.scenarios import run
from cli import screen
from cli.ending import FOUND
from cli.folder import CAMPAIGN, SCENARIOS, Broken, load_scenarios, publish
from cli.places import CAMPAIGNS, PATHS, folders

PAUSE = 0.5
"""Seconds between two looks at the files."""


@click.command()
@click.argument("paths", nargs=-1, type=PATHS)
@click.option("--watch", is_flag=True, help="Play again whenever a file changes, until Ctrl-C.")
@click.pass_context
def test(context: click.Context, paths: tuple[Path, ...], watch: bool) -> None:
    """Play the scenarios.yaml of campaigns, on the rules that the backend plays by.

    PATHS are campaigns' folders; without any, all in campaigns/, and the programme's own scenarios. It needs no
    server, and a month takes no time. A failure shows the step, what was expected and what came, and the member's
    wallet at that moment.

    \b
    Example:
      ./tessera test campaigns/care-box
      ./tessera test campaigns/care-box --watch
    """
    alone = [path for path in paths or [CAMPAIGNS] if (path / SCENARIOS).exists() and not (path / CAMPAIGN).exists()]
    named = [*alone, *folders(paths)]
    holds = _play(named)
    if not watch:
        context.exit(0 if holds else FOUND)
    try:
        for _ in _changes(named):
            click.clear()
            _play(named)
    except KeyboardInterrupt:
        context.exit(0)


def _play(named: list[Path]) -> bool:
    """Play all, and print what became of them; whether all hold."""
    counts = [_play_one(folder) for folder in named]
    played, failed = sum(played for played, _ in counts), sum(failed for _, failed in counts)
    if failed:
        screen.say(f"{failed} of {played} failed.", "bold red")
    else:
        screen.say(f"{played} hold.", "bold green")
    return not failed


def _play_one(folder: Path) -> tuple[int, int]:
    """How many scenarios a folder has, and how many of them fail; files that do not read are one failure."""
    screen.say(str(folder), "bold")
    if not (folder / SCENARIOS).exists():
        screen.say(f"  no {SCENARIOS}", "yellow")
        return 0, 0
    try:
        definitions = publish(folder)
    except Broken as errors:
        screen.say(str(errors), "red")
        return 1, 1
    (campaign,) = definitions.campaigns
    file = load_scenarios(folder, campaign, definitions)
    if file.value is None:
        screen.findings(file.findings)
        return 1, 1
    failed = 0
    for scenario in file.value:
        failures = run(scenario, definitions)
        failed += bool(failures)
        screen.say(f"  {'failed' if failures else 'ok':8}{scenario.name}", "red" if failures else "green")
        for one in failures:
            screen.failure(one, file.places[one.path])
    return len(file.value), failed


def _changes(named: list[Path]) -> Iterator[None]:
    """One for each change of the files that the scenarios depend on."""
    seen = _moments(named)
    while True:
        time.sleep(PAUSE)
        if (now := _moments(named)) != seen:
            seen = now
            yield


def _moments(named: list[Path]) -> dict[Path, int]:
    files = {file for folder in named for place in (folder, folder.parent) for file in place.glob("*.yaml")}
    moments = {}
    for file in files:
        try:
            moments[file] = file.stat().st_mtime_ns
        except FileNotFoundError:  # an editor replaces a file by removing it for a moment
            continue
    return moments
