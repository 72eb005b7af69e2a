"""The container's parts: secrets from Secrets Manager, read at the first call and anew every five minutes."""

import json
import logging
import os
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import boto3
import pytest
from chalice.test import Client

from app import app, close_campaigns
from chalicelib import settings as environment
from chalicelib import wiring
from chalicelib.credentials import SettingsError
from chalicelib.store import secrets as vault
from chalicelib.store.fresh import AGAIN, EVERY
from chalicelib.store.secrets import SecretUnreadable
from chalicelib.store.table import Item
from local.embedded_aws import REGION
from tests.api.caller import Api
from tests.platforms.serving import serving
from tests.platforms.wechat import APPID, SECRET, SESSION_KEY, WeChat

K1, K2, K3 = "1" * 32, "2" * 32, "3" * 32
TEXTS = {
    "TESSERA_TOKEN_KEYS": {"k1": K1, "k2": K2},
    "TESSERA_WEBHOOK_SECRETS": {"k1": "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="},
    "TESSERA_MASTER_SEED": {"seed": "01" * 32},
}


class Stage:
    """A deployed stage, as one container of it sees the world. later: seconds that have passed for it."""

    def __init__(self, aws: Any) -> None:
        self.aws = aws
        self.later = 0.0
        self.read: list[Any] = []

    def write(self, name: str, text: Any) -> None:
        self.aws.put_secret_value(SecretId=name, SecretString=text if isinstance(text, str) else json.dumps(text))

    def pass_time(self, seconds: float) -> None:
        """Let time pass; what is due is read in the background by whoever comes first, and that is over then."""
        self.later += seconds
        before = set(threading.enumerate())
        wiring.parts()
        for thread in set(threading.enumerate()) - before:
            thread.join()

    def caller(self) -> Api:
        return Api(Client(app).http, wiring.parts().settings, int(time.time() * 1000))


@pytest.fixture(scope="module")
def aws_client(aws: None) -> Any:
    """One for all, since making it takes a tenth of a second."""
    return boto3.client("secretsmanager", REGION)


