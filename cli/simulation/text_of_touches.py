"""The tables of a summary that tell of messages: what was sent, what stopped the rest, and who came."""

from collections.abc import Iterator

from rich.table import Table

from cli.simulation.bands import Band
from cli.simulation.cells import table, three
from cli.simulation.summary import Summary, percentiles


def of_touches(summary: Summary) -> Iterator[Table]:
    """Tell what members are told, and whether who is told comes more often than who is held out."""
    sent = (f"sent {one}" for one in percentiles(summary))
    made = table("Messages", "", *sent, "came within two weeks", "held out", "came anyway", "dropped")
    for one in summary.told:
        came, anyway = _share(one.came, one.sent), _share(one.came_anyway, one.held_out)
        made.add_row(one.touch, *three(one.sent), came, _number(one.held_out), anyway, _number(one.dropped))
    yield made
    stopped = [(one.touch, cause, n) for one in summary.told for cause, n in one.stopped.items()]
    if stopped:
        made = table("What stopped those that were dropped", "", "by", *percentiles(summary))
        for touch, cause, n in stopped:
            made.add_row(touch, cause, *three(n))
        yield made


def _number(one: Band) -> str:
    return f"{one.middle:,.0f}"


def _share(of: Band, all: Band) -> str:
    """The share of the medians."""
    return f"{of.middle / all.middle:.1%}" if all.middle else "–"
