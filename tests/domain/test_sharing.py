"""Tokens of links: each stands for its member, tells nobody whom, and can't be made up."""

from base64 import urlsafe_b64decode

import pytest

from chalicelib.domain.record.sharing import Sharing, pseudonym, sharing_of

SHARING = sharing_of(b"a master seed of the tests".ljust(32))
ANN = "m0123456789abcdef0123"


@pytest.mark.parametrize("member", [ANN, "me", "bo", "x" * 64, "m0123", "mABCDEF0123456789abcd"])
def test_a_token_opens_to_its_member(member: str) -> None:
    assert SHARING.open(SHARING.seal(member)) == member


def test_a_token_is_short_and_always_the_same_and_shows_no_id() -> None:
    token = SHARING.seal(ANN)

    assert token == SHARING.seal(ANN)
    assert len(token) == 26
    assert bytes.fromhex(ANN[1:]) not in urlsafe_b64decode(token + "==")


def test_each_other_master_seed_seals_otherwise() -> None:
    other = sharing_of(b"another master seed".ljust(32))

    assert other.seal(ANN) != SHARING.seal(ANN)
    assert other.open(SHARING.seal(ANN)) == ""


@pytest.mark.parametrize("place", range(26))
def test_a_token_that_was_changed_opens_to_nobody(place: int) -> None:
    token = SHARING.seal(ANN)
    changed = token[:place] + ("A" if token[place] != "A" else "Q") + token[place + 1 :]

    assert SHARING.open(changed) == ""


@pytest.mark.parametrize(
    "text", ["", "x", ANN, "A" * 26, "A" * 27, "A" * 10_000, "=" * 26, "安" * 12, "A B" * 9, None, 5, ["A"]]
)
def test_what_is_no_token_opens_to_nobody(text: object) -> None:
    assert SHARING.open(text) == ""


def test_without_a_key_nothing_is_sealed_or_opened() -> None:
    assert Sharing().seal(ANN) == "" == Sharing().open(SHARING.seal(ANN))
    assert sharing_of(b"") == Sharing()


def test_a_key_stands_in_no_log() -> None:
    assert "key" not in repr(SHARING)
    assert repr(SHARING.key)[2:12] not in repr(SHARING)


def test_a_pseudonym_is_another_for_each_who_hears_it() -> None:
    assert pseudonym(ANN, "bo") == pseudonym(ANN, "bo") != pseudonym(ANN, "me")
    assert pseudonym("bo", ANN) != pseudonym(ANN, "bo")
    assert ANN[1:] not in pseudonym(ANN, "bo")