@pytest.fixture
def stage(table: None, aws_client: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    """A stage whose function was given the three secrets; it is cold."""
    for name in [name for name in os.environ if name.startswith("TESSERA_")]:
        monkeypatch.delenv(name)
    one = Stage(aws_client)
    monkeypatch.setenv("TESSERA_STAGE", "dev")
    monkeypatch.setenv("TESSERA_TABLE", Item.Meta.table_name)
    monkeypatch.setenv("TESSERA_DEV_SIGN_IN", "on")
    for name, text in TEXTS.items():
        made = one.aws.create_secret(Name=name, SecretString=json.dumps(text))
        monkeypatch.setenv(f"{name}_SECRET", made["ARN"])
    monkeypatch.setattr(time, "monotonic", lambda now=time.monotonic: now() + one.later)
    read_all = vault.read_all

    def counted(client: Any, arns: Any) -> dict[str, str]:
        one.read.append(sorted(arns))
        return read_all(client, arns)

    monkeypatch.setattr(vault, "read_all", counted)
    connected = Item._connection
    yield one
    wiring.use(None)
    Item._connection = connected
    for name in TEXTS:
        one.aws.delete_secret(SecretId=name, ForceDeleteWithoutRecovery=True)


def test_the_first_call_reads_them_all_in_one_trip_and_later_ones_none(stage: Stage) -> None:
    own = wiring.parts().settings

    assert dict(own.token_keys) == TEXTS["TESSERA_TOKEN_KEYS"]
    assert own.webhook_secrets == ("whsec_" + TEXTS["TESSERA_WEBHOOK_SECRETS"]["k1"],)
    assert own.master_seed == b"\1" * 32
    assert wiring.parts() is wiring.parts()
    assert stage.read == [sorted(TEXTS)]


def test_many_threads_at_a_cold_start_read_once(stage: Stage) -> None:
    with ThreadPoolExecutor(8) as threads:
        built = list(threads.map(lambda _: wiring.parts(), range(8)))

    assert len({id(one) for one in built}) == 1
    assert len(stage.read) == 1


def test_a_rotated_key_verifies_before_it_signs_and_after(stage: Stage) -> None:
    member, by_k1 = stage.caller().member("ana")
    stage.write("TESSERA_TOKEN_KEYS", {"k2": K2, "k3": K3, "k1": K1})

    assert next(iter(wiring.parts().settings.token_keys)) == "k1"
    stage.pass_time(EVERY)
    assert list(wiring.parts().settings.token_keys) == ["k2", "k3", "k1"]

    _, by_k2 = stage.caller().member("ana")
    assert by_k2 != by_k1
    for token in (by_k1, by_k2):
        assert stage.caller().get("/v1/me", token).json_body["me"]["member"] == member


def test_a_container_that_has_not_heard_of_the_rotation_knows_the_key_that_signs_by_now(stage: Stage) -> None:
    slow = wiring.parts()
    stage.write("TESSERA_TOKEN_KEYS", {"k2": K2, "k3": K3, "k1": K1})
    stage.pass_time(EVERY)
    member, by_k2 = stage.caller().member("ana")

    wiring.use(slow)

    assert stage.caller().get("/v1/me", by_k2).json_body["me"]["member"] == member


def test_a_rotated_webhook_secret_is_accepted(stage: Stage) -> None:
    before = wiring.parts().settings.webhook_secrets
    newer = "OTg3NjU0MzIxMDk4NzY1NDMyMTA5ODc2NTQzMjEwOTg="
    stage.write("TESSERA_WEBHOOK_SECRETS", {**TEXTS["TESSERA_WEBHOOK_SECRETS"], "k2": newer})
    stage.pass_time(EVERY)

    assert stage.caller().report([], secret=f"whsec_{newer}").status_code == 200
    assert stage.caller().report([], secret=before[0]).status_code == 200


def test_members_sign_in_with_wechat_by_the_apps_secret_of_now(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    server = WeChat()
    with serving(server):
        app = {"kind": "wechat", "appid": APPID, "secret": SECRET, "url": server.url}
        made = stage.aws.create_secret(Name="TESSERA_PROVIDERS", SecretString=json.dumps({"wechat": app}))
        monkeypatch.setenv("TESSERA_PROVIDERS_SECRET", made["ARN"])
        first, again = sign_in(stage, "c1"), sign_in(stage, "c2")
        assert (first.status_code, again.json_body["member"]) == (200, first.json_body["member"])
        assert sign_in(stage, "c2").json_body["code"] == "bad_code"
        assert sign_in(stage, "code-40226").json_body["code"] == "sign_in_blocked"
        assert SESSION_KEY not in first.body.decode()
        assert not any(SESSION_KEY in item for item in stage.caller().everything())

        server.secret = "another"
        assert sign_in(stage, "c3").status_code == 500
        stage.write("TESSERA_PROVIDERS", {"wechat": app | {"secret": "another"}})
        stage.pass_time(EVERY)
        assert sign_in(stage, "c4").json_body["member"] == first.json_body["member"]
    stage.aws.delete_secret(SecretId="TESSERA_PROVIDERS", ForceDeleteWithoutRecovery=True)


def sign_in(stage: Stage, code: str) -> Any:
    body = json.dumps({"provider": "wechat", "code": code}).encode()
    return stage.caller().send("POST", "/v1/session", body, None, {"Content-Type": "application/json"})


def test_the_master_seed_is_read_once(stage: Stage) -> None:
    wiring.parts()
    stage.write("TESSERA_MASTER_SEED", {"seed": "02" * 32})
    stage.pass_time(EVERY)

    assert stage.read[1:] == [["TESSERA_TOKEN_KEYS", "TESSERA_WEBHOOK_SECRETS"]]
    assert wiring.parts().settings.master_seed == b"\1" * 32


@pytest.mark.parametrize("broken", ["top-secret", '{"k1": "top-secret"}', '{"k1": 1}'])
def test_a_secret_that_was_broken_later_leaves_what_was_good(
    stage: Stage, broken: str, caplog: pytest.LogCaptureFixture
) -> None:
    member, token = stage.caller().member("ana")
    stage.write("TESSERA_TOKEN_KEYS", broken)
    with caplog.at_level(logging.DEBUG, "chalicelib"):
        stage.pass_time(EVERY)

    assert "TESSERA_TOKEN_KEYS" in caplog.text
    assert "top-secret" not in caplog.text
    assert stage.caller().get("/v1/me", token).json_body["me"]["member"] == member

    stage.write("TESSERA_TOKEN_KEYS", {"k2": K2, "k1": K1})
    stage.pass_time(AGAIN)
    assert list(wiring.parts().settings.token_keys) == ["k2", "k1"]


def test_a_secret_that_is_deleted_later_leaves_what_was_good(stage: Stage) -> None:
    member, token = stage.caller().member("ana")
    stage.aws.delete_secret(SecretId="TESSERA_TOKEN_KEYS", ForceDeleteWithoutRecovery=True)
    stage.pass_time(EVERY)

    assert len(stage.read) == 2
    assert stage.caller().get("/v1/me", token).json_body["me"]["member"] == member


@pytest.fixture
def missing(stage: Stage) -> Stage:
    stage.aws.delete_secret(SecretId="TESSERA_TOKEN_KEYS", ForceDeleteWithoutRecovery=True)
    return stage


def test_while_a_secret_is_missing_requests_fail_and_tell_nothing(missing: Stage) -> None:
    gateway = Client(app).http

    response = gateway.get("/v1/health")

    assert (response.status_code, response.json_body["code"]) == (500, "internal_error")
    assert "arn:" not in response.body.decode()


def test_while_a_secret_is_missing_a_trigger_fails_and_names_it(missing: Stage) -> None:
    event = Client(app).events.generate_cw_event("aws.events", "Scheduled Event", {}, [])

    with pytest.raises(SecretUnreadable, match=r"TESSERA_TOKEN_KEYS-\w+ can't be read: ResourceNotFoundException"):
        close_campaigns(event, None)


def test_once_the_secret_is_there_the_same_container_works(missing: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SecretUnreadable):
        wiring.parts()
    made = missing.aws.create_secret(Name="TESSERA_TOKEN_KEYS", SecretString=json.dumps({"k1": K1}))
    monkeypatch.setenv("TESSERA_TOKEN_KEYS_SECRET", made["ARN"])

    assert dict(wiring.parts().settings.token_keys) == {"k1": K1}


def test_a_secret_of_another_spelling_fails_the_first_call(stage: Stage) -> None:
    stage.write("TESSERA_WEBHOOK_SECRETS", {"k1": "short"})

    with pytest.raises(SettingsError, match="TESSERA_WEBHOOK_SECRETS_SECRET"):
        wiring.parts()


def test_a_function_without_the_master_seed_works_until_it_would_draw(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TESSERA_MASTER_SEED_SECRET")
    tree = {
        "campaign": "spa",
        "title": "Spa",
        "timezone": "Asia/Shanghai",
        "opens": "2026-06-01 00:00",
        "closes": "end of 2026-06-30",
        "blind_boxes": {"care": {"odds": {"soap": "100%"}}},
        "prizes": {"soap": {"gift": "soap-1"}},
    }
    parts = wiring.parts()
    before = int(datetime(2026, 5, 1, tzinfo=UTC).timestamp() * 1000)

    with pytest.raises(ValueError, match="The master seed has 0 bytes"):
        parts.operations.publish.publish([("spa", tree)], before)
    wiring.build(wiring_settings("01" * 32)).operations.publish.publish([("spa", tree)], before, takes_effect=before)

    parts.catalogue.refresh()
    assert parts.catalogue.definitions(before + 1).campaign("spa").tables
    with pytest.raises(ValueError, match="The master seed has 0 bytes"):
        parts.catalogue.definitions(before + 1).campaign("spa").seed("blind_boxes/care")


def wiring_settings(seed: str) -> Any:
    return environment.read({"TESSERA_STAGE": "local", "TESSERA_MASTER_SEED": seed})
