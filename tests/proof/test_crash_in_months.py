"""A crash at any call of what settles months: points that end, a tier that is looked at, a birthday, what waited."""

from collections.abc import Iterator

import pytest

from chalicelib.domain.mechanics.redemption.play import Redeem
from chalicelib.domain.record.actions import Settle, Update
from chalicelib.services.act import Answered
from local.dynamo_calls import DynamoCalls
from tests.proof.conftest import Proof
from tests.proof.observer import snapshot
from tests.proof.test_crash_at_every_write import Case, Step, crash_at_every_call, happened, later, play, prepare
from tests.proof.world import SHOP, World, opened

BEGAN = "2026-01-10 10:00"
BORN = play(Update(born="1990-03-14"), key="born", scope=SHOP)
ORDER = happened("order.paid", "first order", order="o-1", amount="400.00 CNY")
VISIT = happened("shop.visited", "visit", shop="north")
LIVED = (BORN, ORDER, VISIT)

CASES = (
    Case("an order that brings a tier", "MRU", ORDER, before=[BORN], at="2026-01-10 10:00"),
    Case("a visit that waits", "MR", VISIT, before=[BORN, ORDER], at="2026-01-10 10:00"),
    Case(
        "what waited, with an action", "MR", play(Redeem("ledger", "bar", "one")), before=LIVED, at="2026-02-01 00:00"
    ),
    Case("what waited, alone", "MR", play(Settle(), scope="sweep"), before=LIVED, at="2026-01-26 00:00"),
    Case("points that ended, alone", "MR", play(Settle(), scope="sweep"), before=LIVED, at="2026-04-01 00:00"),
    Case("a tier that is looked at, alone", "MR", play(Settle(), scope="sweep"), before=LIVED, at="2026-12-24 12:00"),
    Case(
        "all of it with an order",
        "MRU",
        happened("order.paid", "second order", order="o-2", amount="30.00 CNY"),
        before=[*LIVED, later("2026-02-10 10:00"), play(Redeem("ledger", "bar", "latte"), key="latte")],
        at="2027-03-15 12:00",
    ),
)


@pytest.fixture(scope="module")
def world(aws: None) -> Iterator[World]:
    with opened(["ledger"], BEGAN) as world:
        yield world


@pytest.mark.usefixtures("no_waiting")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_retry_is_as_if_nothing_had_happened(world: World, case: Case, proof: Proof) -> None:
    crash_at_every_call(world, case, proof, BEGAN)


NOW = happened("shop.visited", "now", shop="north")
ALONE = play(Settle(), scope="sweep")
DUE = {
    "points that end": ("2026-04-01 00:00", ALONE, 4),
    "points that end, with an action": ("2026-04-01 00:00", NOW, 4),
    "what waits": ("2026-01-26 00:00", ALONE, 4),
    "what waits, with an action": ("2026-01-26 00:00", play(Redeem("ledger", "bar", "one")), 4),
    "a tier that is looked at": ("2026-05-11 00:00", ALONE, 4),
    "a tier that is looked at, with an action": ("2026-05-11 00:00", NOW, 4),
}
"""When each falls due by itself: all before it is settled an hour earlier. With receipts of less than 1 KB, and units:
while the two coupons that ended lately are still known to tills, the record takes 2 KB."""


@pytest.mark.parametrize(("due", "step", "units"), DUE.values(), ids=DUE)
def test_what_falls_due_costs_what_the_smallest_action_does_and_nothing_beside_one(
    world: World, due: str, step: Step, units: int
) -> None:
    opened_as = snapshot()
    prepare(world, Case("due", "", VISIT, before=[ORDER, VISIT], at=due), BEGAN)
    world.now -= 3_600_000
    container = world.container()
    play(Settle(), key="before", scope="sweep")(container)
    world.now += 3_600_000
    container.parts.catalogue.refresh()
    with DynamoCalls() as calls:
        answer = step(container)
    opened_as()
    assert isinstance(answer, Answered)
    assert answer.receipt is not None
    written = [action for call in calls.calls for action in call.request.get("TransactItems", ())]
    assert len(written) == 2, "member and receipt, and nothing beside them"
    assert (calls.trips, calls.write_units) == (2, units)
