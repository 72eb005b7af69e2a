"""Units that come back, over HTTP and exact on two engines: 64 members for the last one.

Only in the long form: `make proof` sets up ministack. The short form is in `test_cash`.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from audit import Evidence, read_statement, read_stocks
from chalicelib.api.plays import SCOPE
from chalicelib.domain.record.bill import HOLD_MS
from chalicelib.domain.record.receipt import receipt_id
from cli.yaml_tree import parse
from local.backend import local_settings
from local.demo.diary import Diary
from local.demo.moves import Act, Move, Person, Redeemed, Slice
from local.demo.player import Player
from local.independent_aws import ministack
from tests.proof.conftest import Proof
from tests.proof.crowd import JUNE, MINUTE, Wires, assert_in_order
from tests.proof.server import server

CONNECTIONS = 64
PROCESSES = 3
MEMBERS = 64
LATER = JUNE + 2 * MINUTE + HOLD_MS
PROGRAMME = "timezone: Asia/Shanghai\ncurrency: CNY\ntiers: {}\n"
CAMPAIGN = """
campaign: units
title: Units
timezone: Asia/Shanghai
opens: 2026-01-01 00:00
closes: end of 2026-12-31
redemptions:
  shop:
    opens: 2026-01-01 00:00
    closes: end of 2026-12-31
    offers:
      mug: {gives: {prizes: mug}, stock: 1}
      bag: {costs: {cash: 29.00 CNY}, gives: {prizes: bag}, stock: 1}
prizes:
  mug: {gift: mug}
  bag: {gift: bag}
"""
PAID = {"amount": "29.00 CNY", "payment": "p"}


@pytest.fixture(params=["embedded", "ministack"])
def urls(request: pytest.FixtureRequest, proof: Proof, tmp_path: Path) -> Iterator[Sequence[str]]:
    """The backends before one table."""
    if not proof.long:
        pytest.skip("the long form: make proof")
    (tmp_path / "programme.yaml").write_text(PROGRAMME)
    (tmp_path / "events.yaml").write_text("{}\n")
    (tmp_path / "units").mkdir()
    (tmp_path / "units" / "campaign.yaml").write_text(CAMPAIGN)
    with ExitStack() as running:
        if request.param == "embedded":
            yield [running.enter_context(server(tmp_path))]
        else:
            aws = running.enter_context(ministack())
            yield [running.enter_context(server(tmp_path, aws)) for _ in range(PROCESSES)]


def test_of_64_members_one_gets_the_unit_that_came_back(urls: Sequence[str]) -> None:
    player, diary = started(urls)
    play(player, diary, [redeem("mug", 0, "first")])
    play(player, diary, [Redeemed("person-0", "undo", receipt_id(SCOPE, "first"))])
    evidence = play(player, diary, [redeem("mug", n) for n in range(MEMBERS)], LATER)
    assert diary.refusals == {"sold_out": MEMBERS - 1}
    assert held(evidence, "mug") == 1


def test_of_64_members_one_has_the_unit_whose_time_was_over(urls: Sequence[str]) -> None:
    player, diary = started(urls)
    play(player, diary, [redeem("bag", 0, "first")])
    play(player, diary, [redeem("bag", n) for n in range(MEMBERS)], LATER)
    assert diary.refusals == {"sold_out": MEMBERS - 1}
    late = Redeemed("person-0", "redemptions/pay", receipt_id(SCOPE, "first"), PAID)
    evidence = play(player, diary, [late], LATER)
    assert diary.refusals == {"not_waiting": 1}
    assert held(evidence, "bag") == 0


def test_64_payments_and_undos_of_one_redemption_end_alike(urls: Sequence[str]) -> None:
    player, diary = started(urls)
    play(player, diary, [redeem("bag", 0, "first")])
    receipt = receipt_id(SCOPE, "first")
    moves: list[Move] = [Redeemed("person-0", "redemptions/pay", receipt, PAID), Redeemed("person-0", "undo", receipt)]
    evidence = play(player, diary, moves * 32)
    assert diary.refusals.keys() <= {"not_waiting"}
    assert held(evidence, "bag") == 0


def started(urls: Sequence[str]) -> tuple[Player, Diary]:
    diary = Diary()
    player = Player(Wires(urls, diary), local_settings(), diary, CONNECTIONS)
    player.set_clock(JUNE)
    player.sign_in([Person(f"person-{n}", "", (), "", False, 1.0) for n in range(MEMBERS)])
    diary.refusals.clear()
    return player, diary


def redeem(offer: str, person: int, key: str = "second") -> Act:
    return Act(f"person-{person}", f"/v1/campaigns/units/redemptions/shop/{offer}/redeem", key)


def held(evidence: Evidence, prize: str) -> int:
    return sum(one.holds.get(f"units/prizes/{prize}", 0) for one in evidence.statements)


def play(player: Player, diary: Diary, moves: Sequence[Move], at: int = JUNE + MINUTE) -> Evidence:
    """Make all moves at once; then everything is read back and audited."""
    diary.refusals.clear()
    player.play(Slice(at, tuple(moves)))
    units: Any = parse(CAMPAIGN.encode()).node
    programme: Any = parse(PROGRAMME.encode()).node
    statements = tuple(player.everybody(read_statement))
    stocks = read_stocks(player.get)
    evidence = Evidence(statements, stocks, {"units": [(0, 1, units)]}, {}, programme=[(0, 1, programme)])
    assert_in_order(evidence, diary)
    del diary.refusals["busy"]
    return evidence
