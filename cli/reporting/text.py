"""A report for a terminal: tables, with a bar at the end of each row."""

from collections.abc import Iterable, Iterator

from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from chalicelib.domain.derived.report_lines import Report
from cli.reporting.sheet import Sheet
from cli.reporting.sheets import headline, sheets
from cli.reporting.standing import called, dates
from cli.reporting.words import ENGLISH, Words

WIDTH = 24
"""Characters of a whole bar."""

EIGHTHS = " ▏▎▍▌▋▊▉"


def shown(report: Report, now: int, words: Words = ENGLISH) -> Iterator[RenderableType]:
    """All of it, top down. now: when it was asked for, epoch ms."""
    return overview(
        called(report, words), dates(report, now, words), headline(report, words), sheets(report, words), words
    )


def overview(
    title: str, under: str, cards: Iterable[tuple[str, str]], shown: Iterable[Sheet], words: Words = ENGLISH
) -> Iterator[RenderableType]:
    """A report, top down. cards: figures with their meanings."""
    yield Text.assemble((title, "bold"), "  ", (under, "dim"))
    line = Text()
    for figure, meaning in cards:
        line.append("  ·  " if line else "", "dim").append(figure, "bold").append(f" {meaning}")
    yield line
    for sheet in shown:
        yield Text()
        yield _table(sheet)
        if sheet.said:
            yield Text("\n".join(f" {one}" for one in sheet.said), "dim")
    yield Text(f"\n{words('no refusals')}", "dim")


def bar(share: float) -> str:
    """A bar of that share of the whole width, to an eighth of a character; never nothing where there is something."""
    eighths = round(share * WIDTH * 8)
    eighths = max(eighths, 1) if share > 0 else 0
    whole, rest = divmod(eighths, 8)
    return "█" * whole + (EIGHTHS[rest] if rest else "")


def _table(sheet: Sheet) -> Table:
    made = Table(title=sheet.title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False)
    made.min_width = len(sheet.title) + 1
    for at, name in enumerate(sheet.head):
        made.add_column(name, justify="right" if at else "left", no_wrap=True)
    bars = any(row.share is not None for row in sheet.rows)
    if bars:
        made.add_column(sheet.bar, style="cyan", min_width=WIDTH, no_wrap=True)
    if said := any(row.said for row in sheet.rows):
        made.add_column(style="dim", min_width=WIDTH, overflow="fold")
    for row in sheet.rows:
        drawn = () if not bars else ("" if row.share is None else bar(row.share),)
        made.add_row(*(Text(cell) for cell in row.cells), *drawn, *([Text(row.said)] if said else []))
    return made
