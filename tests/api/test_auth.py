"""Tokens and secrets over time: signing in, rotation, expiry, revocation."""

import base64
import time
from typing import Any

import jwt
import pytest
from chalice.test import Client
from msgspec.structs import replace

from app import app
from chalicelib import wiring
from chalicelib.api.auth import Caller, issue_token
from chalicelib.settings import Settings
from chalicelib.store.table import Item, member_key
from tests.api.caller import Api

KEY = "another-key-of-at-least-32-characters"
OTHER_SECRET = "whsec_" + base64.b64encode(b"another secret of thirty-two bytes").decode()


def test_a_valid_token_of_nobody_is_of_no_member(api: Api) -> None:
    nobody, _ = issue_token(api.settings, Caller("m0", 0), int(time.time() * 1000))

    response = api.act("/v1/campaigns/spa/join", nobody)

    assert (response.status_code, response.json_body["code"]) == (404, "unknown_member")


def test_the_member_is_the_tokens_whoever_the_body_names(api: Api) -> None:
    mine, my_token = api.member("ana")
    theirs, _ = api.member("ben")

    sent = {"type": "shop.visited", "data": {"member": theirs}}

    assert api.act("/v1/events", my_token, sent).json_body["code"] == "bad_event_field"
    assert api.get("/v1/me", my_token).json_body["me"]["member"] == mine


def test_a_key_that_was_rotated_out_of_signing_still_verifies(api: Api) -> None:
    member, old = api.member("ana")
    rotated = _given(api, token_keys={"new": KEY, **api.settings.token_keys})
    wiring.use(wiring.build(rotated, clock=lambda: api.now))

    _, new = api.member("ana")

    assert jwt.get_unverified_header(new)["kid"] == "new"
    assert api.get("/v1/me", old).json_body["me"]["member"] == member
    assert api.get("/v1/me", new).json_body["me"]["member"] == member


def test_a_token_expires_by_the_worlds_time_whatever_day_the_stage_pretends(api: Api) -> None:
    member, fresh = api.member("ana")
    two_hours_ago = int(time.time() * 1000) - 7_200_000
    stale, expired_at = issue_token(api.settings, Caller(member, 0), two_hours_ago)

    api.now += 10 * 86_400_000

    assert api.get("/v1/me", fresh).status_code == 200
    assert api.get("/v1/me", stale).status_code == 401
    assert expired_at == two_hours_ago // 1000 * 1000 + 7_200_000


@pytest.mark.parametrize(
    "look", ["/v1/me", "/v1/campaigns/spa", "/v1/me/receipts"], ids=["home", "campaign", "receipts"]
)
def test_a_raised_epoch_revokes_the_tokens_issued_before(api: Api, look: str) -> None:
    member, old = api.member("ana")
    _raise_epoch(member)

    _, new = api.member("ana")

    assert api.get(look, old).json_body["code"] == "token_revoked"
    assert api.act("/v1/campaigns/club/join", old).json_body["code"] == "token_revoked"
    assert api.get(look, new).status_code == 200
    assert api.act("/v1/campaigns/club/join", new).status_code == 200


def _given(api: Api, **secrets: Any) -> Settings:
    return replace(api.settings, secrets=replace(api.settings.secrets, **secrets))


def _raise_epoch(member: str) -> None:
    item = Item.get(*member_key(member))
    item.body = item.body.replace(b"{", b'{"e":1,' if item.body != b"{}" else b'{"e":1', 1)
    item.save()


@pytest.mark.parametrize("which", [0, 1], ids=["the new secret", "the old secret"])
def test_a_batch_may_be_signed_with_any_of_the_secrets(api: Api, which: int) -> None:
    secrets = (OTHER_SECRET, *api.settings.webhook_secrets)
    wiring.use(wiring.build(_given(api, webhook_secrets=secrets), clock=lambda: api.now))

    assert api.report([], secret=secrets[which]).status_code == 200


def test_a_members_token_does_not_report_for_a_shop(api: Api, token: str) -> None:
    assert api.send("POST", "/v1/ingest", b"[]", token).status_code == 401


def test_a_stage_without_the_dev_provider_knows_no_such_provider(api: Api) -> None:
    wiring.use(wiring.build(replace(api.settings, dev_sign_in=False), clock=lambda: api.now))
    before = api.everything()

    response = api.act("/v1/session", None, {"provider": "dev", "code": "ana"})

    assert (response.status_code, response.json_body["code"]) == (404, "unknown_provider")
    assert api.everything() == before


def test_signing_in_again_is_the_same_member_and_another_code_another(api: Api) -> None:
    ana, _ = api.member("ana")

    assert api.member("ana")[0] == ana
    assert api.member("ben")[0] != ana


def test_a_container_without_its_settings_says_so_in_its_log_only(
    table: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    wiring.use(None)
    monkeypatch.delenv("TESSERA_STAGE", raising=False)

    response = Client(app).http.get("/v1/health")

    assert (response.status_code, response.json_body["code"]) == (500, "internal_error")
    assert "TESSERA_STAGE is not set" in caplog.text
    assert b"TESSERA" not in response.body
