"""Sales: what one action changed in what a member or a guest has bought, as the report of value adds it up.

Each order counts in the month in which it was paid, with what is left of it. So the sums of all receipts are the same
in whichever order orders, claims and refunds came, and an order that moves from a guest to a member leaves the one and
comes to the other: two receipts of one transaction.
"""

from msgspec import Struct

ORDERS = "orders/"
"""How the name of the orders of a currency begins of which anything is left."""

BUYERS = "buyers"
"""Persons with such an order in the month."""

FIRST = "first"
"""Persons whose first order it is that was paid in the month."""

SECOND = "second"
"""Persons whose second order it is."""

REFUNDS = "refunds/"
"""How the name of the refunds of a currency begins: those of the orders of the month, whenever they came."""

AMOUNT = "amount/"
"""How the name of the sum of a currency begins that is left of orders, in minor units."""

REFUNDED = "refunded/"
"""How the name of the sum of a currency begins that came back of orders, in minor units."""

Numbers = dict[str, int]
"""Numbers by the names above; negative: fewer."""


class Sales(Struct, frozen=True, omit_defaults=True):
    """The change of what somebody has bought."""

    months: dict[str, Numbers]
    """By the month in which orders were paid, `2026-05` in the programme's timezone: `buyers`, `first`, `second`; by
    currency `orders/CNY`, `refunds/CNY`, and in minor units `amount/CNY`, `refunded/CNY`; negative: fewer."""
    guest: bool = False
    """Whether it is of a guest, and no member."""
    cohort: str = ""
    """The month in which the member joined, `2026-03`; empty: a guest, or a member of before that was kept."""
    campaigns: tuple[str, ...] = ()
    """Of an order that comes back, the campaigns for which it counted; one that counts tells them by its tasks."""


def added_up(one: dict[str, Numbers], other: dict[str, Numbers]) -> dict[str, Numbers]:
    """The numbers of both, without those that are zero."""
    found: dict[str, Numbers] = {}
    for month in sorted({*one, *other}):
        here, more = one.get(month, {}), other.get(month, {})
        sums = {name: n for name in (*here, *more) if (n := here.get(name, 0) + more.get(name, 0))}
        if sums:
            found[month] = sums
    return found
