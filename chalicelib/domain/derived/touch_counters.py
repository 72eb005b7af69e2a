"""Counters of touches: what a receipt adds to how many were told, were held out, and came.

They stand among the programme's counters. TOLD is `sent` of those who were told, and `held_out` of the others.

| counter | counts |
| --- | --- |
| `touches/TOUCH/TOLD` | members who were chosen for a touch, as often as they were |
| `touches/TOUCH/TOLD_orders` | orders that were paid within two weeks after that |
| `touches/TOUCH/TOLD_came` | the first of these each time: members who came |
| `touches/TOUCH/TOLD_amount/CURRENCY` | the amount of these orders, in minor units; refunds are not taken off |
| `touches/TOUCH/dropped` | touches that waited too long |
| `channels/CHANNEL/sent` | messages that were sent by a channel |
"""

from collections.abc import Iterator
from typing import Final

from chalicelib.domain.record.receipt import Receipt

TOUCHES: Final = "touches"
CHANNELS: Final = "channels"


def counted_of_touches(receipt: Receipt) -> Iterator[tuple[str, int]]:
    """The counters that a receipt raises, each with how much."""
    if touched := receipt.touched:
        yield f"{TOUCHES}/{touched.touch}/{group(touched.held_out)}", 1
        if not touched.held_out:
            yield f"{CHANNELS}/{touched.channel}/sent", 1
    for name in receipt.dropped:
        yield f"{TOUCHES}/{name}/dropped", 1
    for one in receipt.followed:
        counter = f"{TOUCHES}/{one.touch}/{group(one.held_out)}"
        yield f"{counter}_orders", 1
        yield f"{counter}_amount/{one.currency}", one.minor
        if one.first:
            yield f"{counter}_came", 1


def group(held_out: bool) -> str:
    """The name of those who were told, or who were held out."""
    return "held_out" if held_out else "sent"
