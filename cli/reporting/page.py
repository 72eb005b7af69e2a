"""A campaign's report as one HTML page."""

from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

from chalicelib.domain.derived.report_lines import Report
from cli.reporting import chart
from cli.reporting.document import document
from cli.reporting.sheets import headline, sheets
from cli.reporting.standing import called, dates, elapsed, spent_of_budget
from cli.reporting.words import ENGLISH, Words
from cli.simulation.cells import money


def page(report: Report, now: int, words: Words = ENGLISH) -> str:
    """The page. now: when it was asked for, epoch ms."""
    at = datetime.fromtimestamp(now / 1000, ZoneInfo(report.timezone))
    when = f"{stands}. " if (stands := dates(report, now, words)) else ""
    under = f"{when}{words('as of')} {at:%Y-%m-%d %H:%M} ({report.timezone}). {words('no refusals')}"
    charts = f"{_pace(report, now, words)}\n{chart.charts(report, now, words)}"
    return document(called(report, words), under, headline(report, words), charts, sheets(report, words), words)


def _pace(report: Report, now: int, words: Words) -> str:
    """Two bars one above the other: the time that is over, and the part of the budget that is spent."""
    share = spent_of_budget(report)
    if share is None or report.budget is None:
        return ""
    whole = money(report.budget.minor, report.budget.currency)
    time, over = elapsed(report, now), "over" if share > 1 else ""
    spent = words("{} of the budget of {} is spent").format(f"{share:.1%}", whole)
    return (
        f"<section><h2>{words('Cost against budget')}</h2>"
        f"{_bar(words('{} of the time is over').format(f'{time:.0%}'), time)}{_bar(spent, share, over)}</section>"
    )


def _bar(said: str, share: float, more: str = "") -> str:
    width = f"{min(1.0, share):.1%}"
    return (
        f'<p class="said">{escape(said)}</p>'
        f'<div class="track"><div class="fill {more}" style="width:{width}"></div></div>'
    )
