"""The plots of a summary: bands over runs by day, bars with their spread. Each is a figure of its own."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from itertools import cycle
from typing import TYPE_CHECKING, Any

import matplotlib
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator, PercentFormatter

from chalicelib.domain.words.values import DECIMALS
from cli.simulation import plots_at_edges
from cli.simulation.drawing import (
    COLORS,
    FEWEST_BARS,
    INK,
    STYLE,
    THOUSANDS,
    WHOLE_PERCENT,
    WIDE,
    bars_with_spread,
    beside,
    by_day,
    drawn,
    is_narrow,
    legend,
    new_figure,
    over_runs,
)
from cli.simulation.summary import Stocked, Summary
from cli.simulation.text import when_gone

if TYPE_CHECKING:
    pass

MOST_BARS = 24
MOST_NUMBERS = 13
MOST_MONTHS = 8


def figures(summary: Summary, wide: float = WIDE) -> list[tuple[str, Figure]]:
    """Each plot that has anything to show, by the name of its file. wide: in inches.

    All of them are drawn at once: drawn one by one, those of two widths would take each other's.
    """
    with matplotlib.rc_context({**STYLE, "figure.figsize": (wide, wide)}):
        return list(_figures(summary))


def png(figure: Figure) -> bytes:
    """A figure as a PNG of 1,260 pixels' width."""
    out = BytesIO()
    with matplotlib.rc_context(STYLE):
        figure.savefig(out, format="png", dpi=150)
    return out.getvalue()


def svg(figure: Figure) -> bytes:
    """A figure as an SVG that needs nothing from elsewhere, its letters drawn."""
    out = BytesIO()
    with matplotlib.rc_context(STYLE):
        figure.savefig(out, format="svg", metadata={"Date": None})
    return out.getvalue()


def _figures(summary: Summary) -> Iterator[tuple[str, Figure]]:
    yield "deeds", _deeds(summary)
    if summary.cost.high or summary.budget:
        yield "cost", _cost(summary)
    if any(prize.number.high for prize in summary.prizes):
        yield "prizes", _prizes(summary)
    if any(stock.left for stock in summary.stocks):
        yield "stocks", _stocks(summary)
    if any(stock.recurring for stock in summary.stocks):
        yield "windows", _windows(summary)
    if summary.earned.high:
        yield "points", _points(summary)
    if summary.refunds.high:
        yield "refunds", _refunds(summary)
    if summary.tills is not None:
        yield from plots_at_edges.of_tills(summary, summary.tills)
    if summary.for_cash is not None:
        yield from plots_at_edges.of_cash(summary, summary.for_cash)
    if summary.segments:
        yield "segments", _segments(summary)
    for board in summary.boards:
        yield from plots_at_edges.of_board(summary, board)
    if any(summary.draws):
        yield "draws", _draws(summary)
    if any(line.days[-1].high for line in summary.sets.values()):
        yield "collections", _collections(summary)
    yield "visits", _visits(summary)


def _deeds(summary: Summary) -> Figure:
    deeds = summary.deeds[:MOST_BARS]
    height = 1.5 + 0.34 * (len(deeds) + 1)
    cut = f"; the first {MOST_BARS} of {len(summary.deeds)}" if len(summary.deeds) > MOST_BARS else ""
    figure, axes = new_figure("Who does what", f"members who did it once or more; {over_runs(summary)}{cut}", height)
    names, bands = [drawn(deed.title, deed.name) for deed in deeds], [deed.members for deed in deeds]
    bars_with_spread(axes, ["all who came", *names], [summary.members, *bands], COLORS[0])
    axes.patches[0].set_facecolor("#c3ccd4")
    return figure


def _cost(summary: Summary) -> Figure:
    figure, axes = new_figure("What the prizes cost", f"{summary.currency}, added up; {over_runs(summary)}")
    by_day(axes, summary.cost_by_day, COLORS[1])
    scale = 10 ** DECIMALS.get(summary.currency, 0)
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value / scale:,.0f}"))
    top = summary.cost.high
    if summary.budget is not None:
        top = max(top, summary.budget.minor)
        axes.axhline(summary.budget.minor, color=COLORS[5], lw=1.4, ls=(0, (5, 3)))
        under: dict[str, Any] = {"xytext": (4, 4), "textcoords": "offset points", "color": COLORS[5], "fontsize": 9.5}
        axes.annotate("budget", (1, summary.budget.minor), **under)
    axes.set_ylim(0, top * 1.12)
    return figure


def _prizes(summary: Summary) -> Figure:
    height = 1.5 + 0.34 * max(FEWEST_BARS, len(summary.prizes))
    figure, axes = new_figure("Prizes handed out", f"{over_runs(summary)}", height)
    bars_with_spread(
        axes,
        [drawn(prize.title, prize.name) for prize in summary.prizes],
        [prize.number for prize in summary.prizes],
        COLORS[1],
    )
    return figure


def _stocks(summary: Summary) -> Figure:
    figure, axes = new_figure("What is left of each stock", f"share of the units; {over_runs(summary)}")
    for color, stock in zip(cycle(COLORS), summary.stocks, strict=False):
        if stock.left is not None:
            by_day(axes, stock.left, color, f"{drawn(stock.title, stock.name)}: {stock.quota:,}, {_gone(stock)}")
    axes.set_ylim(0, 1.04)
    axes.yaxis.set_major_formatter(WHOLE_PERCENT)
    legend(axes)
    return figure


