"""The report: whatever the stream does to receipts, it is what a recount of them gives, and what a rebuild gives."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from chalicelib import wiring
from chalicelib.domain.errors import Conflict, Unknown
from chalicelib.services import report as reports
from chalicelib.store.table import Item
from tests.services.receipts import Played, build, play, published, store
from tests.services.recounting import check, finish, rebuild, stream

LATER = 2_000_000_000_000


@pytest.fixture
def parts(table: None) -> wiring.Parts:
    return build()


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


def test_a_campaign_without_receipts_has_a_report_of_zeros(parts: wiring.Parts) -> None:
    published(parts, play(1).game)
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
