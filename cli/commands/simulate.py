"""`tessera simulate`: what a campaign will cost and give, before members play it."""

import sys
from pathlib import Path
from time import monotonic
from typing import Any

import click
import msgspec
from msgspec.structs import replace
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.mechanics.whole_lint import lint
from cli import folder
from cli.amounts import amount
from cli.ending import FOUND, Failed
from cli.places import PATHS
from cli.places import folder as one_of
from cli.simulation import cost, page, plots, population, recording, text
from cli.simulation.game import game
from cli.simulation.population import Population
from cli.simulation.runs import play
from cli.simulation.size import MOST_RUNS, Plan, plan
from cli.simulation.summarise import summarise
from cli.simulation.summary import Summary
from cli.simulation.tally import Tally
from cli.titles import in_one_language

WIDE = 120
"""Characters of a line where a file or a script reads it."""

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
ONE_OR_MORE = click.IntRange(min=1)


@click.command()
@click.argument("campaign", type=PATHS)
@click.option("--members", type=ONE_OR_MORE, help="How many come; else as population.yaml says, else 5,000 or fewer.")
@click.option("--days", type=ONE_OR_MORE, help="Play the first days only; else all that fit into some minutes.")
@click.option("--runs", type=ONE_OR_MORE, help=f"How often; else up to {MOST_RUNS}, as many as fit into some minutes.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same again.")
@click.option("--population", "crowd", type=FILE, help="Who comes; else population.yaml beside the campaign.")
@click.option("--events", type=FILE, help="Recorded events, one CloudEvent a line, in place of made-up visits.")
@click.option("--png", type=click.Path(file_okay=False, path_type=Path), help="Write each plot into this folder.")
@click.option("--html", type=click.Path(dir_okay=False, path_type=Path), help="Write one page with everything.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.pass_context
def simulate(
    context: click.Context,
    campaign: Path,
    members: int | None,
    days: int | None,
    runs: int | None,
    seed: int,
    crowd: Path | None,
    events: Path | None,
    png: Path | None,
    html: Path | None,
    form: str,
) -> None:
    """Play a campaign with a made-up crowd, on the very rules that members will play.

    CAMPAIGN is a campaign's folder. Shown are the 5th, 50th and 95th percentile over all runs, of fewer than 20 the
    least, the median and the most. Ends with 1 where the 95th percentile of the prizes' cost exceeds the campaign's
    `budget`, or one of fewer runs does. See docs/simulate.md.

    \b
    Example:
      ./tessera simulate campaigns/kids-atelier
      ./tessera simulate campaigns/kids-atelier --members 20000 --html kids-atelier.html
    """
    campaign = one_of(campaign)
    definition, tree, programme = _read(campaign)
    who = _population(campaign, crowd, programme)
    who = replace(who, members=members) if members else who
    recorded = _recording(events) if events else None
    known = members is not None or crowd is not None or (campaign / population.FILE).exists()
    planned = plan(game(definition, tree, programme, who, days, seed, recorded), runs, known, days is not None)
    click.echo(planned.told, err=True)
    began = monotonic()
    found = replace(summarise(planned.game, _played(planned)), shown=planned.shown)
    if form == "json":
        click.echo(msgspec.json.format(msgspec.json.encode(found), indent=2))
    else:
        _show(found, seed, monotonic() - began)
    if png:
        png.mkdir(parents=True, exist_ok=True)
        for name, figure in plots.figures(found):
            (png / f"{name}.png").write_bytes(plots.png(figure))
    if html:
        html.write_text(
            page.page(found, in_one_language(definition.title, definition.campaign), seed), encoding="utf-8"
        )
    if found.over_budget:
        context.exit(FOUND)


def _show(found: Summary, seed: int, seconds: float) -> None:
    """Write the tables, and the sentences on the cost."""
    out = Console(highlight=False, width=None if sys.stdout.isatty() else WIDE)
    out.print(f"[bold]{found.campaign}[/] {text.what_was_run(found, seed)}", soft_wrap=True)
    out.print(f"[dim]{text.how_fast(found, seconds)}[/]", soft_wrap=True)
    if found.shown:
        out.print(f"[yellow]{found.shown}[/]", soft_wrap=True)
    for table in text.tables(found):
        out.print()
        out.print(table)
    for told in cost.notes(found):
        out.print(f"\n{told}", soft_wrap=True)
    if found.budget:
        color = "red" if found.over_budget else "green" if cost.can_tell(found) else "yellow"
        out.print(f"\n[{color}]{cost.on_budget(found)}[/]", soft_wrap=True)


def _read(path: Path) -> tuple[Campaign, dict[str, Any], Programme]:
    """A campaign that could be published; Failed with its errors."""
    try:
        definition, tree, programme = folder.read(path)
    except folder.Broken as broken:
        raise Failed(str(broken)) from None
    if errors := [one for one in lint(definition, programme) if one.level == "error"]:
        raise Failed(f"the campaign has {len(errors)} errors, see ./tessera lint {path}: {errors[0].message}")
    return definition, tree, programme


def _population(path: Path, file: Path | None, programme: Programme) -> Population:
    try:
        return population.load(file, programme) if file else population.beside(path, programme)
    except population.BadPopulation as bad:
        raise Failed(str(bad)) from None


def _recording(file: Path) -> recording.Recording:
    try:
        return recording.load(file)
    except recording.BadRecording as bad:
        raise Failed(str(bad)) from None


def _played(planned: Plan) -> list[Tally]:
    """Play all runs, with a bar where somebody looks on."""
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task(amount(planned.runs, "run"), total=planned.runs * len(planned.game.days))
        return list(play(planned.game, planned.runs, lambda: bar.advance(task)))
