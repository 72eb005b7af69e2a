"""A year of a shop by chance: orders of members and guests, claims and refunds, told in any order."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, NamedTuple

from chalicelib.domain.record.actions import Ask, Enrol
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.words.errors import TesseraError
from chalicelib.domain.words.values import money_text
from tests.domain.sales_model import Sold
from tests.domain.test_orders import CAMPAIGN, EVENTS, Shop

SHANGHAI = timedelta(hours=8)
LONG = EVENTS.replace("within: 30 days", "within: 400 days").replace("  limit: 5 a day\n", "")
YEAR = CAMPAIGN.replace("opens: 2026-06-01", "grace: 400 days\nopens: 2025-06-01")
MEMBERS = tuple(f"m{n}" for n in range(9))
BUYERS = tuple(f"b{n}" for n in range(6))
ROUTES = ("member", "member", "member", "guest", "guest", "claimed", "claimed", "nobody")


class Raw(NamedTuple):
    """An order as it comes about: by whom it is paid, and which member claims it."""

    number: str
    at: datetime
    minor: int
    currency: str
    route: str
    member: str
    buyer: str
    refunds: tuple[int, ...]

    @property
    def sold(self) -> Sold:
        """As it is in the end."""
        guest = self.route == "guest"
        month = f"{self.at + SHANGHAI:%Y-%m}"
        return Sold(self.buyer if guest else self.member, guest, month, self.minor, self.currency, self.refunds)


class Life(NamedTuple):
    """orders: those that are somebody's in the end. joined: by member, the month of it. receipts: by whom."""

    orders: list[Sold]
    joined: dict[str, str]
    receipts: list[tuple[str, Receipt]]
    shop: Shop


def orders_of(luck: Random, n: int) -> Iterator[Raw]:
    """Orders of twelve months, many of them at the edge of one."""
    for number in range(n):
        month = luck.randrange(12)
        edge = datetime(2025 + (6 + month) // 12, (6 + month) % 12 + 1, 1, tzinfo=UTC) - SHANGHAI
        near = timedelta(milliseconds=luck.choice([-1, 0, 3_600_000]))
        at = edge + luck.choice([near, timedelta(minutes=luck.randrange(27 * 1440))])
        minor = luck.choice([0, 1, 990, 12_345, luck.randrange(1, 90_000)])
        parts = luck.choice([(), (), (), (minor,), (minor // 2,), (minor // 3, minor - minor // 3)])
        refunds = tuple(one for one in parts if one > 0)
        route, currency = luck.choice(ROUTES), luck.choice(["CNY", "CNY", "CNY", "JPY"])
        yield Raw(str(number), at, minor, currency, route, luck.choice(MEMBERS), luck.choice(BUYERS), refunds)


def live(seed: int, orders: int = 60, told: int = 0) -> Life:
    """Live the year of a seed; told: another number tells the same in another order."""
    luck, shop = Random(seed), Shop(LONG, YEAR)
    shop.now, joined = int(datetime(2026, 7, 2, tzinfo=UTC).timestamp() * 1000), {}
    for member in MEMBERS:
        at = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(hours=luck.randrange(365 * 24))
        joined[member] = f"{at + SHANGHAI:%Y-%m}"
        shop.store.act(member, [Ask("born", Enrol())], int(at.timestamp() * 1000))
    raws = [*orders_of(luck, orders)]
    _tell(shop, raws, Random(f"{seed} {told}"))
    receipts = [(who, one) for (who, _), one in shop.store._receipts.items()]
    return Life([one.sold for one in raws if one.route != "nobody"], joined, receipts, shop)


def _tell(shop: Shop, raws: list[Raw], luck: Random) -> None:
    """Tell of all of it, in some order; of an order that names its member, the last refund comes after it.

    What comes back whole before it is told to be a member's would be nobody's.
    """
    steps: list[tuple[float, str, Raw, int]] = []
    for raw in raws:
        paid = luck.random()
        steps.append((paid, "paid", raw, 0))
        if raw.route == "claimed":
            steps.append((luck.random(), "claimed", raw, 0))
        for n in range(len(raw.refunds)):
            last = raw.route in ("member", "claimed") and n == len(raw.refunds) - 1
            steps.append((paid + luck.random() if last else luck.random(), "refunded", raw, n))
    for _, does, raw, n in sorted(steps, key=lambda step: step[0]):
        for _ in range(luck.choice([1, 1, 2])):  # some things are told twice
            answer = _does(shop, does, raw, n)
            assert not isinstance(answer, TesseraError), (does, raw, answer)


def _does(shop: Shop, does: str, raw: Raw, n: int) -> Any:
    key, order = f"{does} {raw.number} {n}", {"order": raw.number, "channel": "jd"}
    if does == "paid":
        amount, time = money_text(raw.minor, raw.currency), int(raw.at.timestamp() * 1000)
        by, buyer = {"member": (raw.member, None), "nobody": ("", None)}.get(raw.route, ("", raw.buyer))
        return shop.paid(amount, by, key=key, time=time, buyer=buyer, **order)
    if does == "claimed":
        return shop.claimed(raw.member, key=key, **order)
    return shop.refunded(money_text(raw.refunds[n], raw.currency), str(n), key=key, **order)
