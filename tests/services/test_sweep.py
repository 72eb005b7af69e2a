"""The sweep: what is due for members who never come happens once, whatever stops it on its way."""

import json
from collections import Counter
from collections.abc import Callable, Mapping
from copy import copy
from itertools import count
from random import Random
from typing import Any

import msgspec
import pytest
from moto.core.models import botocore_stubber

import app
from chalicelib import settings, wiring
from chalicelib.domain.publishing.live import LEAD, Settling
from chalicelib.domain.record.actions import Happened
from chalicelib.domain.record.journal import Posting
from chalicelib.domain.record.member import Coupon, Member, Played
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.words.errors import Unavailable
from chalicelib.services import register, sweep, sweep_part
from chalicelib.services.act import Request
from chalicelib.services.settle_member import Swept
from chalicelib.services.steer import Instruction
from chalicelib.services.sweep import SweepRun, settled_since
from chalicelib.services.sweep_part import HELD
from chalicelib.store import due_index
from chalicelib.store.campaigns import Campaigns
from chalicelib.store.cursors import Cursors
from chalicelib.store.due_index import part_of
from chalicelib.store.members import SHAPE
from chalicelib.store.reader import Reader
from chalicelib.store.table import Item, member_key
from chalicelib.triggers.schedules import RESERVE_SECONDS, sweep_expired
from chalicelib.triggers.stream import count_receipts
from local.dynamo_calls import DynamoCalls
from tests.domain.game import Game
from tests.faults import failed, instead
from tests.postings import with_points
from tests.services.receipts import FAIR, published, record
from tests.services.scheduled import EVENT, Context

DAY = 86_400_000
JUNE_10 = 1_781_049_600_000  # 2026-06-10 00:00 UTC
PLENTY = 900.0


class Container:
    """A container whose pauses are all that moves its watch. slept: seconds, one by one."""

    def __init__(self) -> None:
        self.slept: list[float] = []
        self.now = JUNE_10
        self.campaigns = Campaigns(Reader(lambda _: None, Random(1)))
        self.tired: Callable[[], float] = lambda: sum(self.slept)
        self.parts = wiring.build(
            settings.read({"TESSERA_STAGE": "local"}),
            clock=lambda: self.now,
            sleep=self.slept.append,
            monotonic=lambda: self.tired(),
            rng=Random(3),
        )

    def close(self) -> None:
        """Thirty days on, when the campaign is over and closed for good."""
        self.now += 30 * DAY
        assert self.parts.operations.close.due(self.now) == ["play"]
        self.parts.catalogue.refresh()

    def leave(self) -> None:
        """Everybody was settled: the campaign leaves the list."""
        self.parts.operations.close.due(self.now)
        assert self.settling() == {}
        self.parts.catalogue.refresh()

    def settling(self) -> Mapping[str, Settling]:
        return self.campaigns.live().settling

    def run(self, seconds: float = PLENTY) -> Swept:
        return self.parts.operations.sweep.run(self.parts.clock, seconds).swept

    def hurry(self) -> None:
        """From now on each look at the watch takes a hundredth of a second."""
        looks = count()
        self.tired = lambda: next(looks) / 100


@pytest.fixture
def container(table: None, monkeypatch: pytest.MonkeyPatch) -> Container:
    """With two parts and pages of three members, so that a few members are several pages; everybody was looked at."""
    few_parts(monkeypatch)
    monkeypatch.setattr(sweep_part, "PAGE", 3)
    monkeypatch.setattr(sweep, "PAGE", 3)
    own = Container()
    published(own.parts, Game(FAIR))
    own.parts.catalogue.refresh()
    own.run()
    return own


def few_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(due_index, "PARTS", 2)
    monkeypatch.setattr(sweep, "PARTS", 2)


def member(name: str, *ends: int, **attributes: Any) -> None:
    """A member who came once, with a voucher for each of these moments at which it ends."""
    coupons = [Coupon(f"CODE{n}", "play", "voucher", end) for n, end in enumerate(ends)]
    document = msgspec.json.encode(with_points(5, coupons=coupons))
    place = {"due": min(ends, default=JUNE_10 + 300 * DAY), "part": part_of(name)}
    given: dict[str, Any] = {"v": 1, "s": SHAPE, "at": JUNE_10 - 9 * DAY, "log": b"", "body": document, **place}
    Item(*member_key(name), **given | attributes).save()


