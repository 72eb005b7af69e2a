"""Who may not call: whoever holds no token of ours, or no secret of a shop's."""

import base64
import json
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest

from chalicelib import settings
from tests.api.caller import Api
from tests.api.world import OPENING

KEY = "another-key-of-at-least-32-characters"
LAPTOP = settings.read({"TESSERA_STAGE": "local"}).token_keys["laptop"]


def token(key: str = LAPTOP, algorithm: str = "HS256", kid: Any = "laptop", **claims: Any) -> str:
    """A token that is good but for what the arguments change; a claim that is None is left out."""
    now = int(time.time())
    good = {"iss": "tessera", "aud": "tessera-local", "sub": "m1", "epoch": 0, "iat": now, "exp": now + 60}
    kept = {name: value for name, value in (good | claims).items() if value is not None}
    return jwt.encode(kept, key, algorithm, {"kid": kid} if kid is not None else None)


def unsigned(header: Any, payload: Any = None) -> str:
    parts = (json.dumps(header).encode(), json.dumps(payload or {"sub": "m1"}).encode(), b"")
    return ".".join(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts)


def nested_header() -> str:
    return base64.urlsafe_b64encode(b"[" * 60_000).decode().rstrip("=") + ".e30.e30"


FOREIGN = {
    "no header": "",
    "no token": "Bearer ",
    "another scheme": f"Basic {token()}",
    "no JWT": "Bearer hello",
    "two dots": "Bearer ..",
    "no ASCII": "Bearer tökén",
    "another key": f"Bearer {token(key=KEY)}",
    "an unknown key id": f"Bearer {token(kid='other')}",
    "no key id": f"Bearer {token(kid=None)}",
    "no algorithm": f"Bearer {unsigned({'alg': 'none', 'kid': 'laptop'})}",
    "a key id that is a list": f"Bearer {unsigned({'alg': 'HS256', 'kid': ['laptop']})}",
    "a header of 60,000 levels": f"Bearer {nested_header()}",
    "another algorithm": f"Bearer {token(algorithm='HS512')}",
    "another issuer": f"Bearer {token(iss='evil')}",
    "another stage's audience": f"Bearer {token(aud='tessera-prod')}",
    "expired": f"Bearer {token(exp=int(time.time()) - 1)}",
    "issued in the future": f"Bearer {token(iat=int(time.time()) + 3600)}",
    "no expiry": f"Bearer {token(exp=None)}",
    "no issue time": f"Bearer {token(iat=None)}",
    "no audience": f"Bearer {token(aud=None)}",
    "no subject": f"Bearer {token(sub=None)}",
    "a subject that is a number": f"Bearer {token(sub=1)}",
    "no epoch": f"Bearer {token(epoch=None)}",
    "an epoch that is a text": f"Bearer {token(epoch='0')}",
    "an altered payload": "Bearer " + ".".join((token().split(".")[0], unsigned({}).split(".")[1], "AAAA")),
}


@pytest.fixture
def api(still: tuple[Api, str]) -> Api:
    """The same for all tests here, since nothing is written; its time is that of the redemption's opening again."""
    still[0].now = OPENING
    return still[0]


@pytest.mark.parametrize("authorization", FOREIGN.values(), ids=FOREIGN)
def test_refuses_a_foreign_token(api: Api, authorization: str) -> None:
    before = api.everything()

    response = api.get("/v1/me", Authorization=authorization)
    acted = api.send("POST", "/v1/campaigns/spa/join", b"", None, {"Authorization": authorization})

    for one in (response, acted):
        assert (one.status_code, one.json_body["code"]) == (401, "unauthenticated")
        assert one.headers["WWW-Authenticate"] == "Bearer"
    assert api.everything() == before


def _signed(api: Api, **changes: Any) -> tuple[bytes, dict[str, str]]:
    body = b"[]"
    headers = api.signed(body, at=changes.pop("at", None), secret=changes.pop("secret", None))
    return changes.pop("body", body), headers | changes


OTHER_SECRET = "whsec_" + base64.b64encode(b"another secret of thirty-two bytes").decode()
NO_SIGNATURES = {
    "no id": {"webhook-id": ""},
    "another id": {"webhook-id": "msg_2"},
    "no timestamp": {"webhook-timestamp": ""},
    "a timestamp that is no number": {"webhook-timestamp": "now"},
    "a timestamp that is no number at all": {"webhook-timestamp": "nan"},
    "an endless timestamp": {"webhook-timestamp": "1e999"},
    "another timestamp": {"webhook-timestamp": str(int(time.time()) + 10)},
    "no signature": {"webhook-signature": ""},
    "another signature": {"webhook-signature": "v1,AAAA"},
    "a signature without its version": {"webhook-signature": "AAAA"},
    "a signature that is no base64": {"webhook-signature": "v1,a"},
    "a signature of no ASCII": {"webhook-signature": "v1,é"},
    "another version of signature": {"webhook-signature": "v2,AAAA"},
    "an altered body": {"body": b"[ ]"},
    "a body of no UTF-8": {"body": b"\xff"},
    "another secret": {"secret": OTHER_SECRET},
    "hours ago": {"at": datetime.now(UTC) - timedelta(hours=6)},
    "hours ahead": {"at": datetime.now(UTC) + timedelta(hours=6)},
}


@pytest.mark.parametrize("changes", NO_SIGNATURES.values(), ids=NO_SIGNATURES)
def test_refuses_a_batch_that_is_not_signed_by_the_shop(api: Api, changes: dict[str, Any]) -> None:
    body, headers = _signed(api, **changes)

    response = api.send("POST", "/v1/ingest", body, None, headers)

    assert (response.status_code, response.json_body["code"]) == (401, "bad_signature")


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        pytest.param({"provider": "dev", "code": "a b"}, 401, "bad_code", id="a void code"),
        pytest.param({"provider": "dev", "code": ""}, 422, "invalid_body", id="an empty code"),
        pytest.param({"provider": "dev"}, 422, "invalid_body", id="no code"),
        pytest.param({"provider": "wechat", "code": "x"}, 404, "unknown_provider", id="an unknown provider"),
        pytest.param({"provider": "../dev", "code": "x"}, 422, "invalid_body", id="a provider that is no name"),
        pytest.param({"provider": "dev", "code": "x", "member": "m1"}, 422, "invalid_body", id="a member of choice"),
    ],
)
def test_refuses_to_sign_in(api: Api, body: dict[str, str], status: int, code: str) -> None:
    before = api.everything()

    response = api.act("/v1/session", None, body)

    assert (response.status_code, response.json_body["code"]) == (status, code)
    assert api.everything() == before
