"""The plots of a summary: bands over runs by day, bars with their spread. Each is a figure of its own."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from itertools import cycle
from typing import TYPE_CHECKING, Any

import matplotlib
from matplotlib.figure import Figure
from matplotlib.font_manager import findfont, get_font
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.ticker import FuncFormatter, MaxNLocator, PercentFormatter

from chalicelib.domain.words.values import DECIMALS
from cli.simulation.summary import Line, Stocked, Summary
from cli.simulation.text import when_gone

if TYPE_CHECKING:
    from matplotlib.axes import Axes

INK, SOFT, GRID = "#24303c", "#6b7885", "#e6e9ed"
COLORS = ("#1f6f8b", "#e07a3f", "#5b8c5a", "#8a5a9e", "#c9a227", "#b24a5a")
STYLE: dict[Any, Any] = {
    "font.size": 10.5,
    "font.family": "DejaVu Sans",
    "text.color": INK,
    "axes.edgecolor": GRID,
    "axes.labelcolor": SOFT,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.grid": True,
    "grid.color": GRID,
    "axes.axisbelow": True,
    "xtick.color": SOFT,
    "ytick.color": SOFT,
    "xtick.major.size": 0,
    "ytick.major.size": 0,
    "svg.hashsalt": "tessera",
}
THOUSANDS = FuncFormatter(lambda value, _: f"{value:,.0f}")
WHOLE_PERCENT = PercentFormatter(1.0, decimals=0)
WIDE = 8.4
MOST_BARS, FEWEST_BARS = 24, 3
MOST_NUMBERS = 13
MOST_MONTHS = 8


def figures(summary: Summary) -> Iterator[tuple[str, Figure]]:
    """Each plot that has anything to show, by the name of its file."""
    with matplotlib.rc_context(STYLE):
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
        if any(summary.draws):
            yield "draws", _draws(summary)
        if any(line.days[-1].high for line in summary.sets.values()):
            yield "collections", _collections(summary)
        yield "visits", _visits(summary)


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


def _figure(title: str, under: str, height: float = 3.9) -> tuple[Figure, Axes]:
    figure = Figure(figsize=(WIDE, height), layout=ConstrainedLayoutEngine(w_pad=0.15, h_pad=0.12))
    axes = figure.subplots()
    axes.set_title(title, pad=24, loc="left", fontsize=13, fontweight="bold", color=INK)
    axes.text(0, 1.02, under, transform=axes.transAxes, fontsize=9.5, color=SOFT, va="bottom")
    return figure, axes


def _by_day(axes: Axes, line: Line, color: str, label: str | None = None) -> None:
    days = range(1, len(line.days) + 1)
    axes.fill_between(days, [b.low for b in line.days], [b.high for b in line.days], color=color, alpha=0.18, lw=0)
    axes.plot(days, [b.middle for b in line.days], color=color, lw=2.2, label=label, solid_capstyle="round")
    axes.set_xlim(1, max(2, len(line.days)))
    axes.set_ylim(0, 1.08 * float(axes.dataLim.y1) or 1)
    axes.set_xlabel("day of the campaign")
    axes.xaxis.set_major_locator(MaxNLocator(8, integer=True, min_n_ticks=2))
    axes.grid(axis="x", visible=False)


def _bars(axes: Axes, names: list[str], bands: list[Any], color: str) -> None:
    middle = [band.middle for band in bands]
    spread = [[band.middle - band.low for band in bands], [band.high - band.middle for band in bands]]
    axes.barh(names, middle, color=color, height=0.62)
    axes.errorbar(middle, names, xerr=spread, fmt="none", ecolor=INK, elinewidth=1.3, capsize=3)
    most = max((band.high for band in bands), default=1) or 1
    for name, band in zip(names, bands, strict=True):
        axes.annotate(f"{band.middle:,.0f}", (band.high, name), (6, 0), textcoords="offset points", va="center")
    axes.set_xlim(0, most * 1.14)
    axes.set_ylim(max(len(names), FEWEST_BARS) - 0.5, -0.5)
    axes.grid(axis="y", visible=False)
    axes.tick_params(axis="y", labelcolor=INK)
    axes.xaxis.set_major_formatter(THOUSANDS)
    axes.xaxis.set_major_locator(MaxNLocator(6, integer=True))


def _spread(summary: Summary) -> str:
    if summary.runs == 1:
        return "one run"
    return f"{'5th to 95th percentile' if summary.enough else 'least to most'} of {summary.runs} runs"


def _deeds(summary: Summary) -> Figure:
    deeds = summary.deeds[:MOST_BARS]
    height = 1.5 + 0.34 * (len(deeds) + 1)
    cut = f"; the first {MOST_BARS} of {len(summary.deeds)}" if len(summary.deeds) > MOST_BARS else ""
    figure, axes = _figure("Who does what", f"members who did it once or more; {_spread(summary)}{cut}", height)
    names, bands = [_drawn(deed.title, deed.name) for deed in deeds], [deed.members for deed in deeds]
    _bars(axes, ["all who came", *names], [summary.members, *bands], COLORS[0])
    axes.patches[0].set_facecolor("#c3ccd4")
    return figure


def _cost(summary: Summary) -> Figure:
    figure, axes = _figure("What the prizes cost", f"{summary.currency}, added up; {_spread(summary)}")
    _by_day(axes, summary.cost_by_day, COLORS[1])
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
    figure, axes = _figure("Prizes handed out", f"{_spread(summary)}", height)
    _bars(
        axes,
        [_drawn(prize.title, prize.name) for prize in summary.prizes],
        [prize.number for prize in summary.prizes],
        COLORS[1],
    )
    return figure


def _stocks(summary: Summary) -> Figure:
    figure, axes = _figure("What is left of each stock", f"share of the units; {_spread(summary)}")
    for color, stock in zip(cycle(COLORS), summary.stocks, strict=False):
        if stock.left is not None:
            _by_day(axes, stock.left, color, f"{_drawn(stock.title, stock.name)}: {stock.quota:,}, {_gone(stock)}")
    axes.set_ylim(0, 1.04)
    axes.yaxis.set_major_formatter(WHOLE_PERCENT)
    _legend(axes)
    return figure


def _windows(summary: Summary) -> Figure:
    stocks = [stock for stock in summary.stocks if stock.recurring]
    height = 1.7 + 0.42 * max(FEWEST_BARS, len(stocks))
    under = f"share of the units offered in the windows that anybody used; {_spread(summary)}"
    figure, axes = _figure("How much is taken of what comes again", under, height)
    names = [_drawn(stock.title, stock.name) for stock in stocks]
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
    figure, axes = _figure("Points that members hold", f"what the brand still owes; {_spread(summary)}")
    _by_day(axes, summary.points_by_day, COLORS[3])
    axes.yaxis.set_major_formatter(THOUSANDS)
    return figure


def _refunds(summary: Summary) -> Figure:
    figure, axes = _figure("Orders that come back", f"whole or in part, by month; {_spread(summary)}")
    months, bands = list(summary.refunds_by_month), list(summary.refunds_by_month.values())
    middle = [band.middle for band in bands]
    spread = [[band.middle - band.low for band in bands], [band.high - band.middle for band in bands]]
    axes.bar(months, middle, color=COLORS[5], width=0.7)
    axes.errorbar(months, middle, yerr=spread, fmt="none", ecolor=INK, elinewidth=1.0, capsize=2)
    axes.xaxis.set_major_locator(MaxNLocator(MOST_MONTHS, integer=True))
    axes.yaxis.set_major_formatter(THOUSANDS)
    axes.grid(axis="x", visible=False)
    return figure


def _draws(summary: Summary) -> Figure:
    mean = f"{summary.drawn.middle:.2f} draws a member on average"
    figure, axes = _figure("Draws a member", f"share of all who came, by how often they drew; {mean}")
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


def _collections(summary: Summary) -> Figure:
    figure, axes = _figure("Chance to have finished a collection", f"share of all who come; {_spread(summary)}")
    for color, (name, line) in zip(cycle(COLORS), summary.sets.items(), strict=False):
        _by_day(axes, line, color, f"{_drawn(summary.set_titles[name], name)}  ({line.days[-1].middle:.1%} in the end)")
    axes.yaxis.set_major_formatter(PercentFormatter(1.0))
    _legend(axes)
    return figure


def _visits(summary: Summary) -> Figure:
    figure, axes = _figure("Visits a day", f"how members come; {_spread(summary)}", 3.2)
    _by_day(axes, summary.visits_by_day, COLORS[0])
    axes.yaxis.set_major_formatter(THOUSANDS)
    return figure


def _drawn(title: str, name: str) -> str:
    """A title, or the id where the plots' font lacks one of its letters: it has none for Chinese."""
    font = get_font(findfont(str(STYLE["font.family"])))
    return title if all(font.get_char_index(ord(letter)) for letter in title) else name


def _legend(axes: Axes) -> None:
    axes.legend(loc="best", frameon=True, framealpha=0.9, edgecolor="none", fontsize=9.5)