def receipts(name: str) -> list[Receipt]:
    items = Item.query(member_key(name).pk, Item.sk.startswith("R#"))
    return sorted((msgspec.json.decode(item.body, type=Receipt) for item in items), key=lambda one: one.number)


def state(name: str) -> tuple[int, Member]:
    item = Item.get(*member_key(name))
    return item.v, msgspec.json.decode(item.body, type=Member)


def owed() -> frozenset[str]:
    """The closed campaigns that still owe something, as sweeps have found."""
    return settled_since(Cursors(Reader(lambda _: None, Random(1))))[1]


def everything() -> list[dict[str, Any]]:
    return sorted((item.to_dynamodb_dict() for item in Item.scan() if item.sk != "K"), key=str)


# --- what it does ---


def test_a_coupon_of_a_member_who_never_came_ends_by_the_sweep(container: Container) -> None:
    member("ann", JUNE_10 - 1, JUNE_10, JUNE_10 + 1)

    assert container.run() == Swept(members=1, settled=1)

    version, document = state("ann")
    [receipt] = receipts("ann")
    assert (version, receipt.number, receipt.does, receipt.at) == (2, 2, "settle", JUNE_10)
    assert [one.code for one in document.coupons] == ["CODE2"]
    assert document.points == 5
    assert receipt.postings == tuple(
        Posting("play", "expired", 1, at, took={"prizes/voucher": 1}) for at in (JUNE_10 - 1, JUNE_10)
    )


def test_members_for_whom_nothing_is_due_are_not_written(container: Container) -> None:
    """Nor is one whose counters are over, which the next action drops."""
    for name in ("ann", "bo", "cy", "dee"):
        member(name, JUNE_10 + DAY)
    container.parts.act.act("ann", [Request("s", "k", b"", visit(JUNE_10))], JUNE_10)
    before = everything()
    container.now += 40 * DAY // 96  # some hours later, still before the coupons end

    assert container.run().settled == 0
    assert everything() == before


def test_it_does_nothing_more_until_something_else_is_due(container: Container) -> None:
    for name in ("ann", "bo"):
        member(name, JUNE_10, JUNE_10 + 5)
    container.run()
    before = everything()

    assert container.run() == Swept()
    assert everything() == before
    container.now += 5
    assert container.run() == Swept(members=2, settled=2)
    assert [one.postings[0].at for one in receipts("bo")] == [JUNE_10, JUNE_10 + 5]


def test_what_a_closed_campaign_leaves_behind_moves_out_once_every_container_knows_of_it(container: Container) -> None:
    member("ann")
    container.parts.act.act("ann", [Request("s", "k", b"", visit(JUNE_10))], JUNE_10)
    container.close()

    container.now += LEAD - 1
    assert container.run().settled == 0, "nothing is due, and others may not know yet"
    container.parts.operations.close.due(container.now)
    assert "play" in container.settling(), "that sweep began too early"
    container.now += DAY
    assert container.run().settled == 1
    container.leave()

    assert receipts("ann")[-1].archived == ("play",)
    assert state("ann")[1].played == {}


def test_what_was_earned_in_a_pause_over_the_end_is_paid_to_who_never_comes(container: Container) -> None:
    """The schedule closes the campaign before she hears of the resume, and its part moves out only then."""
    member("ann")
    steer = container.parts.operations.steer
    steer.pause("play", Instruction("bo", container.now))
    container.parts.catalogue.refresh()
    for n in range(2):
        container.parts.act.act("ann", [Request("s", f"k{n}", b"", visit(JUNE_10))], JUNE_10)
    container.now += 30 * DAY
    assert container.parts.operations.close.due(container.now) == []
    steer.resume("play", Instruction("bo", container.now))
    container.now += LEAD
    assert container.parts.operations.close.due(container.now) == ["play"]
    container.parts.catalogue.refresh()
    seen = container.parts.show.home("ann", container.now)
    assert seen.points == 15

    container.now += DAY
    assert container.run().settled == 1
    container.leave()

    assert state("ann")[1].points == 15
    paid = receipts("ann")[-1]
    assert [(one.why, one.gave) for one in paid.postings] == [("challenges/days/visit", {"points": 10})]
    assert paid.archived == ("play",)


