"""Orders on the table: what each report costs, a crash at every call, and a crowd at one order."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import permutations
from math import inf
from typing import NamedTuple

import msgspec
import pytest

from audit import RULES
from audit.recount import Recount
from chalicelib.domain.play.turn import Turn
from chalicelib.domain.record.guest import guest_id
from chalicelib.domain.record.receipt import Receipt
from chalicelib.services.act import Answered
from chalicelib.store.table import Item
from local.dynamo_calls import DynamoCalls
from tests.domain.game import tree
from tests.domain.test_orders import CAMPAIGN
from tests.faults import failed, instead
from tests.proof.conftest import Proof
from tests.proof.observer import stored
from tests.proof.order_table import assert_bought
from tests.proof.order_world import (
    KEY,
    OrderShop,
    Report,
    at_once,
    claimed,
    crash_at_every_call,
    fresh,
    opened,
    paid,
    refunded,
    told,
)

THREADS = 16


@pytest.fixture
def shop(aws: None) -> Iterator[OrderShop]:
    with opened() as shop:
        for name in ("ann", "bo", "cy"):
            shop.member(name)
        yield shop


class Case(NamedTuple):
    """A report, what came before it, and what it costs: trips, units read and written."""

    report: Report
    before: Sequence[Report]
    trips: int
    reads: float
    writes: int


SMALL = CAMPAIGN[: CAMPAIGN.index("  daily:")]

CASES = {
    "an order of a known member": Case(paid("ann"), [], 2, 3, 6),
    "an order of nobody": Case(paid(), [], 1, 0, 1),
    "the same order of nobody again": Case(paid(), [paid()], 1, 0, 1),
    "an order that is waited for": Case(paid(), [claimed()], 3, 3, 7),
    "a claim": Case(claimed(), [paid()], 2, 3, 6),
    "a claim that waits": Case(claimed(), [], 2, 3, 6),
    "a claim that does not match": Case(claimed(end="1"), [paid()], 2, 3, 4),
    "a claim of what another has": Case(claimed("bo"), [paid("ann")], 1, 3, 0),
    "a refund of what counted": Case(refunded(), [paid("ann")], 3, 5, 6),
    "a refund of all of it": Case(refunded("100.00 CNY"), [paid("ann")], 3, 5, 6),
    "a refund of the rest": Case(refunded("70.00 CNY", "r2"), [paid("ann"), refunded()], 3, 5, 6),
    "a refund of what was claimed": Case(refunded(), [paid(), claimed()], 3, 5, 6),
    "a refund of nobody's order": Case(refunded(), [paid()], 2, 1, 1),
    "a refund before its order": Case(refunded(), [], 2, 1, 1),
    "an order after its refund": Case(paid("ann"), [refunded()], 2, 3, 6),
    "a refund again": Case(refunded(), [paid("ann"), refunded()], 2, 5, 0),
    "the first order of a guest": Case(paid(buyer="zoe"), [], 2, 3, 6),
    "another order of a guest": Case(paid(buyer="zoe", key="8", order="8"), [paid(buyer="zoe")], 2, 3, 6),
    "the same order of a guest again": Case(paid(buyer="zoe"), [paid(buyer="zoe")], 1, 3, 0),
    "an order of a guest that is waited for": Case(paid(buyer="zoe"), [claimed()], 3, 6, 6),
    "an order of a guest that came back before": Case(paid(buyer="zoe"), [refunded()], 2, 3, 6),
    "a claim from a guest": Case(claimed(), [paid(buyer="zoe")], 3, 4, 10),
    "a guest's order of a known member": Case(paid("ann", "known"), [paid(buyer="zoe")], 3, 4, 10),
    "a claim from a guest that does not match": Case(claimed(end="1"), [paid(buyer="zoe")], 2, 3, 4),
    "a refund of a guest's order": Case(refunded(), [paid(buyer="zoe")], 3, 4, 6),
    "a refund of a guest's order again": Case(refunded(), [paid(buyer="zoe"), refunded()], 2, 4, 0),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_costs_what_the_guide_says(aws: None, case: Case) -> None:
    """With receipts of less than 1 KB: of one task that counts."""
    with opened(campaign=SMALL) as shop:
        for name in ("ann", "bo", "cy"):
            shop.member(name)
        _assert_cost(shop, case)


def _assert_cost(shop: OrderShop, case: Case) -> None:
    container = shop.world.container()
    container.parts.catalogue.refresh()
    for step in case.before:
        step(shop, container)
    with DynamoCalls() as calls:
        case.report(shop, container)
    assert (calls.trips, calls.read_units, calls.write_units) == case[2:]


@pytest.mark.usefixtures("no_waiting")
@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_crash_at_any_call_loses_nothing_and_doubles_nothing(shop: OrderShop, case: Case, proof: Proof) -> None:
    for step in case.before:
        step(shop, fresh(shop))
    calls = crash_at_every_call(shop, case.report)
    proof.tell("crash: orders", f"{3 * len(calls)} crashes at {', '.join(calls)}")


def test_of_sixty_four_who_claim_an_order_one_has_it(shop: OrderShop) -> None:
    names = [f"m{n}" for n in range(64)]
    for name in names:
        shop.member(name)
    paid()(shop, shop.world.container())

    answers = at_once(shop, [claimed(name) for name in names])

    assert Counter(one for one in answers if isinstance(one, str)) == {"already_claimed": 63}
    [receipt] = [msgspec.json.decode(one, type=Receipt) for one in answers if isinstance(one, bytes)]
    assert shop.order().receipt == receipt.id
    assert [shop.points(name) for name in names].count(1100) == 1
    assert sum(shop.points(name) for name in names) == 1100


def test_an_order_its_claim_and_its_refunds_at_once_end_alike(shop: OrderShop) -> None:
    """Whoever comes first: it counts for one member, and each refund is in it once."""
    names = [f"m{n}" for n in range(8)]
    for name in names:
        shop.member(name)
    reports = [
        *(paid(key="paid") for _ in range(4)),
        *(claimed(name) for name in names),
        *(refunded("10.00 CNY", f"r{n % 4}", key=f"r{n % 4}") for n in range(8)),
    ]

    at_once(shop, reports)

    order = shop.order()
    assert order.refunds == {f"R{n}": 1000 for n in range(4)}
    assert order.left == 6000
    assert order.member in shop.members.values()
    assert [shop.points(name) > 0 for name in names].count(True) == 1


ZOE = guest_id("JD", "ZOE")


def test_of_many_who_claim_a_guest_s_order_one_has_it_and_the_guest_has_it_no_more(shop: OrderShop) -> None:
    names = [f"m{n}" for n in range(16)]
    for name in names:
        shop.member(name)
    for report in (paid(buyer="zoe"), paid(buyer="zoe", key="8", order="8", amount="20.00 CNY")):
        report(shop, shop.world.container())

    answers = at_once(shop, [claimed(name) for name in names])

    assert Counter(one for one in answers if isinstance(one, str)) == {"already_claimed": 15}
    [name] = [name for name in names if shop.points(name)]
    assert_bought(shop.member(name), [10000])
    assert_bought(ZOE, [2000])
    for other in {*names} - {name}:
        assert_bought(shop.member(other), [])


def test_a_guest_s_order_its_claims_and_its_refunds_at_once_are_bought_by_one(shop: OrderShop) -> None:
    """Two members claim an order of the guest's each, one of them comes back meanwhile, and another one is bought."""
    for report in (paid(buyer="zoe"), paid(buyer="zoe", key="8", order="8")):
        report(shop, shop.world.container())
    reports = [
        claimed("ann"),
        claimed("bo", key="c8", order="8"),
        *(refunded("10.00 CNY", f"r{n % 4}", key=f"r{n % 4}") for n in range(8)),
        *(paid(buyer="zoe", key=f"{n}", order=f"{n}") for n in range(10, 14)),
    ]

    at_once(shop, reports)

    assert_bought(shop.member("ann"), [6000])
    assert_bought(shop.member("bo"), [10000])
    assert_bought(ZOE, [10000] * 4)
    numbers = sorted(item["v"] for (pk, sk), item in stored().items() if pk == f"M#{ZOE}" and sk.startswith("R#"))
    assert numbers == [*range(1, stored()[f"M#{ZOE}", "M"]["v"] + 1)]


