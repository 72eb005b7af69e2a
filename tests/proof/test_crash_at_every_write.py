"""A crash at any call of any write loses nothing and doubles nothing.

The calls of each action are recorded first, and then the action is made to crash at each of them: before it is sent,
after it was done, and with its reply lost. A container that knows nothing of it asks again with the same key. The
answer and the whole table must be as if nothing had happened.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from math import inf
from typing import Any

import pytest

from chalicelib.api.routes import ROUTES
from chalicelib.domain.decide.attempts import HANDLERS
from chalicelib.domain.decide.award import Award
from chalicelib.domain.decide.bills import HANDLERS as BILLS
from chalicelib.domain.decide.redemptions import HANDLERS as REDEMPTIONS
from chalicelib.domain.decide.touches import HANDLERS as TOUCHES
from chalicelib.domain.mechanics.blind_box.play import Draw
from chalicelib.domain.mechanics.challenge.make_up import MakeUpDay
from chalicelib.domain.mechanics.collection.play import Compose, Exchange, Send
from chalicelib.domain.mechanics.form.play import Fill
from chalicelib.domain.mechanics.quiz.play import Answer
from chalicelib.domain.mechanics.redemption.play import Redeem
from chalicelib.domain.record.actions import (
    Adjust,
    Correction,
    Enrol,
    Happened,
    Import,
    Join,
    LinkId,
    Merge,
    Settle,
    TellBorn,
    Update,
)
from chalicelib.domain.record.address import Address
from chalicelib.domain.record.gift_actions import SENT_GIFTS, GiftSent
from chalicelib.domain.record.sharing import sharing_of
from chalicelib.services.act import Answered
from chalicelib.services.bring_in import Line
from chalicelib.services.sign_in import Led, Vouching
from chalicelib.store.providers import Believed
from local.dynamo_calls import DynamoCalls
from tests.crashes import CRASHES, crash_at
from tests.proof.conftest import Proof
from tests.proof.model import Model
from tests.proof.observer import snapshot, stored
from tests.proof.world import SETTINGS, SHOP, Container, World, asking, campaign_tree, event, let_go, moment, opened

Step = Callable[[Container], object]
"""One request to a container; gives its answer."""


@dataclass(frozen=True)
class Case:
    """A write.

    writes: the first letters of the sort keys that it writes to · handles: the action that it is one of · route: the
    API's route that makes it · before: what must have happened · at: when it is made · keyed: where it has no key,
    asking again once it is done finds nothing to do.
    """

    name: str
    writes: str
    step: Step
    handles: type | None = None
    route: str = ""
    before: Sequence[Step] = ()
    at: str = "2026-06-18 10:30"
    keyed: bool = True


def play(action: Any, who: str = "ann", key: str = "the key", scope: str = "member") -> Step:
    """An action of a member, who is known by name."""

    def step(container: Container) -> object:
        resolved = (
            Send(action.campaign, action.collection, action.fragment, member(action.to))
            if isinstance(action, Send)
            else action
        )
        return container.one(member(who), asking(resolved, key, scope))

    return step


def member(who: str) -> str:
    return str(stored()[f"I#dev/{who}", "I"]["m"])


def sign_in(who: str) -> Step:
    return lambda container: container.sign_in(who)


def sign_in_by_link(who: str) -> Step:
    """The first sign-in, by a link of Ann's and the code of a channel."""

    def step(container: Container) -> object:
        led = Led(sharing_of(SETTINGS.master_seed).seal(member("ann")), "live-7")
        return container.parts.sign_in.sign_in("dev", who, container.clock(), led).member

    return step


def vouched(who: str) -> Step:
    """The first sign-in of a person whom the shop's server names."""
    servers = Vouching({}, {"crm": Believed("crm")})
    return lambda container: container.parts.sign_in.by(servers).vouched("crm", who, container.clock()).member


def id_added(container: Container) -> object:
    """Ann, who is signed in, signs in by a second id."""
    return container.parts.sign_in.add(member("ann"), 0, "dev", "ann-2", container.clock())


def happened(type: str, id: str, who: str = "ann", **data: Any) -> Step:
    return lambda container: play(event(type, container.clock(), id, **data), who, id, SHOP)(container)


def happened_together(container: Container) -> object:
    """Five events in one transaction."""
    seen = [event("shop.visited", container.clock() - n, f"t{n}", shop="north") for n in range(4)]
    paid = event("order.paid", container.clock(), "t4", order="o-t", amount="250.00 CNY")
    return container.act(member("ann"), *(asking(one, one.id, SHOP) for one in (*seen, paid)))


