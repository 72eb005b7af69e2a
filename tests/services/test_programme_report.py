"""The programme's report: as a recount of its receipts, however the stream brings them, and as a rebuild gives it."""

from random import Random

import msgspec
import pytest

from chalicelib import wiring
from chalicelib.domain.derived.programme_report import ProgrammeReport
from chalicelib.domain.publishing.definitions import PROGRAMME as ID
from chalicelib.domain.record.actions import Settle
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.words.values import Money
from chalicelib.store.table import Item, receipt_key
from chalicelib.triggers.stream import count_receipts
from tests.domain.game import tree
from tests.domain.tills import CAMPAIGN, PROGRAMME, Tills
from tests.services.receipts import build, record
from tests.services.recounting import rebuild

COUPONS = ("off-20", "off-30", "tenth", "towel")
MEMBERS = ("ann", "bo")


@pytest.fixture
def parts(table: None) -> wiring.Parts:
    made = build()
    publish(made)
    return made


def publish(parts: wiring.Parts) -> None:
    parts.operations.publish.publish([(ID, tree(PROGRAMME)), ("snacks", tree(CAMPAIGN))], 0, takes_effect=0)


def test_receipts_that_come_twice_and_shuffled_count_once_and_as_a_rebuild(parts: wiring.Parts) -> None:
    receipts = life(1)
    with Item.batch_write() as batch:
        for who, one in receipts:
            batch.save(Item(*receipt_key(who, one.id), v=one.number, body=msgspec.json.encode(one)))
    records = [record(who, msgspec.json.encode(one), one.id) for who, one in receipts] * 2
    Random(1).shuffle(records)
    for at in range(0, len(records), 40):
        count_receipts(parts.operations.counting, {"Records": records[at : at + 40]})
    counted = parts.operations.reports.of_programme()
    check(counted, [one for _, one in receipts])
    assert min(counted.bills, counted.cancelled, counted.coupons_used, counted.points_paid, counted.points_ended) > 0
    rebuild(parts)
    assert build().operations.reports.of_programme() == counted


def test_a_programme_that_was_never_published_has_a_report_of_zeros(table: None) -> None:
    empty = build().operations.reports.of_programme()
    assert (empty.bills, empty.points_worth, empty.days, empty.timezone) == (0, None, [], "UTC")


def life(seed: int) -> list[tuple[str, Receipt]]:
    """The receipts of some months at tills."""
    tills, luck, made = Tills(), Random(seed), []
    for who in MEMBERS:
        tills.give(who, m2026_02=5000, m2026_03=3000)
    at = tills.at("2026-03-02 12:00")
    for number in range(60):
        at += luck.randrange(3 * 86_400_000)
        who, bill = luck.choice(MEMBERS), f"mall/{number}"
        said = {"coupons": [luck.choice(COUPONS)] if luck.random() < 0.5 else [], "points": luck.randrange(400)}
        answers = [tills.bill("pay", bill, at, "178.00", who=who, **said)]
        if isinstance(answers[0], Receipt) and luck.random() < 0.3:
            answers.append(tills.bill("cancel", bill, at + 1000, who=who))
        elif luck.random() < 0.5:
            answers.append(tills.ordered(bill, "100.00", at + 1000, who))
            answers.append(tills.refunded(bill, "x", luck.choice(["100.00", "40.00"]), at + 2000))
        if luck.random() < 0.1:
            answers.append(tills.play(Settle(), at + 3000, who))
        made += [(who, one) for one in answers if isinstance(one, Receipt)]
    return made


def check(report: ProgrammeReport, receipts: list[Receipt]) -> None:
    """The report against the simplest recount of its receipts that there is."""
    legs = [(one, leg) for one in receipts for leg in one.legs]
    paid = -sum(leg.n for _, leg in legs if leg.asset == "points" and leg.why == "bill")
    coupons = -sum(leg.n for _, leg in legs if leg.asset.startswith("prizes/") and leg.why == "bill")
    cancelled = sum(one.does == "cancel" for one in receipts)
    assert (report.points_paid, report.coupons_used) == (paid, coupons)
    assert report.points_worth == Money(paid, "CNY")
    assert report.points_ended == -sum(leg.n for _, leg in legs if leg.asset == "points" and leg.why == "expired")
    assert (report.bills, report.cancelled) == (sum(one.does == "pay" for one in receipts) - cancelled, cancelled)
