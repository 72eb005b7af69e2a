"""The environment as typed settings."""

import json
import traceback
from collections.abc import Callable

import pytest

from chalicelib import settings
from chalicelib.credentials import NAMES, SettingsError, WeChatApp
from chalicelib.settings import Settings

SECRET = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
GOOD = {
    "TESSERA_STAGE": "prod",
    "TESSERA_TABLE": "members",
    "AWS_REGION": "cn-north-1",
    "TESSERA_TOKEN_KEYS": "new:0123456789abcdef0123456789abcdef old:fedcba9876543210fedcba9876543210",
    "TESSERA_WEBHOOK_SECRETS": f"{SECRET} whsec_OTg3NjU0MzIxMDk4NzY1NDMyMTA5ODc2NTQzMjEwOTg=",
    "TESSERA_MASTER_SEED": "00" * 32,
}
ARN = "arn:aws:secretsmanager:us-east-1:123456789012:secret:any-AbCdEf"
KEPT = {"TESSERA_STAGE": "prod", **{f"{name}_SECRET": ARN for name in NAMES}}


def test_reads_every_variable() -> None:
    own = settings.read({**GOOD, "TESSERA_TOKEN_MINUTES": "15", "TESSERA_DYNAMODB": "http://127.0.0.1:4566"})

    assert own.bus == ""
    assert settings.read({**GOOD, "TESSERA_BUS": "members"}).bus == "members"
    assert (own.stage, own.table, own.region, own.endpoint) == (
        "prod",
        "members",
        "cn-north-1",
        "http://127.0.0.1:4566",
    )
    assert list(own.token_keys) == ["new", "old"]
    assert (own.token_issuer, own.token_audience, own.token_seconds) == ("tessera", "tessera-prod", 900)
    assert own.webhook_secrets[0] == SECRET
    assert own.master_seed == bytes(32)
    assert not own.dev_sign_in
    assert not own.approve_own
    assert (own.queue, own.parked, own.ingest) == ("", "", "decide")
    assert own.managers_audience == "tessera-prod:managers"
    assert own.images == ""
    assert settings.read({**GOOD, "TESSERA_IMAGES": "https://cdn.example/all/"}).images == "https://cdn.example/all"


def test_reads_where_events_come_from() -> None:
    queue = {"TESSERA_QUEUE": "https://sqs/1/events.fifo", "TESSERA_PARKED": "https://sqs/1/parked.fifo"}
    own = settings.read({**GOOD, **queue, "TESSERA_INGEST": "queue"})

    assert (own.queue, own.parked, own.ingest) == (*queue.values(), "queue")


def test_ingest_into_a_queue_needs_one() -> None:
    with pytest.raises(SettingsError, match="TESSERA_QUEUE is not set"):
        settings.read({**GOOD, "TESSERA_INGEST": "queue"})


def test_the_laptop_needs_nothing_but_its_name() -> None:
    own = settings.read({"TESSERA_STAGE": "local"})

    assert own.table == "tessera-local"
    assert own.dev_sign_in


def test_a_stage_without_a_name_is_none() -> None:
    with pytest.raises(SettingsError, match="TESSERA_STAGE is not set"):
        settings.read({name: value for name, value in GOOD.items() if name != "TESSERA_STAGE"})


@pytest.mark.parametrize(
    ("missing", "use"),
    [
        pytest.param("TESSERA_TOKEN_KEYS", lambda own: own.token_keys, id="token keys"),
        pytest.param("TESSERA_WEBHOOK_SECRETS", lambda own: own.webhook_secrets, id="webhook secrets"),
        pytest.param("TESSERA_MASTER_SEED", lambda own: own.master_seed, id="master seed"),
    ],
)
def test_a_secret_that_a_function_was_not_given_is_named_where_it_is_used(
    missing: str, use: Callable[[Settings], object]
) -> None:
    own = settings.read({name: value for name, value in GOOD.items() if name != missing})

    with pytest.raises(SettingsError, match=f"^{missing} is not set, and neither is {missing}_SECRET"):
        use(own)


