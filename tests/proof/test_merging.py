"""Merging on the table: under fire, with orders on their way, and after lives of chance; nothing is lost or doubled."""

from collections.abc import Iterator
from random import Random

import msgspec
import pytest

from audit import RULES
from audit.recount import Recount
from chalicelib.domain.record.actions import Ask, Merge
from chalicelib.domain.record.receipt import Receipt, receipt_id
from chalicelib.services import merge
from chalicelib.services.act import Answered
from chalicelib.services.take_in import Result
from local.dynamo_calls import DynamoCalls
from tests.domain.game import tree
from tests.domain.test_orders import CAMPAIGN, Shop
from tests.proof.observer import stored
from tests.proof.order_table import assert_bought
from tests.proof.order_world import OrderShop, Report, at_once, claimed, fresh, opened, paid, refunded
from tests.proof.world import Container


@pytest.fixture
def shop(aws: None) -> Iterator[OrderShop]:
    with opened() as shop:
        for name in ("ann", "bo"):
            shop.member(name)
        yield shop


def merging(stays: str = "ann", absorbed: str = "bo") -> Report:
    def report(shop: OrderShop, container: Container) -> Result:
        return container.one(shop.member(stays), merge.request(shop.member(absorbed)))

    return report


def receipts(shop: OrderShop, *names: str) -> list[Receipt]:
    whose = {f"M#{shop.member(name)}" for name in names}
    found = [item for (pk, sk), item in stored().items() if pk in whose and sk.startswith("R#")]
    return [msgspec.json.decode(item["b"], type=Receipt) for item in found]


def test_sixty_four_on_both_records_while_they_are_merged(shop: OrderShop) -> None:
    """Each order counts once, whichever id it names, and each answer is given again alike."""
    orders = [paid(("ann", "bo")[n % 2], f"k{n}", "10.00 CNY", f"{n}") for n in range(48)]
    chance = Random(5)
    asks = [*orders, *(merging() for _ in range(8)), *orders[:8]]
    chance.shuffle(asks)

    answers = at_once(shop, asks)

    assert all(isinstance(one, bytes) for one in answers), answers
    assert at_once(shop, asks) == answers, "each is answered as before"
    counted = [one.asked["id"] for one in receipts(shop, "ann", "bo") if one.does == "event"]
    assert sorted(counted) == sorted(f"k{n}" for n in range(48))
    assert [one.does for one in receipts(shop, "ann", "bo")].count("merged") == 1
    assert [one.does for one in receipts(shop, "ann", "bo")].count("absorbed") == 1
    assert shop.points("bo") == 0
    assert shop.points("ann") in (480 + 1000, 480 + 2000), "the first of a day, of one or of each"
    document = shop.document("ann")
    assert document.bought
    assert document.bought.sums["CNY"][:2] == [48, 48_000]
    for name in ("ann", "bo"):
        numbers = sorted(one.number for one in receipts(shop, name))
        assert numbers == [*range(1, len(numbers) + 1)]


@pytest.mark.parametrize("merged_at", range(5))
def test_an_order_its_claim_and_its_refunds_around_a_merge(shop: OrderShop, merged_at: int) -> None:
    """Whenever the records are merged, the end is the same: what came back was taken back."""
    steps = [claimed("bo"), paid(), refunded("30.00 CNY", "r1"), refunded("20.00 CNY", "r2")]
    steps.insert(merged_at, merging())
    for step in steps:
        answer = step(shop, shop.world.container())
        assert isinstance(answer, Answered), answer
    assert_bought(shop.member("ann"), [5000])
    assert_bought(shop.member("bo"), [])
    assert shop.points("ann") == 1050
    assert shop.order().left == 5000


def test_a_refund_after_a_merge_costs_one_trip_more(shop: OrderShop) -> None:
    """One to the signpost, whose receipts come with it; what was refunded once is the staying member's."""
    for step in (paid("bo"), merging()):
        step(shop, shop.world.container())
    container = fresh(shop)
    container.parts.catalogue.refresh()
    with DynamoCalls() as calls:
        refunded()(shop, container)
    assert calls.operations == ["BatchGetItem"] * 3 + ["TransactWriteItems"]
    with DynamoCalls() as calls:
        refunded("10.00 CNY", "r2")(shop, container)
    assert calls.operations == ["BatchGetItem"] * 3 + ["TransactWriteItems"], "its receipt is still under the old id"


def test_sums_are_conserved_whoever_they_are() -> None:
    """Lives of chance, merged by chance: the independent recount of all receipts finds nothing wrong."""
    assert sum(_live_and_merge(Random(11_000 + n)) for n in range(40)) > 40


def _live_and_merge(chance: Random) -> int:
    """Give how many were merged."""
    shop, names, orders = Shop(), ["ann", "bo", "cy", "di"], 0
    merged: list[str] = []
    for _ in range(30):
        who = chance.choice(names)
        does = chance.random()
        if does < 0.6:
            orders += 1
            amount = chance.randrange(1, 300)
            shop.paid(f"{amount}.00 CNY", who, order=f"{orders}", channel="own", key=f"o{orders}")
        elif does < 0.8 and orders:
            shop.refunded(
                "1.00 CNY", f"r{orders}-{chance.random()}", order=f"{chance.randrange(1, orders + 1)}", channel="own"
            )
        elif does < 0.9 and len(merged) < 3:
            stays, absorbed = chance.sample([name for name in names if name not in merged], 2)
            before = _sums(shop)
            shop.now += 1
            ask = Ask(receipt_id("merge", absorbed), Merge(absorbed))
            if {stays, absorbed} <= shop.store.members.keys():
                [answer] = shop.store.act(stays, [ask], shop.now).results
                assert isinstance(answer, Receipt), answer
                merged.append(absorbed)
                assert _sums(shop) == before
                assert shop.store.act(stays, [ask], shop.now).results == (answer,)
        shop.now += 1
    published = next(iter(shop.store.definitions.campaigns.values()))
    recount = Recount(RULES, {published.id: [(0, 1, _tree())]}, {}, programme=[(0, 1, {"timezone": "Asia/Shanghai"})])
    lines = [(one, name) for name in shop.store.members for one in shop.store.receipts_of(name)]
    for receipt, name in sorted(lines, key=lambda line: (line[0].at, line[0].number)):
        recount.add(name, msgspec.to_builtins(receipt))
    wrong = {title: found for title, found in recount.breaches.items() if found}
    assert not wrong
    return len(merged)


def _tree() -> dict[str, object]:
    return dict(tree(CAMPAIGN))


def _sums(shop: Shop) -> tuple[int, list[int], int]:
    documents = [one.document for one in shop.store.members.values()]
    sums = [one.bought.sums.get("CNY", [0, 0])[:2] for one in documents if one.bought]
    counts = sum(sum(part.counts.values()) for one in documents for part in one.played.values())
    return (
        sum(one.points - one.owed for one in documents),
        [sum(column) for column in zip(*sums, strict=True)],
        counts,
    )
