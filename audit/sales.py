"""Sales by month: the orders as they stand, what receipts say of them, and what the report adds up."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from audit.calendar import wall
from audit.recount import Receipt, Recount

SOLD = ("Orders as they stand are what the receipts say was bought", "members and months")
REPORTED = ("What members bought is what the report says", "months")

Sold = Counter[tuple[str, str]]
"""By month and figure, as `orders/CNY`."""


def compare_sales(
    recount: Recount,
    member: str,
    receipts: Sequence[Receipt],
    orders: Sequence[Mapping[str, Any]],
    of_absorbed: Sequence[Receipt] = (),
) -> None:
    """Hold the receipts of a member against the orders that counted for the member, and against what was imported.

    of_absorbed: those of records that the member absorbed. What was bought comes over as they become one; of what came
    back until then, their receipts tell.
    """
    zone = recount.zone(0)
    expected: Sold = sold(one for one in receipts if one["does"] == "import")
    buyers = {month for (month, name), n in expected.items() if name == "buyers" and n}
    for name in ("buyers", "first", "second"):
        for key in [key for key in expected if key[1] == name]:
            del expected[key]
    for order in (one for one in orders if one["paid"]):
        month, currency = f"{wall(zone, order['paid']):%Y-%m}", order["currency"]
        back = sum(order["refunds"].values())
        left = order["minor"] - back
        expected[month, f"orders/{currency}"] += left > 0 or not order["minor"]
        expected[month, f"amount/{currency}"] += left
        expected[month, f"refunds/{currency}"] += len(order["refunds"])
        expected[month, f"refunded/{currency}"] += back
    buyers |= {month for (month, name), n in expected.items() if name.startswith("orders/") and n > 0}
    expected.update({(month, "buyers"): 1 for month in buyers})
    said = sold(receipts)
    said.update({key: n for key, n in sold(of_absorbed).items() if key[1].startswith("refund")})
    keys = sorted(key for key in expected.keys() | said.keys() if key[1] not in ("first", "second"))
    told = (
        "" if expected[key] == said[key] else f"{member}: {key} is {expected[key]}, and the receipts say {said[key]}"
        for key in keys
    )
    recount.note(*SOLD, told)


def compare_value(recount: Recount, receipts: Iterable[Receipt], value: Mapping[str, Any]) -> None:
    """Hold what the receipts of all members say against the report of value, month by month."""
    said = sold(receipts)
    found: Sold = Counter()
    for line in value.get("members_by_month", ()):
        month = line["month"]
        found.update({(month, name): line[name] for name in ("buyers", "first", "second")})
        for name, money in (("amount", line["amount"]), ("refunded", line["refunded"])):
            found.update({(month, f"{name}/{one['currency']}"): one["minor"] for one in money})
        found[month, "orders"], found[month, "refunds"] = line["orders"], line["refunds"]
    for month, name in list(said):
        if name.startswith(("orders/", "refunds/")):
            said[month, name.partition("/")[0]] += said.pop((month, name))
    keys = sorted(key for key in found.keys() | said.keys() if found[key] or said[key]) if value else []
    told = (
        "" if found[key] == said[key] else f"{key}: the report has {found[key]}, the receipts {said[key]}"
        for key in keys
    )
    recount.note(*REPORTED, told)


def sold(receipts: Iterable[Receipt]) -> Sold:
    """The sum of what receipts say of members' purchases."""
    found: Sold = Counter()
    for receipt in receipts:
        sales = receipt.get("sales", {})
        for month, numbers in () if sales.get("guest") else sales.get("months", {}).items():
            found.update({(month, name): n for name, n in numbers.items()})
    return found
