"""Which codes of a pool a container takes: the next of each shard, by what it knows, and anew once that may be old."""

from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from chalicelib.domain.record.outcome import POOL_SHARDS, Take, pool_key
from chalicelib.store.code_cipher import CodeCipher, CodeUnreadable
from chalicelib.store.pools import AGAIN_SECONDS, REMEMBERED_TAKERS, Pools
from chalicelib.store.portions import Portion, Shard
from chalicelib.store.reader import Reader
from chalicelib.store.table import Item, shard_key
from local.dynamo_calls import DynamoCalls

CINEMA = pool_key("cinema")


class Clock:
    """Seconds, moved by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pools(table: None, clock: Clock) -> Pools:
    rng = Random(3)
    return Pools(Reader(lambda _: None, rng), rng, clock)


def holds(number: int, codes: int, taken: int = 0) -> None:
    Item(*shard_key(CINEMA, number), codes=codes, taken=taken).save()


def take(n: int = 1) -> Take:
    return Take(CINEMA, n, 2**53 - 1, POOL_SHARDS)


def test_the_next_codes_of_one_shard_are_taken_while_it_has_them(pools: Pools) -> None:
    holds(7, 20, taken=4)
    [portion] = pools.choose(take(3), ())
    assert portion == Portion(Shard(CINEMA, 7), 3, 20, first=4)
    assert portion.numbers == ["7-4", "7-5", "7-6"]


def test_a_container_goes_on_where_it_took_last_and_asks_nobody(pools: Pools) -> None:
    for number in range(POOL_SHARDS):
        holds(number, 9)
    [first] = pools.choose(take(), ())
    pools.saw(first.shard, 9, 1)
    with DynamoCalls() as calls:
        [second] = pools.choose(take(), ())
    assert (second.shard, second.first, calls.trips) == (first.shard, 1, 0)


def test_what_took_a_code_last_time_reads_the_next_number_along(pools: Pools) -> None:
    holds(4, 9)
    [portion] = pools.choose(take(), ())
    assert pools.next_for(["ticket"]) == {}, "nothing took any yet"
    pools.took(["ticket", "order"], [portion])
    assert pools.next_for(["ticket", "visit"]) == {shard_key(CINEMA, 4): Shard(CINEMA, 4)}
    pools.took(["order"], [])
    assert (len(pools.next_for(["ticket"])), len(pools.next_for(["order"]))) == (1, 0), "of a kind the last one counts"
    pools.forget(CINEMA)
    assert pools.next_for(["ticket"]) == {}


def test_as_many_kinds_are_remembered_as_came_last(pools: Pools) -> None:
    holds(4, 9)
    [portion] = pools.choose(take(), ())
    for number in range(REMEMBERED_TAKERS + 1):
        pools.took([number], [portion])
    assert [bool(pools.next_for([number])) for number in (0, 1, REMEMBERED_TAKERS)] == [False, True, True]


def test_another_shard_is_taken_where_a_transaction_has_that_one(pools: Pools) -> None:
    holds(1, 9)
    holds(2, 9)
    [first] = pools.choose(take(), ())
    [other] = pools.choose(take(), {first.shard})
    assert {first.shard.number, other.shard.number} == {1, 2}


def test_what_one_shard_lacks_another_gives(pools: Pools) -> None:
    holds(1, 4, taken=1)
    holds(2, 2)
    assert {one.shard.number: one.n for one in pools.choose(take(5), ())} == {1: 3, 2: 2}
    assert sum(one.n for one in pools.choose(take(9), ())) == 5, "and no more than there are"


def test_an_old_number_never_takes_the_place_of_a_newer_one(pools: Pools) -> None:
    holds(1, 9)
    pools.read([CINEMA])
    pools.saw(Shard(CINEMA, 1), 9, 5)
    pools.read([CINEMA])
    assert pools.left(CINEMA) == 4


def test_a_dry_pool_is_looked_at_again_after_a_while(pools: Pools, clock: Clock) -> None:
    assert pools.choose(take(), ()) == []
    holds(1, 9)
    clock.now = AGAIN_SECONDS - 0.1
    with DynamoCalls() as calls:
        assert pools.choose(take(), ()) == []
    assert calls.trips == 0, "a crowd that hears that all is gone asks the table for nothing"
    clock.now = AGAIN_SECONDS
    assert [one.n for one in pools.choose(take(), ())] == [1]


def test_a_pool_that_was_filled_is_read_at_once(pools: Pools) -> None:
    assert pools.choose(take(), ()) == []
    holds(1, 9)
    pools.forget(CINEMA)
    assert [one.n for one in pools.choose(take(), ())] == [1]


WHILE_IT_IS_FILLED = {
    "codes are taken": lambda pools: sum(one.n for one in pools.choose(take(4), ())),
    "what a draw may count on": lambda pools: pools.look(take(4)),
    "what is left of several": lambda pools: pools.read([CINEMA])[CINEMA],
    "what managers see": lambda pools: pools.held(CINEMA).left,
    "of how many": lambda pools: pools.held(CINEMA).codes - 2,
}


@pytest.mark.parametrize("asks", WHILE_IT_IS_FILLED.values(), ids=WHILE_IT_IS_FILLED)
@pytest.mark.parametrize("after", [False, True], ids=["while it is read", "when it was read"])
def test_codes_that_were_read_are_there_though_others_come_meanwhile(
    pools: Pools, monkeypatch: pytest.MonkeyPatch, asks: Callable[[Pools], int], after: bool
) -> None:
    holds(1, 3, taken=2)
    holds(2, 3)
    read, learn = Reader.read, Pools._learn

    def read_and_filled(*args: Any, **more: Any) -> Any:
        found = read(*args, **more)
        pools.forget(CINEMA)
        return found

    def learnt_and_filled(*args: Any) -> Any:
        known = learn(*args)
        pools.forget(CINEMA)
        return known

    if after:
        monkeypatch.setattr(Pools, "_learn", learnt_and_filled)
    else:
        monkeypatch.setattr(Reader, "read", read_and_filled)
    assert asks(pools) == 4


# --- the cipher -----------------------------------------------------------------------------

MASTER = bytes(range(32))
CIPHER = CodeCipher(MASTER)


@pytest.mark.parametrize("code", ["A", "CINE-7QK2-M4XA", "x" * 128, "影院-票-一"])
def test_what_was_sealed_opens(code: str) -> None:
    sealed = CIPHER.seal("cinema", "7-12", code)
    assert len(code) < 5 or code.encode() not in sealed
    assert CIPHER.open("cinema", "7-12", sealed) == code


def test_a_code_opens_at_its_own_place_alone() -> None:
    sealed = CIPHER.seal("cinema", "7-12", "CINE-1")
    changed = [sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :] for at in range(len(sealed))]
    places = [("cinema", "7-13", sealed), ("cinem", "a7-12", sealed), *(("cinema", "7-12", one) for one in changed)]
    for place in places:
        with pytest.raises(CodeUnreadable):
            CIPHER.open(*place)
    with pytest.raises(CodeUnreadable):
        CodeCipher(bytes(32)).open("cinema", "7-12", sealed)


def test_equal_codes_look_alike_nowhere() -> None:
    sealed = {CIPHER.seal(pool, number, "CINE-1")[1:] for pool in ("a", "b") for number in ("0-0", "0-1")}
    assert len(sealed) == 4
    assert CIPHER.mark("a", "CINE-1") == CIPHER.mark("a", "CINE-1") != CIPHER.mark("b", "CINE-1")


def test_nothing_is_sealed_without_a_master_seed() -> None:
    with pytest.raises(ValueError, match="master seed"):
        CodeCipher(b"").seal("cinema", "0-0", "CINE-1")
