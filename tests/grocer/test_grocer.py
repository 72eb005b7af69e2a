"""A real grocer's orders through the import, with refunds of one in eight: every wallet is the recount's.

A day of it stands here and is a test like any other. `make grocer` fetches all of the data, into an environment of its
own whose Python GROCER names, and takes two weeks.
"""

import csv
import os
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import pytest
from click.testing import CliRunner

from cli.__main__ import tessera
from local.backend import backend
from local.testing import Player, Tessera
from tests.grocer.plan import EVERY, orders_of, refunds_of
from tests.grocer.recount import Refund, earned

T = TypeVar("T")
Line = dict[str, str]

HERE = Path(__file__).parent
USUAL = ("--timezone", "America/Chicago", "--currency-is", "USD", "--channel-is", "grocer", "--source", "grocer")
CUP = 5
"""Points that a cup costs."""

CAMPAIGN = f"""
campaign: weekly-shop
title: The weekly shop
timezone: America/Chicago
opens: 2026-06-01 00:00
closes: 2026-06-16 00:00
grace: 30 days
prizes:
  cup: {{title: A cup, gift: cup}}
challenges:
  spend: {{tasks: {{order: {{when: order.paid, each: 10.00 USD of amount, gives: {{points: 1}}}}}}}}
  visit: {{repeats: daily, tasks: {{order: {{when: order.paid, gives: {{points: 2}}}}}}}}
  variety: {{tasks: {{goods: {{when: order.paid, reach: 40 different skus, gives: {{points: 50}}}}}}}}
  big: {{tasks: {{basket: {{when: order.paid, each: 30 different skus (in one event), gives: {{points: 7}}}}}}}}
redemptions:
  shop:
    opens: 2026-06-01 00:00
    closes: 2026-06-16 00:00
    offers: {{cup: {{costs: {{points: {CUP}}}, gives: {{prizes: cup}}}}}}
"""
EVENTS = """
order.paid:
  from: server
  fields: {order: text, channel: text, amount: money, skus: texts}
  unique: [channel, order]
  spends: amount
order.refunded:
  from: server
  fields: {order: text, channel: text, refund: text, amount: money}
  unique: [channel, order, refund]
  takes_back: order.paid by [channel, order]
"""


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Tessera]:
    folder = tmp_path / "campaigns"
    (folder / "weekly-shop").mkdir(parents=True)
    (folder / "weekly-shop" / "campaign.yaml").write_text(CAMPAIGN)
    (folder / "events.yaml").write_text(EVENTS)
    (folder / "programme.yaml").write_text("timezone: America/Chicago\n")
    with backend(campaigns=folder) as running:
        running.schedule.stop()  # what runs beside it counts reports and waits for queues: no wallet needs it
        running.stream.stop()
        for inbox in running.inboxes.values():
            inbox.stop()
        yield Tessera(running.url)


def test_a_day(shop: Tessera, tmp_path: Path) -> None:
    text = (HERE / "day.csv").read_text()
    assert differ(shop, tmp_path, text) == {}


def test_two_weeks(shop: Tessera, tmp_path: Path) -> None:
    if "GROCER" not in os.environ:
        pytest.skip("with data of its own: make grocer")
    words = [os.environ["GROCER"], str(HERE / "extract.py"), "2017-01-01", "14"]
    text = subprocess.run(words, capture_output=True, text=True, check=True).stdout  # noqa: S603 - ours
    assert text.count("\n") == 5_624 + 1
    assert differ(shop, tmp_path, text) == {}


def differ(shop: Tessera, folder: Path, text: str) -> dict[str, tuple[int, int]]:
    """Import orders and refunds; gives the households whose points are not the recount's, with both."""
    orders = [*orders_of(text)]
    refunds = [*refunds_of(orders)]
    assert len({one.order for one in refunds}) > len(orders) // (EVERY + 1)
    shop.set_clock("2026-06-15T12:00:00-05:00")
    members = of_each(shop.sign_in, {one.household for one in orders})
    spent = report(shop, folder, [*csv.DictReader(text.splitlines())], refunds, members)
    held = of_each(lambda home: points(members[home]), members)
    assert min(held.values()) < 0  # somebody owes what was spent
    wanted = {home: n - spent.get(home, 0) for home, n in earned(orders, refunds).items()}
    return {home: (held[home], n) for home, n in wanted.items() if held[home] != n}


def report(
    shop: Tessera, folder: Path, orders: list[Line], refunds: list[Refund], members: Mapping[str, Player]
) -> dict[str, int]:
    """Import early refunds, half of the orders as they were paid and the other half by customer, each with its refunds;
    before the last of these their customers spend all. Gives the points that each has spent.
    """
    half = len(orders) // 2
    paid, by_customer = orders[:half], sorted(orders[half:], key=lambda order: order["household"])
    home_of = {order["order"]: order["household"] for order in by_customer}
    late = [one for one in refunds if not one.early]
    last = [one for one in late if one.order in home_of]

    send_refunds(shop, folder / "early.csv", [one for one in refunds if one.early])
    send_orders(shop, folder / "paid.csv", paid, members)
    send_refunds(shop, folder / "between.csv", [one for one in late if one not in last])
    send_orders(shop, folder / "by-customer.csv", by_customer, members)
    spent = of_each(lambda home: spend(members[home]), {home_of[one.order] for one in last})
    send_refunds(shop, folder / "last.csv", last)
    return spent


def of_each(do: Callable[[str], T], homes: Iterable[str]) -> dict[str, T]:
    """The result for each household."""
    names = sorted(homes)
    with ThreadPoolExecutor(2) as pool:
        return dict(zip(names, pool.map(do, names), strict=True))


def send_orders(shop: Tessera, file: Path, lines: list[Line], members: Mapping[str, Player]) -> None:
    told = [{**line, "member": members[line["household"]].id} for line in lines]
    imported(shop, file, told, "--member", "member", "--field", "skus:texts=goods")


def send_refunds(shop: Tessera, file: Path, refunds: list[Refund]) -> None:
    told = [
        {"order": one.order, "refund": one.id, "amount": f"{one.cents // 100}.{one.cents % 100:02}"} for one in refunds
    ]
    imported(shop, file, [{**one, "time": "2026-06-15 09:00"} for one in told], "--refunds")


def imported(shop: Tessera, file: Path, lines: list[Line], *words: str) -> None:
    """By the command, which takes all of it. (Ignored is an order of nothing, on a day that has one.)"""
    with file.open("w", newline="") as out:
        table = csv.DictWriter(out, lines[0])
        table.writeheader()
        table.writerows(lines)
    done = CliRunner().invoke(tessera, ["import-orders", str(file), *USUAL, *words, "--url", shop.url])
    assert done.exit_code == 0, done.output


def spend(player: Player) -> int:
    """Take as many cups as one can; gives the points that they cost."""
    spent = 0
    while points(player) >= CUP and spent < 10 * CUP:
        assert player.act("weekly-shop/redemptions/shop/cup/redeem").status == 200
        spent += CUP
    return spent


def points(player: Player) -> int:
    """Held, less what is owed."""
    told: dict[str, Any] = player.me()["purse"]
    return int(told["held"] - told["owed"])
