"""Draws what plots are made of: figures in one style, bands by day, bars with their spread."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import fill, wrap
from typing import TYPE_CHECKING, Any

import matplotlib
from matplotlib.figure import Figure
from matplotlib.font_manager import findfont, get_font
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.ticker import FuncFormatter, MaxNLocator, PercentFormatter

from cli.simulation.bands import Line
from cli.simulation.summary import Summary

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
WIDE, NARROW = 8.4, 4.4
"""Inches of a figure on a wide screen, and on a phone."""

NARROW_TITLE, NARROW_TEXT, NARROW_NAME = 36, 56, 16
"""Characters of a line of a phone's plot: of its title, of what stands under it, and of a name beside a bar."""

FEWEST_BARS = 3
PAD_WIDE, PAD_HIGH = 0.15, 0.12


def is_narrow() -> bool:
    """Whether what is drawn now is for a phone."""
    return float(matplotlib.rcParams["figure.figsize"][0]) < WIDE


def new_figure(title: str, under: str, height: float = 3.9) -> tuple[Figure, Axes]:
    """An empty figure with its title, and what stands under it; of a phone's width where that is set."""
    wide = float(matplotlib.rcParams["figure.figsize"][0])
    if not is_narrow():
        figure = Figure(
            figsize=(wide, height), layout=ConstrainedLayoutEngine(w_pad=PAD_WIDE, h_pad=PAD_HIGH), label=title
        )
        axes = figure.subplots()
        axes.set_title(title, pad=24, loc="left", fontsize=13, fontweight="bold", color=INK)
        axes.text(0, 1.02, under, transform=axes.transAxes, fontsize=9.5, color=SOFT, va="bottom")
        return figure, axes
    lines, more = wrap(title, NARROW_TITLE), wrap(under, NARROW_TEXT)
    head = 0.16 + 0.22 * len(lines) + 0.17 * len(more)
    tall = 1.3 * height - 0.6 + head
    layout = ConstrainedLayoutEngine(w_pad=PAD_WIDE, h_pad=PAD_HIGH, rect=(0, 0, 1, 1 - head / tall))
    figure = Figure(figsize=(wide, tall), layout=layout, label=title)
    said: dict[str, Any] = {"ha": "left", "va": "top"}
    figure.text(0.03, 1 - 0.12 / tall, "\n".join(lines), fontsize=13, fontweight="bold", color=INK, **said)
    figure.text(0.03, 1 - (0.12 + 0.23 * len(lines)) / tall, "\n".join(more), fontsize=9.5, color=SOFT, **said)
    return figure, figure.subplots()


def by_day(axes: Axes, line: Line, color: str, label: str | None = None) -> None:
    """A line of medians by day, in its band."""
    days = range(1, len(line.days) + 1)
    axes.fill_between(days, [b.low for b in line.days], [b.high for b in line.days], color=color, alpha=0.18, lw=0)
    axes.plot(days, [b.middle for b in line.days], color=color, lw=2.2, label=label, solid_capstyle="round")
    axes.set_xlim(1, max(2, len(line.days)))
    axes.set_ylim(0, 1.08 * float(axes.dataLim.y1) or 1)
    axes.set_xlabel("day of the campaign")
    axes.xaxis.set_major_locator(MaxNLocator(8, integer=True, min_n_ticks=2))
    axes.grid(axis="x", visible=False)


def of_a_median(value: float) -> str:
    """Write a median of counts, which may lie in the middle of two."""
    return f"{value:,.1f}".removesuffix(".0")


def bars_with_spread(
    axes: Axes, names: list[str], bands: list[Any], color: str, told: Callable[[float], str] = of_a_median
) -> None:
    """A bar of each median, its spread over the runs, and the median as text. told: how a number is written."""
    names, middle = [beside(name) for name in names], [band.middle for band in bands]
    spread = [[band.middle - band.low for band in bands], [band.high - band.middle for band in bands]]
    axes.barh(names, middle, color=color, height=0.62)
    axes.errorbar(middle, names, xerr=spread, fmt="none", ecolor=INK, elinewidth=1.3, capsize=3)
    most = max((band.high for band in bands), default=1) or 1
    for name, band in zip(names, bands, strict=True):
        axes.annotate(told(band.middle), (band.high, name), (6, 0), textcoords="offset points", va="center")
    axes.set_xlim(0, most * 1.14)
    axes.set_ylim(max(len(names), FEWEST_BARS) - 0.5, -0.5)
    axes.grid(axis="y", visible=False)
    axes.tick_params(axis="y", labelcolor=INK)
    axes.xaxis.set_major_formatter(THOUSANDS)
    axes.xaxis.set_major_locator(MaxNLocator(3 if is_narrow() else 6, integer=True))


def over_runs(summary: Summary) -> str:
    """Say over what the spread of a plot goes."""
    if summary.runs == 1:
        return "one run"
    return f"{'5th to 95th percentile' if summary.enough else 'least to most'} of {summary.runs} runs"


def drawn(title: str, name: str) -> str:
    """A title, or the id where the plots' font lacks one of its letters: it has none for Chinese."""
    font = get_font(findfont(str(STYLE["font.family"])))
    return title if all(font.get_char_index(ord(letter)) for letter in title) else name


def beside(name: str) -> str:
    """A name as it stands beside a bar: on a phone in several lines."""
    return fill(name, NARROW_NAME) if is_narrow() else name


def legend(axes: Axes) -> None:
    """Name what is drawn, in the plot."""
    axes.legend(loc="best", frameon=True, framealpha=0.9, edgecolor="none", fontsize=9.5)
