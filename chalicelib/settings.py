"""Reads the environment once into typed values: nothing else reads `os.environ`.

| variable | means |
| --- | --- |
| TESSERA_STAGE | the stage's name; `local` is the laptop, the only one with defaults for secrets |
| TESSERA_TABLE | the table's name |
| TESSERA_DYNAMODB | another DynamoDB than the region's own: its URL |
| TESSERA_BUS | the name of the bus that other systems listen to; without it nothing is sent |
| TESSERA_HELPER | the name of the function that helps to sweep; without it the sweep does all by itself |
| AWS_REGION, _HANDLER, AWS_LAMBDA_FUNCTION_NAME, _X_AMZN_TRACE_ID | set by Lambda itself |
| TESSERA_TOKEN_KEYS | `ID:SECRET …`: the first key signs members' tokens, all of them verify |
| TESSERA_TOKEN_ISSUER, TESSERA_TOKEN_AUDIENCE | what a token must name |
| TESSERA_TOKEN_MINUTES | how long a token is good for |
| TESSERA_WEBHOOK_SECRETS | `whsec_… …`: any of them may have signed what shops send |
| TESSERA_MASTER_SEED | 32 bytes or more in hex: every draw's seed derives from it |
| TESSERA_PROVIDERS | `{"NAME": {"kind": "…", …}}`: who vouches for members that sign in (`chalicelib.providers`) |
| TESSERA_…_SECRET | any of these four by the ARN of a secret in Secrets Manager, in place of its text |
| AWS_ENDPOINT_URL | another AWS than the region's own for the secrets: its URL |
| TESSERA_DEV_SIGN_IN | `on`: anyone may sign in as anyone, for development stages |
| TESSERA_IMAGES | the address below which pictures lie, as CAMPAIGN/PATH; without it they are not shown |
| TESSERA_QUEUE | the URL of the queue of events; a stage may have none |
| TESSERA_PARKED | the URL of the queue where events wait that were refused for good, or failed too often |
| TESSERA_INGEST | what shops report is answered when it is decided (`decide`, the default) or queued (`queue`) |
| TESSERA_ORIGINS | `https://play.example,…`, with commas: pages of these origins may call the API; `*`: of any |
| TESSERA_APPROVE_OWN | `on`: who hands in a campaign's version may approve it too, for shops of one person |

Other lists are separated by spaces. A function is given the secrets that it needs; the use of another raises a
SettingsError that names it. How secrets are spelled stands in `chalicelib.credentials`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import Any, Literal, NoReturn

import msgspec
from msgspec import Struct

from chalicelib import credentials
from chalicelib.credentials import MASTER_SEED, PROVIDERS, TOKEN_KEYS, WEBHOOK_SECRETS, Secrets, SettingsError

LOCAL = "local"

_LAPTOP = {
    TOKEN_KEYS: "laptop:everybody-knows-this-key-it-is-for-the-laptop-and-never-deployed-anywhere",
    WEBHOOK_SECRETS: "whsec_b25seS1mb3ItdGhlLWxhcHRvcC1uZXZlci1kZXBsb3llZA==",
    MASTER_SEED: "6f6e6c7920666f7220746865206c6170746f70206e65766572206465706c6f79",
    PROVIDERS: '{"crm": {"kind": "server"}}',
    "TESSERA_DEV_SIGN_IN": "on",
    "TESSERA_ORIGINS": "*",
    "TESSERA_IMAGES": "/images",
}
"""Public secrets, and what is open, of the stage `local` alone: whoever runs it plays the shop's server too."""

ORIGIN = re.compile(r"\*|[a-z][a-z0-9+.-]*://[^/\s,?#]+")


_AS_PROVIDERS = """{"wechat": {"kind": "wechat", "appid": "…", "secret": "…"}}, or the secret as it is."""


class Settings(Struct, frozen=True, kw_only=True):
    """The typed environment."""

    stage: str
    """The stage's name; `local` is the laptop."""
    table: str
    """The name of the table."""
    region: str
    """The AWS region of the table, the bus, the queues and the secrets."""
    endpoint: str | None
    """The URL of another DynamoDB than the region's own."""
    bus: str
    """The bus's name, or "" where the stage has none."""
    helper: str
    """The name of the function that helps to sweep, or "" where the stage has none."""
    aws: str | None
    """The URL of another AWS than the region's own."""
    secrets: Secrets
    """The secrets that are at hand."""
    kept: Mapping[str, str]
    """The ARNs of the secrets that Secrets Manager has, by the variable that would spell them out."""
    token_issuer: str
    """The `iss` that tokens of members and managers name."""
    token_audience: str
    """The `aud` that members' tokens name; for that of managers see `managers_audience`."""
    token_seconds: int
    """How long a token is good for, in seconds."""
    dev_sign_in: bool
    """Whether the `dev` identity provider exists."""
    approve_own: bool
    """Whether a manager may approve a version that the same manager handed in."""
    images: str
    """The address below which pictures lie, without a slash at its end, or a path of the API's own server; or ""."""
    origins: tuple[str, ...]
    """The origins whose pages may call the API: `https://play.example`; `*` is any."""
    queue: str
    """The URL of the queue of events, or "" where the stage has none."""
    parked: str
    """The URL of the queue of parked events, or ""."""
    ingest: Literal["decide", "queue"]
    """Whether what shops report is answered once it is decided, or once it is in the queue."""

    @property
    def token_keys(self) -> Mapping[str, str]:
        """The keys of tokens by key id, the signing key first; never empty."""
        return self.secrets.token_keys or _not_given(TOKEN_KEYS)

    @property
    def webhook_secrets(self) -> tuple[str, ...]:
        """The secrets that shops may have signed with; never empty."""
        return self.secrets.webhook_secrets or _not_given(WEBHOOK_SECRETS)

    @property
    def master_seed(self) -> bytes:
        """The secret that each draw's seed derives from; never empty."""
        return self.secrets.master_seed or _not_given(MASTER_SEED)

    @property
    def managers_audience(self) -> str:
        """The audience that a manager's token must name, so that it is no member's token, nor a member's token this."""
        return f"{self.token_audience}:managers"

    def with_secrets(self, texts: Mapping[str, str]) -> Settings:
        """Add the secrets that were read from Secrets Manager, by the variables of `kept`.

        Raises SettingsError for a text that can't be.
        """
        read: dict[str, Any] = {}
        for name, text in texts.items():
            read |= credentials.from_secret(name, text)
        return msgspec.structs.replace(self, secrets=msgspec.structs.replace(self.secrets, **read))

    def __repr__(self) -> str:
        """Without the secrets, so that none ever stands in a log."""
        return f"Settings(stage={self.stage!r}, table={self.table!r}, region={self.region!r})"


