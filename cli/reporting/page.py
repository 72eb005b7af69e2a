"""A report as one HTML page that needs nothing from elsewhere: no script, no font, no picture, no address."""

from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

from chalicelib.domain.derived.report import Report
from cli.reporting.sheets import NO_REFUSALS, Row, Sheet, headline, number, sheets

STYLE = """
body { margin: 0; background: #f5f6f8; color: #24303c; font: 15px/1.5 system-ui, "PingFang SC", sans-serif; }
main { max-width: 1080px; margin: 0 auto; padding: 32px 20px 60px; }
h1 { font-size: 26px; margin: 0 0 4px; }
h2 { font-size: 17px; margin: 12px 0 6px; }
p { color: #6b7885; margin: 0 0 20px; }
.cards { display: flex; flex-wrap: wrap; gap: 14px; margin: 20px 0; }
.card { flex: 1 1 150px; background: #fff; border-radius: 10px; padding: 14px 18px; }
.card b { display: block; font-size: 20px; font-variant-numeric: tabular-nums; }
.card span { color: #6b7885; font-size: 13px; }
section { background: #fff; border-radius: 10px; padding: 4px 18px 14px; margin-top: 16px; overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th { color: #6b7885; font-weight: normal; }
th, td { text-align: right; padding: 4px 10px; border-bottom: 1px solid #eef1f4; white-space: nowrap; }
th:first-child, td:first-child { text-align: left; padding-left: 0; }
th.bar, td.bar { text-align: left; width: 30%; min-width: 120px; }
.track { background: #eef1f4; border-radius: 4px; height: 12px; }
.fill { background: #2f7f86; border-radius: 4px; height: 12px; min-width: 2px; }
.days { display: block; width: 100%; height: auto; margin-top: 6px; }
.days rect { fill: #2f7f86; }
.days text { fill: #6b7885; font-size: 12px; }
"""

WIDE, HIGH, FOOT = 1000, 180, 22
"""The chart of days, in its own units: width, height of the highest column, and room for the dates."""

DATES = 8
"""About how many dates stand below the chart."""


def page(report: Report, now: int) -> str:
    """The page. now: when it was asked for, epoch ms."""
    at = datetime.fromtimestamp(now / 1000, ZoneInfo(report.timezone))
    cards = "".join(
        f'<div class="card"><b>{escape(figure)}</b><span>{escape(meaning)}</span></div>'
        for figure, meaning in headline(report)
    )
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(report.campaign)}: report</title><style>{STYLE}</style></head>
<body><main>
<h1>{escape(report.campaign)}</h1>
<p>As of {at:%Y-%m-%d %H:%M} ({escape(report.timezone)}). {escape(NO_REFUSALS)}</p>
<div class="cards">{cards}</div>
{_chart(report)}
{"".join(_section(sheet) for sheet in sheets(report))}
</main></body></html>
"""


def _chart(report: Report) -> str:
    """A column a day; its number shows where the mouse rests."""
    if not report.days:
        return ""
    most = max(day.counts.get("actions", 0) for day in report.days)
    step = WIDE / len(report.days)
    every = -(-len(report.days) // DATES)
    drawn = []
    for at, day in enumerate(report.days):
        actions = day.counts.get("actions", 0)
        high = HIGH * actions / max(1, most)
        drawn.append(
            f'<rect x="{at * step + step * 0.1:.1f}" y="{HIGH - high:.1f}" width="{min(step * 0.8, 60):.1f}"'
            f' height="{high:.1f}" rx="2"><title>{day.date}: {number(actions)}</title></rect>'
        )
        if at % every == 0:
            drawn.append(f'<text x="{at * step + step * 0.1:.1f}" y="{HIGH + FOOT - 6}">{day.date[5:]}</text>')
    return (
        f'<section><h2>Actions a day</h2><svg class="days" viewBox="0 0 {WIDE} {HIGH + FOOT}" role="img"'
        f' aria-label="Actions a day, {number(most)} at most">{"".join(drawn)}</svg></section>'
    )


def _section(sheet: Sheet) -> str:
    bars = any(row.share is not None for row in sheet.rows)
    head = "".join(f"<th>{escape(name)}</th>" for name in sheet.head)
    head += f'<th class="bar">{escape(sheet.bar)}</th>' if bars else ""
    body = "".join(_row(row, bars) for row in sheet.rows)
    return (
        f"<section><h2>{escape(sheet.title)}</h2>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></section>"
    )


def _row(row: Row, bars: bool) -> str:
    cells = "".join(f"<td>{escape(cell)}</td>" for cell in row.cells)
    if bars:
        fill = f'<div class="fill" style="width:{row.share:.1%}"></div>' if row.share else ""
        cells += f'<td class="bar"><div class="track">{fill}</div></td>' if row.share is not None else "<td></td>"
    return f"<tr>{cells}</tr>"