def address_told(container: Container) -> object:
    """Ann says where the bowl is to go: the last word counts, so there is no key."""
    home = Address(name="Ann", phone="555 0100", lines=("Street 1",), city="Paris", country="FR")
    prizes, now = container.parts.operations.prizes, container.clock()
    prizes.send_to(member("ann"), "bazaar", "bowl", home, now)
    return prizes.address(member("ann"), "bazaar", "bowl")


def top_up(container: Container) -> object:
    revised = campaign_tree("bazaar") | {"title": "Bazaar, again"}
    return container.parts.operations.publish.publish([("bazaar", revised)], container.clock())


def close(container: Container) -> object:
    return sorted(container.parts.operations.close.due(container.clock()))


def leave(container: Container) -> object:
    """Let what was closed leave the list."""
    let_go()
    return None


def erase(who: str) -> Step:
    """Erase a member, whose identity is gone halfway."""
    known: list[str] = []

    def step(container: Container) -> object:
        if (f"I#dev/{who}", "I") in stored():
            known[:] = [member(who)]
        return container.parts.operations.erase.erase(known[0], "ana", container.clock()).done

    return step


def propose(who: str) -> Step:
    """A manager proposes to correct what a member holds."""

    def step(container: Container) -> object:
        moves = (Correction("points", 5), Correction("draws/rush", -1, "flash"))
        return container.parts.operations.adjusting.propose(
            member(who), moves, "as agreed", "ana", "key", container.clock()
        ).state

    return step


def propose_merge(who: str, other: str) -> Step:
    """A manager proposes to merge two records."""

    def step(container: Container) -> object:
        adjusting, now = container.parts.operations.adjusting, container.clock()
        return adjusting.propose_merge(member(who), member(other), "one phone", "ana", "key", now).state

    return step


def link(who: str) -> Step:
    """A shop links an id of its own to a member."""
    return lambda container: container.parts.operations.merging.link(member(who), "crm", "4711", container.clock())


def bring(lines: Sequence[Import]) -> Step:
    """Members of another system are brought in."""

    def step(container: Container) -> object:
        told = [Line(one, sha256(repr(one).encode()).digest()[:16]) for one in lines]
        return [one.answer for one in container.parts.operations.bring_in.each(told, container.clock(), lambda: inf)]

    return step


def approve(container: Container) -> object:
    """Another one approves all that is proposed, and what was left halfway."""
    for one in container.parts.operations.adjusting.open():
        container.parts.operations.adjusting.approve(one.member, one.id, "bo", container.clock())
    known = container.parts.operations.export.page(member("ann")).known
    return [one.state for one in known.adjustments] if known else []


def later(at: str) -> Step:
    """Time passes."""

    def step(container: Container) -> object:
        container.world.now = moment(at)
        return at

    return step


VISITS = tuple(happened("shop.visited", f"v{n}", shop="north") for n in range(4))
WON = (*VISITS, play(Redeem("bazaar", "noon", "bowl"), key="w"))
ORDER = happened("order.paid", "first order", order="o-1", amount="400.00 CNY")
CHECKED_IN = Happened("e", "member", "member.checked_in", moment("2026-06-18 10:30"), {}, by_client=True)
VASE = Redeem("bazaar", "noon", "vase")
EXCHANGE = Exchange("flash", "pair", "y")
RUSH = Draw("flash", "rush")
BROUGHT = bring(
    [Import("crm", 2, (("crm", "1"),), points={"2026-05": 5}), Import("crm", 3, (("crm", "4711"), ("tel", "7")))]
)
OVER = (*VISITS, *(play(RUSH, key=f"d{n}") for n in range(3)), later("2026-06-22 10:00"), close, leave)

BEGAN = "2026-06-18 10:30"