def load() -> Settings:
    """Read the settings of this process."""
    return read(os.environ)


def function() -> tuple[str, str] | None:
    """Read the stage, and the name of the function that this container runs (as `app.py` calls it); None outside of
    Lambda, which names its handler.

    It asks for nothing else, so that a container which lacks a setting can say so.
    """
    handler = os.environ.get("_HANDLER", "").rpartition(".")[2] or os.environ.get("AWS_LAMBDA_FUNCTION_NAME", "")
    return (os.environ.get("TESSERA_STAGE", "").strip() or "unknown", handler) if handler else None


def trace() -> str:
    """Read the id of the trace that this invocation belongs to, which Lambda puts into the environment; "" without
    one.
    """
    parts = os.environ.get("_X_AMZN_TRACE_ID", "").split(";")
    return next((part.removeprefix("Root=") for part in parts if part.startswith("Root=")), "")


def read(environ: Mapping[str, str]) -> Settings:
    """Read the settings in an environment. Raises SettingsError for the first variable that is missing or wrong."""
    stage = _text(environ, "TESSERA_STAGE")
    if gone := next((name for name in ("TESSERA_WECHAT", "TESSERA_WECHAT_SECRET") if environ.get(name)), None):
        raise SettingsError(f"{gone} is TESSERA_PROVIDERS by now: {_AS_PROVIDERS}")
    kept = {name: arn for name in credentials.NAMES if (arn := environ.get(f"{name}_SECRET", "").strip())}
    if twice := [name for name in kept if environ.get(name, "").strip()]:
        raise SettingsError(f"{twice[0]} must be left out where {twice[0]}_SECRET is set.")
    if stage == LOCAL:
        environ = {**{name: value for name, value in _LAPTOP.items() if name not in kept}, **environ}
    return Settings(
        stage=stage,
        table=environ.get("TESSERA_TABLE", f"tessera-{stage}"),
        region=environ.get("AWS_REGION") or environ.get("AWS_DEFAULT_REGION") or "us-east-1",
        endpoint=environ.get("TESSERA_DYNAMODB") or None,
        bus=environ.get("TESSERA_BUS", ""),
        helper=environ.get("TESSERA_HELPER", ""),
        aws=environ.get("AWS_ENDPOINT_URL_SECRETS_MANAGER") or environ.get("AWS_ENDPOINT_URL") or None,
        secrets=_secrets(environ),
        kept=kept,
        token_issuer=environ.get("TESSERA_TOKEN_ISSUER", "tessera"),
        token_audience=environ.get("TESSERA_TOKEN_AUDIENCE", f"tessera-{stage}"),
        token_seconds=60 * _whole(environ, "TESSERA_TOKEN_MINUTES", 120),
        dev_sign_in=_switch(environ, "TESSERA_DEV_SIGN_IN"),
        approve_own=_switch(environ, "TESSERA_APPROVE_OWN"),
        images=_address(environ, "TESSERA_IMAGES"),
        origins=_origins(environ),
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


def _address(environ: Mapping[str, str], name: str) -> str:
    text = environ.get(name, "").strip().rstrip("/")
    if text and not re.fullmatch(r"(?:https?:/)?/[!-~]+", text):
        raise SettingsError(f"{name} must be an address such as https://cdn.example/campaigns.")
    return text


def _origins(environ: Mapping[str, str]) -> tuple[str, ...]:
    found = tuple(one.strip() for one in environ.get("TESSERA_ORIGINS", "").split(",") if one.strip())
    if not all(map(ORIGIN.fullmatch, found)):
        raise SettingsError("TESSERA_ORIGINS must be origins without a path, https://play.example, or `*`.")
    return found


def _ingest(environ: Mapping[str, str]) -> Literal["decide", "queue"]:
    text = environ.get("TESSERA_INGEST", "decide")
    if text not in {"decide", "queue"}:
        raise SettingsError("TESSERA_INGEST must be `decide` or `queue`.")
    if text == "decide":
        return "decide"
    _text(environ, "TESSERA_QUEUE")  # without it no event would ever be taken
    return "queue"


def _secrets(environ: Mapping[str, str]) -> Secrets:
    read: dict[str, Any] = {}
    for name in credentials.NAMES:
        if text := environ.get(name, "").strip():
            read |= credentials.from_variable(name, text)
    return Secrets(**read)


def _not_given(name: str) -> NoReturn:
    raise SettingsError(f"{name} is not set, and neither is {name}_SECRET.")
