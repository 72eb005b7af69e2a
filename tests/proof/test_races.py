"""Many at once: nothing is oversold, nothing is doubled, and nothing is lost. Each thread is a container of its own."""

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from random import Random
from typing import TypeVar

import msgspec
import pytest

from chalicelib.domain.record.journal import changes
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.words.errors import SoldOut
from chalicelib.services.act import ActionAnswer, Answered
from chalicelib.store.table import Item, shard_key
from tests.acting import PRIZE, Do, World, asking

T = TypeVar("T")
THREADS = 16


def at_once(work: Callable[[int], T], times: int) -> list[T]:
    with ThreadPoolExecutor(THREADS) as threads:
        return list(threads.map(work, range(times)))


@pytest.fixture
def containers(table: None) -> list[World]:
    return [World(rng=Random(seed)) for seed in range(THREADS)]


@pytest.mark.parametrize("shards", [1, 7])
def test_the_last_fifty_of_a_stock_are_granted_exactly(containers: Sequence[World], shards: int) -> None:
    """400 members draw; a member's busy is asked again with the same key, as a client does."""
    quota, gone = 120, 70
    for number in range(shards):
        taken = gone // shards + (number < gone % shards)
        Item(*shard_key(PRIZE, number), taken=taken).save()

    def draw(i: int) -> ActionAnswer:
        while True:
            one = asking("k", Do(takes=1, quota=quota, shards=shards))
            answer = containers[i % THREADS].one(one, member=f"member-{i}")
            if isinstance(answer, Answered | SoldOut):
                return answer

    answers = Counter(type(answer) for answer in at_once(draw, 400))
    assert answers == {Answered: 50, SoldOut: 350}
    assert sum(Item.get(*shard_key(PRIZE, number)).taken for number in range(shards)) == quota
    assert sum(containers[0].member(f"member-{i}").points for i in range(400)) == 50


def test_ten_draws_share_out_what_is_left(containers: Sequence[World]) -> None:
    """Each takes up to ten of a stock of 137 in 12 shards; what all receipts say is what the shards gave."""
    ten = Do(takes=10, quota=137, shards=12, or_less=True)

    def draw(i: int) -> int:
        while True:
            answer = containers[i % THREADS].one(asking("k", ten), member=f"member-{i}")
            if isinstance(answer, Answered) and answer.receipt is not None:
                receipt = msgspec.json.decode(answer.receipt, type=Receipt)
                return changes(receipt.own)["spa"].get("prizes/rose", 0)

    assert sum(at_once(draw, 40)) == 137
    assert sum(Item.get(*shard_key(PRIZE, number)).taken for number in range(12)) == 137


def test_one_key_sent_by_all_has_one_receipt_and_equal_answers(containers: Sequence[World]) -> None:
    def send(i: int) -> ActionAnswer:
        return containers[i % THREADS].one(asking("k", Do(takes=1, quota=100, shards=3, limit=1, claims="order-1")))

    answers = at_once(send, 100)
    assert {type(answer) for answer in answers} == {Answered}
    assert len({answer.receipt for answer in answers if isinstance(answer, Answered)}) == 1
    assert containers[0].members.load("ann").snapshot.version == 1


def test_keys_of_one_member_are_numbered_without_a_gap(containers: Sequence[World]) -> None:
    def send(i: int) -> ActionAnswer:
        while True:
            answer = containers[i % THREADS].one(asking(f"k{i}"))
            if isinstance(answer, Answered):
                return answer

    answers = at_once(send, 60)
    numbers = [
        msgspec.json.decode(answer.receipt, type=Receipt).number
        for answer in answers
        if isinstance(answer, Answered) and answer.receipt is not None
    ]
    assert sorted(numbers) == list(range(1, 61))
    assert containers[0].member().points == 60
