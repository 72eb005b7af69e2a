"""A container reads the parts of a picture once, and never shows those of another picture for them."""

from collections.abc import Iterator
from random import Random
from time import sleep

import pytest
from msgspec.structs import replace

from chalicelib import wiring
from chalicelib.domain.mechanics.board.picture import Level, Picture, Ranked
from chalicelib.services.picture_parts import PictureParts
from chalicelib.store.rankings import Held, RankingId, Rankings, levels_key, places_key, places_of
from chalicelib.store.reader import Reader
from local.dynamo_calls import DynamoCalls
from tests.api.caller import Api
from tests.api.games import finished, open_games
from tests.api.world import opened

SPEED = RankingId("games", "speed", "c")


@pytest.fixture
def api(aws: None) -> Iterator[Api]:
    with opened() as api:
        open_games(api)
        yield api


@pytest.fixture
def ana(api: Api) -> str:
    """The second of two in a picture that was taken."""
    members = [api.member(name)[0] for name in ("ana", "ben")]
    for member, points in zip(members, (7, 9), strict=True):
        finished(api, member, points, f"game of {member}")
    picture(api)
    return members[0]


def picture(api: Api) -> None:
    wiring.parts().operations.boards.run(lambda: api.now, 60)


def scores(api: Api, member: str) -> list[int]:
    one = wiring.parts().standings.of("games", "speed", member, api.now)
    return [place.score for place in one.first]


def test_again_only_the_member_and_the_state_are_read(api: Api, ana: str) -> None:
    with DynamoCalls() as first:
        assert scores(api, ana) == [9000, 7000]
    with DynamoCalls() as again:
        assert scores(api, ana) == [9000, 7000]
    assert (first.trips, first.read_units) == (1, 4)
    assert (again.trips, again.read_units) == (1, 2)


@pytest.mark.parametrize(("later", "trips", "units"), [(59_999, 2, 4), (60_000, 1, 4)])
def test_another_picture_is_read_anew(api: Api, ana: str, later: int, trips: int, units: int) -> None:
    scores(api, ana)
    store = Rankings(Reader(sleep, Random(1)))
    complete(api, store, begin(store, ana, 10_000))
    api.now += later
    with DynamoCalls() as calls:
        assert scores(api, ana) == [10_000]
    assert (calls.trips, calls.read_units) == (trips, units)


def test_the_parts_of_the_next_picture_are_not_taken_for_those_of_the_one_at_hand(api: Api, ana: str) -> None:
    """The next picture is being written: its parts are there, and the state does not know of them yet."""
    store = Rankings(Reader(sleep, Random(1)))
    begin(store, ana, 11_000)
    assert scores(api, ana) == [11_000]

    complete(api, store, begin(store, ana, 12_000))
    assert scores(api, ana) == [12_000]
    with DynamoCalls() as calls:
        assert scores(api, ana) == [12_000]
    assert calls.read_units == 2


def test_parts_that_were_read_before_the_state_are_read_again(api: Api, ana: str) -> None:
    store = Rankings(Reader(sleep, Random(1)))
    keys = [places_key(SPEED, 0), levels_key(SPEED, 0)]
    earlier = store.read(keys)
    complete(api, store, begin(store, ana, 10_000))
    parts = PictureParts(store)
    for found in (earlier, {}):
        places = parts.of(store.states([SPEED])[SPEED], keys, found, api.now)[keys[0]]
        assert [one.score for one in places_of(places)] == [10_000]


def begin(store: Rankings, member: str, score: int) -> Held:
    """Begin a picture of one score, and put its parts."""
    before = store.states([SPEED])[SPEED]
    begun = store.move(before, before.state)
    assert begun is not None
    assert store.put_parts(begun, Picture(1, (Ranked(score, 1, member),), (Level(score, 0),), ""))
    return begun


def complete(api: Api, store: Rankings, begun: Held) -> None:
    """Write the state of a picture whose parts are there."""
    assert store.move(begun, replace(begun.state, parts=begun.version, as_of=api.now, entries=1)) is not None
