"""What receipts tell of what was bought adds up to a recount of the raw events, in whatever order they were told."""

from collections import Counter, defaultdict
from collections.abc import Iterable

import pytest

from chalicelib.domain.record.guest import is_guest
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.record.sales import added_up
from tests.domain import sales_model
from tests.domain.sales_life import Life, live


def sums(receipts: Iterable[Receipt]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for one in receipts:
        found = added_up(found, one.sales.months if one.sales else {})
    return found


@pytest.mark.parametrize("seed", range(12))
def test_the_sums_are_those_of_a_recount_of_the_raw_events(seed: int) -> None:
    life = live(seed)
    assert told_of(life) == sales_model.by_month(life.orders)
    assert cohorts_of(life) == sales_model.by_cohort(life.orders, life.joined)


@pytest.mark.parametrize("seed", range(4))
def test_in_which_order_it_is_told_changes_nothing(seed: int) -> None:
    assert told_of(live(seed)) == told_of(live(seed, told=1)) == told_of(live(seed, told=2))


def test_the_receipts_of_each_add_up_to_what_is_left_of_the_document() -> None:
    life = live(5)
    for who, member in life.shop.store.members.items():
        kept = member.document.bought
        months = sums(one for whose, one in life.receipts if whose == who)
        orders = sum(n for numbers in months.values() for name, n in numbers.items() if name.startswith("orders/"))
        assert orders == (sum(one[0] for one in kept.sums.values()) if kept else 0)


def told_of(life: Life) -> sales_model.Lines:
    found: sales_model.Lines = defaultdict(Counter)
    for who, one in life.receipts:
        if one.sales:
            assert one.sales.guest == is_guest(who)
            for month, numbers in one.sales.months.items():
                for name, n in numbers.items():
                    found["guests" if one.sales.guest else "members", month][name] += n
    assert all(n >= 0 for line in found.values() for n in line.values())
    return {key: told for key, line in found.items() if (told := +line)}


def cohorts_of(life: Life) -> dict[tuple[str, str], Counter[str]]:
    found: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for _, one in life.receipts:
        if one.sales and not one.sales.guest:
            for month, numbers in one.sales.months.items():
                found[one.sales.cohort, month].update(
                    {name: n for name, n in numbers.items() if name == "buyers" or name.startswith("amount/")}
                )
    return {key: told for key, line in found.items() if (told := +line)}