def test_secrets_manager_spells_each_secret_in_json() -> None:
    own = settings.read(KEPT).with_secrets(
        {
            "TESSERA_TOKEN_KEYS": json.dumps({"k2": "b" * 32, "k3": "c" * 32, "k1": "a" * 32}),
            "TESSERA_WEBHOOK_SECRETS": json.dumps({"k1": SECRET, "k2": SECRET.removeprefix("whsec_")}),
            "TESSERA_MASTER_SEED": json.dumps({"seed": "01" * 32}),
            "TESSERA_WECHAT": json.dumps({"appid": "wx1", "secret": "of the app"}),
        }
    )

    assert own.kept == dict.fromkeys(NAMES, ARN)
    assert list(own.token_keys) == ["k2", "k3", "k1"]
    assert own.webhook_secrets == (SECRET, SECRET)
    assert own.master_seed == b"\1" * 32
    assert own.secrets.wechat == WeChatApp("wx1", "of the app")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "text",
    [
        "",
        "top-secret",
        '"top-secret"',
        "{}",
        '{"": "top-secret-top-secret-top-secret-top-secret"}',
        '{"k1": "top-secret"}',
        '{"seed": "top-secret"}',
        '{"appid": "top-secret", "secret": ""}',
        '{"k1": ["top-secret"]}',
    ],
)
def test_a_secret_of_another_spelling_is_named_and_never_shown(name: str, text: str) -> None:
    with pytest.raises(SettingsError, match=f"^{name}_SECRET must name a secret like ") as refused:
        settings.read(KEPT).with_secrets({name: text})

    assert "top-secret" not in "".join(traceback.format_exception(refused.value))


def test_a_secret_is_given_in_one_way_only() -> None:
    with pytest.raises(
        SettingsError, match=r"^TESSERA_TOKEN_KEYS must be left out where TESSERA_TOKEN_KEYS_SECRET is set\.$"
    ):
        settings.read({**GOOD, "TESSERA_TOKEN_KEYS_SECRET": ARN})


def test_on_the_laptop_a_kept_secret_takes_the_place_of_the_one_that_everybody_knows() -> None:
    own = settings.read({"TESSERA_STAGE": "local", "TESSERA_MASTER_SEED_SECRET": ARN})

    assert own.secrets.master_seed == b""
    assert list(own.token_keys) == ["laptop"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("TESSERA_TOKEN_KEYS", "0123456789abcdef0123456789abcdef", id="a key without an id"),
        pytest.param("TESSERA_TOKEN_KEYS", "a:short", id="a short key"),
        pytest.param("TESSERA_WEBHOOK_SECRETS", "0123456789abcdef0123456789abcdef", id="a secret without its prefix"),
        pytest.param("TESSERA_WEBHOOK_SECRETS", "whsec_MDEy", id="a short secret"),
        pytest.param("TESSERA_WEBHOOK_SECRETS", "whsec_!", id="a secret that is no base64"),
        pytest.param("TESSERA_MASTER_SEED", "00" * 31, id="a short seed"),
        pytest.param("TESSERA_MASTER_SEED", "seed", id="a seed that is no hex"),
        pytest.param("TESSERA_WECHAT", "wx1", id="an app without a secret"),
        pytest.param("TESSERA_TOKEN_MINUTES", "0", id="no time"),
        pytest.param("TESSERA_TOKEN_MINUTES", "an hour", id="a time that is no number"),
        pytest.param("TESSERA_INGEST", "later", id="a way of ingest that there is not"),
        pytest.param("TESSERA_DEV_SIGN_IN", "yes", id="a switch that is neither on nor off"),
    ],
)
def test_what_can_not_be_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"^{name} must be"):
        settings.read({**GOOD, name: value})


def test_a_secret_is_not_shown() -> None:
    own = settings.read({**GOOD, "TESSERA_WECHAT": "wx1:0123456789abcdef"})
    shown = repr(own) + repr(own.secrets) + repr(own.secrets.wechat)

    assert all(secret not in shown for secret in ("0123456789abcdef", SECRET, "00" * 8))
