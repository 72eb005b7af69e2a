"""The plots of a summary that tell of coupons, tills, cash and boards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from matplotlib.ticker import FuncFormatter, MaxNLocator

from chalicelib.domain.words.values import DECIMALS
from cli.simulation.at_tills import AtTills
from cli.simulation.cells import plain, score
from cli.simulation.drawing import (
    COLORS,
    FEWEST_BARS,
    INK,
    THOUSANDS,
    bars_with_spread,
    beside,
    by_day,
    drawn,
    is_narrow,
    legend,
    new_figure,
    over_runs,
)
from cli.simulation.for_cash import ForCash
from cli.simulation.on_boards import BoardLine
from cli.simulation.summary import Summary

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from cli.simulation.bands import Line

REST = "#c3ccd4"
FATES = (("used", COLORS[2]), ("ended", COLORS[5]), ("still held", REST))
OUTCOMES = (("paid", COLORS[2]), ("undone", COLORS[5]), ("lapsed", REST))
NARROW = 0.07
"""The share of a bar below which no number fits into its part."""


def of_tills(summary: Summary, tills: AtTills) -> Iterator[tuple[str, Figure]]:
    """Plot what became of coupons, and what tills took; by the names of the files."""
    if any(one.given.middle for one in tills.coupons):
        yield "coupons", _coupons(summary, tills)
    if tills.off.high or tills.worth.high:
        yield "tills", _taken_off(summary, tills)


def of_cash(summary: Summary, told: ForCash) -> Iterator[tuple[str, Figure]]:
    """Plot how redemptions for points and cash went, and what they took; by the names of the files."""
    if any(one.redeemed.middle for one in told.offers):
        yield "cash-redemptions", _offers(summary, told)
    if told.cash.high:
        yield "cash-taken", _taken(summary, told)


def of_board(summary: Summary, board: BoardLine) -> Iterator[tuple[str, Figure]]:
    """Plot what it takes to win on a board, and who does."""
    if any(one.score for one in board.places):
        yield f"board-{board.name}", _scores(summary, board)
        yield f"winners-{board.name}", _winners(summary, board)


def _coupons(summary: Summary, tills: AtTills) -> Figure:
    height = 1.9 + 0.42 * max(FEWEST_BARS, len(tills.coupons))
    under = "used, ended and still held in the end; median of the runs"
    figure, axes = new_figure("What becomes of coupons", under, height)
    names = [beside(drawn(one.title, one.name)) for one in tills.coupons]
    numbers = [[band.middle for band in (one.used, one.ended, one.held)] for one in tills.coupons]
    shares = [one.used.middle / one.given.middle if one.given.middle else None for one in tills.coupons]
    _divided(axes, names, numbers, FATES)
    _say_share(axes, names, numbers, shares, "used")
    figure.legend(loc="outside lower left", ncols=len(FATES), frameon=False, fontsize=9.5)
    return figure


def _offers(summary: Summary, told: ForCash) -> Figure:
    height = 1.9 + 0.42 * max(FEWEST_BARS, len(told.offers))
    under = "paid in time, undone later, and lapsed; median of the runs"
    figure, axes = new_figure("Redemptions for points and cash", under, height)
    names = [beside(drawn(one.title, one.name)) for one in told.offers]
    stay = [max(0.0, one.paid.middle - one.undone.middle) for one in told.offers]
    numbers = [[n, one.undone.middle, one.lapsed.middle] for n, one in zip(stay, told.offers, strict=True)]
    shares = [one.paid.middle / one.redeemed.middle if one.redeemed.middle else None for one in told.offers]
    _divided(axes, names, numbers, OUTCOMES)
    _say_share(axes, names, numbers, shares, "paid")
    figure.legend(loc="outside lower left", ncols=len(OUTCOMES), frameon=False, fontsize=9.5)
    return figure


def _divided(
    axes: Axes, names: Sequence[str], numbers: Sequence[Sequence[float]], parts: Sequence[tuple[str, str]]
) -> None:
    """A bar of each name, divided into parts, each with its number. parts: what each is, and its colour."""
    most = max(sum(one) for one in numbers) or 1
    left = [0.0] * len(names)
    for at, (part, color) in enumerate(parts):
        here = [one[at] for one in numbers]
        axes.barh(names, here, left=left, color=color, height=0.62, label=part)
        for name, start, n in zip(names, left, here, strict=True):
            if n / most > NARROW:
                ink = INK if color == REST else "white"
                axes.annotate(f"{n:,.0f}", (start + n / 2, name), ha="center", va="center", color=ink, fontsize=9.5)
        left = [start + n for start, n in zip(left, here, strict=True)]
    axes.set_xlim(0, most * 1.16)
    axes.set_ylim(max(len(names), FEWEST_BARS) - 0.5, -0.5)
    axes.grid(axis="y", visible=False)
    axes.tick_params(axis="y", labelcolor=INK)
    axes.xaxis.set_major_formatter(THOUSANDS)
    axes.xaxis.set_major_locator(MaxNLocator(3 if is_narrow() else 6, integer=True))


def _say_share(
    axes: Axes, names: Sequence[str], numbers: Sequence[Sequence[float]], shares: Sequence[float | None], what: str
) -> None:
    """Say beside each bar which share of it is its first part: `62% used`."""
    for name, one, share in zip(names, numbers, shares, strict=True):
        said = "" if share is None else f"{share:.0%} {what}"
        axes.annotate(said, (sum(one), name), (6, 0), textcoords="offset points", va="center")


def _taken_off(summary: Summary, tills: AtTills) -> Figure:
    figure, axes = new_figure("What is taken off bills", f"{tills.currency}, added up; {over_runs(summary)}")
    both = (("by coupons", tills.off_by_day, COLORS[1]), ("by points", tills.worth_by_day, COLORS[3]))
    _moneys(axes, both, tills.currency)
    return figure


def _taken(summary: Summary, told: ForCash) -> Figure:
    under = f"{told.currency}, added up; {over_runs(summary)}; {told.points.middle:,.0f} points go with it"
    figure, axes = new_figure("What points and cash pay", under)
    both = (("in cash", told.cash_by_day, COLORS[1]), ("in points, their worth", told.worth_by_day, COLORS[3]))
    _moneys(axes, [(label, line, color) for label, line, color in both if line is not None], told.currency)
    return figure


def _moneys(axes: Axes, lines: Sequence[tuple[str, Line, str]], currency: str) -> None:
    """Lines of money by day, those that ever rise, with their names."""
    top = 0.0
    for label, line, color in lines:
        if line.days[-1].high:
            by_day(axes, line, color, label)
            top = max(top, *(band.high for band in line.days))
    scale = 10 ** DECIMALS.get(currency, 0)
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value / scale:,.0f}"))
    axes.set_ylim(0, top * 1.08 or 1)
    legend(axes)


def _scores(summary: Summary, board: BoardLine) -> Figure:
    placed = [one for one in board.places if one.score is not None]
    height = 1.5 + 0.42 * max(FEWEST_BARS, len(placed))
    often = f"over {round(board.rankings.middle)} rankings, " if board.rankings.high > 1 else ""
    title = f"{drawn(board.title, board.name)}: what it takes to win"
    figure, axes = new_figure(title, f"the score of the last on these places; {often}{over_runs(summary)}", height)
    names = [one.named for one in placed]
    scale = 10 ** DECIMALS.get(board.unit, 0)
    bars_with_spread(axes, names, [one.score for one in placed], COLORS[0], told=lambda value: score(value, board.unit))
    axes.set_xlim(0, 1.24 * max(one.score.high for one in placed if one.score))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: plain(value / scale)))
    return figure


def _winners(summary: Summary, board: BoardLine) -> Figure:
    kinds = list(board.winners)
    height = 1.5 + 0.42 * max(FEWEST_BARS, len(kinds))
    title = f"{drawn(board.title, board.name)}: who wins"
    figure, axes = new_figure(title, f"places by the kind of member; {over_runs(summary)}", height)
    bars_with_spread(axes, kinds, list(board.winners.values()), COLORS[2])
    for patch, kind in zip(axes.patches, kinds, strict=False):
        if kind == "bots":
            patch.set_facecolor(COLORS[5])
    return figure
