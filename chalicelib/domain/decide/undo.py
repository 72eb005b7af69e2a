"""Taking back what an order gave, when it comes back whole or in part."""

from chalicelib.domain.play.turn import Turn
from chalicelib.domain.record.receipt import Receipt


def take_back(turn: Turn, given: Receipt, paid: int, left_before: int, left: int) -> None:
    """Take back what an order gave for the part that came back. Amounts are in minor units.

    given: the receipt that counted the order. paid: at first. left_before, left: before this refund, and after it.
    """
