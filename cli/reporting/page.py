"""A campaign's report as one HTML page."""

from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

from chalicelib.domain.derived.report import Report
from cli.reporting import chart
from cli.reporting.document import document
from cli.reporting.sheets import NO_REFUSALS, headline, sheets
from cli.reporting.standing import called, dates, elapsed, spent_of_budget
from cli.simulation.cells import money


def page(report: Report, now: int) -> str:
    """The page. now: when it was asked for, epoch ms."""
    at = datetime.fromtimestamp(now / 1000, ZoneInfo(report.timezone))
    when = f"{stands}. " if (stands := dates(report, now)) else ""
    under = f"{when}As of {at:%Y-%m-%d %H:%M} ({report.timezone}). {NO_REFUSALS}"
    charts = f"{_pace(report, now)}\n{chart.charts(report, now)}"
    return document(called(report), under, headline(report), charts, sheets(report))


def _pace(report: Report, now: int) -> str:
    """Two bars one above the other: the time that is over, and the part of the budget that is spent."""
    share = spent_of_budget(report)
    if share is None or report.budget is None:
        return ""
    whole = money(report.budget.minor, report.budget.currency)
    time = elapsed(report, now)
    return (
        f"<section><h2>Cost against budget</h2>{_bar(f'{time:.0%} of the time is over', time)}"
        f"{_bar(f'{share:.1%} of the budget of {whole} is spent', share, 'over' if share > 1 else '')}</section>"
    )


def _bar(said: str, share: float, more: str = "") -> str:
    width = f"{min(1.0, share):.1%}"
    return (
        f'<p class="said">{escape(said)}</p>'
        f'<div class="track"><div class="fill {more}" style="width:{width}"></div></div>'
    )
