"""A member who is signed in adds another way in: what a provider vouches for leads to the same member."""

from typing import Any

import pytest

from chalicelib.store.table import Item, member_key
from tests.api.caller import Api


def add(api: Api, token: str, code: str, provider: str = "dev") -> Any:
    return api.act("/v1/me/ids", token, {"provider": provider, "code": code})


def test_another_way_in_leads_to_the_same_member(api: Api, token: str) -> None:
    member = api.get("/v1/me", token).json_body["me"]["member"]

    receipt = add(api, token, "ana-by-phone").json_body["receipt"]

    assert (receipt["does"], receipt["asked"]) == ("link", {"provider": "dev"})
    assert api.member("ana-by-phone")[0] == api.member("ana")[0] == member


def test_to_add_it_again_changes_nothing(api: Api, token: str) -> None:
    add(api, token, "ana-by-phone")
    before = api.everything()

    assert add(api, token, "ana-by-phone").status_code == 200
    assert add(api, token, "ana").json_body["receipt"] is None
    assert api.everything() == before


def test_an_id_of_another_member_is_refused_and_nothing_moves(api: Api, token: str) -> None:
    ben, _ = api.member("ben")
    before = api.everything()

    answer = add(api, token, "ben")

    assert (answer.status_code, answer.json_body["code"]) == (409, "identity_taken")
    assert api.everything() == before
    assert api.member("ben")[0] == ben


@pytest.mark.parametrize(
    ("provider", "code", "problem"), [("dev", "a b", "bad_code"), ("card", "7", "unknown_provider")]
)
def test_what_nobody_vouches_for_leads_nowhere(api: Api, token: str, provider: str, code: str, problem: str) -> None:
    before = api.everything()

    assert add(api, token, code, provider).json_body["code"] == problem
    assert api.everything() == before


def test_a_revoked_token_adds_nothing(api: Api, token: str) -> None:
    member = api.get("/v1/me", token).json_body["me"]["member"]
    item = Item.get(*member_key(member))
    item.update([Item.body.set(item.body.replace(b"{", b'{"e":1,', 1))])
    before = api.everything()

    assert add(api, token, "thief").json_body["code"] == "token_revoked"
    assert api.everything() == before
