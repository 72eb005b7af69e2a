"""Redemptions for points and cash, and undone ones, as a shop's server and a member meet them."""

from typing import Any

import pytest
from chalice.test import HTTPResponse

from tests.api.caller import Api

COUNTER = "/v1/campaigns/spa/redemptions/counter"
PAY, UNDO = "/v1/redemptions/pay", "/v1/undo"
QUARTER = 900_000


class Shop:
    """A shop's server, and Ana, who holds 200 points."""

    def __init__(self, api: Api, token: str) -> None:
        self.api, self.token = api, token
        self.ana = self.me()["member"]
        for _ in range(2):
            api.act("/v1/events", token, {"type": "shop.visited"})

    def redeem(self, offer: str = "kit") -> Any:
        return self.api.act(f"{COUNTER}/{offer}/redeem", self.token).json_body["receipt"]

    def pay(self, receipt: Any, /, **said: str) -> HTTPResponse:
        told = {"member": self.ana, "receipt": receipt["id"], "amount": "29.00 CNY", "payment": "p"}
        return self.api.tell(PAY, told | said)

    def undo(self, receipt: Any, /, **said: str) -> HTTPResponse:
        return self.api.tell(UNDO, {"member": self.ana, "receipt": receipt["id"], **said})

    def me(self) -> Any:
        return self.api.get("/v1/me", self.token).json_body["me"]

    def points(self) -> tuple[int, int]:
        """Points that are free, and that are kept."""
        me = self.me()
        return me["points"], me["purse"]["on_hold"]

    def soaps(self) -> int:
        return int(self.me()["campaigns"]["spa"]["has"].get("prizes/soap", 0))


@pytest.fixture
def shop(api: Api, token: str) -> Shop:
    return Shop(api, token)


def test_a_redemption_waits_is_paid_and_is_undone(shop: Shop) -> None:
    receipt = shop.redeem()
    cash = {"amount": {"minor": 2900, "currency": "CNY"}, "points": 100, "until": shop.api.now + QUARTER}
    assert (receipt["cash"], "postings" in receipt, shop.points()) == (cash, False, (100, 100))
    [unpaid] = shop.me()["unpaid"]
    assert unpaid == {
        "receipt": receipt["id"],
        "campaign": "spa",
        "redemption": "counter",
        "offer": "kit",
        "cash": cash["amount"],
        "points": 100,
        "until": cash["until"],
    }
    paid = shop.pay(receipt)
    assert paid.json_body["receipt"]["does"] == "pay_cash"
    assert (shop.points(), shop.soaps(), shop.me()["unpaid"]) == ((100, 0), 1, [])
    again = shop.pay(receipt)
    assert (again.json_body["receipt"], again.headers["Idempotent-Replayed"]) == (paid.json_body["receipt"], "true")
    assert shop.pay(receipt, payment="q").json_body["code"] == "idempotency_key_reused"
    undone = shop.undo(receipt).json_body["receipt"]
    assert (undone["does"], shop.points(), shop.soaps()) == ("undo", (200, 0), 0)
    assert shop.undo(receipt).json_body["receipt"] == undone


def test_what_is_not_paid_in_time_is_free_again(shop: Shop) -> None:
    receipt = shop.redeem()
    shop.api.now += QUARTER
    assert (shop.points(), shop.me()["unpaid"]) == ((200, 0), [])
    refused = shop.pay(receipt)
    assert (refused.status_code, refused.json_body["code"]) == (409, "not_waiting")
    assert shop.undo(receipt).json_body["receipt"] is None


def test_a_redemption_without_cash_is_undone(shop: Shop) -> None:
    receipt = shop.redeem("vase")
    assert shop.api.act(f"{COUNTER}/vase/redeem", shop.token).json_body["code"] == "limit_reached"
    assert shop.undo(receipt).status_code == 200
    shop.api.now += 1000
    assert shop.redeem("vase")["does"] == "redeem"


@pytest.mark.parametrize(
    ("said", "status", "code"),
    [
        ({"amount": "28.00 CNY"}, 409, "other_amount"),
        ({"amount": "29.00 USD"}, 409, "other_amount"),
        ({"amount": "29 yuan"}, 422, "invalid_body"),
        ({"member": "nobody"}, 404, "unknown_member"),
        ({"receipt": "AAAAAAAAAAAAAAAA"}, 409, "not_waiting"),
        ({"receipt": "short"}, 422, "invalid_body"),
        ({"payment": ""}, 422, "invalid_body"),
        ({"more": "1"}, 422, "invalid_body"),
    ],
)
def test_a_payment_that_is_wrong_writes_nothing(shop: Shop, said: dict[str, str], status: int, code: str) -> None:
    receipt = shop.redeem()
    before = shop.api.everything()
    refused = shop.pay(receipt, **said)
    assert (refused.status_code, refused.json_body["code"]) == (status, code)
    assert shop.api.everything() == before


def test_only_a_redemption_is_undone(shop: Shop) -> None:
    receipt = shop.redeem()
    paid = shop.pay(receipt).json_body["receipt"]
    for other in (paid["id"], "AAAAAAAAAAAAAAAA"):
        refused = shop.undo({"id": other})
        assert (refused.status_code, refused.json_body["code"]) == (404, "unknown_redemption")


def test_a_coupon_that_paid_a_bill_keeps_its_redemption(shop: Shop) -> None:
    receipt = shop.redeem("note")
    code = receipt["coupons"][0]["code"]
    bill = {"member": shop.ana, "amount": "178.00 CNY", "coupons": [code], "payment": "b"}
    assert shop.api.at_till("pos/1", "pay", bill).status_code == 200
    assert shop.undo(receipt).json_body["code"] == "coupon_used"
    shop.api.at_till("pos/1", "cancel", {"member": shop.ana, "payment": "b"})
    assert shop.undo(receipt).status_code == 200
    assert shop.me()["coupons"] == []


@pytest.mark.parametrize("path", [PAY, UNDO])
def test_nobody_but_the_shop_may_say_so(shop: Shop, path: str) -> None:
    refused = shop.api.send("POST", path, b"{}", shop.token, {"Content-Type": "application/json"})
    assert (refused.status_code, refused.json_body["code"]) == (401, "bad_signature")