def test_orders_of_several_guests_become_one_member_s_together(shop: OrderShop) -> None:
    """The shop learns whose they were, and tells of all at once: each guest moves by an order of its own."""
    for n, buyer in enumerate(("zoe", "zoe", "zed")):
        paid(buyer=buyer, key=f"p{n}", order=f"{n}")(shop, shop.world.container())
    container = shop.world.container()
    batch = [
        {"id": f"k{n}", "source": "shop", "type": "order.paid", "subject": shop.member("ann")}
        | {"time": "2026-06-10T04:00:00Z", "data": {"channel": "jd", "order": f"{n}", "amount": "100.00 CNY"}}
        for n in range(3)
    ]
    answers = container.parts.take_in.each(batch, container.clock(), lambda: inf)
    assert all(isinstance(one, Answered) and one.receipt for one in answers)
    assert_bought(shop.member("ann"), [10000] * 3)
    for guest, version in ((ZOE, 4), (guest_id("JD", "ZED"), 2)):
        assert_bought(guest, [])
        assert stored()[f"M#{guest}", "M"]["v"] == version


@pytest.mark.parametrize("order", [*permutations(["paid", "claimed", "back"])])
def test_the_table_ends_alike_in_whichever_order(shop: OrderShop, order: Sequence[str]) -> None:
    steps = {"paid": paid(), "claimed": claimed(), "back": refunded()}
    for name in order:
        assert isinstance(steps[name](shop, shop.world.container()), Answered)
    found = shop.order()
    assert (found.member, found.counted, found.minor, found.left) == (shop.member("ann"), True, 10000, 7000)


