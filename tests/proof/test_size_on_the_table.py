"""The size of a member's item as it is stored: each kilobyte costs two units more, with each action."""

import json
from datetime import UTC, datetime
from math import inf

import pytest

from chalicelib.domain.publishing.definitions import PROGRAMME as OF_ALL
from chalicelib.store.table import Item
from tests.proof.observer import stored
from tests.proof.order_lives import START
from tests.proof.order_model import DAY
from tests.proof.world import World, campaign_tree, programme_of

MOST = 3 * 1024


@pytest.mark.usefixtures("aws")
def test_a_member_with_24_lots_tiers_and_orders_of_two_years_fits_three_kilobytes() -> None:
    """Three orders a month, of which one comes back in part."""
    world = World(START)
    Item.create_table(billing_mode="PAY_PER_REQUEST")
    try:
        programme = {**programme_of(["store"]), "points": {"valid": "24 months"}}
        world.container().parts.operations.publish.publish(
            [(OF_ALL, programme), ("store", campaign_tree("store"))], START - DAY, 0
        )
        container = world.container()
        member, largest = container.sign_in("ann"), 0
        for number in range(27 * 3):
            world.now += 10 * DAY
            order = {"channel": "jd", "order": str(number), "amount": f"{60 + number}.00 CNY"}
            events = [("order.paid", order)]
            if number % 3 == 0:
                events.append(("order.refunded", order | {"refund": "r", "amount": "20.00 CNY"}))
            for kind, data in events:
                time = datetime.fromtimestamp(world.now / 1000, UTC).isoformat(timespec="milliseconds")
                one = {"id": f"{kind}{number}", "source": "shop", "type": kind, "time": time, "data": data}
                one |= {"subject": member} if kind == "order.paid" else {}
                [answer] = container.parts.take_in.each([one], container.clock(), lambda: inf)
                assert not isinstance(answer, Exception), answer
            item = stored()[f"M#{member}", "M"]
            largest = max(largest, sum(len(name) + len(_wire(value)) for name, value in item.items()))
        lots = json.loads(item["b"])["l"]
        assert sum(1 for numbers in lots.values() for n in numbers[1:] if n) >= 24
        assert largest <= MOST, f"{largest} bytes"
    finally:
        Item.delete_table()


def _wire(value: object) -> bytes:
    """A value as DynamoDB counts it, or a little more: two digits of a number are a byte."""
    return value if isinstance(value, bytes) else str(value).encode()
