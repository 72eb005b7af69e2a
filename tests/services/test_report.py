"""The report: whatever the stream does to receipts, it is what a recount of them gives, and what a rebuild gives."""

from __future__ import annotations

import os
from collections import Counter
from random import Random
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib import wiring
from chalicelib.domain.errors import Conflict, Unknown
from chalicelib.domain.receipt import Receipt
from chalicelib.domain.report import Report
from chalicelib.services import report as reports
from chalicelib.services.report import Step
from chalicelib.store.table import Item
from chalicelib.triggers.stream import count_receipts
from tests.services.receipts import Played, build, play, published, store

RECEIPTS = 10_000 if os.environ.get("PROOF") == "long" else 300
LATER = 2_000_000_000_000


@pytest.fixture
def parts(table: None) -> wiring.Parts:
    return build()


@pytest.fixture(scope="module")
def fair() -> Played:
    return play(RECEIPTS)


def test_shuffled_and_doubled_receipts_count_as_one_ordered_pass_and_as_a_rebuild(
    parts: wiring.Parts, fair: Played
) -> None:
    published(parts, fair.game)
    store(fair)
    assert sum(stream(parts, fair.records())) == RECEIPTS
    ordered = parts.reports.of("play", LATER)
    check(ordered, fair)
    assert min(ordered.reach, ordered.spent, ordered.offers[0].redeemed, ordered.collections[0].sets) > 0

    assert rebuild(parts) == RECEIPTS
    assert parts.reports.of("play", LATER) == ordered

    forget(parts)
    twice = 2 * fair.records()
    Random(5).shuffle(twice)
    assert sum(stream(parts, twice)) == RECEIPTS
    assert parts.reports.of("play", LATER) == ordered


def test_receipts_that_come_during_a_rebuild_are_in_it_once(
    parts: wiring.Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = play(60)
    early, late = Played(few.game, few.receipts[:40]), Played(few.game, few.receipts[40:])
    published(parts, few.game)
    monkeypatch.setattr(reports, "LOOKED_AT", 10)
    store(early)
    list(stream(parts, early.records()))
    before = parts.reports.of("play", LATER)

    step = parts.reports.rebuild()
    store(late)
    list(stream(parts, late.records()))
    list(stream(parts, few.records()[::-1]))
    assert parts.reports.of("play", LATER) == before
    while step.after:
        again = parts.reports.rebuild(step.generation, step.after)
        assert parts.reports.rebuild(step.generation, step.after).counted == 0
        step = again

    check(parts.reports.of("play", LATER), few)


def test_a_rebuild_that_was_given_up_is_begun_again(parts: wiring.Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    few = play(40)
    published(parts, few.game)
    store(few)
    with monkeypatch.context() as smaller:
        smaller.setattr(reports, "LOOKED_AT", 10)
        given_up = parts.reports.rebuild()
    rebuild(parts)
    check(parts.reports.of("play", LATER), few)

    with pytest.raises(Conflict, match="begun") as refusal:
        finish(parts, given_up)
    assert refusal.value.code == "report_rebuilding"
    check(parts.reports.of("play", LATER), few)


def test_a_receipt_that_was_deleted_is_not_made_anew(parts: wiring.Parts) -> None:
    few = play(10)
    published(parts, few.game)
    assert sum(stream(parts, few.records())) == 0
    assert not list(Item.scan(Item.sk.startswith("R#")))


def test_no_campaign_no_report(parts: wiring.Parts) -> None:
    with pytest.raises(Unknown, match="campaign"):
        parts.reports.of("nothing", LATER)


def test_a_campaign_without_receipts_has_a_report_of_zeros(parts: wiring.Parts, fair: Played) -> None:
    published(parts, fair.game)
    empty = parts.reports.of("play", LATER)
    assert (empty.reach, empty.days, empty.tasks[0].started) == (0, [], 0)


def test_a_step_that_nobody_gave_is_refused(parts: wiring.Parts) -> None:
    with pytest.raises(Unknown, match="step"):
        parts.reports.rebuild(2, "bm9uc2Vuc2U=")


def test_receipts_of_before_their_definitions_were_read_are_poison_alone(parts: wiring.Parts) -> None:
    """One names a version that nobody has."""
    few = play(20)
    member, last = few.receipts[-1]
    few.receipts[-1] = (member, replace(last, versions={"play": "9:gone"}))
    published(parts, few.game)
    store(few)
    assert sum(stream(parts, few.records())) == 19


def stream(parts: wiring.Parts, records: list[dict[str, Any]]) -> list[int]:
    """Batch by batch."""
    return [count_receipts(parts.counting, {"Records": records[at : at + 100]}) for at in range(0, len(records), 100)]


def rebuild(parts: wiring.Parts) -> int:
    return finish(parts, parts.reports.rebuild())


def finish(parts: wiring.Parts, step: Step) -> int:
    """Go on to the end; how many were counted."""
    counted = step.counted
    while step.after:
        step = parts.reports.rebuild(step.generation, step.after)
        counted += step.counted
    return counted


def forget(parts: wiring.Parts) -> None:
    """Take away all marks and counters."""
    for item in list(Item.scan(Item.pk.startswith("N"))):
        item.delete()
    for item in list(Item.scan(Item.sk.startswith("R#"))):
        item.update(actions=[Item.g.remove()])
    assert not list(Item.scan(Item.g.exists()))


def check(made: Report, played: Played) -> None:
    """The report against the simplest recount of its receipts that there is."""
    receipts = played.receipts
    changes = [part.get("play", {}) for _, one in receipts for part in (one.changes, one.settled)]
    dates = Counter(_date(one) for _, one in receipts)
    assert made.reach == len({member for member, _ in receipts})
    assert made.actions == len(receipts)
    assert {day.date: day.counts["actions"] for day in made.days} == dates
    assert made.earned == sum(n for one in changes for asset, n in one.items() if asset == "points" and n > 0)
    assert made.spent == -sum(n for one in changes for asset, n in one.items() if asset == "points" and n < 0)
    assert made.boxes[0].draws == sum(len(draw.rows) for _, one in receipts for draw in one.draws)
    assert made.collections[0].sets == sum(one.does == "compose" for _, one in receipts)
    assert made.offers[0].redeemed == sum(one.does == "redeem" for _, one in receipts)
    assert sum(line.started for line in made.tasks) == sum(len(one.started) for _, one in receipts)
    granted = {line.prize: line.granted for line in made.prizes}
    assert granted["voucher"] == sum(len(one.coupons) for _, one in receipts)
    assert granted["pin"] == sum(n for one in changes for asset, n in one.items() if asset == "prizes/pin")


def _date(receipt: Receipt) -> str:
    """In Shanghai, which is eight hours ahead all year."""
    days = (receipt.at + 8 * 3_600_000) // 86_400_000
    return f"2026-06-{days - 20_604:02}"
