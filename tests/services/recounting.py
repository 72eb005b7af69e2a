"""Counting receipts as the stream does and as a rebuild does, and the simplest recount that there is beside them."""

from collections import Counter
from typing import Any

from chalicelib import wiring
from chalicelib.domain.derived.report_lines import Report
from chalicelib.domain.record.receipt import Receipt
from chalicelib.services.report import RebuildStep
from chalicelib.store.table import Item
from chalicelib.triggers.stream import count_receipts
from tests.services.receipts import Played, published, store


def stream(parts: wiring.Parts, records: list[dict[str, Any]]) -> list[int]:
    """Batch by batch."""
    return [
        count_receipts(parts.operations.counting, {"Records": records[at : at + 100]})
        for at in range(0, len(records), 100)
    ]


def rebuild(parts: wiring.Parts) -> int:
    return finish(parts, parts.operations.reports.rebuild())


def finish(parts: wiring.Parts, step: RebuildStep) -> int:
    """Go on to the end; how many were counted."""
    while not step.done:
        step = parts.operations.reports.rebuild()
    return step.counted


def forget(parts: wiring.Parts, played: Played) -> None:
    """The table anew, with the same receipts, none of them counted."""
    Item.delete_table()
    Item.create_table(billing_mode="PAY_PER_REQUEST")
    published(parts, played.game)
    store(played)


def check(made: Report, played: Played) -> None:
    """The report against the simplest recount of its receipts that there is."""
    receipts = played.receipts
    postings = [posting for _, one in receipts for posting in one.legs]
    times = {line.block: line.times for line in made.blocks}
    dates = Counter(_date(one) for _, one in receipts)
    assert made.reach == len({member for member, _ in receipts})
    assert made.actions == len(receipts)
    assert {day.date: day.counts["actions"] for day in made.days} == dates
    assert made.earned == sum(one.n for one in postings if one.asset == "points" and one.n > 0)
    assert made.spent == -sum(one.n for one in postings if one.asset == "points" and one.n < 0)
    assert times["blind_boxes/box"] == sum(len(draw.rows) for _, one in receipts for draw in one.draws)
    assert times["collections/pair"] == sum(one.does == "compose" for _, one in receipts)
    assert times["redemptions/shop/pin"] == sum(one.does == "redeem" for _, one in receipts)
    assert sum(line.started for line in made.tasks) == sum(len(one.started) for _, one in receipts)
    granted = {line.prize: line.granted for line in made.prizes}
    assert granted["voucher"] == sum(len(one.coupons) for _, one in receipts)
    assert granted["purse"] == sum(draw.got.count("purse") for _, one in receipts for draw in one.draws)
    assert granted["pin"] == sum(one.n for one in postings if one.asset == "prizes/pin")


def _date(receipt: Receipt) -> str:
    """In Shanghai, which is eight hours ahead all year."""
    days = (receipt.at + 8 * 3_600_000) // 86_400_000
    return f"2026-06-{days - 20_604:02}"
