"""Bills as a shop's server and a member meet them."""

from typing import Any

import pytest
from chalice.test import HTTPResponse

from chalicelib.api.passes import issue_pass, pass_of
from chalicelib.domain.words.errors import Refused
from chalicelib.settings import read
from tests.api.caller import Api

OFFER = "/v1/campaigns/spa/redemptions/counter/note/redeem"


class Till:
    """A till, and Ana, who holds a coupon of 20.00 off 148.00 and 200 points."""

    def __init__(self, api: Api, token: str) -> None:
        self.api, self.token = api, token
        self.ana = api.get("/v1/me", token).json_body["me"]["member"]
        self.note = api.act(OFFER, token).json_body["receipt"]["coupons"][0]["code"]
        for _ in range(2):
            api.act("/v1/events", token, {"type": "shop.visited"})

    def ask(self, does: str, bill: str = "pos/1", **said: Any) -> HTTPResponse:
        whose = {} if "pass" in said or "member" in said else {"member": self.ana}
        paid = {"payment": f"{does} {bill}"} if does in ("hold", "pay") else {}
        return self.api.at_till(bill, does, whose | paid | said)

    def me(self) -> Any:
        return self.api.get("/v1/me", self.token).json_body["me"]

    def shown(self) -> dict[str, str]:
        """The state of each coupon that is shown, by its code."""
        me = self.me()
        return {one["code"]: one["state"] for one in me["coupons"] + me["past_coupons"]}


@pytest.fixture
def till(api: Api, token: str) -> Till:
    return Till(api, token)


def test_a_bill_is_quoted_held_paid_and_cancelled(till: Till) -> None:
    bill: dict[str, Any] = {"amount": "178.00 CNY", "coupons": [till.note], "points": 150}
    quote = till.ask("quote", **bill).json_body["quote"]
    assert (quote["off"]["minor"], quote["points"], quote["to_pay"]["minor"]) == (2000, 200, 15_650)
    assert till.shown() == {till.note: "free"}
    held = till.ask("hold", **bill).json_body["receipt"]
    assert (held["does"], held["bill"]["to_pay"]["minor"], held["bill"]["until"]) == (
        "hold",
        15_650,
        till.api.now + 900_000,
    )
    assert till.shown() == {till.note: "held"}
    assert (till.me()["points"], till.me()["purse"]["on_hold"]) == (50, 150)
    paid = till.ask("pay", **bill)
    assert paid.json_body["receipt"]["bill"]["points"] == 150
    assert till.shown() == {till.note: "used"}
    again = till.ask("pay", **bill)
    assert (again.json_body["receipt"], again.headers["Idempotent-Replayed"]) == (paid.json_body["receipt"], "true")
    assert till.ask("pay", **(bill | {"points": 1})).json_body["code"] == "idempotency_key_reused"
    assert till.ask("pay", **bill, payment="another").json_body["code"] == "bill_settled"
    cancelled = till.ask("cancel", payment="pay pos/1").json_body["receipt"]
    assert cancelled["does"] == "cancel"
    assert till.shown() == {till.note: "returned"}
    assert till.me()["points"] == 200
    assert till.ask("cancel", payment="pay pos/1").json_body["receipt"] == cancelled
    assert till.ask("pay", **bill, payment="another").status_code == 200


def test_a_payment_that_was_held_cancelled_and_paid_is_cancelled_again(till: Till) -> None:
    bill: dict[str, Any] = {"amount": "178.00 CNY", "coupons": [till.note], "payment": "p"}
    till.ask("hold", **bill)
    freed = till.ask("cancel", payment="p").json_body["receipt"]
    assert freed["does"] == "cancel"
    till.ask("pay", **bill)
    undone = till.ask("cancel", payment="p").json_body["receipt"]
    assert undone["id"] != freed["id"]
    assert till.shown() == {till.note: "returned"}
    assert till.ask("cancel", payment="p").json_body["receipt"] == undone
    assert till.ask("cancel", "pos/9", payment="q").json_body["receipt"] is None, "there is nothing to cancel"


def test_each_channel_has_its_own_numbers_of_payments(till: Till) -> None:
    for bill, points in (("pos/1", 50), ("web/1", 30), ("p/7", 1)):
        paid = till.ask("pay", bill, amount="178.00 CNY", points=points, payment="os/7" if bill == "p/7" else "7")
        assert paid.json_body["receipt"]["bill"]["points"] == points
    assert till.me()["points"] == 119
    till.ask("cancel", "web/1", payment="7")
    assert till.me()["points"] == 149, "the other payment of that number stands"


def test_a_pass_is_good_for_a_minute_and_for_one_bill(till: Till) -> None:
    shown = till.api.get("/v1/me/pass", till.token).json_body
    assert shown["expires"] == till.api.now + 60_000
    assert len(shown["pass"]) <= 64
    till.api.now += 59_999
    assert till.ask("quote", amount="1.00 CNY", **{"pass": shown["pass"]}).json_body["quote"]["member"] == till.ana
    till.api.now += 1
    assert till.ask("pay", amount="1.00 CNY", **{"pass": shown["pass"]}).json_body["code"] == "pass_expired"
    till.api.now -= 1
    assert till.ask("pay", amount="1.00 CNY", **{"pass": shown["pass"]}).status_code == 200
    till.api.now += 60_000
    assert till.ask("pay", amount="1.00 CNY", **{"pass": shown["pass"]}).headers["Idempotent-Replayed"] == "true"
    assert till.ask("pay", "pos/2", amount="1.00 CNY", **{"pass": shown["pass"]}).json_body["code"] == "pass_used"