CASES = (
    Case("sign in", "IMR", sign_in("cid"), Enrol, "sign_in"),
    Case("sign in by a link", "IMR", sign_in_by_link("cid"), Enrol, "sign_in"),
    Case("sign in, vouched for", "IMR", vouched("4712"), Enrol, "vouch"),
    Case("id added", "IMR", id_added, LinkId, "add_id"),
    Case("update", "MR", play(Update(tier="gold"), scope=SHOP), Update, "ingest"),
    Case("born, as the member tells it", "MR", play(TellBorn("1990-05-17")), TellBorn, "tell_born"),
    Case("join, and what counts from before", "MR", play(Join("club")), Join, "join", [happened("member.joined", "j")]),
    Case("event of a client", "MR", play(CHECKED_IN), Happened, "report_event"),
    Case("event with an order's number and limited prizes", "MRSU", ORDER),
    Case("events folded", "MRSU", happened_together, Happened, "ingest"),
    Case("draw", "MR", play(Draw("bazaar", "lucky")), Draw, "draw", VISITS),
    Case("draw of what is limited", "MRS", play(RUSH), Draw, "draw", VISITS),
    Case("ten draws on limited stocks", "MRS", play(Draw("bazaar", "lucky", 10)), Draw, "draw", [ORDER]),
    Case("compose", "MR", play(Compose("flash", "pair")), Compose, "compose", [*VISITS, play(EXCHANGE, key="x")]),
    Case("exchange", "MR", play(EXCHANGE), Exchange, "exchange", VISITS),
    Case("gift", "MR", play(Send("flash", "pair", "x", "bo")), Send, "send", VISITS),
    Case(
        "make up",
        "MR",
        play(MakeUpDay("club", "rows", "in", "2026-06-18")),
        MakeUpDay,
        "make_up",
        at="2026-06-19 10:30",
        before=[play(Join("club"), key="j"), *VISITS, later("2026-06-19 10:30")],
    ),
    Case("form, with a limited gift", "MRS", play(Fill("flash", "words", {"a": "x"})), Fill, "fill"),
    Case("answer", "MR", play(Answer("flash", "riddle", "a")), Answer, "answer"),
    Case("redeem", "MRS", play(Redeem("bazaar", "noon", "bowl")), Redeem, "redeem", VISITS),
    Case(
        "redeem the last, after a full shard",
        "MRS",
        play(VASE, "bo"),
        Redeem,
        "redeem",
        [play(VASE, f"other-{n}") for n in range(4)],
    ),
    Case("address of a gift", "GM", address_told, None, "send_prize_to", WON, keyed=False),
    Case(
        "gift sent",
        "MR",
        play(GiftSent("bazaar", "bowl", 1, "p-1"), key="p-1", scope=SENT_GIFTS),
        GiftSent,
        "gift_sent",
        WON,
    ),
    Case(
        "archive, and expired coupons",
        "AMR",
        happened("shop.visited", "late", shop="north"),
        at="2026-06-22 10:00",
        before=OVER,
    ),
    Case(
        "settle, of one who does not come",
        "AMR",
        play(Settle(), scope="sweep"),
        Settle,
        at="2026-06-22 10:00",
        before=OVER,
    ),
    Case(
        "erase",
        "ADIMRU",
        erase("ann"),
        route="member_erase",
        at="2026-06-22 10:00",
        before=[
            play(Update(tier="gold", born="1990-05-17"), key="u", scope=SHOP),
            *VISITS,
            ORDER,
            play(Draw("bazaar", "lucky"), key="l"),
            *(play(RUSH, key=f"d{n}") for n in range(3)),
            play(Send("flash", "pair", "x", "bo"), key="s"),
            later("2026-06-22 10:00"),
            close,
            leave,
            happened("shop.visited", "late", shop="north"),
        ],
    ),
    Case("adjustment proposed", "J", propose("ann"), before=VISITS),
    Case("adjustment approved, and done", "JMR", approve, Adjust, before=[*VISITS, propose("ann")]),
    Case("id linked", "IMR", link("ann"), LinkId, "link_by_shop", before=VISITS),
    Case("members brought in, a new one and one who is there", "IMR", BROUGHT, Import, before=[*VISITS, link("ann")]),
    Case("merge proposed", "J", propose_merge("ann", "bo"), before=VISITS),
    Case(
        "merge approved, and done",
        "IJMR",
        approve,
        Merge,
        before=[*VISITS, happened("shop.visited", "b", "bo", shop="north"), link("bo"), propose_merge("ann", "bo")],
    ),
    Case("publish", "LV", top_up, route="publish", keyed=False),
    Case("close", "LX", close, at="2026-06-18 14:00", before=VISITS, keyed=False),
)


