"""A summary as one HTML page that needs nothing from elsewhere: plots inside, no script, no font, no address."""

from base64 import b64encode
from collections.abc import Iterable
from html import escape

from matplotlib.figure import Figure
from rich.table import Table

from cli.amounts import do, several
from cli.simulation.cells import money, number
from cli.simulation.cost import can_tell, notes, on_budget
from cli.simulation.drawing import NARROW
from cli.simulation.plots import figures, svg
from cli.simulation.summary import Summary
from cli.simulation.text import tables, what_was_run

STYLE = """
body { margin: 0; background: #f5f6f8; color: #24303c; font: 15px/1.5 system-ui, "PingFang SC", sans-serif; }
main { max-width: 1180px; margin: 0 auto; padding: 32px 20px 60px; }
h1 { font-size: 26px; margin: 0 0 4px; }
.run { color: #6b7885; margin: 0 0 20px; }
.budget { padding: 10px 14px; border-radius: 8px; background: #e4f1e6; color: #265c33; }
.budget.open { background: #fbf1d9; color: #6b5314; }
.budget.over { background: #fae3e3; color: #8c2330; }
.cards { display: flex; flex-wrap: wrap; gap: 14px; margin: 20px 0; }
.card { flex: 1 1 180px; background: #fff; border-radius: 10px; padding: 14px 18px; }
.card b { display: block; font-size: 20px; }
.card span { color: #6b7885; font-size: 13px; }
.plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 500px), 1fr)); gap: 16px; }
.plots > div { background: #fff; border-radius: 10px; padding: 8px; display: flex; align-items: center; }
.plots picture { width: 100%; }
.plots img { width: 100%; height: auto; }
section { background: #fff; border-radius: 10px; padding: 4px 18px 14px; margin-top: 16px; overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th { color: #6b7885; font-weight: normal; }
th, td { text-align: right; padding: 4px 10px; border-bottom: 1px solid #eef1f4; white-space: nowrap; }
th:first-child, td:first-child { text-align: left; padding-left: 0; }
h2 { font-size: 17px; margin: 12px 0 6px; }
@media (max-width: 620px) {
  main { padding: 24px 12px 40px; }
  th, td { padding: 4px 6px; }
  th, td:first-child { white-space: normal; }
  td:first-child { min-width: 96px; }
}
"""


def page(summary: Summary, title: str, seed: int) -> str:
    """The page. title: of the campaign, for people."""
    over = " over" if summary.over_budget else "" if can_tell(summary) else " open"
    budget = f'<p class="budget{over}">{escape(on_budget(summary))}</p>' if summary.budget else ""
    said = "".join(f"<p>{escape(one)}</p>" for one in notes(summary))
    ranges = "from the 5th to the 95th percentile" if summary.enough else "from the least to the most"
    both = zip(figures(summary), figures(summary, NARROW), strict=True)
    plots = "".join(_plot(wide, narrow) for (_, wide), (_, narrow) in both)
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}: simulation</title><style>{STYLE}</style></head>
<body><main>
<h1>{escape(title)}</h1>
<p class="run">{escape(" ".join((what_was_run(summary, seed), summary.shown)).strip())} Ranges go {ranges}.</p>
{budget}{said}
<div class="cards">{"".join(_cards(summary))}</div>
<div class="plots">{plots}</div>
{"".join(_section(table) for table in tables(summary))}
</main></body></html>
"""


def _plot(wide: Figure, narrow: Figure) -> str:
    """A plot as an image within the page, another one on a phone: its names can't meet those of another."""
    told = escape(str(wide.get_label()))
    return (
        f'<div><picture><source media="(max-width: 620px)" srcset="{_image(narrow)}">'
        f'<img alt="{told}" src="{_image(wide)}"></picture></div>'
    )


def _image(figure: Figure) -> str:
    return f"data:image/svg+xml;base64,{b64encode(svg(figure)).decode()}"


def _cards(summary: Summary) -> Iterable[str]:
    active = summary.active.middle
    yield _card(number(summary.active), f"{several(active, 'member')} {do(active, 'take')} part")
    if summary.currency:
        cost = f"{money(summary.cost.low, summary.currency)} to {money(summary.cost.high, summary.currency)}"
        yield _card(cost, "cost of the prizes")
    if summary.earned.high:
        yield _card(number(summary.points), "points still held at the end")
    if summary.liability is not None:
        low, high = (money(one, summary.worth_in) for one in (summary.liability.low, summary.liability.high))
        yield _card(f"{low} to {high}", "worth of the points held and pending at the end")
    if summary.refunds.high:
        yield _card(
            number(summary.refunds),
            f"{several(summary.refunds.middle, 'order')} {do(summary.refunds.middle, 'come')} back",
        )
    if summary.tills is not None and summary.tills.bills.high:
        if summary.tills.off.high:
            low, high = (money(one, summary.tills.currency) for one in (summary.tills.off.low, summary.tills.off.high))
            yield _card(f"{low} to {high}", "taken off bills by coupons")
        if summary.tills.points.high:
            yield _card(number(summary.tills.points), "points paid at tills")
    if summary.for_cash is not None and summary.for_cash.paid.high:
        taken, currency = summary.for_cash.cash, summary.for_cash.currency
        low, high = money(taken.low, currency), money(taken.high, currency)
        yield _card(f"{low} to {high}", "cash taken beside points")
    if summary.friends is not None and summary.friends.bought.high:
        yield _card(number(summary.friends.bought), "first orders of friends whom members invited")
    for board in summary.boards:
        if board.cost.high:
            worth = dict.fromkeys(money(one, summary.currency) for one in (board.cost.low, board.cost.high))
            yield _card(" to ".join(worth), f"prizes for the places of {board.title}")
    if any(summary.draws):
        yield _card(f"{summary.drawn.middle:.2f}", "draws a member")
    for name, line in summary.sets.items():
        yield _card(f"{line.days[-1].middle:.1%}", f"of all who come finish {summary.set_titles[name]}")


def _card(value: str, meaning: str) -> str:
    return f'<div class="card"><b>{escape(value)}</b><span>{escape(meaning)}</span></div>'


def _section(table: Table) -> str:
    """The very table of the terminal, as HTML."""
    head = "".join(f"<th>{escape(str(column.header))}</th>" for column in table.columns)
    rows = zip(*(column.cells for column in table.columns), strict=True)
    body = "".join("<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows)
    title = escape(str(table.title))
    return f"<section><h2>{title}</h2><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></section>"