@pytest.mark.parametrize("change", [("0", "1"), ("m", "n")])
def test_nobody_makes_a_pass(till: Till, change: tuple[str, str]) -> None:
    settings = till.api.settings
    text, until = issue_pass(settings, "m-0", till.api.now)
    assert pass_of(settings, text) == ("m-0", until)
    forged = text.replace(*change, 1)
    with pytest.raises(Refused, match="none of ours"):
        pass_of(settings, forged)
    rotated = read({"TESSERA_STAGE": "local", "TESSERA_TOKEN_KEYS": f"new:{'k' * 40}"})
    with pytest.raises(Refused, match="none of ours"):
        pass_of(rotated, text)


def test_a_revoked_token_gets_no_pass(till: Till) -> None:
    assert till.api.get("/v1/me/pass").json_body["code"] == "unauthenticated"


WRONG: dict[str, dict[str, Any]] = {
    "nobody": {"amount": "1.00 CNY", "member": None},
    "two members": {"amount": "1.00 CNY", "member": "m", "pass": "m.1.0000000000000000"},
    "no amount": {"payment": "p"},
    "no money": {"amount": "one yuan"},
    "a currency without its decimals": {"amount": "1 CNY"},
    "fewer points than none": {"amount": "1.00 CNY", "points": -1},
    "no time": {"amount": "1.00 CNY", "time": "noon"},
    "a time without offset": {"amount": "1.00 CNY", "time": "2026-06-20T10:00:00"},
    "no pass": {"amount": "1.00 CNY", "pass": "x"},
    "an unknown field": {"amount": "1.00 CNY", "tip": 1},
    "too many coupons": {"amount": "1.00 CNY", "coupons": ["c"] * 21},
}


@pytest.mark.parametrize("said", WRONG.values(), ids=WRONG)
def test_bad_input_is_told_and_writes_nothing(till: Till, said: dict[str, Any]) -> None:
    before = till.api.everything()
    for does in ("pay", "hold", "quote"):
        answer = till.ask(does, **said)
        assert (answer.status_code, answer.json_body["code"]) == (422, "invalid_body"), answer.body
    assert till.api.everything() == before


REFUSED: dict[str, tuple[dict[str, Any], int, str]] = {
    "below the minimum": ({"amount": "147.99 CNY", "coupons": ["NOTE"]}, 409, "below_minimum"),
    "a coupon of nobody": ({"amount": "200.00 CNY", "coupons": ["X"]}, 404, "unknown_coupon"),
    "another currency": ({"amount": "200.00 EUR", "coupons": ["NOTE"]}, 409, "other_currency"),
    "more than half in points": ({"amount": "1.00 CNY", "points": 51}, 409, "points_over_share"),
    "more points than there are": ({"amount": "900.00 CNY", "points": 201}, 409, "not_enough"),
    "a member who is not there": ({"amount": "1.00 CNY", "member": "nobody"}, 404, "unknown_member"),
    "a pass of nobody": ({"amount": "1.00 CNY", "pass": "m.1.0000000000000000"}, 409, "pass_expired"),
    "tomorrow": ({"amount": "1.00 CNY", "time": "2030-01-01T00:00:00Z"}, 422, "event_in_future"),
}


@pytest.mark.parametrize(("said", "status", "code"), REFUSED.values(), ids=REFUSED)
def test_a_refusal_says_why_and_writes_nothing(till: Till, said: dict[str, Any], status: int, code: str) -> None:
    coupons = [till.note if one == "NOTE" else one for one in said.get("coupons", ())]
    named: dict[str, Any] = {**said, "coupons": coupons}
    before = till.api.everything()
    for does in ("pay", "hold"):
        answer = till.ask(does, **named)
        assert (answer.status_code, answer.json_body["code"]) == (status, code), answer.body
    assert till.api.everything() == before


def test_an_order_finds_its_bill_and_its_refund_gives_it_back(till: Till) -> None:
    till.ask("pay", amount="178.00 CNY", coupons=[till.note], points=200)
    order = {"channel": "pos", "order": "1"}
    said = [
        ("o", "till.paid", order | {"amount": "156.00 CNY"}),
        ("r1", "till.refunded", order | {"refund": "1", "amount": "78.00 CNY"}),
        ("r2", "till.refunded", order | {"refund": "2", "amount": "78.00 CNY"}),
    ]
    points = []
    for named, kind, data in said:
        event = {"id": named, "source": "shop", "type": kind, "time": till.api.time(), "data": data}
        [answer] = till.api.report([event]).json_body["events"]
        assert answer["status"] == "counted", answer
        assert answer["receipt"]["does"] == "event"
        points.append(till.me()["points"])
    assert points == [0, 100, 200]
    assert till.shown() == {till.note: "returned"}
    assert till.ask("pay", amount="1.00 CNY", payment="z").json_body["code"] == "bill_settled"
