"""Rotation as Secrets Manager drives it: four calls of `rotate_secrets`, each of which may come again or fail."""

import json
import logging
import os
import time
import uuid
from base64 import b64decode
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError
from moto.awslambda.models import LambdaBackend

from app import rotate_secrets
from chalicelib import wiring
from chalicelib.credentials import SettingsError
from chalicelib.domain.wire.rotation import EVERYWHERE
from chalicelib.services.rotate import RotationRefused
from chalicelib.store import secrets as vault
from local.embedded_aws import REGION

K1 = "one-key-of-more-than-thirty-two-characters"
W1 = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
STEPS = ("createSecret", "setSecret", "testSecret", "finishSecret")
FUNCTION = f"arn:aws:lambda:{REGION}:123456789012:function:tessera-dev-rotate_secrets"


class Manager:
    """AWS Secrets Manager with a secret of each kind. crash_after: the step behind which nothing goes on."""

    def __init__(self, client: Any) -> None:
        self.client = client
        self.tokens, self.webhooks, self.seed = (
            client.create_secret(Name=name, SecretString=json.dumps(text))["ARN"]
            for name, text in (("tokens", {"k1": K1}), ("webhooks", {"k1": W1}), ("seed", {"seed": "00" * 32}))
        )
        self.crash_after = ""
        self.times = 1

    def rotate(self, arn: str, token: str | None = None) -> str:
        """RotateSecret, which labels a new version without a text, and calls the function (in this process)."""
        token = token or str(uuid.uuid4())
        self.client.rotate_secret(SecretId=arn, RotationLambdaARN=FUNCTION, ClientRequestToken=token)
        return token

    def invoke(self, _: Any, name: str, qualifier: Any, body: str, headers: Any, response_headers: Any) -> None:
        event = json.loads(body)
        arn = self.client.describe_secret(SecretId=event["SecretId"])["ARN"]  # which AWS says, where moto says the name
        token = event["ClientRequestToken"]
        for _again in range(self.times):
            step(arn, token, event["Step"])
        if event["Step"] == self.crash_after:
            raise TimeoutError(self.crash_after)
        if event["Step"] == "finishSecret":  # AWS takes this label away by itself
            self.client.update_secret_version_stage(SecretId=arn, VersionStage="AWSPENDING", RemoveFromVersionId=token)

    def keys(self, arn: str, **which: str) -> dict[str, str]:
        text = self.client.get_secret_value(SecretId=arn, **(which or {"VersionStage": "AWSCURRENT"}))["SecretString"]
        return dict(json.loads(text))

    def labels(self, arn: str) -> dict[str, list[str]]:
        return dict(self.client.describe_secret(SecretId=arn)["VersionIdsToStages"])


def step(arn: str, token: str, name: str) -> None:
    """One call, in the shape that Lambda gets it."""
    rotate_secrets({"ClientRequestToken": token, "SecretId": arn, "Step": name}, None)


make_client = vault.client


@pytest.fixture(scope="module")
def client(aws: None) -> Any:
    """One for all, since making it takes a tenth of a second."""
    return make_client(REGION)


