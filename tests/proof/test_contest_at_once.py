"""A contest while everything happens at once: pictures, the close, the freeze and the award, while everybody scores."""

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from itertools import count
from math import inf
from random import Random
from threading import Condition, Event, Lock, Semaphore
from typing import Any, NamedTuple

import msgspec
import pytest

from chalicelib import wiring
from chalicelib.domain.publishing.definitions import PROGRAMME
from chalicelib.domain.record.member import Member
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.words.errors import BadEvent
from chalicelib.services.act import Answered
from chalicelib.services.boards import BoardsKept
from chalicelib.store.dynamo import query_all
from chalicelib.store.rankings import RankingId, Rankings, state_key
from chalicelib.store.reader import Reader
from chalicelib.store.table import Item, entry_key, receipt_key
from tests.crashes import Crash, after, before
from tests.domain.game import tree
from tests.faults import instead
from tests.proof.conftest import Proof
from tests.proof.world import SETTINGS, moment

THREADS = {False: 8, True: 64}
"""Shops that report at once, in the short and in the long form; of three times as many members."""

SECOND, MINUTE = 1000, 60_000
STEP = 20 * SECOND
"""So far the clock goes at once."""

MOST = 30 * SECOND
"""No invocation that takes an event goes on for longer: that is its time limit in `.chalice/config.json`."""

CLOSES = moment("2026-06-21 00:00")
ENDS = CLOSES + 3 * MINUTE
PAYS = ENDS + 10 * MINUTE
BEGINS = CLOSES - 3 * MINUTE
PLACES = 5
BOARDS = ("likes", "best")
PROGRAMME_OF_IT = {
    "timezone": "Asia/Shanghai",
    "events": {"game.finished": {"from": "server", "fields": {"points": "number"}}},
}
CONTEST = """
campaign: contest
title: Contest
timezone: Asia/Shanghai
opens: 2026-06-01 00:00
closes: end of 2026-06-20
grace: 3 minutes
boards:
  likes: {when: game.finished, score: count, review: 10 minutes, gives: {1: {prizes: cup}, 2 to 5: {points: 10}}}
  best:
    when: game.finished
    score: best of points
    review: 10 minutes
    gives: {1: {prizes: cup}, 2 to 5: {points: 10}}
prizes:
  cup: {gift: cup, stock: 2}
"""


class Told(NamedTuple):
    """A game that was reported, and whether it counted."""

    member: str
    at: int
    """The game's own time."""
    now: int
    """When the report began to be decided."""
    points: int
    counted: bool


@dataclass
class SharedClock:
    """The time of all containers, which knows the actions that are in flight."""

    now: int
    _began: dict[int, int] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=count)
    _changed: Condition = field(default_factory=Condition)
    _held: bool = False

    @contextmanager
    def action(self) -> Iterator[int]:
        """Give the moment at which an action begins, by which all of it is decided."""
        with self._changed:
            self._changed.wait_for(lambda: not self._held)
            number = next(self._numbers)
            now = self._began[number] = self.now
        try:
            yield now
        finally:
            with self._changed:
                del self._began[number]
                self._changed.notify_all()

    def move(self, to: int) -> None:
        """Go on, once nothing is in flight any more that Lambda would have ended by then.

        In production the time limit of a function sees to that: it is less than the minute between the end of a ranking
        and its freeze, so that what was decided before the end is written before the freeze, or never.
        """
        with self._changed:
            self._changed.wait_for(lambda: all(began > to - MOST for began in self._began.values()))
            self.now = to

    @contextmanager
    def stopped(self) -> Iterator[None]:
        """Let nobody begin, with nothing in flight."""
        with self._changed:
            self._held = True
            self._changed.wait_for(lambda: not self._began)
        try:
            yield
        finally:
            with self._changed:
                self._held = False
                self._changed.notify_all()