def test_every_write_has_a_case() -> None:
    own = {case.handles for case in CASES if case.handles}
    elsewhere = {*BILLS, *REDEMPTIONS, *TOUCHES, Award}
    assert own == set(HANDLERS) - elsewhere, (
        "in test_bills.py, test_cash.py, test_touches.py, tests/services/test_boards.py"
    )
    routes = {case.route for case in CASES}
    posted = {route.name for route in ROUTES if route.method == "POST" and route.auth != "manager"}
    bills, redemptions = {"quote_bill", "hold_bill", "pay_bill", "cancel_bill"}, {"pay_redemption", "undo_redemption"}
    assert posted - {"gift_address", "claim_order", "consent", *bills, *redemptions} <= routes, (
        "in test_orders.py, test_bills.py, test_cash.py, test_touches.py; and gift_address only reads"
    )


@pytest.fixture(scope="module")
def world(aws: None) -> Iterator[World]:
    with opened(["bazaar", "club", "flash"], BEGAN) as world:
        yield world


@pytest.mark.usefixtures("no_waiting")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_retry_is_as_if_nothing_had_happened(world: World, case: Case, proof: Proof) -> None:
    crash_at_every_call(world, case, proof)


def crash_at_every_call(world: World, case: Case, proof: Proof, began: str = BEGAN) -> None:
    """Play a case, and let it crash at each of its calls. began: when what must have happened before it happens."""
    opened_as = snapshot()
    prepare(world, case, began)
    prepared = snapshot()
    right, calls = _undisturbed(world, case)
    table = _comparable(stored())
    try:
        for number, operation in enumerate(calls):
            for crash in CRASHES:
                prepared()
                world.now = moment(case.at)  # a pause of the crash before has moved it
                crash_at(calls, number, crash, partial(case.step, _fresh(world)), case.keyed)
                answer = case.step(_fresh(world))
                _assert_same(answer, right, case, (number, operation, crash.__name__))
                assert _comparable(stored()) == table, f"call {number}, {operation}, {crash.__name__}"
                _adds_up(world)
    finally:
        opened_as()
    proof.tell(
        f"crash: {case.name}",
        f"{3 * len(calls)} crashes at {', '.join(f'{n} {what}' for what, n in Counter(calls).items())}",
    )


def prepare(world: World, case: Case, began: str) -> None:
    world.now = moment(began)
    container = world.container()
    for who in ("ann", "bo", *(f"other-{n}" for n in range(4))):
        container.sign_in(who)
    for step in case.before:
        step(container)
    world.now = moment(case.at)


def _fresh(world: World) -> Container:
    """A container with the same chance as the others: what it has not seen is all that tells it from them."""
    world.started = 1000
    return world.container()


def _undisturbed(world: World, case: Case) -> tuple[object, list[str]]:
    """The answer without a crash, and the operations that it takes in their order."""
    container = _fresh(world)
    with DynamoCalls() as recorded:
        answer = case.step(container)
    actions = [action for call in recorded.calls for action in call.request.get("TransactItems", ())]
    keys = [one.get("Key") or one["Item"] for action in actions for one in action.values()]
    assert "".join(sorted({key["sk"]["S"][0] for key in keys})) == case.writes
    return answer, recorded.operations


def _assert_same(answer: object, right: object, case: Case, where: object) -> None:
    """The same answer, whether it was kept or is made now."""
    if case.keyed or answer:
        assert _comparable(_told(answer)) == _comparable(_told(right)), where
    if isinstance(answer, Answered) and answer.replayed:
        assert answer.receipt in {item.get("b") for item in stored().values()}


def _told(answer: object) -> object:
    if isinstance(answer, list):
        return [_told(one) for one in answer]
    return answer.receipt if isinstance(answer, Answered) else answer


CODE = re.compile(rb'"code":"[A-Z2-7]{16}"')
BORN = re.compile(r"m[0-9a-f]{20}")


def _comparable(of: Any) -> Any:
    """Without what is random by intent: a coupon's code, a new member's id, and the shard that a unit came from."""
    if isinstance(of, bytes):
        return CODE.sub(b"CODE", of)
    if isinstance(of, str):
        return BORN.sub("m…", of)
    if isinstance(of, list):
        return [_comparable(one) for one in of]
    if not isinstance(of, dict):
        return of
    taken = Counter[str]()
    items = []
    for (pk, sk), item in of.items():
        if sk == "S":
            taken[pk.rpartition("#")[0]] += item["taken"]
        else:
            items.append(repr({name: _comparable(value) for name, value in item.items()}))
    return sorted(items), taken


def _adds_up(world: World) -> None:
    model = Model(world.published, SETTINGS.master_seed, world.programme)
    model.catch_up()
