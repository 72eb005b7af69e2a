"""A prize of points is a prize like any other: wherever prizes are counted, it is granted and costs what it is worth.

It is gone from the wallet in the moment in which it is handed out, so whoever looks at balances alone does not see it.
"""

import re
from collections import Counter, defaultdict
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest
from click.testing import CliRunner
from rich.console import Console

from audit import costs
from chalicelib.domain.decide.in_memory import InMemoryStore
from chalicelib.domain.derived.counters import counted
from chalicelib.domain.derived.notice import Won, of_receipt
from chalicelib.domain.derived.report import report
from chalicelib.domain.derived.report_lines import PrizeLine, Report
from chalicelib.domain.mechanics.redemption.play import Redeem
from chalicelib.domain.publishing.definitions import Definitions
from chalicelib.domain.record.actions import Ask, Enrol, Happened
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.words.errors import SoldOut
from chalicelib.domain.words.values import Money
from chalicelib.services.seen import Seen
from chalicelib.store.table import Item, receipt_key
from chalicelib.telemetry import Telemetry, observe
from cli import folder
from cli.campaign_file import load_tree
from cli.commands.simulate import simulate
from cli.reporting.text import shown
from tests.services.receipts import build
from tests.services.recounting import rebuild
from tests.telemetry.told import STAGE, Told, of

CAMPAIGNS = Path(__file__).parents[1] / "campaigns"
ID = "bonus-days"
CAMPAIGN = f"""
campaign: {ID}
title: Bonus days
market: CN
timezone: Asia/Shanghai
opens: 2026-06-01 00:00
closes: end of 2026-06-30
budget: 100.00 CNY
challenges: {{visits: {{tasks: {{visit: {{when: shop.visited, gives: {{points: 1}}}}}}}}}}
redemptions:
  shop:
    opens: daily 00:00
    closes: end of day
    offers: {{a: {{costs: {{points: 1}}, gives: {{prizes: bonus}}}}}}
prizes:
  bonus: {{points: 500, stock: 50, value: 50.00 CNY}}
"""
OFFER = Redeem(ID, "shop", "a")


class Played(NamedTuple):
    """Sixty members who each wanted the prize once."""

    definitions: Definitions
    receipts: list[tuple[str, Receipt]]
    """Everything that was written, with its member."""

    refused: int
    """How many were told that it is gone."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the campaign."""
    made = tmp_path_factory.mktemp("campaigns") / ID
    made.mkdir()
    (made / "campaign.yaml").write_text(CAMPAIGN, encoding="utf-8")
    for name in ("events.yaml", "programme.yaml"):
        (made.parent / name).write_bytes((CAMPAIGNS / name).read_bytes())
    return made


@pytest.fixture(scope="module")
def played(home: Path) -> Played:
    """The members visit the shop, which gives them a point, and redeem."""
    definitions = folder.publish(home)
    store, receipts, refused = InMemoryStore(definitions), [], 0
    now = definitions.campaign(ID).window.opens
    for name in (f"m-{n}" for n in range(60)):
        visit = Happened("visit", "shop", "shop.visited", now)
        for ask in (Ask("born", Enrol()), Ask("visit", visit), Ask("redeem", OFFER)):
            (result,) = store.act(name, [ask], now).results
            receipts += [(name, result)] if isinstance(result, Receipt) else []
            refused += isinstance(result, SoldOut)
    return Played(definitions, receipts, refused)


@pytest.fixture(scope="module")
def reported(played: Played) -> Report:
    """The report of what they did."""
    campaign = played.definitions.campaign(ID).campaign
    days: dict[str, Counter[str]] = defaultdict(Counter)
    for _, receipt in played.receipts:
        for (_, date), counts in counted(receipt, {ID: campaign}).items():
            days[date].update(counts)
    return report(campaign, days)


def test_fifty_have_it_and_ten_came_too_late(played: Played) -> None:
    assert played.refused == 10
    assert sum(receipt.does == "redeem" for _, receipt in played.receipts) == 50
    assert {receipt.moved()[ID].get("points") for _, receipt in played.receipts if receipt.does == "redeem"} == {499}


def test_the_report_says_so(reported: Report) -> None:
    assert reported.prizes == [PrizeLine("bonus", 50, 50, None, Money(5000, "CNY"), Money(250_000, "CNY"))]
    assert reported.cost == [Money(250_000, "CNY")]
    assert (reported.earned, reported.spent) == (50 * 500 + 60, 50)
    out = Console(width=160, record=True, file=StringIO())
    for part in shown(reported, 0):
        out.print(part)
    text = out.export_text()
    assert re.search(r"bonus +50 +50 +0 +50\.00 CNY +2,500\.00 CNY", text), text
    assert "2,500.00 CNY value of the prizes granted" in text


def test_the_audit_says_so(played: Played, home: Path) -> None:
    told = [msgspec.json.decode(msgspec.json.encode(receipt)) for _, receipt in played.receipts]
    tree: Any = load_tree(home / "campaign.yaml").tree
    assert costs(told, {ID: [(0, 1, tree)]}) == {ID: {"CNY": 250_000}}


def test_the_metric_says_so(played: Played) -> None:
    told = Told()
    with Telemetry(STAGE, "app", told.text.append, secret=lambda: None).invocation():
        for member, receipt in played.receipts:
            observe(Seen(member, (), (), 1, (receipt,)))
    assert told.metrics()[of("Grants")] == told.metrics()[of("Grants", campaign=ID)] == [50]


def test_the_notices_say_so(played: Played) -> None:
    won = [one for member, receipt in played.receipts for one in of_receipt(member, receipt).data.prizes]
    assert won == [Won(ID, "bonus", 1)] * 50


def test_the_export_says_so(played: Played, table: None) -> None:
    with Item.batch_write() as batch:
        for member, receipt in played.receipts:
            batch.save(Item(*receipt_key(member, receipt.id), v=receipt.number, body=msgspec.json.encode(receipt)))
    parts = build()
    rebuild(parts)
    page = parts.operations.grants.page(ID)
    assert page.after is None
    assert [(one.does, one.prize, one.count) for one in page.grants] == [("redeem", "bonus", 1)] * 50
    assert len({one.member for one in page.grants}) == 50


def test_the_simulation_says_so_and_that_it_is_over_budget(home: Path) -> None:
    done = CliRunner().invoke(simulate, [str(home), "--members", "200", "--runs", "2"])
    assert done.exit_code == 1, done.output
    assert re.search(r"bonus +50 +50 +50 +50\.00 +2,500\.00 +2,500\.00\n", done.output), done.output
    assert re.search(r"cost of all +2,500\.00 +2,500\.00 +2,500\.00 +2,500\.00\n", done.output), done.output
    assert "Over budget: in 2 of 2 runs the prizes cost more than the budget of 100.00 CNY" in done.output
