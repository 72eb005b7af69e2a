"""Takes one picture of a million entries, and prints what it takes: seconds of CPU, memory, and units of the table.

    python -m studies.a_million_ranks [ENTRIES]

The entries are read as in production: by calls of the client, a page of a megabyte each, from replies that are made
here, in the place of the network. What it takes to make these is not in the seconds. Beside them stands what Python's
json takes to decode the same replies, since machines differ.
"""

import json
import os
import resource
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from typing import Any, Final, NamedTuple
from unittest.mock import patch

import msgspec
from botocore.awsrequest import AWSResponse

from chalicelib.domain.mechanics.board.picture import CHUNK, Picture, Ranked
from chalicelib.services.pictures import picture_of
from chalicelib.store import dynamo
from chalicelib.store.entries import FEW
from chalicelib.store.rankings import RankingId
from chalicelib.store.table import entry_key

ENTRY_BYTES: Final = 110
"""The bytes of an entry in the table: its keys, the score, the moment, the version and the end."""

PAGE: Final = 1024 * 1024 // ENTRY_BYTES
"""Entries that one reply has."""

PARTITIONS: Final = 64
SCORES: Final = 40_000
PAID: Final = 100
RANKING: Final = RankingId("kids", "stars", "c")


class Taken(NamedTuple):
    """A picture, and what it took."""

    made: Picture
    """The picture."""
    seconds: float
    """CPU of reading the entries and ranking them."""
    decoding: float
    """CPU of decoding the same replies by json, and doing nothing with them."""
    megabytes: int
    """The most memory that the process had so far."""


def entries(n: int, part: int) -> list[Ranked]:
    """The entries of one of the partitions, of so many in all: scores and moments are alike here and there."""
    chance, here = Random(f"{n} {part}"), range(part, n, FEW)
    return [Ranked(chance.randint(1, SCORES), 1_780_000_000_000 + chance.randint(0, 10**9), f"m{i:021x}") for i in here]


def take(n: int) -> Taken:
    """Take the picture of so many entries."""
    dynamo.connect("tessera", "us-east-1", "http://127.0.0.1:1")
    table = _Replies(n)
    with _in_place_of_the_network(table):
        began = time.process_time()
        made = picture_of(RANKING, PAID, consistent=True)
        seconds = time.process_time() - began - table.seconds
    return Taken(made, seconds, table.decoding, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


class _Replies:
    """The table: replies to queries of one partition each."""

    def __init__(self, n: int) -> None:
        self.seconds = 0.0
        """CPU that it took to make the replies, and to decode them once beside what is measured."""
        self.decoding = 0.0
        """CPU of decoding them, of these."""
        self._n = n
        self._parts = {entry_key(*RANKING, part, "").pk: part for part in range(FEW)}

    def __call__(self, request: Any, **_: Any) -> AWSResponse:
        began = time.process_time()
        asked = json.loads(request.body)
        pk = next(iter(asked["ExpressionAttributeValues"].values()))["S"]
        part = self._parts.get(pk)
        after = asked.get("ExclusiveStartKey", {}).get("sk", {}).get("S")
        here = entries(self._n, part) if part is not None else []
        first = 0 if after is None else (int(after[1:], 16) - (part or 0)) // FEW + 1
        content = _page(pk, here[first : first + PAGE], first + PAGE < len(here))
        made = time.process_time()
        json.loads(content)
        ended = time.process_time()
        self.decoding += ended - made
        self.seconds += ended - began
        return AWSResponse(request.url, 200, {}, _Raw(content))


def _page(pk: str, some: list[Ranked], more: bool) -> bytes:
    items = [
        {"sk": {"S": one.member}, "s": {"N": str(one.score)}, "at": {"N": str(one.at)}, "v": {"N": "7"}} for one in some
    ]
    reply: dict[str, Any] = {"Items": items, "Count": len(items), "ScannedCount": len(items)}
    if more:
        reply["LastEvaluatedKey"] = {"pk": {"S": pk}, "sk": {"S": some[-1].member}}
    return json.dumps(reply).encode()


class _Raw:
    """The body of a response, as urllib3 gives it."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def stream(self, **_: Any) -> Iterator[bytes]:
        yield self._content


@contextmanager
def _in_place_of_the_network(table: _Replies) -> Iterator[None]:
    nobody = {"AWS_ACCESS_KEY_ID": "none", "AWS_SECRET_ACCESS_KEY": "none"}  # calls are signed, and go nowhere
    with patch.dict(os.environ, nobody):
        events = dynamo.client_events()
        events.register_first("before-send.dynamodb.*", table)
        try:
            yield
        finally:
            events.unregister("before-send.dynamodb.*", table)


def units(n: int) -> tuple[float, int]:
    """Read units of one picture, eventually and strongly consistent."""
    strong = max(PARTITIONS, -(-n * ENTRY_BYTES // 4096))
    return strong / 2, strong


def main() -> None:
    """Take the picture, and print a line for each thing that was measured."""
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    taken = take(n)
    parts = [
        len(msgspec.json.encode(whole[at : at + CHUNK]))
        for whole in (taken.made.first, taken.made.levels)
        for at in range(0, len(whole), CHUNK)
    ]
    eventual, strong = units(n)
    print(f"{n:,} entries, {len(taken.made.levels):,} different scores")
    print(f"{taken.seconds:.1f} s of CPU to read them and take the picture, {taken.megabytes} MB at the most")
    print(f"{taken.seconds / taken.decoding:.1f} times what json takes to decode the same replies")
    print(f"{eventual:,.0f} read units, {strong:,} for the final one")
    written = sum(-(-one // 1024) for one in parts) + 2
    print(f"{len(parts)} parts of up to {max(parts):,} bytes, {written:,} write units")
    a_day = eventual * 24 * 3600 / (300 if n > 200_000 else 60)
    print(f"{a_day / 1e6:.1f} million read units a day while something scores all the time")


if __name__ == "__main__":
    main()
