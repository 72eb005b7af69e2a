"""The entries of rankings: one item for each member who has a score, put with the member's own transaction.

    Y#CAMPAIGN/BOARD@WINDOW#P / MEMBER   s score, at when it was reached, v the member's version with it

They are spread over 16 partitions, or 64 where a crowd is expected, by a hash of the member's id. What is expected may
change while members play, so that a member may have an entry in either: all 64 are read, and the newer one counts.
"""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Final

from chalicelib.domain.mechanics.board.picture import Ranked
from chalicelib.domain.record.scores import BoardEntry
from chalicelib.store import dynamo
from chalicelib.store.table import RECEIPT_SECONDS, Item, Key, Raw, entry_key, raw_item

FEW: Final = 16
"""Partitions of a ranking's entries."""

MANY: Final = 64
"""Partitions where a crowd is expected; all those of the few are among them."""

NAMES: Final = ("sk", "s", "at", "v")
"""The attributes that a ranking is made of: the others would be a third of what is read."""

CROWD: Final = 2000
"""Takes a second from which on there are many."""


def raw_entry(member: str, entry: BoardEntry, version: int) -> Raw:
    """The entry of a member as its item. version: the member's, from this score on."""
    parts = MANY if entry.crowd >= CROWD else FEW
    return raw_item(
        key_of_entry(member, entry, parts),
        s=entry.score,
        at=entry.at,
        v=version,
        ttl=entry.at // 1000 + RECEIPT_SECONDS,
    )


def key_of_entry(member: str, entry: BoardEntry, parts: int) -> Key:
    """The key of a member's entry where there are so many partitions."""
    part = int.from_bytes(sha256(member.encode()).digest()[:4], "big") % parts
    return entry_key(entry.campaign, entry.board, entry.window, part, member)


def keys_of_entry(campaign: str, board: str, window: str, member: str) -> list[Key]:
    """The keys under which a member's entry may be, however many partitions there were as it was put."""
    entry = BoardEntry(campaign, board, window, 0, 0)
    return [key_of_entry(member, entry, parts) for parts in (FEW, MANY)]


def score_of(items: Iterable[Item]) -> int:
    """The score in what was found under a member's keys: that of the newer entry; 0 where there is none."""
    newest = max(items, key=lambda item: item.v, default=None)
    return newest.s if newest is not None and newest.s else 0


def read_entries(campaign: str, board: str, window: str, consistent: bool) -> list[Ranked]:
    """Read all entries of a ranking, in no order; those of no score are left out. Raises Unavailable."""
    found: list[Ranked] = []
    for first in range(FEW):  # a member's entries, of whatever time, are in one of these, or in those beside it
        newest: dict[str, tuple[int, Ranked]] = {}
        for part in range(first + FEW, MANY, FEW):  # as a rule there are none
            for raw in _raw_entries(campaign, board, window, part, consistent):
                _keep_newer(newest, int(raw["v"]["N"]), _ranked(raw))
        for raw in _raw_entries(campaign, board, window, first, consistent):
            if raw["sk"]["S"] in newest:
                _keep_newer(newest, int(raw["v"]["N"]), _ranked(raw))
            elif (one := _ranked(raw)).score:
                found.append(one)
        found += [one for _, one in newest.values() if one.score]
    return found


def _raw_entries(campaign: str, board: str, window: str, part: int, consistent: bool) -> Iterator[Raw]:
    pk = entry_key(campaign, board, window, part, "").pk
    return dynamo.query_all(pk, consistent=consistent, names=NAMES)


def _ranked(raw: Raw) -> Ranked:
    return Ranked(int(raw["s"]["N"]), int(raw["at"]["N"]), raw["sk"]["S"])


def _keep_newer(newest: dict[str, tuple[int, Ranked]], version: int, one: Ranked) -> None:
    if one.member not in newest or newest[one.member][0] < version:
        newest[one.member] = version, one
