"""The order of keys over rotations: what signs was known before, and stays known after."""

import pytest

from chalicelib.domain.wire.rotation import EVERYWHERE, follows, may_rotate, rotated


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        pytest.param({"k1": "a"}, {"k1": "a", "k2": "new"}, id="the only key goes on signing"),
        pytest.param({"k1": "a", "k2": "b"}, {"k2": "b", "k3": "new", "k1": "a"}, id="the next signs"),
        pytest.param(
            {"k2": "b", "k3": "c", "k1": "a"},
            {"k3": "c", "k4": "new", "k2": "b"},
            id="what signed before the last goes",
        ),
        pytest.param(
            {"k9": "a", "k10": "b", "k8": "z"}, {"k10": "b", "k11": "new", "k9": "a"}, id="ids are numbers, not letters"
        ),
        pytest.param({"hand": "a"}, {"hand": "a", "k1": "new"}, id="an id by hand"),
        pytest.param(
            {"hand": "a", "k1": "b", "x": "c", "y": "d"}, {"k1": "b", "k2": "new", "hand": "a"}, id="too many"
        ),
    ],
)
def test_rotates(keys: dict[str, str], expected: dict[str, str]) -> None:
    assert list(rotated(keys, "new").items()) == list(expected.items())


def test_over_many_rotations_each_key_is_known_before_it_signs_and_after_and_no_id_comes_back() -> None:
    keys, seen = {"k1": "0"}, ["k1"]
    for number in range(1, 30):
        after = rotated(keys, str(number))
        assert follows(after, keys)
        [new] = after.keys() - keys.keys()
        assert new not in seen
        seen.append(new)
        keys = after
    assert len(keys) == 3


@pytest.mark.parametrize(
    ("keys", "age", "may"),
    [
        pytest.param({"k1": "a"}, 0, True, id="the only key needs no time"),
        pytest.param({"k1": "a", "k2": "b"}, EVERYWHERE - 1, False, id="not everywhere yet"),
        pytest.param({"k1": "a", "k2": "b"}, EVERYWHERE, True, id="everywhere"),
        pytest.param({"k1": "a", "k2": "b"}, -5000, False, id="a clock that went back"),
    ],
)
def test_the_next_key_signs_once_it_is_known_everywhere(keys: dict[str, str], age: int, may: bool) -> None:
    assert may_rotate(keys, age) is may


@pytest.mark.parametrize(
    ("keys", "why"),
    [
        pytest.param({"k3": "c", "k1": "a"}, "signs and was not known", id="signs unknown"),
        pytest.param({"k2": "b", "k3": "c"}, "the one that signed is gone", id="forgets"),
        pytest.param({"k2": "x", "k1": "a"}, "another key under the same id", id="changed"),
        pytest.param({"k2": "b", "k1": "x"}, "the one that signed is another now", id="changed behind"),
    ],
)
def test_no_other_keys_take_their_place(keys: dict[str, str], why: str) -> None:
    assert not follows(keys, {"k1": "a", "k2": "b"}), why
