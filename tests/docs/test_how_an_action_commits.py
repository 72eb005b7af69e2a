"""The engineer's guide: its tables are those of the code, row by row."""

import re

import pytest

from chalicelib.domain.publishing.live import LEAD
from chalicelib.domain.record.outcome import StockKey
from chalicelib.services import catalogue, reasons
from chalicelib.store import receipt_log, table
from chalicelib.store.table import Item, Key
from tests.api.test_routes_cost import TABLE as COSTS
from tests.docs.pages import ROOT, page, rows, section

PAGE = page("docs/how-an-action-commits.md")

KEYS = {
    "member": table.member_key("MEMBER"),
    "receipt": table.receipt_key("MEMBER", "RECEIPT"),
    "archive": table.archive_key("MEMBER", "CAMPAIGN"),
    "shard of a stock": table.shard_key(StockKey("CAMPAIGN", "STOCK", "WINDOW"), 7),
    "code of a partner": table.code_key("POOL", "7-12"),
    "mark of a code that is there": table.code_mark_key("POOL", "DIGEST"),
    "upload of codes": table.upload_key("POOL", "UPLOAD"),
    "list of a stock's full shards": table.full_shards_key(StockKey("CAMPAIGN", "STOCK", "WINDOW"), 1),
    "unit that came back": table.returned_key(StockKey("CAMPAIGN", "STOCK", "WINDOW"), 1_781_920_800_000, "ID"),
    "claim": table.claim_key("KIND", "VALUE"),
    "identity": table.identity_key("PROVIDER", "SUBJECT"),
    "way back to an identity": table.known_as_key("MEMBER", "PROVIDER", "SUBJECT"),
    "adjustment": table.adjustment_key("MEMBER", "ADJUSTMENT"),
    "adjustment that is not decided yet": table.open_adjustment_key("ADJUSTMENT"),
    "disclosure": table.disclosure_key("MEMBER", "WHEN/WHAT/WHO"),
    "live list": table.LIVE,
    "version": table.version_key("CAMPAIGN", 7),
    "audit entry": table.audit_key("CAMPAIGN", 7),
    "closing": table.closing_key("CAMPAIGN"),
    "counters": table.counter_key(1, "CAMPAIGN", "DAY", 7),
    "place in the list of a campaign's grants": table.granted_key(1, "CAMPAIGN", 7, "AT#RECEIPT#MEMBER"),
    "state of the report": table.REPORT,
    "address of a gift": table.gift_key("MEMBER", "CAMPAIGN/PRIZE"),
    "entry of a ranking": table.entry_key("CAMPAIGN", "BOARD", "WINDOW", 7, "MEMBER"),
    "part of a ranking's picture": table.ranking_key("CAMPAIGN", "BOARD", "WINDOW", "X"),
    "cursor of a schedule": table.cursor_key("NAME"),
}
"""Every kind of item, with the keys that the table's module spells."""


def test_the_items_have_the_keys_of_the_table() -> None:
    told = {item: Key(pk.strip("`"), sk.strip("`")) for item, pk, sk, _ in rows(section(PAGE, "The items"))}

    assert told == KEYS
    assert len(told) == 2 + sum(name.endswith("_key") and name != "item_key" for name in vars(table))


def test_the_items_have_the_attributes_of_the_table() -> None:
    told = {name for *_, attributes in rows(section(PAGE, "The items")) for name in re.findall(r"`(\w+)`", attributes)}

    assert told == {one.attr_name for one in Item.get_attributes().values()} - {"pk", "sk"}


def test_the_reasons_are_those_of_the_table() -> None:
    told = [reason for reason, _ in rows(section(PAGE, "Why it was cancelled, and what then"))]

    assert told == [row.reason for row in reasons.TABLE]


def test_the_costs_are_those_that_are_counted() -> None:
    told = {action: tuple(map(float, cost)) for action, *cost in rows(section(PAGE, "What it costs"))}

    assert told == {action: row.cost for action, row in COSTS.items()}


def test_the_seconds_are_those_of_the_catalogue() -> None:
    told = [float(seconds) for seconds, _ in rows(section(PAGE, "Definitions"))]

    assert told == [catalogue.STALE, catalogue.TOO_OLD, LEAD / 1000]


def test_the_history_is_as_long_as_told() -> None:
    assert f"the last {receipt_log.LENGTH} receipts, packed, {receipt_log.WIDTH} bytes each" in PAGE
    assert f"{receipt_log.LENGTH * receipt_log.WIDTH} bytes" in PAGE


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`((?:services|store|domain)/[\w/]+\.py)`", PAGE))))
def test_the_rooms_exist(path: str) -> None:
    assert (ROOT / "chalicelib" / path).exists()
