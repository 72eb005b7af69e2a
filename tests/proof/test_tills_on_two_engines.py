"""Tills over HTTP, exact on two engines: 64 of them for one thing, and a hundred bills while processes are killed.

Only in the long form: `make proof` sets up ministack. The short form is in `test_bills`.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from subprocess import Popen
from typing import Any

import pytest

from audit import Evidence, read_statement
from cli.yaml_tree import parse
from local.backend import local_settings
from local.demo.diary import Diary
from local.demo.moves import Batch, Event, Move, Person, Slice, Till
from local.demo.player import Player
from local.demo.wire import TRIES, Reply, Unreachable, Wire
from local.independent_aws import ministack
from tests.domain.tills import CAMPAIGN, PROGRAMME
from tests.proof.conftest import Proof
from tests.proof.crowd import JUNE, MINUTE, Wires, assert_in_order
from tests.proof.server import running, server

CONNECTIONS = 64
PROCESSES = 3
MEMBERS = 25
BILLS = ("off-20", "off-30", "tenth", "least")
"""One bill of each member for each of these coupons: a hundred."""
AT_ONCE = 20


@pytest.fixture
def campaigns(proof: Proof, tmp_path: Path) -> Path:
    """The campaign of coupons in a folder, as backends publish it."""
    if not proof.long:
        pytest.skip("the long form: make proof")
    programme, _, events = PROGRAMME.partition("events:\n")
    (tmp_path / "programme.yaml").write_text(f"{programme}tiers: {{}}\n")
    (tmp_path / "events.yaml").write_text(events.replace("\n  ", "\n").removeprefix("  "))
    (tmp_path / "snacks").mkdir()
    (tmp_path / "snacks" / "campaign.yaml").write_text(CAMPAIGN)
    return tmp_path


@pytest.fixture(params=["embedded", "ministack"])
def urls(request: pytest.FixtureRequest, campaigns: Path) -> Iterator[Sequence[str]]:
    """The backends before one table."""
    with ExitStack() as open_now:
        if request.param == "embedded":
            yield [open_now.enter_context(server(campaigns))]
        else:
            aws = open_now.enter_context(ministack())
            yield [open_now.enter_context(server(campaigns, aws)) for _ in range(PROCESSES)]


def test_of_64_tills_one_gets_the_coupon(urls: Sequence[str]) -> None:
    player, diary = started(urls, 1)
    code = coupons(player, "person-0")["off-20"]
    evidence = play(player, diary, [pay("person-0", f"pos/{n}", [code]) for n in range(64)])
    assert diary.refusals == {"coupon_used": 63}
    [statement] = evidence.statements
    assert statement.holds["snacks/prizes/off-20"] == 0


def test_of_64_holds_one_keeps_the_coupon(urls: Sequence[str]) -> None:
    player, diary = started(urls, 1)
    code = coupons(player, "person-0")["off-20"]
    play(player, diary, [pay("person-0", f"pos/{n}", [code], does="hold") for n in range(64)])
    assert diary.refusals == {"coupon_held": 63}


def test_the_last_points_are_spent_once(urls: Sequence[str]) -> None:
    """A hundred points, and thirty for each of 64 bills: three of them pay."""
    player, diary = started(urls, 1)
    evidence = play(player, diary, [pay("person-0", f"pos/{n}", [], points=30) for n in range(64)])
    assert diary.refusals == {"not_enough": 61}
    [statement] = evidence.statements
    assert statement.holds["points"] == 10


def test_one_payment_sent_by_all_has_one_receipt(urls: Sequence[str]) -> None:
    player, diary = started(urls, 1)
    code = coupons(player, "person-0")["off-20"]
    play(player, diary, [pay("person-0", "pos/1", [code], points=10)] * 64)
    assert diary.refusals == {}
    assert diary.repeated == 63


def test_a_hundred_bills_while_processes_are_killed(campaigns: Path, proof: Proof) -> None:
    """`kill -9` in the middle of each twenty of them: each bill is paid once, and each coupon used once."""
    with ExitStack() as open_now:
        aws = open_now.enter_context(ministack())
        first, _ = open_now.enter_context(running(campaigns, aws))
        second, victim = open_now.enter_context(running(campaigns, aws))
        wires = Replaceable([first, second], diary := Diary())
        player = started_over(wires, diary, MEMBERS)
        held = {f"person-{n}": coupons(player, f"person-{n}") for n in range(MEMBERS)}
        bills = [(name, prize) for prize in BILLS for name in held]
        moves = [pay(name, f"pos/{name}-{prize}", [held[name][prize]], points=10) for name, prize in bills]
        for at in range(0, len(moves), AT_ONCE):
            moved = count(1)

            def kill(_: int, process: "Popen[bytes]" = victim, moved: Iterator[int] = moved) -> None:
                if next(moved) == AT_ONCE // 4:
                    process.kill()

            player.play(Slice(JUNE + MINUTE, tuple(moves[at : at + AT_ONCE])), kill)
            victim.wait()
            url, victim = open_now.enter_context(running(campaigns, aws))
            wires.replace(1, url)
        assert (len(diary.receipts), diary.repeated) == (len(moves), 0)
        evidence = play(player, diary, moves)
        proof.tell("a hundred bills", f"{len(moves) // AT_ONCE} processes killed, {diary.lost} connections lost")
        assert diary.lost
        assert diary.refusals == {}
        assert diary.repeated == len(moves)
        for one in evidence.statements:
            assert sum(receipt["does"] == "pay" for receipt in one.receipts) == len(BILLS)
            assert [one.holds[f"snacks/prizes/{prize}"] for prize in BILLS] == [0] * len(BILLS)
            assert one.holds["points"] == 100 + 3 - 10 * len(BILLS)  # three for the use of one of them


class Replaceable(Wires):
    """Requests to several backends; where one is gone, another one is asked, as a load balancer does."""

    def replace(self, number: int, url: str) -> None:
        """Ask another backend in the place of one, by the clock of the others."""
        wire = Wire(url, self._diary)
        now = json.dumps({"now": datetime.fromtimestamp((JUNE + MINUTE) / 1000, UTC).isoformat()}).encode()
        wire.send("POST", "/local/clock", {"Content-Type": "application/json"}, now)
        self._wires[number] = wire

    def send(self, method: str, path: str, headers: Mapping[str, str], body: bytes | None = None) -> Reply:
        for _ in range(TRIES):
            with suppress(Unreachable):
                return super().send(method, path, headers, body)
        raise Unreachable(f"{method} {path}: nobody is there")


def started(urls: Sequence[str], members: int) -> tuple[Player, Diary]:
    """Members with all coupons of the campaign, and a hundred points."""
    diary = Diary()
    return started_over(Wires(urls, diary), diary, members), diary


def started_over(wires: Wires, diary: Diary, members: int) -> Player:
    player = Player(wires, local_settings(), diary, CONNECTIONS)
    player.set_clock(JUNE)
    people = [Person(f"person-{n}", "", (), "", False, 1.0) for n in range(members)]
    player.sign_in(people)
    order = {"channel": "web", "amount": "1000.00 CNY"}
    events = [Event(one.name, "shop", "member.joined", one.name, JUNE) for one in people]
    events += [
        Event(f"order-{one.name}", "shop", "order.paid", one.name, JUNE, {**order, "order": one.name}) for one in people
    ]
    player.play(Slice(JUNE, tuple(Batch((event,)) for event in events)))
    diary.refusals.clear()
    diary.receipts.clear()
    return player


def coupons(player: Player, name: str) -> dict[str, str]:
    """The codes of a member's coupons, by prize."""
    return {one["prize"]: one["code"] for one in json.loads(player.get("/v1/me", name))["me"]["coupons"]}


def pay(by: str, bill: str, codes: Sequence[str], points: int = 0, does: str = "pay") -> Till:
    body = {"amount": "600.00 CNY", "coupons": list(codes), "points": points}
    return Till(by, f"{bill}/{does}", f"payment of {bill}", body)


def play(player: Player, diary: Diary, moves: Sequence[Move]) -> Evidence:
    """Make all moves at once; then everything is read back and audited."""
    player.play(Slice(JUNE + MINUTE, tuple(moves)))
    snacks: Any = parse(CAMPAIGN.encode()).node
    programme: Any = parse(PROGRAMME.encode()).node
    statements = tuple(player.everybody(read_statement))
    unique = {"order.paid": ["channel", "order"]}
    evidence = Evidence(statements, {}, {"snacks": [(0, 1, snacks)]}, unique, programme=[(0, 1, programme)])
    assert_in_order(evidence, diary)
    del diary.refusals["busy"]
    return evidence
