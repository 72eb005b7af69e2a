"""Models a midnight at which something falls due for very many members at once, and prints when the last is settled.

    python -m studies.a_midnight [MEMBERS]

A part of the index has one helper, who settles its members one after the other: two reads for a hundred of them, and
for each a decision and a transaction, whose time is that of the crowd's model. The table takes no more write units a
second than it is warmed up to; who is refused waits for the next ones. A helper ends with its Lambda, and the schedule
asks for another at its next run.
"""

import heapq
import math
import sys
from random import Random
from typing import Final, NamedTuple

from chalicelib.services.sweep_part import PAGE
from chalicelib.store.due_index import PARTS
from chalicelib.triggers.schedules import RESERVE_SECONDS
from studies.crowd.dynamo import MEMBER_UNITS, READ, TRANSACTION, Timing

EVERY: Final = 300.0
"""Seconds between two runs of the schedule."""

LAMBDA: Final = 900.0
"""Seconds that a helper has."""

CPU: Final = 0.006
"""Seconds of a helper's processor for one member: twice what docs/performance.md measures for an event, as Lambda gives
1,024 MB a little more than half a processor."""

WARM: Final = (4_000, 12_000, 16_000, 40_000)
"""Write units a second that the table takes: as a new one, and warmed up."""


class Midnight(NamedTuple):
    """The result of one midnight on one table."""

    members: int
    """How many fell due at that moment."""
    warm: int
    """Write units a second that the table takes."""
    minutes: float
    """From the moment at which it fell due until the last was settled; the schedule has just missed it."""
    refused: float
    """The share of its time that a helper waited for the table."""


def moments(timing: Timing) -> tuple[float, float]:
    """Mean and variance of how long a call takes, in seconds."""
    mu, sigma = timing.log_normal
    mean = math.exp(mu + sigma**2 / 2)
    return mean, (math.exp(sigma**2) - 1) * mean**2


def midnight(members: int, warm: int, parts: int = PARTS, seed: int = 1) -> Midnight:
    """Play it in simulated time: a helper's page is one step."""
    chance, taken, waited, last = Random(seed), 0.0, 0.0, 0.0
    mean, variance = moments(TRANSACTION)
    looks = parts * moments(READ)[0]  # the schedule asks each part before any helper begins
    left = [members // parts + (n < members % parts) for n in range(parts)]
    began = [EVERY + looks] * parts
    working = [(began[n], n) for n in range(parts) if left[n]]
    heapq.heapify(working)
    while working:
        at, part = heapq.heappop(working)
        if at - began[part] > LAMBDA - RESERVE_SECONDS:
            began[part] = math.ceil(at / EVERY) * EVERY + looks
            heapq.heappush(working, (began[part], part))
            continue
        n = min(PAGE, left[part])
        own = 2 * moments(READ)[0] + n * (mean + CPU) + chance.gauss(0, math.sqrt(n * variance))
        taken = max(taken, at) + n * MEMBER_UNITS / warm  # when the table has taken this page, after all before it
        done = max(at + own, taken)
        waited += done - at - own
        left[part] -= n
        last = max(last, done)
        if left[part]:
            heapq.heappush(working, (done, part))
    return Midnight(members, warm, last / 60, max(0.0, waited) / (parts * (last - EVERY)) if members else 0)


def main() -> None:
    """Print a row for each table."""
    wanted = [int(sys.argv[1])] if len(sys.argv) > 1 else [100_000, 1_000_000, 10_000_000]
    print(f"{PARTS} parts, {PAGE} members a page\n")
    print("| members due at one moment | write units a second | minutes until the last | waiting for the table |")
    print("| ---: | ---: | ---: | ---: |")
    for members in wanted:
        for warm in WARM:
            row = midnight(members, warm)
            print(f"| {row.members:,} | {row.warm:,} | {row.minutes:.1f} | {row.refused:.0%} |")


if __name__ == "__main__":
    main()
