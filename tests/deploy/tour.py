"""The README's tour in spirit, against the deployed endpoints: each check is one thing a caller relies on."""

from typing import Any
from uuid import uuid4

from tests.deploy.opening import BOX, NAME, REDEEM
from tests.deploy.report import Broken
from tests.deploy.stage import Stage
from tests.postings import moved


def answers(stage: Stage) -> str:
    """Health, and the description of the API."""
    stage.get("/v1/health")
    document = stage.get("/openapi.json")
    if not document["openapi"].startswith("3.1"):
        raise Broken(f"/openapi.json says it is OpenAPI {document['openapi']}")
    return f"healthy; OpenAPI {document['openapi']} of {len(document['paths'])} paths"


def refuses_strangers(stage: Stage) -> str:
    """A good token is let in; a foreign one, none, a forged signature, a member as a manager are not."""
    good = stage.sign_in("ana").token
    head, claims, signature = good.split(".")
    foreign = f"{head}.{claims}.{signature[::-1]}"
    stage.get("/v1/me", good, status=200)
    for token in (foreign, "garbage", None):
        stage.get("/v1/me", token, status=401)
    stage.get("/v1/manage/campaigns", good, status=401)
    stage.get("/v1/manage/campaigns", stage.manager("lin"), status=200)
    forged = "whsec_" + "Zm9yZ2VkIGJ5IHNvbWVib2R5IHdobyBoYXMgbm8gc2VjcmV0"
    stage.report(stage.order(stage.sign_in("ana"), "100.00 CNY"), secret=forged, status=401)
    return "good token 200, foreign 401, none 401; member as manager 401; forged signature 401"


def plays(stage: Stage) -> str:
    """An order by a signed webhook, the home screen, a redemption, draws, and what a retry does."""
    ana = stage.sign_in("ana")
    [counted] = stage.report(stage.order(ana, "500.00 CNY"))["events"]
    same(counted["status"], "counted", "the order")
    home = stage.home(ana)
    same(home["points"], 50, "her points after the order")

    key = uuid4().hex
    redeemed = stage.act(f"{REDEEM}/tea/redeem", ana.token, key)["receipt"]
    same(moved(redeemed), {NAME: {"points": -10, "prizes/tea": 1}}, "what the redemption changed")
    same(len(stage.home(ana)["coupons"]), 1, "her coupons")

    again = stage.act(f"{REDEEM}/tea/redeem", ana.token, key)["receipt"]
    same(again, redeemed, "the receipt of a retry")
    same(stage.home(ana)["points"], 40, "her points after the retry")

    drawing = uuid4().hex
    drawn = stage.act(f"{BOX}/draw", ana.token, drawing)["receipt"]
    same(stage.act(f"{BOX}/draw", ana.token, drawing)["receipt"], drawn, "the draw of a retry")
    reused = stage.act(f"{BOX}/draw", ana.token, drawing, {"times": 10}, status=422)
    same(reused["code"], "idempotency_key_reused", "the same key with another body")
    stage.get(f"{BOX}/odds")

    ben = stage.sign_in("ben")
    stage.report(stage.order(ben, "100.00 CNY"))
    stage.act(f"{REDEEM}/vase/redeem", ana.token, uuid4().hex)
    sold = stage.act(f"{REDEEM}/vase/redeem", ben.token, uuid4().hex, status=409)
    same(sold["code"], "sold_out", "the only vase, again")
    numbers = [receipt["number"] for receipt in stage.get("/v1/me/receipts", ana.token)["receipts"]]
    same(numbers, list(range(len(numbers), 0, -1)), "her receipts")
    return f"order, redemption, draw, retries of both, the last vase once; {len(numbers)} receipts without a gap"


def same(found: Any, expected: Any, what: str) -> None:
    """Raises Broken where two values differ."""
    if found != expected:
        raise Broken(f"{what}: {found!r} and not {expected!r}")
