"""Computes the report of value with pandas, from a CSV file of orders and one of refunds: `value.py ORDERS REFUNDS`.

It runs in the environment of `extract.py`, shares no code with Tessera, and prints JSON. An order has `whose` (empty:
nobody's), `guest` (0 or 1), `joined` (a member's month of joining), `time` and `cents`; a refund has `order` and
`cents`.
"""

import json
import sys

import pandas


def main(orders_file: str, refunds_file: str) -> None:
    orders = pandas.read_csv(orders_file, dtype={"order": str, "whose": str, "joined": str})
    refunds = pandas.read_csv(refunds_file, dtype={"order": str}).groupby("order").cents.agg(["count", "sum"])
    orders = orders.join(refunds, on="order").fillna({"count": 0, "sum": 0})
    orders["month"] = orders.time.str[:7]
    orders["left"] = orders.cents - orders["sum"]
    orders["counts"] = (orders.left > 0) | (orders.cents == 0)
    told: dict[str, object] = {
        kind: _lines(orders[orders.guest == guest]) for kind, guest in (("members", 0), ("guests", 1))
    }
    members = orders[(orders.guest == 0) & orders.counts]
    cohorts = members.groupby(["joined", "month"]).agg(buyers=("whose", "nunique"), amount=("left", "sum"))
    told["cohorts"] = [[*at, int(one.buyers), int(one.amount)] for at, one in cohorts.iterrows()]
    json.dump(told, sys.stdout)


def _lines(orders: pandas.DataFrame) -> dict[str, list[int]]:
    """By month: buyers, orders, amount, first orders, second orders, refunds, what came back."""
    bought = orders[orders.counts].sort_values(["month"], kind="stable")
    nth = bought.groupby("whose").cumcount()
    lines = pandas.DataFrame(
        {
            "buyers": bought.groupby("month").whose.nunique(),
            "orders": bought.groupby("month").size(),
            "amount": orders.groupby("month").left.sum(),
            "first": bought[nth == 0].groupby("month").size(),
            "second": bought[nth == 1].groupby("month").size(),
            "refunds": orders.groupby("month")["count"].sum(),
            "refunded": orders.groupby("month")["sum"].sum(),
        }
    ).fillna(0)
    return {str(month): [int(n) for n in line] for month, line in lines.iterrows()}


if __name__ == "__main__":
    main(*sys.argv[1:])
