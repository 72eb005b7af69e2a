"""The report is the same however its receipts come: in order, doubled and shuffled, or by a rebuild.

At least once delivery in any order must count once; the recount beside it knows nothing of counters.
"""

from random import Random
from time import perf_counter

from tests.proof.conftest import Proof
from tests.services.receipts import build, play, published, store
from tests.services.recounting import check, forget, rebuild, stream

LATER = 2_000_000_000_000


def test_shuffled_and_doubled_receipts_count_as_one_ordered_pass_and_as_a_rebuild(table: None, proof: Proof) -> None:
    receipts = 10_000 if proof.long else 300
    parts, fair = build(), play(receipts, proof.seed)
    published(parts, fair.game)
    store(fair)
    start = perf_counter()
    assert sum(stream(parts, fair.records())) == receipts
    took = perf_counter() - start
    ordered = parts.operations.reports.of("play", LATER)
    check(ordered, fair)
    assert min(ordered.reach, ordered.spent, *(line.times for line in ordered.blocks)) > 0

    assert rebuild(parts) == receipts
    assert parts.operations.reports.of("play", LATER) == ordered

    forget(parts, fair)
    twice = 2 * fair.records()
    Random(proof.seed).shuffle(twice)
    assert sum(stream(parts, twice)) == receipts
    assert parts.operations.reports.of("play", LATER) == ordered
    proof.tell(
        "The report", f"{receipts:,} receipts, doubled and shuffled, as in order and rebuilt; {took:.1f} s a pass"
    )
