"""Reads a grocer's orders, and says what comes back of one in eight: all or a part, before its order or after."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from itertools import cycle

from tests.grocer.recount import Order, Refund

EVERY = 8
"""Of so many orders one comes back."""
LEAST = 10
"""Cents of which a part can come back."""
PARTS = (
    ((100, False),),
    ((100, True),),
    ((37, False),),
    ((37, True),),
    ((20, True), (30, False)),
    ((25, False), (75, False)),
    ((60, True), (40, True)),
)
"""The refunds of an order: so many percent, and whether before the order. The next order takes the next row."""


def orders_of(text: str) -> Iterator[Order]:
    """The orders of a CSV file, in the order of their moments."""
    for line in csv.DictReader(StringIO(text)):
        whole, cents = line["amount"].split(".")
        goods = frozenset(line["goods"].split("|"))
        yield Order(line["order"], line["household"], line["time"][:10], int(whole) * 100 + int(cents), goods)


def refunds_of(orders: Iterable[Order]) -> Iterator[Refund]:
    """What comes back, of one order in eight."""
    parts = cycle(PARTS)
    for order in [one for one in orders if one.cents >= LEAST][::EVERY]:
        left = order.cents
        for n, (percent, early) in enumerate(row := next(parts)):
            whole = sum(one for one, _ in row) == 100 and n == len(row) - 1
            cents = left if whole else order.cents * percent // 100
            left -= cents
            yield Refund(order.number, str(n), cents, early)