def _windows(summary: Summary) -> Figure:
    stocks = [stock for stock in summary.stocks if stock.recurring]
    height = 1.7 + 0.42 * max(FEWEST_BARS, len(stocks))
    under = f"share of the units offered in the windows that anybody used; {over_runs(summary)}"
    figure, axes = new_figure("How much is taken of what comes again", under, height)
    names = [beside(drawn(stock.title, stock.name)) for stock in stocks]
    shares = [stock.taken.middle / (stock.quota * (stock.windows.middle or 1)) for stock in stocks]
    axes.barh(names, [1.0] * len(names), color="#eef1f4", height=0.62)
    axes.barh(names, shares, color=COLORS[2], height=0.62)
    for name, stock, share in zip(names, stocks, shares, strict=True):
        inside = share > 0.55
        at: dict[str, Any] = {"xytext": (-6 if inside else 6, 0), "textcoords": "offset points", "va": "center"}
        text = f"{share:.0%} of {stock.quota:,} a window, {_gone(stock)}"
        axes.annotate(text, (share, name), ha="right" if inside else "left", color="white" if inside else INK, **at)
    axes.set_xlim(0, 1.0)
    axes.set_ylim(max(len(names), FEWEST_BARS) - 0.5, -0.5)
    axes.grid(axis="y", visible=False)
    axes.tick_params(axis="y", labelcolor=INK)
    axes.xaxis.set_major_formatter(WHOLE_PERCENT)
    return figure


def _gone(stock: Stocked) -> str:
    return f"gone {when_gone(stock)}" if stock.gone else "never gone"


def _points(summary: Summary) -> Figure:
    figure, axes = new_figure("Points that members hold", f"what the brand still owes; {over_runs(summary)}")
    by_day(axes, summary.points_by_day, COLORS[3])
    axes.yaxis.set_major_formatter(THOUSANDS)
    return figure


def _refunds(summary: Summary) -> Figure:
    figure, axes = new_figure("Orders that come back", f"whole or in part, by month; {over_runs(summary)}")
    months, bands = list(summary.refunds_by_month), list(summary.refunds_by_month.values())
    middle = [band.middle for band in bands]
    spread = [[band.middle - band.low for band in bands], [band.high - band.middle for band in bands]]
    axes.bar(months, middle, color=COLORS[5], width=0.7)
    axes.errorbar(months, middle, yerr=spread, fmt="none", ecolor=INK, elinewidth=1.0, capsize=2)
    axes.xaxis.set_major_locator(MaxNLocator(3 if is_narrow() else MOST_MONTHS, integer=True))
    axes.yaxis.set_major_locator(MaxNLocator(5, integer=True))
    axes.yaxis.set_major_formatter(THOUSANDS)
    axes.grid(axis="x", visible=False)
    return figure


def _draws(summary: Summary) -> Figure:
    mean = f"{summary.drawn.middle:.2f} draws a member on average"
    figure, axes = new_figure("Draws a member", f"share of all who came, by how often they drew; {mean}")
    shares = (
        _grouped(summary.draws) if len(summary.draws) > MOST_NUMBERS else {str(n): s for n, s in summary.draws.items()}
    )
    bars = axes.bar(list(shares), list(shares.values()), color=COLORS[0], width=0.7)
    axes.bar_label(bars, [f"{share:.1%}" for share in shares.values()], padding=3, fontsize=8.5)
    axes.yaxis.set_major_formatter(WHOLE_PERCENT)
    axes.grid(axis="x", visible=False)
    axes.tick_params(axis="x", labelsize=8.5)
    axes.margins(y=0.12)
    axes.set_xlabel("draws")
    return figure


def _grouped(draws: dict[int, float]) -> dict[str, float]:
    """So many numbers of draws that they are shown in groups of one width; who never drew stands apart."""
    wide = -(-max(draws) // (MOST_NUMBERS - 1))
    groups = {f"{first}-{first + wide - 1}": (first, first + wide) for first in range(1, max(draws) + 1, wide)}
    shares = {label: sum(draws.get(n, 0.0) for n in range(*edges)) for label, edges in groups.items()}
    return {"0": draws.get(0, 0.0)} | shares


def _segments(summary: Summary) -> Figure:
    under = f"share of the members of each day, at its end; somebody may be in several; {over_runs(summary)}"
    figure, axes = new_figure("Members in each segment", under)
    for color, (name, line) in zip(cycle(COLORS), summary.segments.items(), strict=False):
        by_day(axes, line, color, f"{name}  ({line.days[-1].middle:.0%} in the end)")
    axes.set_ylim(0, min(1.04, 1.08 * max(band.high for line in summary.segments.values() for band in line.days) or 1))
    axes.yaxis.set_major_formatter(WHOLE_PERCENT)
    figure.legend(loc="outside lower left", ncols=1 if is_narrow() else 3, frameon=False, fontsize=9.5)
    return figure


def _collections(summary: Summary) -> Figure:
    figure, axes = new_figure("Chance to have finished a collection", f"share of all who come; {over_runs(summary)}")
    for color, (name, line) in zip(cycle(COLORS), summary.sets.items(), strict=False):
        by_day(axes, line, color, f"{drawn(summary.set_titles[name], name)}  ({line.days[-1].middle:.1%} in the end)")
    axes.yaxis.set_major_formatter(PercentFormatter(1.0))
    legend(axes)
    return figure


def _visits(summary: Summary) -> Figure:
    figure, axes = new_figure("Visits a day", f"how members come; {over_runs(summary)}", 3.2)
    by_day(axes, summary.visits_by_day, COLORS[0])
    axes.yaxis.set_major_formatter(THOUSANDS)
    return figure
