"""Counters of value: what each receipt adds to the numbers of members against guests, month by month.

They add up, and are counted once a receipt, as those of campaigns are (`counters`). A month is one in the programme's
timezone, and tells when an order was paid, a member joined, or a visit happened.

| counter | counts |
| --- | --- |
| `members/NAME`, `guests/NAME` | what receipts tell of members' and guests' orders, by the names in `record.sales` |
| `cohorts/MONTH/buyers`, `cohorts/MONTH/amount/CNY` | the same of the members who joined in a month |
| `joined` | members who were born |
| `visits` | events whose type ends in `.visited` or `.opened`, as far as a campaign counted them |
"""

from collections import Counter
from typing import Final
from zoneinfo import ZoneInfo

from chalicelib.domain.derived.counters import Page
from chalicelib.domain.publishing.definitions import PROGRAMME
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.record.sales import AMOUNT, BUYERS
from chalicelib.domain.time.localtime import local

VALUE: Final = f"{PROGRAMME}/value"
"""Where these counters stand: by month, apart from those of the programme by day."""

MEMBERS: Final = "members"
GUESTS: Final = "guests"
COHORTS: Final = "cohorts"
JOINED: Final = "joined"
VISITS: Final = "visits"

VISITING: Final = (".visited", ".opened")
"""How the types of events end that tell of a visit."""


def is_of_value(receipt: Receipt) -> bool:
    """Whether a receipt adds anything."""
    return receipt.sales is not None or receipt.does == "enrol" or _is_visit(receipt)


def value_of(receipt: Receipt, zone: ZoneInfo) -> dict[Page, Counter[str]]:
    """The amounts that a receipt adds, by month. zone: of the programme, for members who join and for visits."""
    pages: dict[Page, Counter[str]] = {}
    if receipt.does == "enrol":
        pages[_page(receipt.at, zone)] = Counter({JOINED: 1})
    elif _is_visit(receipt):
        pages[_page(receipt.asked["time"], zone)] = Counter({VISITS: 1})
    sales = receipt.sales
    for month, numbers in sales.months.items() if sales else ():
        page = pages.setdefault((VALUE, month), Counter())
        for name, n in numbers.items():
            page[f"{GUESTS if sales and sales.guest else MEMBERS}/{name}"] += n
            if sales and sales.cohort and name.startswith((BUYERS, AMOUNT)):
                page[f"{COHORTS}/{sales.cohort}/{name}"] += n
    return pages


def _page(at: int, zone: ZoneInfo) -> Page:
    return VALUE, local(at, zone).date().isoformat()[:7]


def _is_visit(receipt: Receipt) -> bool:
    return receipt.does == "event" and str(receipt.asked.get("type", "")).endswith(VISITING) and "time" in receipt.asked
