"""Buttons over HTTP: what this server has seen of stocks, and nothing that it would have to read."""

from typing import Any

from tests.api.caller import Api

COUNTER = "/v1/campaigns/spa/redemptions/counter"
MINUTE = 60_000


def offer(api: Api, token: str, name: str) -> Any:
    """An offer at the counter on the home screen: its button, and how many are left."""
    shown = api.get("/v1/me", token).json_body["me"]["campaigns"]["spa"]["redemptions"]["counter"]["offers"][name]
    return shown["buttons"]["redeem"], shown["stock_left"]


MAY = {"may": True, "why_not": None}
GONE = {"may": False, "why_not": {"code": "sold_out", "params": {"offer": "vase"}, "changes": None}}


def test_an_offer_is_sold_out_for_everybody_once_this_server_has_seen_so(api: Api, token: str) -> None:
    """A unit may come back into an offer, so what was seen is told for a minute, then asked anew by whoever acts."""
    ben = api.member("ben")[1]
    api.act(f"{COUNTER}/vase/redeem", token)
    assert offer(api, ben, "vase") == (MAY, None), "nobody has seen it gone"

    refused = api.act(f"{COUNTER}/vase/redeem", ben)

    assert (refused.json_body["code"], refused.json_body["params"]) == ("sold_out", {"offer": "vase"})
    assert offer(api, ben, "vase") == (GONE, 0)
    api.now += MINUTE
    assert offer(api, ben, "vase") == (MAY, None)


def test_what_a_pool_lacks_is_sold_out_as_long_as_codes_are_not_uploaded(api: Api, token: str) -> None:
    assert offer(api, token, "ticket") == (MAY, None)

    refused = api.act(f"{COUNTER}/ticket/redeem", token)

    assert refused.json_body["code"] == "sold_out"
    button, left = offer(api, token, "ticket")
    assert button["why_not"] == {"code": "sold_out", "params": {"prize": "ticket"}, "changes": None}
    assert left is None


def test_one_campaign_shows_the_same_buttons(api: Api, token: str) -> None:
    home = api.get("/v1/me", token).json_body["me"]["campaigns"]["club"]
    one = api.get("/v1/campaigns/club", token).json_body["campaign"]

    assert home["buttons"] == one["buttons"] == {"join": MAY}
    assert one["boxes"]["hello"]["buttons"]["draw"]["why_not"]["code"] == "not_joined"
