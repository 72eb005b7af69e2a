"""Reads `past_orders` of population.yaml: what members bought before the campaign began."""

from collections.abc import Iterator
from fractions import Fraction

from msgspec import Struct, field

from chalicelib.domain.chance.odds import table
from chalicelib.domain.file.phrases import money
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.words.findings import Finding
from chalicelib.domain.words.values import Chance
from cli.simulation import ranges

KEY = "past_orders"
LATELY = {"1 to 90 days": Chance(Fraction(60, 100)), "91 to 365 days": Chance(None)}
A_FEW = {"1 to 5": Chance(None)}


class PastOrders(Struct, frozen=True, kw_only=True):
    """The orders of members from before the campaign."""

    share: Fraction = Fraction(1, 2)
    """The share of members who have bought before; the others join when they come for the first time."""
    last: dict[str, Chance] = field(default_factory=LATELY.copy)
    """How long before the opening the last one was, by share: `30 days`, or `1 to 90 days`, each moment as likely."""
    number: dict[str, Chance] = field(default_factory=A_FEW.copy)
    """How many orders they made, by share: `3`, or `1 to 5`."""
    apart: str = "10 to 90 days"
    """How long before each order the one before it was."""
    amount: str | None = None
    """The typical amount of one, half are below it: `180.00 CNY`; null: that of the orders that are made up."""


def check(past: PastOrders, programme: Programme) -> Iterator[Finding]:
    """The errors of what is said of past orders."""
    if not programme.orders:
        told = "no event of events.yaml is an order: let one say `spends`, or leave the lines out"
        yield Finding((KEY,), "error", "unknown-event", told)
    for name, rows in (("last", past.last), ("number", past.number)):
        try:
            table(rows)
        except ValueError as error:
            yield Finding((KEY, name), "error", "shares", str(error))
    yield from ranges.wrong((KEY, "last"), past.last, ranges.delay)
    yield from ranges.wrong((KEY, "number"), past.number, ranges.number)
    for name, text in (("apart", past.apart), ("amount", past.amount)):
        try:
            if text is not None:
                (ranges.delay if name == "apart" else money)(text)
        except ValueError as error:
            yield Finding((KEY, name), "error", "bad-phrase", str(error))
