"""A real grocer's orders as members' and guests': the report of value is the recount's, to the unit.

A day of it is recounted in plain Python. `make grocer` takes the whole year by household, and recounts it with pandas.
"""

import csv
import json
import os
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pytest

from chalicelib.domain.decide.in_memory import InMemoryStore
from chalicelib.domain.derived.value_counters import value_of
from chalicelib.domain.derived.value_report import BoughtLine, ValueReport, value_report
from chalicelib.domain.file import reading
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.record.actions import Ask, Enrol, Happened
from chalicelib.domain.record.receipt import receipt_id
from chalicelib.domain.scenarios import publish
from chalicelib.domain.words.errors import TesseraError
from tests.domain import sales_model
from tests.domain.game import tree
from tests.domain.sales_model import Sold

HERE = Path(__file__).parent
CHICAGO = ZoneInfo("America/Chicago")
NOW = int(datetime(2027, 6, 2, tzinfo=CHICAGO).timestamp() * 1000)
CAMPAIGN = """
campaign: weekly-shop
title: The weekly shop
timezone: America/Chicago
opens: 2026-06-01 00:00
closes: 2027-06-02 00:00
grace: 400 days
challenges: {visit: {tasks: {order: {when: order.paid, gives: {points: 1}}}}}
"""
EVENTS = """
order.paid:
  from: server
  fields: {order: text, channel: text, amount: money, household: text}
  unique: [channel, order]
  spends: amount
  buyer: household
order.refunded:
  from: server
  fields: {order: text, channel: text, refund: text, amount: money}
  unique: [channel, order, refund]
  takes_back: order.paid by [channel, order]
order.claimed:
  {from: client, fields: {order: text, channel: text}, claims: "order.paid by [channel, order]", within: 400 days}
"""


class Paid(NamedTuple):
    """An order of the file. Of ten households five are members, four guests, and one is a guest whose orders a member
    claims."""

    order: str
    household: str
    time: str
    cents: int

    @property
    def kind(self) -> str:
        last = int(self.household) % 10
        return "claimed" if last == 5 else "guest" if last % 2 else "member"

    @property
    def joined(self) -> str:
        """The month in which the household's member joined."""
        return f"2026-{int(self.household) % 12 + 1:02}"


def orders_of(text: str) -> Iterator[Paid]:
    for line in csv.DictReader(text.splitlines()):
        whole, cents = line["amount"].split(".")
        yield Paid(line["order"], line["household"], line["time"], int(whole) * 100 + int(cents))


def refunds_of(orders: Iterable[Paid]) -> dict[str, list[int]]:
    """Of each eighth order all comes back, or a third, or two halves."""
    found: dict[str, list[int]] = {}
    for n, one in enumerate([one for one in orders if one.cents >= 10][::8]):
        half, third = one.cents // 2, one.cents // 3
        found[one.order] = [[one.cents], [third], [half, one.cents - half]][n % 3]
    return found


class Grocer:
    """The grocer's programme; each household is told of by itself, because none has to do with another."""

    def __init__(self, more: Mapping[str, Any] | None = None) -> None:
        """more: of the programme."""
        told = {"timezone": "America/Chicago", "events": tree(EVENTS)} | dict(more or {})
        programme, findings = reading.read(told, Programme)
        assert programme is not None, findings
        self.definitions = publish(tree(CAMPAIGN), programme)
        self.store = InMemoryStore(self.definitions)
        self.months: dict[str, Counter[str]] = {}

    def tell(self, orders: list[Paid], refunds: dict[str, list[int]]) -> None:
        """Report all orders, of each second one a part of the refunds first; and claim those that are to be claimed."""
        for _, bought in groupby(sorted(orders, key=lambda one: one.household), lambda one: one.household):
            self.store = InMemoryStore(self.definitions)
            self._tell([*bought], refunds)
            for receipt in self.store._receipts.values():
                for (_, month), counts in value_of(receipt, CHICAGO).items():
                    self.months.setdefault(month, Counter()).update(counts)

    def _tell(self, orders: list[Paid], refunds: dict[str, list[int]]) -> None:
        if orders[0].kind != "guest":
            born = datetime.fromisoformat(f"{orders[0].joined}-15T12:00").replace(tzinfo=CHICAGO)
            self.store.act(orders[0].household, [Ask("born", Enrol())], int(born.timestamp() * 1000))
        for n, one in enumerate(orders):
            back = refunds.get(one.order, [])
            early = back[:1] if n % 2 and sum(back[:1]) < one.cents else []
            for at, cents in enumerate(early):
                self.event("order.refunded", one, NOW, refund=str(at), amount=usd(cents))
            paid = int(datetime.fromisoformat(one.time).replace(tzinfo=CHICAGO).timestamp() * 1000)
            by = one.household if one.kind == "member" else ""
            self.event("order.paid", one, paid, by=by, amount=usd(one.cents), household=one.household)
            if one.kind == "claimed":
                self.event("order.claimed", one, NOW, by=one.household)
            for at, cents in enumerate(back[len(early) :], len(early)):
                self.event("order.refunded", one, NOW, refund=str(at), amount=usd(cents))

    def event(self, type: str, one: Paid, time: int, by: str = "", **data: Any) -> None:
        key = f"{type} {one.order} {data.get('refund', '')}"
        data = {"order": one.order, "channel": "till"} | data
        told = Happened(key, "grocer", type, time, data, by_client=type == "order.claimed")
        ask = Ask(receipt_id("grocer", key), told)
        answer = self.store.act(by, [ask], NOW).results[0] if by else self.store.report(ask, NOW)
        assert not isinstance(answer, TesseraError), (one, type, answer)

    def report(self) -> ValueReport:
        """The report, from counters as the stream counts them."""
        return value_report(self.months)


