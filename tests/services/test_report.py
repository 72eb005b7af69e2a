"""The report: whatever the stream does to receipts, it is what a recount of them gives, and what a rebuild gives."""

from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib import wiring
from chalicelib.domain.words.errors import Conflict, Unknown
from chalicelib.services import report as reports
from chalicelib.store.table import Item
from tests.faults import instead
from tests.proof.observer import stored
from tests.services.receipts import Played, build, play, published, store
from tests.services.recounting import check, finish, rebuild, stream

LATER = 2_000_000_000_000


@pytest.fixture
def parts(table: None) -> wiring.Parts:
    return build()


@pytest.fixture
def few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """A step looks at ten items."""
    monkeypatch.setattr(reports, "LOOKED_AT", 10)
    monkeypatch.setattr(reports, "STEP_SECONDS", 0)


def test_receipts_that_come_during_a_rebuild_are_in_it_once(parts: wiring.Parts, few_at_a_time: None) -> None:
    few = play(60)
    early, late = Played(few.game, few.receipts[:40]), Played(few.game, few.receipts[40:])
    published(parts, few.game)
    store(early)
    list(stream(parts, early.records()))
    before = parts.operations.reports.of("play", LATER)

    step = parts.operations.reports.rebuild()
    store(late)
    list(stream(parts, late.records()))
    list(stream(parts, few.records()[::-1]))
    assert parts.operations.reports.of("play", LATER) == before
    assert not step.done
    finish(parts, step)

    check(parts.operations.reports.of("play", LATER), few)


def test_a_step_that_is_done_twice_counts_nothing_twice(parts: wiring.Parts, few_at_a_time: None) -> None:
    """The answer of a step is lost, and what it noted too."""
    few = play(40)
    published(parts, few.game)
    store(few)
    parts.operations.reports.rebuild()
    [noted] = Item.query("N", Item.sk == "G")
    parts.operations.reports.rebuild()
    noted.save()
    rebuild(parts)
    check(parts.operations.reports.of("play", LATER), few)


def test_a_rebuild_that_was_interrupted_goes_on(parts: wiring.Parts, few_at_a_time: None) -> None:
    few = play(40)
    published(parts, few.game)
    store(few)
    items = len(list(Item.scan()))
    first = parts.operations.reports.rebuild()
    assert (first.generation, first.looked, first.done) == (2, 10, False)
    second = build().operations.reports.rebuild()
    assert (second.generation, second.looked) == (2, 20)
    assert second.total == items
    assert rebuild(build()) == 40
    check(parts.operations.reports.of("play", LATER), few)


def test_a_rebuild_that_was_given_up_is_begun_again(parts: wiring.Parts, few_at_a_time: None) -> None:
    few = play(40)
    published(parts, few.game)
    store(few)
    parts.operations.reports.rebuild()
    anew = parts.operations.reports.rebuild(anew=True)
    assert (anew.generation, anew.looked) == (3, 10)
    assert finish(parts, anew) == 40
    check(parts.operations.reports.of("play", LATER), few)
    assert _generations() == {3}


def test_a_step_that_another_one_overtook_is_refused(parts: wiring.Parts, few_at_a_time: None) -> None:
    few = play(40)
    published(parts, few.game)
    store(few)

    def another(request: Any) -> None:
        build().operations.reports.rebuild()

    parts.operations.reports.rebuild()
    with instead("Scan", another), pytest.raises(Conflict) as refusal:
        parts.operations.reports.rebuild()
    assert refusal.value.code == "report_rebuilding"
    assert rebuild(parts) == 40
    check(parts.operations.reports.of("play", LATER), few)


def test_the_counters_of_before_are_deleted_at_the_end_and_not_sooner(
    parts: wiring.Parts, few_at_a_time: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reports, "DELETED", 3)
    few = play(60)
    published(parts, few.game)
    store(few)
    list(stream(parts, few.records()))
    old = parts.operations.reports.of("play", LATER)
    assert len(list(Item.query("N#1/play"))) > 3
    step = parts.operations.reports.rebuild()
    while _state()["v"] == 1:
        assert parts.operations.reports.of("play", LATER) == old
        assert 1 in _generations()
        step = parts.operations.reports.rebuild()
    assert not step.done
    assert parts.operations.reports.of("play", LATER) == old
    finish(parts, step)
    assert _generations() == {2}
    assert "b" not in _state()
    check(parts.operations.reports.of("play", LATER), few)


def test_a_receipt_that_was_deleted_is_not_made_anew(parts: wiring.Parts) -> None:
    few = play(10)
    published(parts, few.game)
    assert sum(stream(parts, few.records())) == 0
    assert not list(Item.scan(Item.sk.startswith("R#")))


def test_no_campaign_no_report(parts: wiring.Parts) -> None:
    with pytest.raises(Unknown, match="campaign"):
        parts.operations.reports.of("nothing", LATER)


def test_a_campaign_without_receipts_has_a_report_of_zeros(parts: wiring.Parts) -> None:
    published(parts, play(1).game)
    empty = parts.operations.reports.of("play", LATER)
    assert (empty.reach, empty.days, empty.tasks[0].started) == (0, [], 0)


def test_receipts_of_before_their_definitions_were_read_are_poison_alone(parts: wiring.Parts) -> None:
    """One names a version that nobody has."""
    few = play(20)
    member, last = few.receipts[-1]
    few.receipts[-1] = (member, replace(last, versions={"play": "9:gone"}, postings=()))
    published(parts, few.game)
    store(few)
    assert sum(stream(parts, few.records())) == 19


def _state() -> dict[str, Any]:
    return stored()["N", "G"]


def _generations() -> set[int]:
    """Whose counters there are."""
    return {int(pk[2:].partition("/")[0]) for pk, _ in stored() if pk.startswith("N#")}
