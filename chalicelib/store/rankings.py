"""The pictures of rankings: their state, the places that are told apart, and the table of scores.

    Y#CAMPAIGN/BOARD@WINDOW / X      the state; v how often a picture was begun
    Y#CAMPAIGN/BOARD@WINDOW / T#n    a thousand places, the best first; v of the picture that they are of
    Y#CAMPAIGN/BOARD@WINDOW / H#n    a thousand scores that somebody has, and how many have more; v likewise

Whatever is written raises the number of the state, on the condition that nobody else has. So a picture is begun; its
parts are put where those of an earlier one stand; and then the state itself is, if its number still is the same. Of two
that are made at once the one that began last is written whole, and none is written over one that is frozen.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from chalicelib.domain.mechanics.board.picture import CHUNK, Level, Picture, Ranked
from chalicelib.domain.mechanics.board.state import RankingState
from chalicelib.store import dynamo, writes
from chalicelib.store.reader import Reader
from chalicelib.store.table import Item, Key, ranking_key, raw_item
from chalicelib.store.writes import Write


class RankingId(NamedTuple):
    """One ranking of a board."""

    campaign: str
    """The campaign's id."""
    board: str
    """The board's name in the campaign."""
    window: str
    """The id of the ranking's window, `Ranking.id`."""


class Held(NamedTuple):
    """A ranking's state as the table holds it."""

    id: RankingId
    """The ranking."""
    version: int
    """How often a picture of it was begun; 0: never."""
    state: RankingState
    """The state; an empty one where no picture was ever begun."""


class Rankings:
    """Reads and writes the pictures of rankings. Everything raises Unavailable where the table does not answer."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def states(self, ids: Iterable[RankingId]) -> dict[RankingId, Held]:
        """Read the states of rankings, strongly consistent."""
        keys = {one: state_key(one) for one in ids}
        items = self._reader.read(keys.values())
        return {one: held(one, items.get(key)) for one, key in keys.items()}

    def move(self, before: Held, state: RankingState) -> Held | None:
        """Write a state in the place of the one that was read; None where another has moved on meanwhile."""
        after = Held(before.id, before.version + 1, state)
        unmoved = Item.v == before.version if before.version else Item.pk.does_not_exist()
        key = state_key(after.id)
        item = Item(*key, v=after.version, at=state.as_of, body=msgspec.json.encode(state))
        return after if dynamo.put_item(item, unmoved) else None

    def put_parts(self, begun: Held, picture: Picture) -> bool:
        """Put the places and the scores of a picture; False where another has begun since."""
        parts = [*_parts(begun, "T", picture.first), *_parts(begun, "H", picture.levels)]
        older = Item.pk.does_not_exist() | (Item.v <= begun.version)
        return all(dynamo.put_item(part, older) for part in parts)

    def read(self, keys: Iterable[Key]) -> dict[Key, Item]:
        """Read parts of pictures, strongly consistent."""
        return self._reader.read(keys)

    def places(self, id: RankingId, numbers: Iterable[int]) -> list[Ranked]:
        """Read parts of the places that are told apart, in their order."""
        keys = [places_key(id, number) for number in numbers]
        items = self._reader.read(keys)
        return [one for key in keys for one in places_of(items.get(key))]


def state_key(id: RankingId) -> Key:
    """The key of a ranking's state."""
    return ranking_key(*id, "X")


def places_key(id: RankingId, part: int) -> Key:
    """The key of a part of the places that are told apart."""
    return ranking_key(*id, f"T#{part}")


def levels_key(id: RankingId, part: int) -> Key:
    """The key of a part of the table of scores."""
    return ranking_key(*id, f"H#{part}")


def places_of(item: Item | None) -> list[Ranked]:
    """The places in their item; none where there is no item."""
    return [] if item is None else msgspec.json.decode(item.body, type=list[Ranked])


def levels_of(item: Item | None) -> list[Level]:
    """The scores in their item; none where there is no item."""
    return [] if item is None else msgspec.json.decode(item.body, type=list[Level])


def held(id: RankingId, item: Item | None) -> Held:
    """The state in its item."""
    if item is None:
        return Held(id, 0, RankingState())
    return Held(id, item.v, msgspec.json.decode(item.body, type=RankingState))


def state_write(before: Held, state: RankingState) -> Write:
    """The same as `Rankings.move`, as a part of a transaction that also writes the audit trail."""
    body = msgspec.json.encode(state)
    item = raw_item(state_key(before.id), v=before.version + 1, at=state.as_of, body=body)
    return writes.put(item, "v = :v", {":v": before.version})


def _parts(begun: Held, what: str, whole: Sequence[tuple[object, ...]]) -> list[Item]:
    return [
        Item(
            *ranking_key(*begun.id, f"{what}#{at // CHUNK}"),
            v=begun.version,
            body=msgspec.json.encode(whole[at : at + CHUNK]),
        )
        for at in range(0, len(whole), CHUNK)
    ]
