"""Codes of a partner over the API: uploaded once, handed out once, read by whose they are."""

import time
from typing import Any

import pytest

from chalicelib.api.auth import issue_managers_token
from tests.api.caller import Api

CODES = ["CINE-1", "CINE-2", "CINE-3"]


@pytest.fixture
def mia(api: Api) -> str:
    return issue_managers_token(api.settings, "mia", int(time.time() * 1000))[0]


def upload(api: Api, by: str, codes: list[str], file: str = "june.csv") -> Any:
    answer = api.act("/v1/manage/pools/cinema/codes", by, {"upload": file, "codes": codes})
    assert answer.status_code == 200, answer.json_body
    return answer.json_body["taken"]


def ticket(api: Api, token: str, key: str | None = None) -> Any:
    return api.act("/v1/campaigns/spa/redemptions/counter/ticket/redeem", token, key=key)


def opened(api: Api, token: str) -> list[str]:
    """The codes of all coupons that the member holds."""
    held = api.get("/v1/me", token).json_body["me"]["coupons"]
    return [api.get(f"/v1/me/coupons/{one['code']}/code", token).json_body["code"] for one in held]


def test_each_code_goes_to_one_receipt(api: Api, mia: str, token: str) -> None:
    assert upload(api, mia, CODES) == {"added": 3, "before": 0, "exist": [], "twice": []}
    receipts = [ticket(api, token).json_body["receipt"] for _ in CODES]
    assert ticket(api, token).json_body["code"] == "sold_out"
    assert sorted(opened(api, token)) == CODES
    numbers = [coupon["number"] for receipt in receipts for coupon in receipt["coupons"]]
    assert len(set(numbers)) == 3
    assert not any(code in str(receipts) for code in CODES), "the code is read when it is opened"
    pool = api.get("/v1/manage/pools/cinema", mia).json_body["pool"]
    assert (pool["codes"], pool["left"], [one["by"] for one in pool["uploads"]]) == (3, 0, ["mia"])


def test_the_same_key_is_the_same_code(api: Api, mia: str, token: str) -> None:
    upload(api, mia, CODES)
    first = ticket(api, token, "k").json_body["receipt"]
    assert ticket(api, token, "k").json_body["receipt"] == first
    assert len(opened(api, token)) == 1


def test_what_is_uploaded_again_is_told_by_its_place(api: Api, mia: str) -> None:
    assert upload(api, mia, [*CODES, "CINE-1"])["twice"] == [3]
    before = api.everything()
    assert upload(api, mia, CODES) == {"added": 0, "before": 3, "exist": [], "twice": []}
    assert api.everything() == before, "a call that is sent again adds nothing"
    other = upload(api, mia, ["CINE-9", *CODES], "july.csv")
    assert (other["added"], other["exist"]) == (1, [1, 2, 3])


def test_a_pool_that_runs_dry_within_ten_draws_gives_what_replaces_it(api: Api, mia: str, token: str) -> None:
    upload(api, mia, [f"CINE-{n}" for n in range(7)])
    api.act("/v1/events", token, {"type": "shop.visited"})
    receipt = api.act("/v1/campaigns/spa/boxes/show/draw", token, {"times": 10}).json_body["receipt"]
    [drawn] = receipt["draws"]
    assert (drawn["got"].count("seat"), drawn["got"].count("soap")) == (7, 3)
    assert drawn["at_most"] == {"pools/cinema": 7}
    assert len(set(opened(api, token))) == 7


def test_new_codes_are_found_by_who_knew_the_pool_dry(api: Api, mia: str, token: str) -> None:
    assert ticket(api, token).json_body["code"] == "sold_out"
    upload(api, mia, CODES)
    assert ticket(api, token).status_code == 200
    assert api.get("/v1/manage/pools/cinema", mia).json_body["pool"]["left"] == 2


def test_nobody_reads_the_code_of_another(api: Api, mia: str, token: str) -> None:
    upload(api, mia, CODES)
    [coupon] = ticket(api, token).json_body["receipt"]["coupons"]
    _, bo = api.member("bo")
    answer = api.get(f"/v1/me/coupons/{coupon['code']}/code", bo)
    assert (answer.status_code, answer.json_body["code"]) == (404, "unknown_coupon")


def test_a_code_is_read_until_its_coupon_ends(api: Api, mia: str, token: str) -> None:
    upload(api, mia, CODES)
    [coupon] = ticket(api, token).json_body["receipt"]["coupons"]
    for api.now, code in ((coupon["expires"] - 1, None), (coupon["expires"], "coupon_ended")):
        token = api.member("ana")[1]
        assert api.get(f"/v1/me/coupons/{coupon['code']}/code", token).json_body.get("code") in [*CODES, code]
    api.act("/v1/campaigns/club/join", token)
    home = api.get("/v1/me", token).json_body["me"]
    assert (home["coupons"], home["past_coupons"]) == ([], [])


def test_a_code_of_the_shops_own_is_read_the_same_way(api: Api, token: str) -> None:
    [coupon] = api.act("/v1/campaigns/spa/redemptions/counter/note/redeem", token).json_body["receipt"]["coupons"]
    assert opened(api, token) == [coupon["code"]]


def test_the_table_holds_no_code_in_the_clear(api: Api, mia: str, token: str) -> None:
    upload(api, mia, CODES)
    ticket(api, token)
    assert not any(code in "".join(api.everything()) for code in CODES)


def test_a_pool_that_nobody_filled_is_unknown(api: Api, mia: str) -> None:
    assert api.get("/v1/manage/pools/cinema", mia).json_body["code"] == "unknown_pool"


@pytest.mark.parametrize("code", ["", " CINE", "CINE ", "CI\nNE", "CI\x00NE", "C" * 129])
def test_what_is_no_code_is_refused_whole(api: Api, mia: str, code: str) -> None:
    before = api.everything()
    answer = api.act("/v1/manage/pools/cinema/codes", mia, {"upload": "x", "codes": ["CINE-1", code]})
    assert (answer.status_code, answer.json_body["code"]) == (422, "invalid_body")
    assert api.everything() == before


def test_a_pools_coupon_is_used_at_no_till(api: Api, mia: str, token: str) -> None:
    upload(api, mia, CODES)
    [coupon] = ticket(api, token).json_body["receipt"]["coupons"]
    shown = api.get("/v1/me/pass", token).json_body["pass"]
    body = {"pass": shown, "amount": "178.00 CNY", "coupons": [coupon["code"]]}
    quote = api.at_till("pos/1", "quote", {"pass": shown, "amount": "178.00 CNY"}).json_body["quote"]
    assert quote["coupons"] == []
    assert api.at_till("pos/1", "pay", body | {"payment": "p"}).json_body["code"] == "unknown_coupon"
