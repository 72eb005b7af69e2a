"""Invariant: a segment that a task sees is the one that follows from all orders so far, and each entry comes once."""

import pytest

from tests.proof.segment_lives import SegmentLife


@pytest.mark.parametrize("settles", [0.0, 0.3, 1.0])
@pytest.mark.parametrize("seed", range(12))
def test_segments_are_those_of_all_orders_and_are_entered_once(seed: int, settles: float) -> None:
    life = SegmentLife(seed, settles)
    for _ in range(60):
        life.step()
        assert life.fragments() == life.model.entered
