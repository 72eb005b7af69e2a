"""A picture of very many entries, read as in production: what it takes, and that its ranks equal brute force."""

from bisect import bisect_right
from concurrent.futures import ProcessPoolExecutor
from hashlib import sha256
from multiprocessing import get_context
from random import Random

import pytest

from chalicelib.domain.mechanics.board.picture import Ranked
from chalicelib.domain.views.board import own_rank, places_of
from chalicelib.store.entries import FEW
from studies.a_million_ranks import PAID, Taken, entries, take
from tests.domain.seen_rankings import seen
from tests.proof.conftest import Proof

MOST_TIMES = 6.0
"""CPU that a picture of a million may take, as a multiple of what json takes to decode the same replies."""
MOST_MEGABYTES = 512


def test_ranks_equal_brute_force(proof: Proof, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "x")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "x")
    n, members = (1_000_000, 10_000) if proof.long else (20_000, 1_000)
    taken = best_of(3 if proof.long else 1, n)
    everybody = [one for part in range(FEW) for one in entries(n, part)]
    scores = sorted(one.score for one in everybody)
    best = scores[-(PAID + 1000)]
    first = sorted((one for one in everybody if one.score >= best), key=_place)[: PAID + 1000]
    rank = {one.member: place for place, one in enumerate(first, 1)}
    for one in [*first, *Random(1).sample(everybody, members)]:
        looked = seen(taken.made, [], one.score)
        found = own_rank(looked, one.member, one.score, list(places_of(looked)))
        above = len(scores) - bisect_right(scores, one.score)
        alike = above + 1 if one.score < best else len(first) + 1
        assert found == ((rank[one.member], False) if one.member in rank else (alike, True))
    assert taken.made.entries == n
    proof.tell("a picture", f"{n:,} entries: {_times(taken):.1f} times json's decoding, {taken.megabytes} MB")
    if proof.long:
        assert _times(taken) < MOST_TIMES
        assert taken.megabytes < MOST_MEGABYTES


def best_of(tries: int, n: int) -> Taken:
    """The picture that took the least beside decoding, of so many: what else runs on the machine slows some of them."""
    taken = []
    for _ in range(tries):
        with ProcessPoolExecutor(1, get_context("spawn")) as alone:  # whose memory is that of the picture
            taken.append(alone.submit(take, n).result())
        if _times(taken[-1]) < MOST_TIMES:
            break
    return min(taken, key=_times)


def _times(taken: Taken) -> float:
    return taken.seconds / taken.decoding


def _place(one: Ranked) -> tuple[int, int, bytes]:
    return -one.score, one.at, sha256(one.member.encode()).digest()
