"""Tells the segments of members with pandas: `segments.py ORDERS REFUNDS DAY`.

The files are those of `value.py`, and so is the environment; it shares no code with Tessera, and prints JSON. The day
is the one on which they are looked at.
"""

import json
import sys

import pandas


def main(orders_file: str, refunds_file: str, day: str) -> None:
    orders = pandas.read_csv(orders_file, dtype={"order": str, "whose": str}, parse_dates=["time"])
    refunds = pandas.read_csv(refunds_file, dtype={"order": str}).groupby("order").cents.sum().rename("back")
    orders = orders[orders.guest == 0].join(refunds, on="order").fillna({"back": 0})
    orders["left"] = orders.cents - orders.back
    today = pandas.Timestamp(day)
    month = today.to_period("M")
    stays = orders[(orders.left > 0) | (orders.cents == 0)]
    age = (month - stays.time.dt.to_period("M")).map(lambda months: months.n)
    members = pandas.DataFrame(
        {
            "days": (today - orders.groupby("whose").time.max().dt.normalize()).dt.days,
            "orders": stays.groupby("whose").size(),
            "lately": stays[age < 3].groupby("whose").size(),
            "spent": stays[age < 12].groupby("whose").left.sum(),
        }
    ).fillna(0)
    holds = {
        "recent": members.days <= 7,
        "quiet": (members.days >= 8) & (members.days <= 60),
        "silent": members.days > 60,
        "often": members.orders >= 100,
        "spring": members.lately >= 20,
        "dear": (members.spent >= 200_000) & (members.days <= 30),
    }
    json.dump({name: sorted(members.index[of]) for name, of in holds.items()}, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