def test_a_claim_of_a_release_that_knew_no_orders_has_counted(shop: OrderShop) -> None:
    key = f"U#{KEY.spelled}"
    Item(key, "U", member=shop.member("bo"), receipt="r").save()
    container = shop.world.container()
    assert told(paid("ann")(shop, container)) == "already_claimed"
    assert told(paid()(shop, container)) == "already_claimed"
    assert told(claimed()(shop, container)) == "already_claimed"
    assert not isinstance(refunded()(shop, container), Exception)
    item = stored()[key, "U"]
    assert (item["v"], item["m"], item["r"]) == (1, shop.member("bo"), "r")


def test_a_refund_knows_what_its_order_gave(shop: OrderShop, monkeypatch: pytest.MonkeyPatch) -> None:
    """The receipt that counted it comes with the read; also where the order counted between the two reads."""
    taken: list[tuple[str, int, int]] = []

    def take_back(turn: Turn, given: Receipt, left_before: int, left: int) -> None:
        taken.append((given.id, left_before, left))

    monkeypatch.setattr("chalicelib.domain.decide.orders.take_back", take_back)
    container = shop.world.container()
    for report in (paid(), claimed(), refunded("30.00 CNY"), refunded("70.00 CNY", "r2")):
        report(shop, container)
    receipt = shop.order().receipt
    assert taken == [(receipt, 10000, 7000), (receipt, 7000, 0)]


def test_what_only_the_buyer_knows_is_nowhere_in_the_table(shop: OrderShop) -> None:
    for report in (claimed("bo", end="4321", key="c1"), paid(), claimed("cy", end="9753", key="c2"), claimed()):
        report(shop, shop.world.container())
    everything = repr(stored())
    assert not [secret for secret in ("8899", "4321", "9753") if f'"{secret}"' in everything]


def test_an_order_of_a_member_who_was_erased_stays_and_tells_of_nobody(shop: OrderShop) -> None:
    """Its amounts stay, it counts for nobody else, and what comes back of it is noted."""
    container = shop.world.container()
    for report in (claimed("ann", key="w", order="8"), claimed("bo", key="w", order="8"), paid("ann"), refunded()):
        report(shop, container)
    ann = shop.member("ann")
    assert container.parts.operations.erase.erase(ann, "max", shop.world.now).done

    item = stored()[f"U#{KEY.spelled}", "U"]
    assert "m" not in item
    assert "r" not in item
    order = shop.order()
    assert (order.counted, order.minor, order.left, order.matching) == (True, 10000, 7000, ())
    waited = shop.order(KEY._replace(value="JD/8"))
    assert [one.member for one in waited.waiting] == [shop.member("bo")]
    assert "h" not in msgspec.json.decode(stored()[f"M#{ann}", "M"]["b"]), "what was bought is forgotten"
    for (pk, _), other in stored().items():
        assert pk.startswith(f"M#{ann}") or ann not in repr(other)
    assert told(claimed("bo")(shop, container)) == "already_claimed"
    assert told(refunded("1.00 CNY", "r2")(shop, container)) == "noted"
    assert told(paid(key="again")(shop, container)) == "already_claimed"


def test_the_export_lists_orders_that_counted_and_those_that_are_waited_for(shop: OrderShop) -> None:
    container = shop.world.container()
    for report in (paid("ann"), refunded(), claimed("ann", order="8")):
        report(shop, container)
    page = container.parts.operations.export.page(shop.member("ann"))
    assert page.known is not None
    assert page.known.record["bought"]["sums"] == {"CNY": [1, 7000, 24317, 1, 7000]}
    orders = {one.value: one for one in page.orders}
    assert set(orders) == {"JD/7", "JD/8"}
    assert (orders["JD/7"].minor, orders["JD/7"].refunds, orders["JD/7"].waits_until) == (10000, {"R1": 3000}, None)
    assert orders["JD/8"].waits_until == shop.world.now + 30 * 24 * 3_600_000


