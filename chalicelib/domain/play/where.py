"""Whether an event is one that a block counts, by what its file says of the event's fields."""

from collections.abc import Mapping

from chalicelib.domain.file.conditions import Value, holds, least_of
from chalicelib.domain.play.turn import Turn
from chalicelib.domain.words.values import Conditions, Money


def meets(turn: Turn, where: Conditions, type: str, values: Mapping[str, Value]) -> bool:
    """Whether the fields of an event meet every condition; one that is not there meets none.

    A condition on an order's own amount is about what was paid, and what is left of it has to be as much as the
    condition takes at least: so it is the same whether a refund comes before its order or after.
    """
    if not where:
        return True
    order = turn.order
    if order is not None and turn.spends in where:
        if order.left < least_left(turn, where):
            return False
        values = {**values, turn.spends: Money(order.minor, order.currency)}
    fields = turn.definitions.programme.events[type].fields
    return all(name in values and holds(one, fields[name], values[name]) for name, one in where.items())


def least_left(turn: Turn, where: Conditions) -> int:
    """How much must be left of the order that is counted, in minor units, for the conditions to be met; 0: anything."""
    order, condition = turn.order, where.get(turn.spends)
    return least_of(condition, order.currency) if order is not None and condition is not None else 0


def what_counts(left: int, least: int) -> int:
    """The amount that counts of an order of which so much is left, in minor units: 0 where that is too little."""
    return left if left >= least else 0
