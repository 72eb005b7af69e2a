"""The report of value: members against guests, the way from a visit to a second order, members by when they joined.

Every number is a sum of counters, month by month in the timezone of the programme. Shares and averages are whole,
rounded down, so that whoever computes them again finds the same.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from msgspec import Struct

from chalicelib.domain.derived.counters import Counts
from chalicelib.domain.derived.value_counters import COHORTS, GUESTS, JOINED, MEMBERS, VISITS
from chalicelib.domain.record.purse import month_of_text
from chalicelib.domain.record.sales import AMOUNT, BUYERS, FIRST, ORDERS, REFUNDED, REFUNDS, SECOND
from chalicelib.domain.words.values import Money


class BoughtLine(Struct, frozen=True, kw_only=True):
    """The orders of members, or of guests, of a month, or of all months."""

    month: str = ""
    """The month in which the orders were paid, `2026-05`; empty: all months."""
    buyers: int
    """Persons with an order of which anything is left."""
    orders: int
    """Such orders."""
    amount: list[Money]
    """The rest of their amounts after refunds, by currency."""
    order_value: list[Money]
    """The amount divided by the orders of its currency."""
    frequency: int
    """Orders of a buyer, in hundredths: 150 is one and a half."""
    first: int
    """Persons whose first order it is."""
    second: int
    """Persons whose second order it is."""
    refunds: int
    """Refunds of the orders, whenever they came."""
    refunded: list[Money]
    """The amounts that came back by them, by currency."""


class FunnelLine(Struct, frozen=True, kw_only=True):
    """The way from a visit to a second order, of a month or in all."""

    month: str = ""
    """The month, `2026-05`; empty: all months."""
    visits: int
    """Events whose type ends in `.visited` or `.opened`, as far as a campaign counted them: visits, not visitors."""
    joined: int
    """Members who joined."""
    first: int
    """Members whose first order was paid."""
    second: int
    """Members whose second order was paid."""


class CohortMonth(Struct, frozen=True, kw_only=True):
    """The orders of a cohort so many months after it joined."""

    months: int
    """Months after the month of joining; negative: before it, as guests."""
    buyers: int
    """Members with an order in that month."""
    amount: list[Money]
    """The rest of the amounts of that month after refunds, by currency."""


class CohortLine(Struct, frozen=True, kw_only=True):
    """The members who joined in one month."""

    month: str
    """The month of joining, `2026-03`."""
    joined: int
    """How many joined."""
    ages: list[CohortMonth]
    """Their orders by month, the earliest first."""


class ValueReport(Struct, frozen=True, kw_only=True):
    """Members against guests, by numbers."""

    members: BoughtLine
    """All that members bought."""
    guests: BoughtLine
    """All that guests bought, and no member claimed."""
    repurchase_members: int
    """Of the members with an order those with a second one, in thousandths."""
    repurchase_guests: int
    """Of the guests with an order those with a second one, in thousandths."""
    members_by_month: list[BoughtLine]
    """The same month by month, the oldest first."""
    guests_by_month: list[BoughtLine]
    """The same month by month, the oldest first."""
    funnel: FunnelLine
    """The way from a visit to a second order, in all."""
    funnel_by_month: list[FunnelLine]
    """The same month by month, the oldest first."""
    cohorts: list[CohortLine]
    """Members by the month in which they joined, the oldest first."""


NO_VALUE = Counter[str]()


def value_report(months: Mapping[str, Counts]) -> ValueReport:
    """The report, from its counters by month."""
    total: Counter[str] = Counter()
    for counts in months.values():
        total.update(counts)
    members, guests = (_bought(kind, total, BUYERS_EVER) for kind in (MEMBERS, GUESTS))
    return ValueReport(
        members=members,
        guests=guests,
        repurchase_members=members.second * 1000 // max(1, members.first),
        repurchase_guests=guests.second * 1000 // max(1, guests.first),
        members_by_month=list(_by_month(MEMBERS, months)),
        guests_by_month=list(_by_month(GUESTS, months)),
        funnel=_step(total),
        funnel_by_month=[one for month in sorted(months) if _any(one := _step(months[month], month))],
        cohorts=_cohorts(months),
    )


BUYERS_EVER = FIRST
"""Buyers of all months together are those who have a first order: who buys in two months is one of both."""


def _by_month(kind: str, months: Mapping[str, Counts]) -> Iterable[BoughtLine]:
    for month in sorted(months):
        if any(n for name, n in months[month].items() if name.startswith(f"{kind}/")):
            yield _bought(kind, months[month], BUYERS, month)


def _bought(kind: str, counts: Counts, buyers: str, month: str = "") -> BoughtLine:
    orders = _by_currency(counts, f"{kind}/{ORDERS}")
    amount = _by_currency(counts, f"{kind}/{AMOUNT}")
    n, who = sum(orders.values()), counts.get(f"{kind}/{buyers}", 0)
    return BoughtLine(
        month=month,
        buyers=who,
        orders=n,
        amount=_money(amount),
        order_value=[Money(amount.get(currency, 0) // m, currency) for currency, m in orders.items() if m > 0],
        frequency=n * 100 // who if who > 0 else 0,
        first=counts.get(f"{kind}/{FIRST}", 0),
        second=counts.get(f"{kind}/{SECOND}", 0),
        refunds=sum(_by_currency(counts, f"{kind}/{REFUNDS}").values()),
        refunded=_money(_by_currency(counts, f"{kind}/{REFUNDED}")),
    )


def _step(counts: Counts, month: str = "") -> FunnelLine:
    first, second = (counts.get(f"{MEMBERS}/{name}", 0) for name in (FIRST, SECOND))
    return FunnelLine(
        month=month, visits=counts.get(VISITS, 0), joined=counts.get(JOINED, 0), first=first, second=second
    )


def _any(step: FunnelLine) -> bool:
    return bool(step.visits or step.joined or step.first or step.second)


def _cohorts(months: Mapping[str, Counts]) -> list[CohortLine]:
    found: dict[str, dict[int, Counter[str]]] = {month: {} for month, counts in months.items() if counts.get(JOINED)}
    for month, counts in months.items():
        for name, n in counts.items():
            kind, _, rest = name.partition("/")
            if kind == COHORTS and n:
                joined, _, counter = rest.partition("/")
                age = month_of_text(month) - month_of_text(joined)
                found.setdefault(joined, {}).setdefault(age, Counter())[counter] += n
    return [
        CohortLine(
            month=joined,
            joined=months.get(joined, NO_VALUE).get(JOINED, 0),
            ages=[
                CohortMonth(months=age, buyers=one[BUYERS], amount=_money(_by_currency(one, AMOUNT)))
                for age, one in sorted(ages.items())
            ],
        )
        for joined, ages in sorted(found.items())
    ]


def _by_currency(counts: Counts, start: str) -> dict[str, int]:
    return {name.removeprefix(start): n for name, n in sorted(counts.items()) if name.startswith(start)}


def _money(amounts: Mapping[str, int]) -> list[Money]:
    return [Money(minor, currency) for currency, minor in amounts.items() if minor]