def test_more_than_one_receipt_holds_is_paid_by_one_sweep(table: None) -> None:
    """Before a closed campaign leaves, whatever it owes is paid."""
    own = Container()
    task = "{when: order.paid, each: 1.00 CNY of amount, gives: {prizes: slip}}"
    challenges = f"challenges: {{buy: {{tasks: {{order: {task}}}}}}}"
    published(own.parts, Game(f"{challenges}\nprizes: {{slip: {{coupon: 10% off}}}}"))
    own.parts.catalogue.refresh()
    member("ann")
    order = Happened("e1", "shop", "order.paid", JUNE_10, {"order": "1", "amount": "2400.00 CNY"})
    own.parts.act.act("ann", [Request("s", "k", b"", order)], JUNE_10)
    own.close()
    own.now += LEAD

    assert own.run().settled == 1

    given = [posting.gave.get("prizes/slip", 0) for one in receipts("ann") for posting in one.postings]
    assert sum(given) == 2400
    assert len(receipts("ann")) > 2
    own.now += DAY
    assert own.run().undecided == 0


def test_a_closed_campaign_stays_at_hand_until_there_is_room_for_what_it_owes(table: None) -> None:
    """Ann's record is full of coupons; it holds up nobody else."""
    own = Container()
    task = "{when: order.paid, each: 1.00 CNY of amount, gives: {prizes: slip}}"
    challenges = f"challenges: {{buy: {{tasks: {{order: {task}}}}}}}"
    published(own.parts, Game(f"{challenges}\nprizes: {{slip: {{coupon: 10% off, valid: 40 days}}}}"))
    own.parts.catalogue.refresh()
    member("ann")
    order = Happened("e1", "shop", "order.paid", JUNE_10, {"order": "1", "amount": "3000.00 CNY"})
    own.parts.act.act("ann", [Request("s", "k", b"", order)], JUNE_10)
    member("bo")
    small = Happened("e2", "shop", "order.paid", JUNE_10, {"order": "2", "amount": "1.00 CNY"})
    own.parts.act.act("bo", [Request("s", "k2", b"", small)], JUNE_10)
    own.close()
    own.now += LEAD

    assert (first := own.run()).settled == 2
    assert (first.undecided, first.done) == (0, True)
    assert owed() == {"play"}
    held = sum(posting.gave.get("prizes/slip", 0) for one in receipts("ann") for posting in one.postings)
    assert 1800 < held < 3000
    for _ in range(3):
        own.now += DAY
        own.run()
        assert owed() == {"play"}
        own.parts.operations.close.due(own.now)
        own.parts.catalogue.refresh()
        assert "play" in own.settling()
        assert "play" in state("ann")[1].played
    assert "play" not in state("bo")[1].played
    assert len(state("bo")[1].coupons) == 1, "coupons stay"

    own.now += 41 * DAY
    own.run()
    assert owed() == set()
    given = sum(posting.gave.get("prizes/slip", 0) for one in receipts("ann") for posting in one.postings)
    assert given == 3000
    assert "play" not in state("ann")[1].played
    own.parts.operations.close.due(own.now)
    assert own.settling() == {}


@pytest.mark.parametrize("unread", [False, True], ids=["who can't be settled", "who can't be read"])
def test_a_closed_campaign_waits_for_whom_a_sweep_has_left_out(
    container: Container, monkeypatch: pytest.MonkeyPatch, unread: bool
) -> None:
    member("ann", JUNE_10)
    container.close()
    container.now += DAY
    with monkeypatch.context() as patched:
        if unread:
            member("bo", body=b"{")
        else:
            patched.setattr(container.parts.act, "act", lambda *_, **__: [Unavailable("busy")])
        assert container.run().done
    assert not container.parts.operations.close.due(container.now)
    assert "play" in container.settling()

    member("bo")
    container.now += DAY
    container.run()
    container.leave()
    assert container.settling() == {}


