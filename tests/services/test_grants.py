"""The export of grants: what its list leads to is what a scan of every receipt finds, oldest first, each once."""

from random import Random

import msgspec
import pytest
from msgspec.structs import replace

from chalicelib import wiring
from chalicelib.domain.record.journal import grants
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.words.errors import Conflict, Unknown
from chalicelib.services import grants as services
from chalicelib.services import report as reports
from chalicelib.services.grants import Grant
from chalicelib.store import granted
from chalicelib.store.table import RECEIPT_SECONDS, REPORT, Item, receipt_key
from tests.services.receipts import Played, build, play, published, store
from tests.services.recounting import finish, forget, rebuild, stream

FEW = play(120)


@pytest.fixture
def parts(table: None, monkeypatch: pytest.MonkeyPatch) -> wiring.Parts:
    """Pages of a few receipts, on a table with receipts that nobody counted yet."""
    monkeypatch.setattr(services, "RECEIPTS_A_SHARD", 2)
    parts = build()
    published(parts, FEW.game)
    store(FEW)
    return parts


def listed(parts: wiring.Parts) -> list[Grant]:
    """All pages."""
    found: list[Grant] = []
    after = None
    while True:
        page = parts.operations.grants.page("play", after)
        found += page.grants
        after = page.after
        if after is None:
            return found


def scanned() -> list[Grant]:
    """The same from every receipt of the table, which the export read before it had a list."""
    found = []
    for item in Item.scan(Item.sk.startswith("R#")):
        receipt = msgspec.json.decode(item.body, type=Receipt)
        codes = [(one.prize, one.code) for one in receipt.coupons if one.code]
        for one in grants(receipt.legs):
            own = tuple(code for prize, code in codes if prize == one.prize)
            found.append(Grant(item.pk[2:], receipt.id, receipt.at, receipt.does, one.prize, one.n, own))
    return sorted(found, key=lambda one: (one.at, one.receipt, one.member))


def check(parts: wiring.Parts) -> None:
    found, all_of_them = listed(parts), scanned()
    assert len(found) > 40  # more than a page
    assert [one.at for one in found] == sorted(one.at for one in found)
    assert found == all_of_them


def test_the_list_is_what_a_scan_of_every_receipt_finds(parts: wiring.Parts) -> None:
    list(stream(parts, FEW.records()))
    check(parts)


def test_records_in_any_order_and_more_than_once_double_nothing(parts: wiring.Parts) -> None:
    records = FEW.records() * 3
    Random(5).shuffle(records)
    list(stream(parts, records))
    check(parts)


def test_a_rebuild_makes_the_same_list(parts: wiring.Parts) -> None:
    list(stream(parts, FEW.records()))
    rebuild(parts)
    check(parts)
    assert not list(Item.query("N#1/play#0"))


def test_a_list_that_misses_receipts_is_made_whole_by_a_rebuild(parts: wiring.Parts) -> None:
    list(stream(parts, FEW.records()[:50]))
    assert len(listed(parts)) < len(scanned())
    rebuild(parts)
    check(parts)


def test_a_table_of_before_has_its_grants_listed_first(parts: wiring.Parts) -> None:
    """Its receipts were counted by a release that listed none, and its state says so by having no shape, or none."""
    for shape in (None, "absent"):
        forget(parts, FEW)
        list(stream(parts, FEW.records()))
        for shard in range(granted.SHARDS):
            for item in Item.query(f"N#1/play#{shard}"):
                item.delete()
        Item(*REPORT, v=1, g=1).save() if shape is None else Item(*REPORT).delete()
        with pytest.raises(Conflict) as refused:
            parts.operations.grants.page("play")
        assert refused.value.code == "grants_unlisted"
        rebuild(parts)
        check(parts)


def test_while_all_is_counted_anew_no_list_is_whole(parts: wiring.Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports, "LOOKED_AT", 10)
    monkeypatch.setattr(reports, "STEP_SECONDS", 0)
    list(stream(parts, FEW.records()[:60]))
    step = parts.operations.reports.rebuild()
    list(stream(parts, FEW.records()[60:]))  # into the list that is being made
    with pytest.raises(Conflict):
        parts.operations.grants.page("play")
    finish(parts, step)
    check(parts)


def test_a_page_of_before_a_rebuild_is_gone_on_from(parts: wiring.Parts) -> None:
    list(stream(parts, FEW.records()))
    first = parts.operations.grants.page("play")
    rebuild(parts)
    rest = parts.operations.grants.page("play", first.after)
    assert [*first.grants, *rest.grants] == listed(parts)[: len(first.grants) + len(rest.grants)]


def test_what_a_definition_that_reads_no_more_granted_is_listed(parts: wiring.Parts) -> None:
    few = Played(FEW.game, [(who, replace(one, versions={"play": "9:gone"})) for who, one in FEW.receipts])
    store(few)
    list(stream(parts, few.records()))
    check(parts)


def test_what_is_listed_ends_with_its_receipt(parts: wiring.Parts) -> None:
    list(stream(parts, FEW.records()))
    for shard in range(granted.SHARDS):
        for item in Item.query(f"N#1/play#{shard}"):
            assert item.ttl == int(item.sk[:13]) // 1000 + RECEIPT_SECONDS
    gone = listed(parts)[3]
    Item(*receipt_key(gone.member, gone.receipt)).delete()
    assert {one.receipt for one in listed(parts)} == {one.receipt for one in scanned()}


def test_codes_go_with_the_person(parts: wiring.Parts) -> None:
    """The list holds no word of a receipt: what is rewritten there is read as it is now."""
    list(stream(parts, FEW.records()))
    won = next(one for one in listed(parts) if one.codes)
    item = Item.get(*receipt_key(won.member, won.receipt))
    receipt = msgspec.json.decode(item.body, type=Receipt)
    coupons = tuple(replace(one, code="") for one in receipt.coupons)
    item.update([Item.body.set(msgspec.json.encode(replace(receipt, coupons=coupons)))])
    assert [one.codes for one in listed(parts) if one.receipt == won.receipt and one.prize == won.prize] == [()]
    held = {
        name
        for shard in range(granted.SHARDS)
        for one in Item.query(f"N#1/play#{shard}")
        for name in one.attribute_values
    }
    assert held == {"pk", "sk", "ttl"}


def test_a_campaign_that_granted_nothing_has_an_empty_list(parts: wiring.Parts) -> None:
    assert parts.operations.grants.page("play") == services.GrantsPage((), None)


@pytest.mark.parametrize("after", ["", "x", "M#m~R#r", "1781000000000#", "1781000000000#r", "1781000000000##m"])
def test_a_page_that_no_answer_named_is_unknown(parts: wiring.Parts, after: str) -> None:
    with pytest.raises(Unknown):
        parts.operations.grants.page("play", after)
