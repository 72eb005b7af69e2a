"""A member tells the date of birth, once, where the programme lets members do so."""

from typing import Any

import pytest

from tests.api.caller import Api

DRAW = "/v1/campaigns/spa/boxes/young/draw"


def tell(api: Api, token: str, born: Any, key: str | None = None) -> Any:
    return api.act("/v1/me/born", token, {"born": born}, key).json_body


def test_a_date_of_birth_is_told_once_and_age_checks_see_it(api: Api, token: str) -> None:
    assert api.act(DRAW, token).json_body["code"] == "age_unknown"

    told = tell(api, token, "1990-05-17", "k")

    assert (told["receipt"]["does"], told["receipt"]["asked"]) == ("tell_born", {"born": "1990-05-17"})
    assert tell(api, token, "1990-05-17", "k") == {**told, "server_time": api.now}
    assert tell(api, token, "1990-05-18")["code"] == "born_known"
    assert api.act(DRAW, token).status_code == 200


def test_a_word_of_the_brand_stays_and_may_set_it_right(api: Api, token: str) -> None:
    member = api.get("/v1/me", token).json_body["me"]["member"]
    tell(api, token, "1990-05-17")
    word = {"id": "w", "source": "crm", "type": "member.updated", "subject": member, "data": {"born": "2020-01-01"}}
    api.now += 1
    assert api.report([{**word, "time": api.time()}]).json_body["events"][0]["status"] == "counted"

    assert api.act(DRAW, token).json_body["code"] == "too_young"
    assert tell(api, token, "1990-05-17")["code"] == "born_known"


@pytest.mark.parametrize(
    ("born", "code"),
    [
        ("2026-06-21", "bad_event_field"),
        ("1899-12-31", "bad_event_field"),
        ("1990-02-30", "bad_event_field"),
        ("17.05.1990", "invalid_body"),
        (19900517, "invalid_body"),
        (None, "invalid_body"),
    ],
)
def test_what_is_no_date_of_birth_is_refused(api: Api, token: str, born: Any, code: str) -> None:
    before = api.everything()

    assert tell(api, token, born)["code"] == code
    assert api.everything() == before