def test_a_day_that_is_swept_in_pieces_leaves_nobody_out(container: Container, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who was left out by an earlier run of the same sweep is not forgotten by the one that ends it."""
    for n in range(8):
        member(f"m{n}", JUNE_10)
    container.close()
    container.now += DAY
    with monkeypatch.context() as patched:
        patched.setattr(container.parts.act, "act", lambda *_, **__: [Unavailable("busy")])
        container.hurry()
        assert not any(container.run(0.25).done for _ in range(20))
        assert container.run().done

    container.parts.operations.close.due(container.now)
    assert "play" in container.settling()


def test_a_look_at_everybody_goes_on_behind_the_member_at_whom_time_was_up(container: Container) -> None:
    """What a closed campaign left moves out of everybody, which no other day's sweep would look for."""
    names = [f"m{n}" for n in range(8)]
    for name in names:
        member(name, body=msgspec.json.encode(Member(played={"play": Played(has={"fragments/set/a": 1})})))
    container.close()
    container.now += LEAD
    container.hurry()
    assert any(container.run(0.25).done for _ in range(200))
    assert [name for name in names if "play" in state(name)[1].played] == []


def test_the_report_counts_what_ended_also_of_a_campaign_that_is_closed(container: Container) -> None:
    names = ("ann", "bo", "cy")
    for name in names:
        member(name, JUNE_10 + 25 * DAY)
    container.close()
    container.run()

    written = [record(name, msgspec.json.encode(one), one.id) for name in names for one in receipts(name)]
    assert count_receipts(container.parts.operations.counting, {"Records": written * 2}) == 3

    report = container.parts.operations.reports.of("play", container.now)
    assert {line.prize: line.expired for line in report.prizes} == {"pin": 0, "voucher": 3, "purse": 0}
    assert [(day.date, day.counts) for day in report.days] == [("2026-07-05", {"expired/voucher": 3})]


# --- who is looked at ---


def test_who_comes_too_early_is_moved_on_and_then_left_alone(container: Container) -> None:
    """What she was to lose then, she has used meanwhile."""
    member("ann", JUNE_10 + DAY, due=JUNE_10)
    version, _ = state("ann")

    assert container.run() == Swept(members=1, moved=1)
    assert container.run() == Swept()

    assert Item.get(*member_key("ann")).due == JUNE_10 + DAY
    assert state("ann")[0] == version
    container.now += DAY
    assert container.run() == Swept(members=1, settled=1)


def test_what_a_look_and_a_settlement_cost(container: Container) -> None:
    """Beside the cursors, and what the schedule asks of the index."""
    for n in range(3):
        member(f"{n}", JUNE_10, due=JUNE_10)
    alone = costs(container)
    container.now += 1
    nobody = costs(container)
    for name in ("early", "late"):
        member(name, JUNE_10 + DAY, due=JUNE_10)
    early = costs(container)

    assert alone["TransactWriteItems"] == 3
    assert "UpdateItem" not in alone
    assert not {"TransactWriteItems", "UpdateItem", "PutItem"} & nobody.keys()
    assert early["UpdateItem"] == 2
    assert "TransactWriteItems" not in early


def costs(container: Container) -> Counter[str]:
    with DynamoCalls() as calls:
        container.run()
    return Counter(calls.operations)


def test_a_version_that_takes_effect_pays_those_who_do_not_come(container: Container) -> None:
    """Their documents have not changed, nor has any moment come; who joins is not looked at."""
    container.parts.act.act("ann", [Request("s", "k", b"", visit(JUNE_10))], JUNE_10)
    member("ann")
    container.parts.act.act("ann", [Request("s", "k", b"", visit(JUNE_10))], JUNE_10)
    lower = Game(FAIR.replace("reach: 2 times", "reach: 1 time"))
    container.parts.operations.publish.publish([("play", lower.tree)], container.now)

    container.now += LEAD - 1
    assert container.run() == Swept()
    container.now += 1
    container.parts.catalogue.refresh()
    assert container.run() == Swept(members=1, settled=1)
    assert state("ann")[1].points == 15
    assert container.run() == Swept()


def test_who_is_brought_forward_while_all_are_looked_at_is_met_again(
    container: Container, monkeypatch: pytest.MonkeyPatch
) -> None:
    """She stood at the end of the next page, and comes to stand before it: in the order of the look, behind."""
    monkeypatch.setattr(due_index, "PARTS", 1)
    monkeypatch.setattr(sweep, "PARTS", 1)
    for n in range(9):
        member(f"m{n}", JUNE_10 + (200 - n) * DAY)
    container.close()
    container.now += LEAD
    everybody = due_index.DueIndex.everybody
    looked: list[str] = []

    def watched(self: Any, part: int, limit: int, after: Any = None) -> Any:
        if after is not None and len(looked) < 5:
            member("m5", JUNE_10 + 100 * DAY)
        page = everybody(self, part, limit, after)
        looked.extend(place.member for place in page.places)
        return page

    monkeypatch.setattr(due_index.DueIndex, "everybody", watched)
    assert container.run().done
    assert {*looked} == {f"m{n}" for n in range(9)}


def test_members_of_an_earlier_release_come_into_the_index_once_none_of_its_containers_is_left(table: None) -> None:
    own = Container()
    published(own.parts, Game(FAIR))
    own.parts.catalogue.refresh()
    member("ann", JUNE_10 + DAY, due=None, part=None)
    member("bo", JUNE_10 + DAY)

    assert own.run() == Swept(done=False)
    own.now += register.WAITS - 1
    assert not own.run().done
    own.now += 1
    assert own.run().done
    assert Item.get(*member_key("ann")).due == JUNE_10 + DAY
    own.now += DAY
    assert own.run().settled == 2


def test_no_closed_campaign_leaves_before_everybody_stands_in_the_index(table: None) -> None:
    own = Container()
    published(own.parts, Game(FAIR))
    own.parts.catalogue.refresh()
    member("ann", due=None, part=None)
    own.close()
    own.now += LEAD
    own.run()
    own.parts.operations.close.due(own.now)
    assert "play" in own.settling()
    own.now += register.WAITS
    own.run()
    own.leave()


def test_it_says_how_late_it_is(container: Container) -> None:
    member("ann", JUNE_10)
    member("bo", JUNE_10 + 1000)
    container.now += 7_200_000
    run = container.parts.operations.sweep.run(container.parts.clock, PLENTY)
    assert (run.late, run.swept.settled) == (7_200_000, 2)
    assert container.parts.operations.sweep.run(container.parts.clock, PLENTY).late == 0


def test_where_much_is_due_helpers_do_it(container: Container) -> None:
    """A page full is much; a helper that has a part keeps it for itself."""
    names = {n: [name for name in (f"m{i}" for i in range(40)) if part_of(name) == n] for n in (0, 1)}
    for name in (*names[0][:3], *names[1][:2]):
        member(name, JUNE_10)
    asked: list[int] = []
    operations = container.parts.operations
    schedule = copy(operations.sweep)
    schedule._ask = asked.append

    run = schedule.run(container.parts.clock, PLENTY)
    assert (run.asked, asked, run.swept.settled, run.swept.done) == (1, [0], 2, False)
    second: list[Swept] = []

    def meanwhile(request: Any) -> None:
        second.append(operations.sweep.help(0, container.parts.clock, PLENTY))
        assert schedule.run(container.parts.clock, PLENTY).asked == 0

    with instead("TransactWriteItems", meanwhile):
        assert operations.sweep.help(0, container.parts.clock, PLENTY) == Swept(members=3, settled=3)
    assert second == [Swept(done=False)]


def test_new_definitions_need_helpers_only_where_members_are_many(container: Container) -> None:
    """With each version everybody is looked at: of few, the sweep itself does it, however many parts there are."""
    names = {n: [name for name in (f"m{i}" for i in range(40)) if part_of(name) == n] for n in (0, 1)}
    for name in (*names[0][:4], *names[1][:2]):
        member(name)
    lower = Game(FAIR.replace("reach: 2 times", "reach: 1 time"))
    container.parts.operations.publish.publish([("play", lower.tree)], container.now)
    container.now += LEAD
    container.parts.catalogue.refresh()
    asked: list[int] = []
    schedule = copy(container.parts.operations.sweep)
    schedule._ask = asked.append

    run = schedule.run(container.parts.clock, PLENTY)
    assert (run.asked, asked, run.swept.members) == (1, [0], 2)


# --- what stops it ---


def test_a_sweep_that_runs_out_of_time_is_gone_on_with(container: Container) -> None:
    names = [f"m{n}" for n in range(8)]
    for name in names:
        member(name, JUNE_10)
    container.hurry()

    runs = [container.run(0.1) for _ in range(20)]

    assert runs[-1].done
    assert not runs[2].done
    assert sum(one.settled for one in runs) == 8
    assert all(len(receipts(name)) == 1 for name in names)


CALLS = 16
"""The calls of a sweep that settles four."""


def test_a_sweep_makes_the_calls_that_crash_below(container: Container) -> None:
    for n in range(4):
        member(f"m{n}", JUNE_10)
    assert costs(container).total() == CALLS


@pytest.mark.parametrize("fails_at", range(1, CALLS + 1))
@pytest.mark.parametrize("done", [False, True], ids=["before it is sent", "after it was done"])
def test_a_crash_anywhere_loses_nobody_and_doubles_nothing(container: Container, done: bool, fails_at: int) -> None:
    names = [f"m{n}" for n in range(4)]
    for name in names:
        member(name, JUNE_10)

    class Crash(BaseException):
        """The container is gone."""

    calls = 0

    def crash(request: Any) -> None:
        nonlocal calls
        calls += 1
        if calls == fails_at:
            if done:
                botocore_stubber("before-send", request)
            raise Crash

    with instead("*", *[crash] * 99), pytest.raises(Crash):
        container.run()
    container.now += HELD  # until then the part is taken for swept
    container.run()

    assert [state(name)[0] for name in names] == [2] * 4
    assert [len(receipts(name)) for name in names] == [1] * 4


def test_two_at_once_settle_each_member_once(container: Container) -> None:
    for n in range(5):
        member(f"m{n}", JUNE_10)
    second: list[Swept] = []

    def meanwhile(request: Any) -> None:
        second.append(container.run())

    with instead("TransactWriteItems", meanwhile):
        first = container.run()

    assert [second[0].done, first.done] == [False, True]
    assert all(len(receipts(f"m{n}")) == 1 for n in range(5))


def test_one_who_can_not_be_read_or_settled_holds_up_nobody(
    container: Container, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    member("newer", JUNE_10, s=SHAPE + 2)
    member("broken", JUNE_10, body=b"{")
    member("unlucky", JUNE_10)
    for n in range(3):
        member(f"m{n}", JUNE_10)
    act = container.parts.act.act

    def stumble(name: str, *rest: Any, **named: Any) -> Any:
        if name == "unlucky":
            raise RuntimeError("a mistake of ours")
        return act(name, *rest, **named)

    monkeypatch.setattr(container.parts.act, "act", stumble)

    assert container.run() == Swept(members=4, settled=3, undecided=3)
    assert [line.levelname for line in caplog.records] == ["ERROR"] * 3


def test_a_table_that_does_not_answer_is_asked_again_by_the_next_run(
    container: Container, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("botocore.endpoint.time.sleep", lambda seconds: None)
    member("ann", JUNE_10)

    with instead("Query", *[failed(400, "ThrottlingException")] * 9), pytest.raises(Unavailable):
        container.run()
    assert container.run().settled == 1


# --- the handler ---


def test_the_schedule_sweeps_for_as_long_as_lambda_leaves(container: Container) -> None:
    member("ann", JUNE_10)
    asked: list[float] = []
    run = container.parts.operations.sweep.run

    class Watched:
        def run(self, clock: Callable[[], int], seconds: float) -> SweepRun:
            asked.append(seconds)
            return run(clock, seconds)

    told = sweep_expired(Watched(), container.parts.clock, Context())  # type: ignore[arg-type] # it runs the same

    assert asked == [60 - RESERVE_SECONDS]
    assert json.loads(json.dumps(told))["swept"]["settled"] == 1


def test_the_app_has_it_on_a_schedule(container: Container) -> None:
    member("ann", JUNE_10)
    wiring.use(container.parts)
    try:
        assert app.sweep_expired(EVENT, Context())["swept"]["settled"] == 1
    finally:
        wiring.use(None)


def visit(at: int) -> Happened:
    return Happened("e1", "shop", "shop.visited", at, {})