@pytest.fixture
def manager(client: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Manager]:
    for name in [name for name in os.environ if name.startswith("TESSERA_")]:
        monkeypatch.delenv(name)
    monkeypatch.setattr(vault, "client", lambda *_: client)
    one = Manager(client)
    monkeypatch.setenv("TESSERA_STAGE", "dev")
    monkeypatch.setenv("TESSERA_TOKEN_KEYS_SECRET", one.tokens)
    monkeypatch.setenv("TESSERA_WEBHOOK_SECRETS_SECRET", one.webhooks)
    monkeypatch.setattr(LambdaBackend, "get_function", lambda *_: None)
    monkeypatch.setattr(LambdaBackend, "invoke", lambda self, *args, **named: one.invoke(self, *args, **named))
    yield one
    for arn in (one.tokens, one.webhooks, one.seed):
        one.client.delete_secret(SecretId=arn, ForceDeleteWithoutRecovery=True)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Lets the function believe that so many milliseconds have passed."""

    def pass_time(ms: int) -> None:
        monkeypatch.setattr(wiring, "wall_clock", lambda: time.time_ns() // 1_000_000 + ms)

    return pass_time


def test_a_key_is_announced_by_one_rotation_and_signs_after_the_next(
    manager: Manager, later: Callable[[int], None]
) -> None:
    first = manager.rotate(manager.tokens)
    announced = manager.keys(manager.tokens)
    assert list(announced) == ["k1", "k2"]
    assert announced["k1"] == K1
    assert "AWSCURRENT" in manager.labels(manager.tokens)[first]

    later(EVERYWHERE + 1000)
    manager.rotate(manager.tokens)
    signing = manager.keys(manager.tokens)
    assert list(signing) == ["k2", "k3", "k1"]
    assert signing["k2"] == announced["k2"]
    assert len({*signing.values()}) == 3
    assert "AWSPREVIOUS" in manager.labels(manager.tokens)[first]


def test_the_function_makes_a_client_of_its_own(manager: Manager, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vault, "client", make_client)

    manager.rotate(manager.tokens)

    assert list(manager.keys(manager.tokens)) == ["k1", "k2"]


def test_a_webhook_secret_is_such_as_a_shop_can_use(manager: Manager) -> None:
    manager.rotate(manager.webhooks)

    keys = manager.keys(manager.webhooks)
    assert keys["k1"] == W1
    assert len(b64decode(keys["k2"].removeprefix("whsec_"), validate=True)) == 32


def test_what_comes_twice_is_done_once(manager: Manager) -> None:
    manager.times = 2

    token = manager.rotate(manager.tokens)

    assert list(manager.keys(manager.tokens)) == ["k1", "k2"]
    before = manager.labels(manager.tokens), manager.keys(manager.tokens)
    for name in STEPS:
        step(manager.tokens, token, name)
    assert (manager.labels(manager.tokens), manager.keys(manager.tokens)) == before


@pytest.mark.parametrize("crashed", STEPS[:3])
def test_a_rotation_that_broke_off_goes_on_with_the_same_key(manager: Manager, crashed: str) -> None:
    manager.crash_after, token = crashed, str(uuid.uuid4())
    with pytest.raises(TimeoutError):
        manager.rotate(manager.tokens, token)
    assert manager.keys(manager.tokens) == {"k1": K1}
    written = manager.keys(manager.tokens, VersionId=token)

    for name in STEPS:
        step(manager.tokens, token, name)

    assert manager.keys(manager.tokens) == written


def test_a_second_rotation_waits_until_the_next_key_is_everywhere(
    manager: Manager, later: Callable[[int], None]
) -> None:
    manager.rotate(manager.tokens)
    announced, token = manager.keys(manager.tokens), str(uuid.uuid4())

    with pytest.raises(RotationRefused, match="the next one may sign once every container has read it: 900 s"):
        manager.rotate(manager.tokens, token)
    assert manager.keys(manager.tokens) == announced

    later(EVERYWHERE + 1000)
    for name in STEPS:
        step(manager.tokens, token, name)
    assert list(manager.keys(manager.tokens)) == ["k2", "k3", "k1"]


def test_keys_that_were_changed_by_hand_meanwhile_are_not_overwritten(manager: Manager) -> None:
    manager.crash_after, token = "createSecret", str(uuid.uuid4())
    with pytest.raises(TimeoutError):
        manager.rotate(manager.tokens, token)
    by_hand = {"h1": "a key by hand, of thirty-two or more"}
    manager.client.put_secret_value(SecretId=manager.tokens, SecretString=json.dumps(by_hand))

    for name in ("testSecret", "finishSecret"):
        with pytest.raises(RotationRefused, match="changed while it was rotated"):
            step(manager.tokens, token, name)
    assert manager.keys(manager.tokens) == by_hand


def test_switching_rotation_on_tries_the_function_and_changes_nothing(manager: Manager) -> None:
    """Secrets Manager then calls testSecret alone, on a copy of the keys."""
    text = json.dumps({"k1": K1})
    token = str(uuid.uuid4())
    manager.client.put_secret_value(
        SecretId=manager.tokens, SecretString=text, ClientRequestToken=token, VersionStages=["AWSPENDING"]
    )

    step(manager.tokens, token, "testSecret")

    assert manager.keys(manager.tokens) == {"k1": K1}


@pytest.mark.parametrize("name", STEPS)
def test_another_secret_is_not_touched(manager: Manager, name: str) -> None:
    with pytest.raises(RotationRefused, match="There is no step"):
        step(manager.seed, str(uuid.uuid4()), name)

    assert len(manager.labels(manager.seed)) == 1


@pytest.mark.parametrize("name", STEPS)
def test_a_version_that_nobody_asked_for_is_not_made(manager: Manager, name: str) -> None:
    with pytest.raises(RotationRefused, match="is not to be rotated to"):
        step(manager.tokens, str(uuid.uuid4()), name)

    assert manager.keys(manager.tokens) == {"k1": K1}


def test_a_step_that_is_not_known_is_refused(manager: Manager) -> None:
    with pytest.raises(RotationRefused, match="no step deleteSecret"):
        step(manager.tokens, str(uuid.uuid4()), "deleteSecret")


def test_keys_that_can_not_be_read_are_not_rotated_and_not_shown(
    manager: Manager, caplog: pytest.LogCaptureFixture
) -> None:
    manager.client.put_secret_value(SecretId=manager.tokens, SecretString='{"k1": "top-secret"}')

    with caplog.at_level(logging.DEBUG, "chalicelib"), pytest.raises(SettingsError, match="TESSERA_TOKEN_KEYS") as no:
        manager.rotate(manager.tokens)

    assert "top-secret" not in f"{no.value} {no.value.__cause__}{caplog.text}"
    assert manager.keys(manager.tokens) == {"k1": "top-secret"}


def test_nothing_is_finished_before_it_was_created(manager: Manager, monkeypatch: pytest.MonkeyPatch) -> None:
    token = str(uuid.uuid4())
    monkeypatch.setattr(manager, "invoke", lambda *_, **__: None)
    manager.rotate(manager.tokens, token)

    with pytest.raises((RotationRefused, ClientError)):
        step(manager.tokens, token, "finishSecret")
    assert manager.keys(manager.tokens) == {"k1": K1}