@dataclass
class Contest:
    """The table with the contest, and what was told by whoever took part."""

    members: list[str] = field(default_factory=list)
    clock: SharedClock = field(default_factory=lambda: SharedClock(BEGINS))
    told: list[Told] = field(default_factory=list)
    uncounted: list[tuple[tuple[str, str], bytes]] = field(default_factory=list)
    """Receipts that the report has not counted yet: by these the pictures know that anything scored."""
    over: Event = field(default_factory=Event)
    turns: Semaphore = field(default_factory=lambda: Semaphore(0))
    """How many more games may be reported: between two of them nobody keeps the others waiting."""
    _noting: Lock = field(default_factory=Lock)

    def container(self, number: int) -> wiring.Parts:
        """A container of its own, with pauses that take no time."""
        chance = Random(number)
        return wiring.build(
            SETTINGS,
            clock=lambda: self.clock.now,
            entropy=lambda: chance.randbytes(32),
            sleep=lambda _: None,
            rng=Random(number),
        )

    def report_on(self, number: int) -> int:
        """Report games of anybody's until it is over, some of them late; how many."""
        parts, chance = self.container(number), Random(f"games of {number}")
        for game in count():
            self.turns.acquire()
            if self.over.is_set():
                return game
            self._report(parts, f"{number}-{game}", chance)
        raise AssertionError

    def _report(self, parts: wiring.Parts, id: str, chance: Random) -> None:
        member, points, late = chance.choice(self.members), chance.randint(1, 999), chance.choice((0, 0, 1, 45, 170))
        at: int | None = None
        while True:
            with self.clock.action() as now:
                at = now - late * SECOND if at is None else at
                [result] = parts.take_in.each([_game(id, member, at, points)], now, lambda: inf)
            if isinstance(result, Answered | BadEvent):
                break  # who is told to come again does, later, with the same game, which may be too late by then
        body = result.receipt if isinstance(result, Answered) else None
        receipt = msgspec.json.decode(body, type=Receipt) if body else None
        with self._noting:
            self.told.append(Told(member, at, now, points, bool(receipt and receipt.scores)))
            if receipt is not None and body is not None:
                self.uncounted.append((receipt_key(member, receipt.id), body))

    def keep(self, parts: wiring.Parts) -> BoardsKept:
        """One run of the schedule, after the stream has counted what there is."""
        with self._noting:
            written, self.uncounted = self.uncounted, []
        parts.operations.counting.count(written)
        return parts.operations.boards.run(lambda: self.clock.now, inf)


@pytest.fixture
def contest(aws: None, proof: Proof) -> Iterator[Contest]:
    one = Contest()
    Item.create_table(billing_mode="PAY_PER_REQUEST")
    try:
        parts = one.container(-1)
        parts.operations.publish.publish([(PROGRAMME, PROGRAMME_OF_IT), ("contest", tree(CONTEST))], BEGINS, 0)
        one.members = [
            parts.sign_in.sign_in("dev", f"player-{n}", BEGINS).member for n in range(3 * THREADS[proof.long])
        ]
        yield one
    finally:
        Item.delete_table()


def test_a_contest_is_exact_whatever_happens_at_once(contest: Contest, proof: Proof) -> None:
    threads, clock, keeper = THREADS[proof.long], contest.clock, contest.container(1000)
    pictures = 0
    with ThreadPoolExecutor(threads) as pool:
        reporting = [pool.submit(contest.report_on, number) for number in range(threads)]
        try:
            while clock.now < ENDS + MINUTE - STEP:
                play_on(contest, 2 * threads, reporting)
                clock.move(clock.now + STEP)
                pictures += contest.keep(keeper).pictures
                assert_in_order()
                if clock.now % (2 * MINUTE) == 0:
                    pictures += exact_picture(contest, keeper)
            clock.move(ENDS + MINUTE)
            assert contest.keep(keeper).frozen == len(BOARDS)
            hashes = frozen()
            for _ in range(3):  # they go on, and nothing that they say changes anything
                play_on(contest, 2 * threads, reporting)
                clock.move(clock.now + STEP)
                contest.keep(keeper)
        finally:
            contest.over.set()
            contest.turns.release(threads)
        games = sum(one.result() for one in reporting)
    assert pictures > 2 * len(BOARDS)
    assert_counted(contest.told)
    assert_exact(contest)
    assert frozen() == hashes
    assert_paid_once(contest)
    assert frozen() == hashes
    proof.tell("a contest at once", f"{threads} threads, {games:,} games, {pictures} pictures while they played")


def play_on(contest: Contest, games: int, reporting: Sequence[Future[int]]) -> None:
    """Let so many more games be reported, and go on after half of them: the others are still on their way."""
    until = len(contest.told) + games // 2
    contest.turns.release(games)
    while len(contest.told) < until:
        assert not any(one.done() for one in reporting), [one.result() for one in reporting if one.done()]
        contest.over.wait(0.001)


def exact_picture(contest: Contest, keeper: wiring.Parts) -> int:
    """Take the pictures that are due while nobody is in between, a minute later: they must be all that there is, also
    where none was due, because nothing has scored since.
    """
    with contest.clock.stopped():
        contest.clock.move(contest.clock.now + MINUTE)
        taken = contest.keep(keeper).pictures
        for board in BOARDS:
            assert places(board) == by_brute_force(board)
    return taken