def test_who_waited_and_was_erased_is_passed_over(shop: OrderShop) -> None:
    container = shop.world.container()
    for report in (claimed("ann"), claimed("bo")):
        report(shop, container)
    container.parts.operations.erase.erase(shop.member("ann"), "max", shop.world.now)
    paid()(shop, container)
    assert shop.points("bo") == 1100


def recounted(again: str = "") -> dict[str, list[str]]:
    """Give what the audit has against the receipts in the table. again: a member whose receipts another has, too."""
    unique = {"order.paid": ["channel", "order"], "order.refunded": ["channel", "order", "refund"]}
    recount = Recount(RULES, {"play": [(0, 1, tree(CAMPAIGN))]}, unique, lambda campaign, of: None)
    for (pk, sk), item in sorted(stored().items(), key=lambda one: (one[0][0], one[1].get("v", 0))):
        if pk.startswith("M#") and sk.startswith("R#"):
            recount.add(pk[2:], msgspec.json.decode(item["b"]))
            if pk == f"M#{again}":
                recount.add("somebody else", msgspec.json.decode(item["b"]))
    return {title: found for title, found in recount.breaches.items() if found}


def test_the_audit_recounts_claimed_orders_by_their_own_moment(shop: OrderShop) -> None:
    """Weeks after it was paid, in a round and a limit of the day of its claim."""
    paid()(shop, shop.world.container())
    claimed("bo", order="8")(shop, shop.world.container())
    shop.world.now += 20 * 24 * 3_600_000
    for report in (claimed(), paid(order="8", key="8")):
        assert isinstance(report(shop, shop.world.container()), Answered)
    assert [shop.points(name) for name in ("ann", "bo")] == [1100, 1100]
    assert recounted() == {}
    assert list(recounted(again=shop.member("ann"))) == ["A unique value counts once"]


def test_what_never_counted_is_forgotten_in_time(shop: OrderShop) -> None:
    """A guess at an order that never comes leaves the table; what counted stays."""
    container, seconds, day = shop.world.container(), shop.world.now // 1000, 24 * 3600
    ttl = {}
    for name, report in {"waits": claimed("bo"), "counted": paid(), "back": refunded()}.items():
        report(shop, container)
        ttl[name] = stored()[f"U#{KEY.spelled}", "U"].get("ttl")
    paid(order="8", key="8")(shop, container)
    refunded(order="9")(shop, container)
    ttl["unclaimed"] = stored()["U#order.paid.channel+order/JD/8", "U"].get("ttl")
    ttl["unknown"] = stored()["U#order.paid.channel+order/JD/9", "U"].get("ttl")
    assert ttl == {
        "waits": seconds + 31 * day,
        "counted": None,
        "back": None,
        "unclaimed": seconds + 3 * 366 * day,
        "unknown": None,
    }


def test_an_order_that_a_transaction_has_in_its_hands_is_tried_again(shop: OrderShop) -> None:
    with instead("PutItem", failed(400, "TransactionConflictException")):
        assert told(paid()(shop, shop.world.container())) == "noted"
    assert shop.order().minor == 10000


def test_orders_of_one_batch_know_of_each_other(shop: OrderShop) -> None:
    """The same order by two events of one member, decided together: the first has it."""
    container = shop.world.container()
    data = {"channel": "jd", "order": "7", "amount": "100.00 CNY"}
    times = {"time": "2026-06-10T04:00:00Z", "source": "shop", "type": "order.paid", "subject": shop.member("ann")}
    batch = [{"id": name, "data": data, **times} for name in ("a", "b")]
    answers = container.parts.take_in.each(batch, container.clock(), lambda: inf)
    assert [told(one) if isinstance(one, Exception) else "counted" for one in answers] == ["counted", "already_claimed"]
    assert shop.points("ann") == 1100


def test_many_orders_of_one_member_go_together(shop: OrderShop) -> None:
    container = shop.world.container()
    container.parts.catalogue.refresh()
    times = {"time": "2026-06-10T04:00:00Z", "source": "shop", "type": "order.paid", "subject": shop.member("ann")}
    batch = [
        {"id": str(n), "data": {"channel": "jd", "order": str(n), "amount": "1.00 CNY"}, **times} for n in range(8)
    ]
    with DynamoCalls() as calls:
        container.parts.take_in.each(batch, container.clock(), lambda: inf)
    assert (calls.trips, calls.write_units) == (2, 2 + 8 * 4 + 2)  # the first receipt is larger than a kilobyte
    assert shop.points("ann") == 1008
