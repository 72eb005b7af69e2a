from random import Random

import pytest

from chalicelib.store.backoff import CONFLICT_SECONDS, THROTTLED_SECONDS, full_jitter


@pytest.mark.parametrize(
    ("first", "longest"),
    [
        pytest.param(CONFLICT_SECONDS, [0.025, 0.05, 0.1, 0.2, 0.4, 0.4], id="conflict"),
        pytest.param(THROTTLED_SECONDS, [0.05, 0.1, 0.2, 0.4, 0.4, 0.4], id="throttled"),
    ],
)
def test_a_pause_is_anything_up_to_a_bound_that_doubles_until_400_ms(first: float, longest: list[float]) -> None:
    rng = Random(1)
    for tries, most in enumerate(longest):
        pauses = [full_jitter(rng, first, tries) for _ in range(2000)]
        assert 0 <= min(pauses) < 0.01 * most
        assert 0.99 * most < max(pauses) <= most
        assert sum(pauses) / 2000 == pytest.approx(most / 2, rel=0.05)
