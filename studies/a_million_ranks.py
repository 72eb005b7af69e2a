"""Takes one picture of a million entries, and prints what it takes: seconds of CPU, memory, and units of the table.

    python -m studies.a_million_ranks [ENTRIES]

The entries are made here, in the form in which they come over the wire: what a call to the table takes beside that, and
its reading of bytes, is not in the seconds.
"""

import resource
import sys
import time
from random import Random
from typing import Final

import msgspec

from chalicelib.domain.mechanics.board.picture import CHUNK, Ranked, picture

ENTRY_BYTES: Final = 110
"""The bytes of an entry in the table: its keys, the score, the moment, the version and the end."""

PARTITIONS: Final = 64
SCORES: Final = 40_000


def entries(n: int) -> list[Ranked]:
    """So many entries of as many members, whose scores and moments are alike here and there."""
    chance = Random(n)
    return [
        Ranked(chance.randint(1, SCORES), 1_780_000_000_000 + chance.randint(0, 10**9), f"m{i:021x}") for i in range(n)
    ]


def units(n: int) -> tuple[float, int]:
    """Read units of one picture, eventually and strongly consistent."""
    strong = max(PARTITIONS, -(-n * ENTRY_BYTES // 4096))
    return strong / 2, strong


def main() -> None:
    """Take the picture, and print a line for each thing that was measured."""
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    made = entries(n)
    began = time.process_time()
    taken = picture(made, 100)
    seconds = time.process_time() - began
    parts = [
        len(msgspec.json.encode(whole[at : at + CHUNK]))
        for whole in (taken.first, taken.levels)
        for at in range(0, len(whole), CHUNK)
    ]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    eventual, strong = units(n)
    print(f"{n:,} entries, {len(taken.levels):,} different scores")
    print(f"{seconds:.1f} s of CPU for the picture, {memory} MB at the most, the entries included")
    print(f"{eventual:,.0f} read units, {strong:,} for the final one")
    written = sum(-(-one // 1024) for one in parts) + 2
    print(f"{len(parts)} parts of up to {max(parts):,} bytes, {written:,} write units")
    a_day = eventual * 24 * 3600 / (300 if n > 200_000 else 60)
    print(f"{a_day / 1e6:.1f} million read units a day while something scores all the time")


if __name__ == "__main__":
    main()
