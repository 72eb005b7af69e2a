"""Reads the secrets that Tessera works with, as each is spelled: in a variable, and in AWS Secrets Manager.

| secret | as a variable's text | as a secret's text, in JSON |
| --- | --- | --- |
| TESSERA_TOKEN_KEYS | `ID:KEY …` | `{"ID": "KEY", …}` |
| TESSERA_WEBHOOK_SECRETS | `whsec_BASE64 …` | `{"ID": "BASE64", …}`, with `whsec_` in front or without |
| TESSERA_MASTER_SEED | hex | `{"seed": "hex"}` |
| TESSERA_PROVIDERS | `{"NAME": {"kind": "…", …}, …}` (`chalicelib.providers`) | the same |

Of several keys the first signs, and all of them verify. No message here ever shows a part of a secret.
"""

from base64 import b64decode
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

import msgspec
from msgspec import Struct

from chalicelib import providers
from chalicelib.providers import Providers

TOKEN_KEYS: Final = "TESSERA_TOKEN_KEYS"  # noqa: S105 - the name of a variable
WEBHOOK_SECRETS: Final = "TESSERA_WEBHOOK_SECRETS"
MASTER_SEED: Final = "TESSERA_MASTER_SEED"
PROVIDERS: Final = "TESSERA_PROVIDERS"

WEBHOOK_PREFIX: Final = "whsec_"

SHORTEST: Final = 32
"""Bytes of a key: as long as the SHA-256 that it keys (RFC 7518, section 3.2)."""


class SettingsError(Exception):
    """The environment lacks a variable or holds one that can't be; the message names it and says what it must be."""


class Secrets(Struct, frozen=True, kw_only=True):
    """The secrets that a function was given; the rest is empty."""

    token_keys: Mapping[str, str] = {}
    """By key id."""
    webhook_secrets: tuple[str, ...] = ()
    """With their prefix."""
    master_seed: bytes = b""
    """The secret that each draw's seed derives from, 32 bytes or more; empty: it was not given."""
    providers: Providers = {}
    """By the name that a client gives."""

    def __repr__(self) -> str:
        """Without any of them, so that none ever stands in a log."""
        return "Secrets(…)"


def from_variable(name: str, text: str) -> dict[str, Any]:
    """Read the field of Secrets that a variable's text gives. Raises SettingsError where the text is not of its
    spelling.
    """
    spelling = _SPELLINGS[name]
    return {spelling.field: _read(name, text, spelling.variable, f"must be {spelling.variable_is}")}


def from_secret(name: str, text: str) -> dict[str, Any]:
    """Read the same from the text of a secret that `{name}_SECRET` names."""
    spelling = _SPELLINGS[name]
    return {spelling.field: _read(f"{name}_SECRET", text, spelling.secret, f"must name {spelling.secret_is}")}


def keys_of(text: str) -> dict[str, str]:
    """Read the JSON of several keys, in its order. Raises ValueError (without any of the text) where it is something
    else.
    """
    try:
        keys = msgspec.json.decode(text, type=dict[str, str])
    except ValueError:
        raise ValueError("not a JSON object of texts") from None
    if not all(keys) or not keys:
        raise ValueError("no keys, or one without an id")
    return keys


def _read(variable: str, text: str, read: Callable[[str], Any], must: str) -> Any:
    try:
        return read(text)
    except (ValueError, KeyError):
        raise SettingsError(f"{variable} {must}.") from None  # the cause may show the text


def _token_keys(keys: Mapping[str, str]) -> Mapping[str, str]:
    if any(not key_id or len(key) < SHORTEST for key_id, key in keys.items()):
        raise ValueError
    return keys


def _webhook_secret(secret: str) -> str:
    if len(b64decode(secret.removeprefix(WEBHOOK_PREFIX), validate=True)) < SHORTEST:
        raise ValueError
    return WEBHOOK_PREFIX + secret.removeprefix(WEBHOOK_PREFIX)


def _webhook_secret_with_prefix(secret: str) -> str:
    if not secret.startswith(WEBHOOK_PREFIX):
        raise ValueError
    return _webhook_secret(secret)


def _master_seed(text: str) -> bytes:
    seed = bytes.fromhex(text)
    if len(seed) < SHORTEST:
        raise ValueError
    return seed


class _Spelling(NamedTuple):
    """A field of Secrets, and how it is read from either text: ValueError or KeyError where that is wrong."""

    field: str
    variable: Callable[[str], Any]
    variable_is: str
    secret: Callable[[str], Any]
    secret_is: str


_SPELLINGS: Final[Mapping[str, _Spelling]] = {
    TOKEN_KEYS: _Spelling(
        "token_keys",
        lambda text: _token_keys(dict(pair.partition(":")[::2] for pair in text.split())),
        f"`ID:KEY …`, each key at least {SHORTEST} characters",
        lambda text: _token_keys(keys_of(text)),
        f"""a secret like {{"k1": "KEY"}}, each key at least {SHORTEST} characters""",
    ),
    WEBHOOK_SECRETS: _Spelling(
        "webhook_secrets",
        lambda text: tuple(_webhook_secret_with_prefix(secret) for secret in text.split()),
        f"`{WEBHOOK_PREFIX}` and the base64 of {SHORTEST} bytes or more",
        lambda text: tuple(_webhook_secret(secret) for secret in keys_of(text).values()),
        f"""a secret like {{"k1": "BASE64"}}, each of {SHORTEST} bytes or more""",
    ),
    MASTER_SEED: _Spelling(
        "master_seed",
        _master_seed,
        f"{SHORTEST} bytes or more in hex",
        lambda text: _master_seed(keys_of(text)["seed"]),
        f"""a secret like {{"seed": "HEX"}}, {SHORTEST} bytes or more""",
    ),
    PROVIDERS: _Spelling(
        "providers",
        providers.read,
        """JSON like {"NAME": {"kind": "wechat", …}}""",
        providers.read_secret,
        """a secret like {"NAME": {"kind": "wechat", …}}""",
    ),
}

NAMES: Final = tuple(_SPELLINGS)
"""The variables; the secret's ARN is given in the same name with `_SECRET` behind it, in place of its text."""
