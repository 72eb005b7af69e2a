"""Charts of value, as HTML that a phone can read: members beside guests by month, the funnel, and cohorts as a map."""

from collections.abc import Callable, Sequence
from html import escape

from chalicelib.domain.derived.value_report import BoughtLine, CohortLine, ValueReport
from chalicelib.domain.record.purse import month_of_text, month_text
from cli.reporting.chart import scale_of
from cli.reporting.sheet import number
from cli.reporting.value import ages_of, bar_of, cohort_buyers, main_currency, most_persons, steps_of
from cli.reporting.words import Words
from cli.simulation.cells import money

STYLE = """
.chart rect.guests { fill: #d39a4a; }
.legend { display: flex; gap: 16px; font-size: 13px; color: #6b7885; margin-top: 6px; }
.legend i { display: inline-block; width: 10px; height: 10px; border-radius: 2px; margin-right: 6px;
  background: #2f7f86; }
.legend i.guests { background: #d39a4a; }
.steps { margin-top: 8px; }
.steps .step { margin: 10px 0; }
.steps b { font-variant-numeric: tabular-nums; }
.map { border-collapse: separate; border-spacing: 2px; font-size: 13px; }
.map th, .map td { border: 0; padding: 4px 6px; text-align: center; border-radius: 4px; }
.map td.cell { min-width: 30px; }
@media (max-width: 620px) {
  .map { border-spacing: 1px; font-size: 11px; }
  .map th, .map td, .map td:first-child { padding: 3px 1px; min-width: 0; }
  .map td { white-space: nowrap; }
  .map td.cell { min-width: 17px; }
}
"""

MOST_DATES = 6
"""Months that are named below a chart: as many as a phone has room for."""


def charts(value: ValueReport, words: Words) -> str:
    """All charts that have anything to show."""
    drawn, months = "", _months(value)
    if months:
        currency = main_currency(value)

        def amount(line: BoughtLine) -> int:
            return max(0, sum(one.minor for one in line.amount if one.currency == currency))

        drawn += _pairs(words("amount a month"), value, months, amount, lambda n: money(n, currency), words)
        drawn += _pairs(words("buyers a month"), value, months, lambda line: max(0, line.buyers), number, words)
    if value.funnel.joined:
        drawn += _funnel(value, words)
    if any(one.ages for one in value.cohorts):
        drawn += _map(value.cohorts, words)
    return drawn


def _months(value: ValueReport) -> list[str]:
    """Each month from the first with an order to the last."""
    told = [month_of_text(line.month) for line in (*value.members_by_month, *value.guests_by_month)]
    return [month_text(month) for month in range(min(told), max(told) + 1)] if told else []


def _pairs(
    title: str,
    value: ValueReport,
    months: Sequence[str],
    of: Callable[[BoughtLine], int],
    shown: Callable[[int], str],
    words: Words,
) -> str:
    """Two columns a month: of members, and of guests beside it."""
    series = [
        (kind, [{line.month: of(line) for line in lines}.get(month, 0) for month in months])
        for kind, lines in (("members", value.members_by_month), ("guests", value.guests_by_month))
    ]
    top = scale_of(max((n for _, numbers in series for n in numbers), default=0))
    drawn = "".join(
        f'<rect class="{kind}" x="{at + 0.1 + 0.4 * place:g}" width="0.38" y="{100 - 100 * n / top:.2f}"'
        f' height="{100 * n / top:.2f}"><title>{months[at]}, {escape(words(kind))}: {escape(shown(n))}</title></rect>'
        for place, (kind, numbers) in enumerate(series)
        for at, n in enumerate(numbers)
    )
    grid = "".join(f'<line class="grid" x1="0" x2="{len(months)}" y1="{y}" y2="{y}"/>' for y in (0, 50, 100))
    scale = "".join(f"<span>{escape(text)}</span>" for text in (shown(top), shown(top // 2), shown(0)))
    legend = "".join(f'<span><i class="{kind}"></i>{escape(words(kind))}</span>' for kind, _ in series)
    return (
        f'<section><h2>{escape(title)}</h2><div class="legend">{legend}</div>'
        f'<div class="chart"><div class="scale">{scale}</div><div class="field">'
        f'<svg viewBox="0 0 {len(months)} 100" preserveAspectRatio="none" role="img" aria-label="{escape(title)}">'
        f'{grid}{drawn}</svg></div><div class="dates">{_dates(months)}</div></div></section>'
    )


def _dates(months: Sequence[str]) -> str:
    step = -(-len(months) // MOST_DATES)
    places = range(len(months) - 1, -1, -step)
    return "".join(
        f'<span style="left:{100 * (at + 0.5) / len(months):.1f}%;transform:translateX(-50%)">{months[at][2:]}</span>'
        for at in sorted(places)
    )


def _funnel(value: ValueReport, words: Words) -> str:
    steps = steps_of(value.funnel)
    most = most_persons(steps)
    drawn = ""
    for key, n in steps:
        figure = words.figure(key)
        share = bar_of(key, n, most)
        track = f'<div class="track"><div class="fill" style="width:{share:.1%}"></div></div>' if share else ""
        drawn += (
            f'<div class="step"><b>{number(n)}</b> {escape(figure.name)}{track}'
            f'<span class="means">{escape(figure.said)}</span></div>'
        )
    return f'<section><h2>{escape(words("funnel"))}</h2><div class="steps">{drawn}</div></section>'


def _map(cohorts: Sequence[CohortLine], words: Words) -> str:
    """A map of cohorts: the darker, the larger the share of those who joined that bought in that month."""
    ages, figure = ages_of(cohorts), words.figure("cohort_buyers")
    head = "".join(f"<th>{escape(words('before')) if age < 0 else f'+{age}'}</th>" for age in ages)
    rows = ""
    for one in cohorts:
        cells = ""
        last = max((age.months for age in one.ages), default=-1)
        for age, n in zip(ages, cohort_buyers(one, ages), strict=True):
            share = n / one.joined if one.joined else 0.0
            told = f"{n * 100 // one.joined}" if one.joined and (n or 0 <= age <= last) else ""
            ink = "#fff" if share > 0.5 else "#24303c"
            shade = f"background:rgba(47,127,134,{min(1.0, share):.2f});color:{ink}" if n else ""
            cells += f'<td class="cell" style="{shade}">{told}</td>'
        rows += f"<tr><td>{one.month[2:]}</td><td>{number(one.joined)}</td>{cells}</tr>"
    return (
        f'<section><h2>{escape(words("cohort buyers"))}</h2><table class="map"><thead><tr>'
        f"<th>{escape(words('joined in'))}</th><th>{escape(words.figure('joined').name)}</th>{head}</tr></thead>"
        f'<tbody>{rows}</tbody></table><p class="means">{escape(figure.said)} {escape(words("in percent"))}</p>'
        "</section>"
    )
