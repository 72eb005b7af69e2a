"""What the environment says, read once into typed values: nothing else reads `os.environ`.

| variable | means |
| --- | --- |
| TESSERA_STAGE | the stage's name; `local` is the laptop, the only one with defaults for secrets |
| TESSERA_TABLE | the table's name |
| TESSERA_DYNAMODB | another DynamoDB than the region's own: its URL |
| TESSERA_BUS | the name of the bus that other systems listen to; without it they are told nothing |
| AWS_REGION | set by Lambda itself |
| TESSERA_TOKEN_KEYS | `ID:SECRET …`: the first key signs members' tokens, all of them verify |
| TESSERA_TOKEN_ISSUER, TESSERA_TOKEN_AUDIENCE | what a token must name |
| TESSERA_TOKEN_MINUTES | how long a token is good for |
| TESSERA_WEBHOOK_SECRETS | `whsec_… …`: any of them may have signed what shops send |
| TESSERA_MASTER_SEED | 32 bytes or more in hex: every draw's seed derives from it |
| TESSERA_DEV_SIGN_IN | `on`: anyone may sign in as anyone, for development stages |
| TESSERA_QUEUE | the URL of the queue of events; a stage may have none |
| TESSERA_PARKED | the URL of the queue where events wait that were refused for good, or failed too often |
| TESSERA_INGEST | what shops report is answered when it is decided (`decide`, the default) or queued (`queue`) |
| TESSERA_APPROVE_OWN | `on`: who hands in a campaign's version may approve it too, for shops of one person |

Lists are separated by spaces. To rotate a key, add the new one in front, and take the old one out when its tokens have
expired.
"""

from __future__ import annotations

import os
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

LOCAL = "local"

_LAPTOP = {
    "TESSERA_TOKEN_KEYS": "laptop:everybody-knows-this-key-it-is-for-the-laptop-and-never-deployed-anywhere",
    "TESSERA_WEBHOOK_SECRETS": "whsec_b25seS1mb3ItdGhlLWxhcHRvcC1uZXZlci1kZXBsb3llZA==",
    "TESSERA_MASTER_SEED": "6f6e6c7920666f7220746865206c6170746f70206e65766572206465706c6f79",
    "TESSERA_DEV_SIGN_IN": "on",
}
"""Secrets that everybody knows, of the stage `local` alone."""

_SHORTEST_KEY = 32
"""Bytes of a secret: as long as the SHA-256 that it keys (RFC 7518, section 3.2)."""


class SettingsError(Exception):
    """The environment lacks a variable or holds one that can't be; the message names it and says what it must be."""


class Settings(Struct, frozen=True, kw_only=True):
    """The typed environment. token_keys: by key id, the signing key first · dev_sign_in: whether the `dev` identity
    provider exists · approve_own: whether a manager may approve what she handed in · queue, parked: their URLs, or ""
    where the stage has none.
    """

    stage: str
    table: str
    region: str
    endpoint: str | None
    bus: str
    token_keys: Mapping[str, str]
    token_issuer: str
    token_audience: str
    token_seconds: int
    webhook_secrets: tuple[str, ...]
    master_seed: bytes
    dev_sign_in: bool
    approve_own: bool
    queue: str
    parked: str
    ingest: Literal["decide", "queue"]

    @property
    def managers_audience(self) -> str:
        """What a manager's token must name, so that it is good for nothing else, and no member's token for this."""
        return f"{self.token_audience}:managers"

    def __repr__(self) -> str:
        """Without the secrets, so that none ever stands in a log."""
        return f"Settings(stage={self.stage!r}, table={self.table!r}, region={self.region!r})"


def load() -> Settings:
    """The settings of this process."""
    return read(os.environ)


def read(environ: Mapping[str, str]) -> Settings:
    """The settings in an environment; raises SettingsError for the first variable that is missing or wrong."""
    stage = _text(environ, "TESSERA_STAGE")
    if stage == LOCAL:
        environ = {**_LAPTOP, **environ}
    return Settings(
        stage=stage,
        table=environ.get("TESSERA_TABLE", f"tessera-{stage}"),
        region=environ.get("AWS_REGION") or environ.get("AWS_DEFAULT_REGION") or "us-east-1",
        endpoint=environ.get("TESSERA_DYNAMODB") or None,
        bus=environ.get("TESSERA_BUS", ""),
        token_keys=_token_keys(environ),
        token_issuer=environ.get("TESSERA_TOKEN_ISSUER", "tessera"),
        token_audience=environ.get("TESSERA_TOKEN_AUDIENCE", f"tessera-{stage}"),
        token_seconds=60 * _whole(environ, "TESSERA_TOKEN_MINUTES", 120),
        webhook_secrets=_webhook_secrets(environ),
        master_seed=_master_seed(environ),
        dev_sign_in=_switch(environ, "TESSERA_DEV_SIGN_IN"),
        approve_own=_switch(environ, "TESSERA_APPROVE_OWN"),
        queue=environ.get("TESSERA_QUEUE", ""),
        parked=environ.get("TESSERA_PARKED", ""),
        ingest=_ingest(environ),
    )


def _text(environ: Mapping[str, str], name: str) -> str:
    value = environ.get(name, "").strip()
    if not value:
        raise SettingsError(f"{name} is not set.")
    return value


def _whole(environ: Mapping[str, str], name: str, default: int) -> int:
    text = environ.get(name, str(default))
    if not (text.isascii() and text.isdigit() and int(text) > 0):
        raise SettingsError(f"{name} must be a whole number above 0.")
    return int(text)


def _switch(environ: Mapping[str, str], name: str) -> bool:
    text = environ.get(name, "off")
    if text not in {"on", "off"}:
        raise SettingsError(f"{name} must be `on` or `off`.")
    return text == "on"


def _ingest(environ: Mapping[str, str]) -> Literal["decide", "queue"]:
    text = environ.get("TESSERA_INGEST", "decide")
    if text not in {"decide", "queue"}:
        raise SettingsError("TESSERA_INGEST must be `decide` or `queue`.")
    if text == "decide":
        return "decide"
    _text(environ, "TESSERA_QUEUE")  # without it no event would ever be taken
    return "queue"


def _token_keys(environ: Mapping[str, str]) -> Mapping[str, str]:
    keys = dict(pair.partition(":")[::2] for pair in _text(environ, "TESSERA_TOKEN_KEYS").split())
    if any(not key_id or len(key) < _SHORTEST_KEY for key_id, key in keys.items()):
        raise SettingsError(f"TESSERA_TOKEN_KEYS must be `ID:SECRET`, the secret at least {_SHORTEST_KEY} characters.")
    return keys


def _webhook_secrets(environ: Mapping[str, str]) -> tuple[str, ...]:
    secrets = tuple(_text(environ, "TESSERA_WEBHOOK_SECRETS").split())
    for secret in secrets:
        try:
            key = b64decode(secret.removeprefix("whsec_"), validate=True)
        except NotBase64:
            key = b""
        if not secret.startswith("whsec_") or len(key) < _SHORTEST_KEY:
            raise SettingsError(
                f"TESSERA_WEBHOOK_SECRETS must be `whsec_` and the base64 of {_SHORTEST_KEY} bytes or more."
            )
    return secrets


def _master_seed(environ: Mapping[str, str]) -> bytes:
    try:
        seed = bytes.fromhex(_text(environ, "TESSERA_MASTER_SEED"))
    except ValueError:
        seed = b""
    if len(seed) < _SHORTEST_KEY:
        raise SettingsError(f"TESSERA_MASTER_SEED must be {_SHORTEST_KEY} bytes or more in hex.")
    return seed
