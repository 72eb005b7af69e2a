"""`tessera token`: a manager's token that the stage itself takes."""

import json
import os
import time
from collections.abc import Iterator
from typing import Any

import boto3
import jwt
import pytest

from chalicelib import settings
from chalicelib.api.auth import manager_of, member_of
from chalicelib.domain.words.errors import Unauthenticated
from chalicelib.settings import Settings
from local.embedded_aws import REGION
from tests.cli.conftest import Run

KEYS = {"k7": "7" * 40, "k8": "8" * 40, "k6": "6" * 40}
SECRET = "tessera-prod/token-keys"


@pytest.fixture
def stage(aws: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    """What the deployed stage `prod` is started with."""
    for name in [name for name in os.environ if name.startswith("TESSERA_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
    vault = boto3.client("secretsmanager", REGION)
    arn = vault.create_secret(Name=SECRET, SecretString=json.dumps(KEYS))["ARN"]
    own = settings.read({"TESSERA_STAGE": "prod", "TESSERA_TOKEN_KEYS_SECRET": arn})
    yield own.with_secrets({"TESSERA_TOKEN_KEYS": json.dumps(KEYS)})
    vault.delete_secret(SecretId=SECRET, ForceDeleteWithoutRecovery=True)


def bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}


def test_prints_a_token_that_the_stage_takes_and_nothing_else(run: Run, stage: Settings) -> None:
    done = run("token", "ana", "--stage", "prod")

    assert done.exit_code == 0
    assert done.stdout.count("\n") == 1
    assert manager_of(stage, bearer(done.stdout.strip())) == "ana"
    assert jwt.get_unverified_header(done.stdout.strip())["kid"] == "k7"
    assert "good for 480 minutes" in done.stderr


def test_it_is_good_for_as_long_as_was_said(run: Run, stage: Settings) -> None:
    claims: Any = jwt.decode(
        run("token", "ana", "--stage", "prod", "--minutes", "5").stdout.strip(), options={"verify_signature": False}
    )

    assert claims["exp"] - claims["iat"] == 300
    assert abs(claims["iat"] - time.time()) < 60


def test_the_secret_may_be_named_by_its_arn(run: Run, stage: Settings) -> None:
    done = run("token", "ana", "--stage", "prod", "--stage-secret", stage.kept["TESSERA_TOKEN_KEYS"])

    assert manager_of(stage, bearer(done.stdout.strip())) == "ana"


def test_it_is_good_on_no_other_stage_and_for_no_member(run: Run, stage: Settings) -> None:
    done = run("token", "ana", "--stage", "dev", "--stage-secret", SECRET)

    with pytest.raises(Unauthenticated):
        manager_of(stage, bearer(done.stdout.strip()))
    with pytest.raises(Unauthenticated):
        member_of(stage, bearer(run("token", "ana", "--stage", "prod").stdout.strip()))


def test_a_stage_may_have_an_audience_of_its_own(run: Run, stage: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TESSERA_TOKEN_AUDIENCE", "club")
    claims: Any = jwt.decode(run("token", "ana", "--stage", "prod").stdout.strip(), options={"verify_signature": False})

    assert claims["aud"] == "club:managers"


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        pytest.param(["ana", "--stage", "nowhere"], 3, "does not give you tessera-nowhere/token-keys", id="no stage"),
        pytest.param(["ana", "--stage", "local"], 2, "say who you are by --as", id="the laptop"),
        pytest.param([" ", "--stage", "prod"], 2, "needs a NAME", id="nobody"),
        pytest.param(["ana"], 2, "Missing option '--stage'", id="of which stage"),
        pytest.param(["ana", "--stage", "prod", "--minutes", "100000"], 2, "not in the range", id="for ever"),
    ],
)
def test_what_can_not_be_is_said(run: Run, stage: Settings, words: list[str], code: int, says: str) -> None:
    ended = run("token", *words)

    assert (ended.exit_code, ended.stdout) == (code, "")
    assert says in ended.stderr


def test_a_secret_that_holds_no_keys_is_named_and_not_shown(run: Run, stage: Settings) -> None:
    boto3.client("secretsmanager", REGION).put_secret_value(SecretId=SECRET, SecretString='{"k1": "top-secret"}')

    ended = run("token", "ana", "--stage", "prod")

    assert ended.exit_code == 1
    assert "does not hold token keys" in ended.stderr
    assert "top-secret" not in ended.output


def test_without_a_region_it_says_that_aws_was_not_asked(
    run: Run, stage: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AWS_DEFAULT_REGION")
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)  # the command has a process, and a session, of its own

    ended = run("token", "ana", "--stage", "prod")

    assert ended.exit_code == 4
    assert "You must specify a region" in ended.stderr
