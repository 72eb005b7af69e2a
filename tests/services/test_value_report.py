"""The report of value: as a recount of the raw events, however the stream brings the receipts, and after a rebuild."""

from collections import Counter
from random import Random

import msgspec
import pytest

from chalicelib import wiring
from chalicelib.domain.derived.value_report import BoughtLine, ValueReport
from chalicelib.domain.publishing.definitions import PROGRAMME as ID
from chalicelib.store.table import Item, receipt_key
from chalicelib.triggers.stream import count_receipts
from tests.domain import sales_model
from tests.domain.game import tree
from tests.domain.sales_life import LONG, YEAR, Life, live
from tests.services.receipts import build, record
from tests.services.recounting import rebuild


@pytest.fixture
def parts(table: None) -> wiring.Parts:
    made = build()
    programme = {"timezone": "Asia/Shanghai", "currency": "CNY", "events": tree(LONG)}
    made.operations.publish.publish([(ID, programme), ("play", tree(YEAR))], 0, takes_effect=0)
    return made


def test_receipts_that_come_twice_and_shuffled_are_the_recount_and_a_rebuild(parts: wiring.Parts) -> None:
    life = live(3)
    with Item.batch_write() as batch:
        for who, one in life.receipts:
            batch.save(Item(*receipt_key(who, one.id), v=one.number, body=msgspec.json.encode(one)))
    records = [record(who, msgspec.json.encode(one), one.id) for who, one in life.receipts] * 2
    Random(1).shuffle(records)
    for at in range(0, len(records), 40):
        count_receipts(parts.operations.counting, {"Records": records[at : at + 40]})
    counted = parts.operations.reports.of_programme().value
    check(counted, life)
    orders = parts.operations.reports.of("play", life.shop.now)
    members = [one for one in life.orders if not one.guest]
    assert orders.orders == sum(line_of(one) for one in members)
    assert {one.currency: one.minor for one in orders.amount} == by_currency("amount/", members_of(life))
    rebuild(parts)
    assert build().operations.reports.of_programme().value == counted


def line_of(one: sales_model.Sold) -> bool:
    return one.minor > sum(one.refunds) or not one.minor


def members_of(life: Life) -> Counter[str]:
    total: Counter[str] = Counter()
    for (kind, _), line in sales_model.by_month(life.orders).items():
        if kind == "members":
            total.update(line)
    return total


def by_currency(start: str, line: Counter[str]) -> dict[str, int]:
    return {name.removeprefix(start): n for name, n in sorted(line.items()) if name.startswith(start) and n}


def check(value: ValueReport, life: Life) -> None:
    """The report against a recount that shares no code with it."""
    lines = sales_model.by_month(life.orders)
    told = {("members", one.month): one for one in value.members_by_month}
    told |= {("guests", one.month): one for one in value.guests_by_month}
    for key, one in told.items():
        both = tuple(sum(by_currency(start, lines[key]).values()) for start in ("orders/", "refunds/"))
        assert (one.orders, one.refunds) == both
    assert {key: spelled(one) for key, one in told.items()} == {
        key: without_counts(line) for key, line in lines.items()
    }
    total = members_of(life)
    assert (value.members.buyers, value.members.second) == (total["first"], total["second"])
    assert value.repurchase_members == total["second"] * 1000 // total["first"]
    assert value.members.orders == sum(by_currency("orders/", total).values())
    worth = {name: by_currency("amount/", total)[name] // n for name, n in by_currency("orders/", total).items()}
    assert {one.currency: one.minor for one in value.members.order_value} == worth
    funnel = value.funnel
    assert (funnel.joined, funnel.first, funnel.second) == (len(life.joined), total["first"], total["second"])
    assert {one.month: one.joined for one in value.cohorts} == Counter(life.joined.values())
    cohorts = sales_model.by_cohort(life.orders, life.joined)
    found = {
        (cohort.month, one.months): (one.buyers, {of.currency: of.minor for of in one.amount})
        for cohort in value.cohorts
        for one in cohort.ages
    }
    assert found == {
        (joined, months_between(joined, month)): (line["buyers"], by_currency("amount/", line))
        for (joined, month), line in cohorts.items()
    }


def months_between(one: str, other: str) -> int:
    years, months = (int(b) - int(a) for a, b in zip(one.split("-"), other.split("-"), strict=True))
    return 12 * years + months


def spelled(one: BoughtLine) -> dict[str, int]:
    """A line under the names of the recount, of one currency or two."""
    numbers = {"buyers": one.buyers, "first": one.first, "second": one.second}
    sums = {"amount": one.amount, "refunded": one.refunded}
    found = {f"{name}/{of.currency}": of.minor for name, money in sums.items() for of in money}
    assert one.frequency == (one.orders * 100 // one.buyers if one.buyers else 0)
    return {name: n for name, n in (numbers | found).items() if n}


def without_counts(line: Counter[str]) -> dict[str, int]:
    """A line without orders and refunds by currency: the report tells those of all currencies together."""
    return {name: n for name, n in line.items() if not name.startswith(("orders/", "refunds/"))}


def test_a_programme_without_orders_has_a_value_of_nothing(table: None) -> None:
    value = build().operations.reports.of_programme().value
    assert (value.members.orders, value.members_by_month, value.cohorts, value.repurchase_guests) == (0, [], [], 0)
