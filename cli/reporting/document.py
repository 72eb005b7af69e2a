"""An HTML page of a report that needs nothing from elsewhere: no script, no font, no picture, no address."""

from collections.abc import Iterable
from html import escape

from cli.reporting import chart, value_chart
from cli.reporting.sheet import Row, Sheet
from cli.reporting.words import ENGLISH, Words

STYLE = """
body { margin: 0; background: #f5f6f8; color: #24303c; font: 15px/1.5 system-ui, "PingFang SC", sans-serif; }
main { max-width: 1080px; margin: 0 auto; padding: 32px 20px 60px; }
h1 { font-size: 26px; margin: 0 0 4px; }
h2 { font-size: 17px; margin: 12px 0 6px; }
p { color: #6b7885; margin: 0 0 20px; }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(150px, 1fr)); gap: 14px; margin: 20px 0; }
.card { background: #fff; border-radius: 10px; padding: 14px 18px; }
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
.fill.over { background: #b24a5a; }
.said { margin: 8px 0 4px; }
.means { display: block; color: #6b7885; font-size: 12px; line-height: 1.35; white-space: normal; max-width: 100ch; }
p.means { margin: 8px 0 0; }
tr.told td { border-bottom: 0; padding-bottom: 0; }
tr.told td:first-child { white-space: normal; }
@media (max-width: 620px) {
  main { padding: 24px 12px 40px; }
  th, td { padding: 4px 6px; }
  th, td:first-child { white-space: normal; }
  td:first-child { min-width: 90px; }
  tr.told td { font-size: 13px; }
  tr.told td:first-child { min-width: 62px; }
  th.bar, td.bar { display: none; }
}
"""


def document(
    title: str,
    under: str,
    cards: Iterable[tuple[str, str]],
    charts: str,
    sheets: Iterable[Sheet],
    words: Words = ENGLISH,
) -> str:
    """The page. under: what stands below its title. cards: figures with their meanings. charts: as HTML."""
    told = "".join(
        f'<div class="card"><b>{escape(figure)}</b><span>{escape(meaning)}</span></div>' for figure, meaning in cards
    )
    return f"""<!doctype html>
<html lang="{words.locale}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}: {words("report")}</title><style>{STYLE}{chart.STYLE}{value_chart.STYLE}</style></head>
<body><main>
<h1>{escape(title)}</h1>
<p>{escape(under)}</p>
<div class="cards">{told}</div>
{charts}
{"".join(section(sheet) for sheet in sheets)}
</main></body></html>
"""


def section(sheet: Sheet) -> str:
    """One sheet of a page."""
    bars = any(row.share is not None for row in sheet.rows)
    head = "".join(f"<th>{escape(name)}</th>" for name in sheet.head)
    head += f'<th class="bar">{escape(sheet.bar)}</th>' if bars else ""
    body = "".join(_row(row, bars, len(sheet.head) + bars) for row in sheet.rows)
    said = "".join(f'<p class="means">{escape(one)}</p>' for one in sheet.said)
    return (
        f"<section><h2>{escape(sheet.title)}</h2>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{said}</section>"
    )


def _row(row: Row, bars: bool, columns: int) -> str:
    """A row, and below it what it is, where its name does not say it all."""
    cells = "".join(f"<td>{escape(cell).replace(' + ', ' +<br>')}</td>" for cell in row.cells)
    if bars:
        fill = f'<div class="fill" style="width:{row.share:.1%}"></div>' if row.share else ""
        cells += (
            f'<td class="bar"><div class="track">{fill}</div></td>'
            if row.share is not None
            else '<td class="bar"></td>'
        )
    if not row.said:
        return f"<tr>{cells}</tr>"
    means = f'<td colspan="{columns}"><span class="means">{escape(row.said)}</span></td>'
    return f'<tr class="told">{cells}</tr><tr>{means}</tr>'