def usd(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02} USD"


def test_a_day() -> None:
    orders = [*orders_of((HERE / "day.csv").read_text())]
    refunds, grocer = refunds_of(orders), Grocer()
    grocer.tell(orders, refunds)
    value = grocer.report()
    sold = [
        Sold(one.household, one.kind == "guest", one.time[:7], one.cents, "USD", tuple(refunds.get(one.order, [])))
        for one in orders
    ]
    lines = sales_model.by_month(sold)
    told = {("members", one.month): one for one in value.members_by_month}
    told |= {("guests", one.month): one for one in value.guests_by_month}
    names = ("buyers", "orders/USD", "amount/USD", "first", "second", "refunds/USD", "refunded/USD")
    assert {key: numbers_of(one) for key, one in told.items()} == {
        key: [line[name] for name in names] for key, line in lines.items()
    }
    assert len(lines) == 2


def test_a_year_by_household(tmp_path: Path) -> None:
    if "GROCER" not in os.environ:
        pytest.skip("with data of its own: make grocer")
    text = subprocess.run(  # noqa: S603 - ours
        [os.environ["GROCER"], str(HERE / "extract.py"), "2017-01-01", "365"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    orders = [*orders_of(text)]
    refunds, grocer = refunds_of(orders), Grocer()
    assert len(orders) > 100_000
    grocer.tell(orders, refunds)
    assert shown(grocer.report()) == recounted(orders, refunds, tmp_path)


def recounted(orders: list[Paid], refunds: dict[str, list[int]], folder: Path) -> Any:
    """The recount with pandas."""
    words = [os.environ["GROCER"], str(HERE / "value.py"), *written(orders, refunds, folder)]
    return json.loads(subprocess.run(words, capture_output=True, text=True, check=True).stdout)  # noqa: S603 - ours


def written(orders: list[Paid], refunds: dict[str, list[int]], folder: Path) -> tuple[str, str]:
    """The paths of a file of the orders, and of one of what came back."""
    files = folder / "orders.csv", folder / "refunds.csv"
    with files[0].open("w", newline="") as out:
        table = csv.writer(out)
        table.writerow(("order", "whose", "guest", "joined", "time", "cents"))
        table.writerows(
            (one.order, one.household, int(one.kind == "guest"), one.joined, one.time, one.cents) for one in orders
        )
    with files[1].open("w", newline="") as out:
        table = csv.writer(out)
        table.writerow(("order", "cents"))
        table.writerows((order, cents) for order, back in refunds.items() for cents in back)
    return str(files[0]), str(files[1])


def shown(value: ValueReport) -> Any:
    """The report in the form of the recount."""
    cohorts = [
        [one.month, month_after(one.month, age.months), age.buyers, sum(of.minor for of in age.amount)]
        for one in value.cohorts
        for age in one.ages
    ]
    return {
        "members": {one.month: numbers_of(one) for one in value.members_by_month},
        "guests": {one.month: numbers_of(one) for one in value.guests_by_month},
        "cohorts": cohorts,
    }


def month_after(month: str, n: int) -> str:
    number = int(month[:4]) * 12 + int(month[5:]) - 1 + n
    return f"{number // 12}-{number % 12 + 1:02}"


def numbers_of(one: BoughtLine) -> list[int]:
    sums = [sum(of.minor for of in money) for money in (one.amount, one.refunded)]
    return [one.buyers, one.orders, sums[0], one.first, one.second, one.refunds, sums[1]]
