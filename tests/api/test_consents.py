"""A member says by which channels she wants to be reached, and takes it back."""

from tests.api.caller import Api


def channels(api: Api, token: str) -> dict[str, dict[str, object]]:
    shown: dict[str, dict[str, object]] = api.get("/v1/me", token).json_body["me"]["channels"]
    return shown


def test_a_consent_is_a_receipt_and_is_shown_until_it_is_withdrawn(api: Api, token: str) -> None:
    given = api.act("/v1/me/consents", token, {"channel": "sms", "given": True})
    assert given.status_code == 200, given.body
    receipt = given.json_body["receipt"]
    assert (receipt["does"], receipt["asked"]) == ("consent", {"channel": "sms", "given": True})
    assert channels(api, token)["sms"] == {"needs": "consent", "grants": 0, "since": api.now}

    withdrawn = api.act("/v1/me/consents", token, {"channel": "sms", "given": False})
    assert withdrawn.status_code == 200
    assert withdrawn.json_body["receipt"]["asked"] == {"channel": "sms"}  # what is not so is left out
    assert channels(api, token)["sms"]["since"] is None


def test_what_was_said_already_changes_nothing(api: Api, token: str) -> None:
    nothing = api.act("/v1/me/consents", token, {"channel": "sms", "given": False})
    assert (nothing.status_code, nothing.json_body["receipt"]) == (200, None)


def test_a_channel_that_needs_no_consent_is_unknown_here(api: Api, token: str) -> None:
    for channel in ("mini", "pigeon"):
        refused = api.act("/v1/me/consents", token, {"channel": channel, "given": True})
        assert (refused.status_code, refused.json_body["code"]) == (404, "unknown_channel")


def test_an_allowed_message_is_a_grant_and_the_same_report_is_none_more(api: Api, token: str) -> None:
    body = {"type": "message.allowed", "data": {"channel": "mini"}}
    for _ in range(2):
        allowed = api.act("/v1/events", token, body, key="tap-1")
        assert allowed.status_code == 200, allowed.body
    assert channels(api, token)["mini"]["grants"] == 1
    api.act("/v1/events", token, body, key="tap-2")
    assert channels(api, token)["mini"]["grants"] == 2


def test_a_grant_of_another_channel_is_refused(api: Api, token: str) -> None:
    refused = api.act("/v1/events", token, {"type": "message.allowed", "data": {"channel": "sms"}})
    assert (refused.status_code, refused.json_body["code"]) == (422, "bad_event_field")
