"""`python -m bench.costs`: what a million of each action costs on AWS, and a month by the size of the stage.

The units are counted, of each action's request and of what follows from its receipts; the prices are a list below, to
be replaced by a region's own (`--prices`). Time is not measured, but added up from published times of DynamoDB's calls.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from bench.guide import table, write_guide
from bench.recorded import Cost
from bench.recording import record
from bench.script import ACTIONS
from bench.world import world
from chalicelib.store.table import Item
from local.dynamo_calls import DynamoCalls
from local.embedded_aws import embedded_aws

GUIDE: Final = Path(__file__).parent.parent / "docs" / "costs.md"
COMMAND: Final = "python -m bench.costs --write-docs"

PRICES: Final[Mapping[str, float]] = {
    "write unit": 0.625,
    "read unit": 0.125,
    "request at the gateway": 3.50,
    "invocation": 0.20,
    "GB-second": 16.6667,
    "notice on the bus": 1.00,
    "GB-month in the table": 250_000.0,
    "GB-month of backup": 200_000.0,
}
"""US dollars a million, us-east-1, REST API and on-demand table; before taxes, discounts and free tiers."""

MEMORY_GB: Final = 1.0
READ_MS, TRANSACTION_MS, OWN_MS = 5.0, 25.0, 2.0
"""The median time of DynamoDB's calls (docs/crowd.md has the sources), and of a request without its calls."""

RECEIPTS_A_BATCH: Final = 100
"""How many receipts a busy stream hands over at once. On a quiet day batches are smaller, and cost more a receipt."""


@dataclass(frozen=True, slots=True)
class Derived:
    """The cost of counting a written receipt for the report, without the invocations."""

    writes: float
    """Write units."""
    reads: float
    """Read units."""
    bytes: float
    """The size of the receipt's item."""


@dataclass(frozen=True, slots=True)
class Size:
    """A stage by the number of members who come in a month."""

    name: str
    """As the table calls it: `a shop`."""
    members: int
    """Members who come in a month; `MONTH` says how often each of them does what."""


SIZES: Final = (Size("a shop", 10_000), Size("a brand", 300_000), Size("a nation's brand", 5_000_000))

MONTH: Final[Mapping[str, float]] = {
    "home screen": 30,
    "event": 12,
    "event, task done": 6,
    "draw": 3,
    "draw, limited prize": 2,
    "redeem": 1,
    "compose": 0.25,
    "gift": 0.1,
    "replay": 1,
    "sold out, known": 0.5,
    "history page": 1,
}
"""An assumption: how often a member who comes does what in a month."""

FIXED: Final[Mapping[str, float]] = {
    "three secrets": 1.20,
    "alarms": 1.10,
    "dashboard": 3.00,
    "firewall with two rules": 7.00,
}
"""US dollars a month that are due even if no member comes."""


def main() -> int:
    """Print the tables, or write them into the guide."""
    parser = argparse.ArgumentParser(prog="python -m bench.costs", description=__doc__)
    parser.add_argument("--prices", type=Path, metavar="FILE", help="JSON of other prices, by the names of the list")
    parser.add_argument("--write-docs", action="store_true", help="put the tables into docs/costs.md")
    arguments = parser.parse_args()
    prices = {**PRICES, **(json.loads(arguments.prices.read_text(encoding="utf-8")) if arguments.prices else {})}
    if unknown := prices.keys() - PRICES.keys():
        parser.error(f"no such price: {', '.join(sorted(unknown))}; there are: {', '.join(PRICES)}")
    text = tables(*measure(), prices)
    print(text)
    if arguments.write_docs:
        write_guide(text, COMMAND, GUIDE)
    return 0


def measure() -> tuple[Mapping[str, Cost], Derived]:
    """Count the units of each action, and of a receipt that was written."""
    with embedded_aws(), world() as container:
        recorded = record(container)
        written = [
            ((item.pk, item.sk), item.body) for item in Item.scan() if item.pk.startswith("M#") and item.sk[:2] == "R#"
        ]
        with DynamoCalls() as calls:
            counted = container.parts.operations.counting.count(written)
    size = sum(len(body) + len(pk) + len(sk) + 60 for (pk, sk), body in written) / len(written)
    return (
        {action: one.cost for action, one in recorded.actions.items()},
        Derived(calls.write_units / counted, calls.read_units / counted, size),
    )


def tables(costs: Mapping[str, Cost], derived: Derived, prices: Mapping[str, float]) -> str:
    """Write the tables: a million of each action, a month, and the prices."""
    parts = [
        f"{datetime.now(UTC).date().isoformat()} · counted on the embedded AWS",
        "### A million of each, in US dollars",
        table(
            ("action", "gateway and function", "table", "report and notices", "a million together"),
            [_line(action, costs[action], derived, prices) for action in ACTIONS],
        ),
        "### A month, in US dollars",
        table(
            ("members who come", "requests", "paid by use", "kept, each month that follows", "fixed"),
            [_month(size, costs, derived, prices) for size in SIZES],
        ),
        "### The prices",
        table(("what", "US dollars a million"), [(what, f"{price:,g}") for what, price in prices.items()]),
    ]
    return "\n\n".join(parts)


def _line(action: str, cost: Cost, derived: Derived, prices: Mapping[str, float]) -> Sequence[str]:
    parts = million(cost, derived, prices)
    return (action, *(f"{part:.2f}" for part in parts), f"**{sum(parts):.2f}**")


def million(cost: Cost, derived: Derived, prices: Mapping[str, float]) -> tuple[float, float, float]:
    """US dollars for a million of an action: for gateway and function, for the table, for its receipts afterwards."""
    receipts = _receipts(cost)
    transactions = 1 if cost.writes else 0
    seconds = ((cost.trips - transactions) * READ_MS + transactions * TRANSACTION_MS + OWN_MS) / 1000
    asked = prices["request at the gateway"] + prices["invocation"] + seconds * MEMORY_GB * prices["GB-second"]
    stored = cost.writes * prices["write unit"] + cost.reads * prices["read unit"]
    batch = 2 * (prices["invocation"] + 0.2 * MEMORY_GB * prices["GB-second"]) / RECEIPTS_A_BATCH
    counted = derived.writes * prices["write unit"] + derived.reads * prices["read unit"]
    return asked, stored, receipts * (counted + batch + prices["notice on the bus"])


def _receipts(cost: Cost) -> int:
    """How many receipts an action writes: a granted one its member's, a gift both members', a refusal none."""
    return 0 if cost.writes == 0 or cost.trips > 2 else 1 + (cost.writes == 8)


def _month(size: Size, costs: Mapping[str, Cost], derived: Derived, prices: Mapping[str, float]) -> Sequence[str]:
    requests = size.members * sum(MONTH.values())
    used = sum(often * sum(million(costs[action], derived, prices)) for action, often in MONTH.items())
    receipts = size.members * sum(often * _receipts(costs[action]) for action, often in MONTH.items())
    gigabytes = receipts * derived.bytes / 1e9
    kept = gigabytes * (prices["GB-month in the table"] + prices["GB-month of backup"]) / 1e6
    return (
        f"{size.members:,} ({size.name})",
        f"{requests:,.0f}",
        f"{size.members * used / 1e6:,.2f}",
        f"{kept:,.2f}",
        f"{sum(FIXED.values()):,.2f}",
    )


if __name__ == "__main__":
    sys.exit(main())
