"""Races over HTTP: many threads, one backend, and nothing granted twice, oversold or lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from chalicelib.domain.campaign import Campaign
from cli.campaign_file import load
from local.audit import Account, Books, audit, read_account, read_stocks
from local.backend import Backend, backend, local_settings
from local.demo.diary import Diary
from local.demo.moves import Act, Batch, Event, Person, Slice
from local.demo.player import Player
from local.demo.wire import Wire

JUNE = 1_780_300_800_000  # 2026-06-01 16:00 in Shanghai
MINUTE = 60_000

CAMPAIGN = """
campaign: race
title: Race
timezone: Asia/Shanghai
opens: 2026-06-01 00:00
closes: end of 2026-06-30
challenges:
  start:
    tasks:
      go: {when: race.started, gives: {points: 100, fragments: {circle/card: 40}}}
blind_boxes:
  last: {costs: {points: 2}, odds: {cup: 100%}}
collections:
  circle: {fragments: [card], gives: {points: 1}, send: 100 a day}
prizes:
  cup: {gift: cup, value: 9.00 CNY, stock: 50}
"""

PlayerOf = Callable[[int, int], tuple[Player, Diary]]


@pytest.fixture(scope="module")
def campaigns(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("campaigns")
    (folder / "race").mkdir()
    (folder / "race" / "campaign.yaml").write_text(CAMPAIGN)
    (folder / "programme.yaml").write_text("tiers: {}\n")
    (folder / "events.yaml").write_text("race.started: {from: server}\n")
    return folder


@pytest.fixture(scope="module")
def race(campaigns: Path) -> Campaign:
    found = load(campaigns / "race" / "campaign.yaml").value
    assert found is not None
    return found


@pytest.fixture
def running(campaigns: Path) -> Iterator[Backend]:
    with backend(campaigns=campaigns) as started:
        yield started


@pytest.fixture
def starting(running: Backend) -> PlayerOf:
    """So many members who may start, over so many connections."""

    def start(members: int, connections: int) -> tuple[Player, Diary]:
        diary = Diary()
        player = Player(Wire(running.url, diary), local_settings(), diary, connections)
        people = [Person(f"person-{i}", "", (), "", False, 1.0) for i in range(members)]
        player.set_clock(JUNE)
        player.sign_in(people)
        events = [Event(one.name, "race", "race.started", one.name, JUNE) for one in people]
        player.play(Slice(JUNE, tuple(Batch((event,)) for event in events)))
        return player, diary

    return start


def test_the_last_50_of_a_stock_are_drawn_by_50_of_800(starting: PlayerOf, race: Campaign) -> None:
    player, diary = starting(16, 16)
    before = len(diary.receipts)
    player.play(Slice(JUNE + MINUTE, tuple(draw(f"person-{i % 16}", f"draw-{i}") for i in range(800))))
    books = read_back(player, race)
    assert len(diary.receipts) - before == 50
    assert diary.refusals == {"sold_out": 750}
    assert sum(account.holds.get("race/prizes/cup", 0) for account in books.accounts) == 50
    assert [stock.taken for stock in books.stocks] == [50]
    assert_in_order(books, diary)


def test_100_identical_requests_at_once_have_one_receipt_and_equal_answers(starting: PlayerOf, race: Campaign) -> None:
    player, diary = starting(1, 100)
    player.play(Slice(JUNE + MINUTE, (draw("person-0", "the-same"),) * 100))
    books = read_back(player, race)
    [account] = books.accounts
    assert diary.repeated == 99
    assert [receipt.does for receipt in account.receipts] == ["enrol", "event", "draw"]
    assert account.holds["points"] == 98
    assert_in_order(books, diary)


def test_a_circle_of_gifts_at_once_keeps_every_wallet_exact(starting: PlayerOf, race: Campaign) -> None:
    player, diary = starting(8, 8)
    rounds = range(10)
    gifts = [send(f"person-{i}", f"person-{(i + 1) % 8}", f"gift-{n}") for n in rounds for i in range(8)]
    player.play(Slice(JUNE + MINUTE, tuple(gifts)))
    books = read_back(player, race)
    assert [account.holds["race/fragments/circle/card"] for account in books.accounts] == [40] * 8
    assert all(done(account, "send") == done(account, "receive") == len(rounds) for account in books.accounts)
    assert_in_order(books, diary)


def draw(by: str, key: str) -> Act:
    return Act(by, "/v1/campaigns/race/boxes/last/draw", key)


def send(by: str, to: str, key: str) -> Act:
    return Act(by, "/v1/campaigns/race/collections/circle/send", key, {"fragment": "card", "to": to})


def done(account: Account, action: str) -> int:
    return sum(receipt.does == action for receipt in account.receipts)


def read_back(player: Player, race: Campaign) -> Books:
    return Books(tuple(player.everybody(read_account)), read_stocks(player.get), {"race": race})


def assert_in_order(books: Books, diary: Diary) -> None:
    broken: Sequence[str] = [f"{one.rule}: {breach}" for one in audit(books) for breach in one.breaches]
    assert broken == []
    assert diary.unequal == []
    assert diary.faults == {}
