"""Columns by day, as HTML that a phone can read: the drawing is stretched, and its numbers and dates stay text."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from html import escape
from itertools import accumulate

from chalicelib.domain.derived.report_lines import Report
from cli.reporting.sheet import number
from cli.reporting.standing import day_of
from cli.reporting.words import ENGLISH, Words
from cli.simulation.cells import money

STYLE = """
.chart { display: grid; grid-template-columns: auto 1fr; column-gap: 8px; margin-top: 12px; font-size: 13px;
  color: #6b7885; }
.chart .scale { display: flex; flex-direction: column; justify-content: space-between; text-align: right; }
.chart .scale, .chart .field { height: 180px; }
.chart .scale span { line-height: 1; font-variant-numeric: tabular-nums; }
.chart .scale span:first-child { transform: translateY(-50%); }
.chart .scale span:last-child { transform: translateY(50%); }
.chart .field { position: relative; }
.chart svg { display: block; width: 100%; height: 100%; overflow: visible; }
.chart rect { fill: #2f7f86; }
.chart .grid { stroke: #e1e5ea; vector-effect: non-scaling-stroke; }
.chart .budget { stroke: #b24a5a; stroke-dasharray: 5 3; stroke-width: 2; vector-effect: non-scaling-stroke; }
.chart .label { position: absolute; left: 4px; color: #b24a5a; background: #fffc; padding: 0 3px; }
.chart .dates { grid-column: 2; position: relative; height: 22px; }
.chart .dates span { position: absolute; top: 4px; transform: translateX(-50%); white-space: nowrap; }
.chart .dates span:first-child { transform: none; }
.chart .dates span:last-child { transform: translateX(-100%); }
@media (max-width: 620px) { .chart .more { display: none; } }
"""

FEW, MANY = 3, 9
"""How many dates stand below a chart on a phone, and on a wide screen."""


def charts(report: Report, now: int, words: Words = ENGLISH) -> str:
    """The charts of a report: actions a day, and the cost added up against the budget where prizes have a value."""
    days = days_of(report, now)
    if not days:
        return ""
    counts = {day.date: day.counts for day in report.days}
    actions = [counts.get(day.isoformat(), {}).get("actions", 0) for day in days]
    drawn = columns(words("Actions a day"), days, actions, number, words)
    for title, kind in (("Coupons used a day", "used"), ("Coupons that ended, by day", "expired")):
        numbers = [_of_kind(counts.get(day.isoformat(), {}), kind) for day in days]
        drawn += columns(words(title), days, numbers, number, words) if any(numbers) else ""
    currency = report.budget.currency if report.budget else next((one.currency for one in report.cost), "")
    if not currency:
        return drawn
    values = {line.prize: line.value.minor for line in report.prizes if line.value and line.value.currency == currency}
    cost = list(accumulate(_cost(counts.get(day.isoformat(), {}), values) for day in days))
    title = words("Value of the prizes granted, added up") + (words(", against the budget") if report.budget else "")

    def shown(minor: int) -> str:
        return money(minor, currency)

    return drawn + columns(title, days, cost, shown, words, report.budget.minor if report.budget else None)


def scale_of(most: int) -> int:
    """The upper end of an axis: 2, 5 or 10, or these with zeros."""
    step = 2
    while step < most:
        digits = int(str(step)[0])
        step = step * 5 // 2 if digits == 2 else step * 2
    return step


def days_of(report: Report, now: int) -> list[date]:
    """Each day from the opening until now or the close, whether anything happened on it or not."""
    seen = [date.fromisoformat(day.date) for day in report.days]
    if not seen:
        return []
    first = min([*seen, day_of(report, report.opens)]) if report.opens else min(seen)
    last = max([*seen, day_of(report, min(now, report.closes - 1))]) if report.closes else max(seen)
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _of_kind(counts: Mapping[str, int], kind: str) -> int:
    return sum(n for name, n in counts.items() if name.startswith(f"{kind}/"))


def _cost(counts: Mapping[str, int], values: Mapping[str, int]) -> int:
    """The value of what was granted on a day, less that of what was taken back."""
    left = {name: counts.get(f"prizes/{name}", 0) - counts.get(f"taken_back/{name}", 0) for name in values}
    return sum(left[name] * value for name, value in values.items())


def columns(
    title: str,
    days: Sequence[date],
    values: Sequence[int],
    shown: Callable[[int], str],
    words: Words = ENGLISH,
    budget: int | None = None,
    form: str = "%m-%d",
) -> str:
    """One chart: a column for each day, or for the month that it begins. shown: a value as text. form: of the dates."""
    top = scale_of(max(max(values), budget or 0))
    columns = "".join(
        f'<rect x="{at + 0.1:g}" y="{100 - 100 * value / top:.2f}" width="0.8" height="{100 * value / top:.2f}">'
        f"<title>{day}: {escape(shown(value))}</title></rect>"
        for at, (day, value) in enumerate(zip(days, values, strict=True))
    )
    grid = "".join(f'<line class="grid" x1="0" x2="{len(days)}" y1="{y}" y2="{y}"/>' for y in (0, 50, 100))
    line = label = ""
    if budget is not None:
        high = 100 - 100 * budget / top
        line = f'<line class="budget" x1="0" x2="{len(days)}" y1="{high:.2f}" y2="{high:.2f}"/>'
        label = f'<span class="label" style="top:{high:.1f}%">{words("budget")} {escape(shown(budget))}</span>'
    most = words("{} at most").format(shown(max(values)))
    half = shown(top // 2) if top % 2 == 0 else ""
    scale = "".join(f"<span>{escape(told)}</span>" for told in (shown(top), half, shown(0)))
    return (
        f'<section><h2>{escape(title)}</h2><div class="chart"><div class="scale">{scale}</div>'
        f'<div class="field"><svg viewBox="0 0 {len(days)} 100" preserveAspectRatio="none" role="img"'
        f' aria-label="{escape(title)}, {escape(most)}">{grid}{columns}{line}</svg>{label}</div>'
        f'<div class="dates">{_dates(days, form)}</div></div></section>'
    )


def _dates(days: Sequence[date], form: str) -> str:
    """The dates below a chart; those that a phone has no room for are marked."""
    last = len(days) - 1
    few = {round(last * n / (FEW - 1)) for n in range(FEW)}
    many = few | {round(last * n / (MANY - 1)) for n in range(MANY)}
    return "".join(
        f'<span class="{"few" if at in few else "more"}" style="left:{100 * (at + 0.5) / (last + 1):.1f}%">'
        f"{days[at]:{form}}</span>"
        for at in sorted(many)
    )
