"""The id of a receipt: the same for one key, another for another, and one that a command can be given."""

import pytest

from chalicelib.domain.record.receipt import receipt_id
from chalicelib.store.receipt_log import ids, noted


@pytest.mark.parametrize(
    ("scope", "key", "id"),
    [
        pytest.param("member", "1", "8wHq", id="letters"),
        pytest.param("member", "78", "_", id="one that would begin with a dash"),
    ],
)
def test_a_key_has_an_id(scope: str, key: str, id: str) -> None:
    assert receipt_id(scope, key).startswith(id)


def test_no_id_begins_with_a_dash_and_no_two_keys_share_one() -> None:
    found = {receipt_id("member", str(key)) for key in range(10_000)}

    assert len(found) == 10_000
    assert not [one for one in found if one.startswith("-")]


def test_the_members_log_gives_back_each_id() -> None:
    for key in range(100):
        assert ids(noted(b"", receipt_id("member", str(key)))) == [receipt_id("member", str(key))]
