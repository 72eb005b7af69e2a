"""The environment as typed settings."""

from __future__ import annotations

import pytest

from chalicelib import settings
from chalicelib.settings import SettingsError

SECRET = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
GOOD = {
    "TESSERA_STAGE": "prod",
    "TESSERA_TABLE": "members",
    "AWS_REGION": "cn-north-1",
    "TESSERA_TOKEN_KEYS": "new:0123456789abcdef0123456789abcdef old:fedcba9876543210fedcba9876543210",
    "TESSERA_WEBHOOK_SECRETS": f"{SECRET} whsec_OTg3NjU0MzIxMDk4NzY1NDMyMTA5ODc2NTQzMjEwOTg=",
    "TESSERA_MASTER_SEED": "00" * 32,
}


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


@pytest.mark.parametrize(
    "missing", ["TESSERA_STAGE", "TESSERA_TOKEN_KEYS", "TESSERA_WEBHOOK_SECRETS", "TESSERA_MASTER_SEED"]
)
def test_what_has_no_default_is_named_when_it_is_missing(missing: str) -> None:
    with pytest.raises(SettingsError, match=f"{missing} is not set"):
        settings.read({name: value for name, value in GOOD.items() if name != missing})


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
    shown = repr(settings.read(GOOD))

    assert all(secret not in shown for secret in ("0123456789abcdef", SECRET, "00" * 8))
