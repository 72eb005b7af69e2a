"""Where a campaign stands: its name, its dates and the day between them, and how much of its budget is spent."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from chalicelib.domain.derived.report_lines import Report
from cli.reporting.words import ENGLISH, Words
from cli.titles import in_one_language


def called(report: Report, words: Words = ENGLISH) -> str:
    """The campaign's title, and its id behind it."""
    title = in_one_language(report.title, report.campaign, words.locale)
    return title if title == report.campaign else f"{title} ({report.campaign})"


def dates(report: Report, now: int, words: Words = ENGLISH) -> str:
    """The campaign's dates in its own timezone, and where it stands between them: `day 10 of 30`.

    Nothing where the server is older than this command, and does not tell.
    """
    if not report.closes:
        return ""
    first, last = (day_of(report, moment) for moment in (report.opens, report.closes - 1))
    whole, today = (last - first).days + 1, day_of(report, now)
    if now < report.opens:
        stands = words("not open yet")
    elif now >= report.closes:
        stands = words.several(whole, "over after {} day|over after {} days").format(f"{whole:,}")
    else:
        stands = words("day {} of {}").format((today - first).days + 1, whole)
    return f"{words('{} to {}').format(first, last)} ({report.timezone}), {stands}"


def day_of(report: Report, moment: int) -> date:
    """The day of a moment in the campaign's timezone."""
    return datetime.fromtimestamp(moment / 1000, ZoneInfo(report.timezone)).date()


def elapsed(report: Report, now: int) -> float:
    """The share of the campaign's time that is over."""
    return min(1.0, max(0.0, (now - report.opens) / max(1, report.closes - report.opens)))


def spent_of_budget(report: Report) -> float | None:
    """The share of the budget that the prizes granted so far are worth; None where the file has no budget."""
    if report.budget is None:
        return None
    spent = sum(cost.minor for cost in report.cost if cost.currency == report.budget.currency)
    return spent / max(1, report.budget.minor)