def assert_in_order() -> None:
    """A picture that was taken while members scored ranks whom it has seen as they belong."""
    for board in BOARDS:
        found = places(board)
        assert found == sorted(found, key=_rank)
        assert len({member for _, _, member in found}) == len(found)


def assert_counted(told: list[Told]) -> None:
    """Until the close all that is in time counts, and what comes late until the grace is over; then nothing does.

    The best of somebody's games is not the only one that counts: each is a like.
    """
    for one in told:
        assert one.counted == (one.at < CLOSES and one.now < ENDS and one.now - one.at < 3 * MINUTE), one
    late = [one.counted for one in told if one.now >= CLOSES]
    assert any(late)
    assert not all(late)


def assert_exact(contest: Contest) -> None:
    """What was accepted, the member's document, the entry and the frozen ranking say the same."""
    counted = [one for one in contest.told if one.counted]
    for board in BOARDS:
        ranked = {member: (score, at) for score, at, member in places(board)}
        assert places(board) == by_brute_force(board)
        assert ranked.keys() == {one.member for one in counted}
        for member, (score, at) in ranked.items():
            own = [one for one in counted if one.member == member]
            kept = document(member).played["contest"].scores[f"{board}@c"]
            assert (kept.score, kept.at) == (score, at)
            most = max(one.points for one in own)
            best = min(one.at for one in own if one.points == most)
            expected = (len(own), max(one.at for one in own)) if board == "likes" else (1000 * most, best)
            assert (score, at) == expected


def assert_paid_once(contest: Contest) -> None:
    """Two runs at once, one of which dies after (or before) one of its calls, each time at a later one."""
    contest.clock.move(PAYS)
    keepers = [contest.container(2000), contest.container(2001)]
    for operation in ("PutItem", "TransactWriteItems"):
        for call, crash in enumerate([after, before] * 3):
            with instead(operation, *[None] * call, crash), ThreadPoolExecutor(2) as pool:
                for run in [pool.submit(contest.keep, one) for one in keepers]:
                    with suppress(Crash):
                        run.result()
    contest.keep(keepers[0])
    for board in BOARDS:
        assert held(board)["paid"]
        paid = [
            (receipt.asked["rank"], member)
            for member in contest.members
            for receipt in receipts(member)
            if receipt.does == "award" and receipt.asked["board"] == board
        ]
        assert sorted(paid) == [(rank, member) for rank, (_, _, member) in enumerate(places(board)[:PLACES], 1)]


def places(board: str) -> list[tuple[int, int, str]]:
    """Score, moment and member of all places of a picture, in their order."""
    found = Rankings(Reader(lambda _: None, Random(0))).places(_id(board), [0])
    return [(one.score, one.at, one.member) for one in found]


def by_brute_force(board: str) -> list[tuple[int, int, str]]:
    """Likewise, of all entries: of two of one member the newer one."""
    newest: dict[str, tuple[int, int, int]] = {}
    for part in range(64):
        for raw in query_all(entry_key(*_id(board), part, "").pk, consistent=True):
            member, (version, score, at) = raw["sk"]["S"], (int(raw[name]["N"]) for name in ("v", "s", "at"))
            newest[member] = max(newest.get(member, (0, 0, 0)), (version, score, at))
    return sorted(((score, at, member) for member, (_, score, at) in newest.items()), key=_rank)


def frozen() -> list[Any]:
    """What must not change any more of the rankings: their hashes, and all places as they are stored."""
    return [(held(board)["frozen"], held(board)["hash"], _hash(places(board)), places(board)) for board in BOARDS]


def held(board: str) -> Any:
    return msgspec.json.decode(Item.get(*state_key(_id(board))).body)


def document(member: str) -> Member:
    return msgspec.json.decode(Item.get(f"M#{member}", "M").body, type=Member)


def receipts(member: str) -> list[Receipt]:
    found = Item.query(f"M#{member}", Item.sk.startswith("R#"))
    return [msgspec.json.decode(item.body, type=Receipt) for item in found]


def _id(board: str) -> RankingId:
    return RankingId("contest", board, "c")


def _rank(one: tuple[int, int, str]) -> tuple[int, int, bytes]:
    score, at, member = one
    return -score, at, sha256(member.encode()).digest()


def _hash(ranked: list[tuple[int, int, str]]) -> str:
    return sha256("".join(f"{score} {at} {member}\n" for score, at, member in ranked).encode()).hexdigest()


def _game(id: str, member: str, at: int, points: int) -> dict[str, Any]:
    time = datetime.fromtimestamp(at / 1000, UTC).isoformat(timespec="milliseconds")
    data = {"points": points}
    return {"id": id, "source": "shop", "type": "game.finished", "subject": member, "time": time, "data": data}
