"""Alipay as a provider of identities: `my.getAuthCode()`, or the web authorisation, gives a code.

https://opendocs.alipay.com/open/02ailc (alipay.system.oauth.token); how requests and answers are signed:
https://opendocs.alipay.com/common/02kf5q
"""

import re
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta, timezone
from typing import Final, TypeVar

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_private_key, load_der_public_key
from msgspec import Raw, Struct

from chalicelib.domain.words.errors import TesseraError, Unauthenticated
from chalicelib.providers import AlipayApp
from chalicelib.store.identities import Identity
from chalicelib.store.providers.asked import Platform, ProviderFault

METHOD: Final = "alipay.system.oauth.token"
CHINA: Final = timezone(timedelta(hours=8))
"""The zone of a request's timestamp, wherever it comes from."""
CODE_VOID: Final = "isv.code-invalid"
BUSY: Final = frozenset({"isp.unknow-error", "aop.unknow-error", "isp.unknown-error", "isv.app-call-limited"})
T = TypeVar("T")
_LINES: Final = re.compile(r"-----[^-]+-----|\s")


class _Signed(Struct, frozen=True):
    """The two nodes of an answer, and its signature: over the bytes of the node that is there."""

    alipay_system_oauth_token_response: Raw = Raw()
    error_response: Raw = Raw()
    sign: str = ""


class _Person(Struct, frozen=True):
    user_id: str = ""
    open_id: str = ""
    """In place of `user_id`, of apps that were made since 2023."""


class _Error(Struct, frozen=True):
    code: str = ""
    sub_code: str = ""


class Alipay:
    """Identifies the members of an app of Alipay."""

    def __init__(self, name: str, told: AlipayApp, now: Callable[[], datetime] = lambda: datetime.now(CHINA)) -> None:
        """Raises ProviderFault for keys that are none."""
        self._name, self._told, self._now = name, told, now
        self._platform = Platform("Alipay", "Call my.getAuthCode() again, and send the code that it gives.")
        own, alipays = _key(name, "key", told.key, _private), _key(name, "alipay_key", told.alipay_key, _public)
        self._key, self._alipay_key = own, alipays

    def identify(self, code: str, nonce: str = "") -> tuple[Identity, ...]:
        """Identify the person by `user_id` or `open_id`, whichever Alipay gives this app.

        Raises Unauthenticated (`bad_code`), Unavailable where Alipay does not answer, and ProviderFault where it
        refuses the app, or where it is not Alipay that answers.
        """
        answered = self._platform.post_form(self._told.url, self._signed(code))
        answer = self._platform.decoded(answered, _Signed)
        if failed := bytes(answer.error_response):
            raise self._refusal(self._platform.decoded(failed, _Error))
        said = bytes(answer.alipay_system_oauth_token_response)
        if not said:
            raise self._platform.silent("answers without saying who it is")
        self._require_signed(said, answer.sign)
        error = self._platform.decoded(said, _Error)
        if error.code not in ("", "10000"):
            raise self._refusal(error)
        person = self._platform.decoded(said, _Person)
        if not (person.user_id or person.open_id):
            raise self._platform.silent("answers without saying who it is")
        return (Identity(self._name, person.user_id or person.open_id),)

    def _signed(self, code: str) -> Mapping[str, str]:
        """The fields of the request: signed are all of them in the order of their names, as `name=value&…`."""
        fields = {
            "app_id": self._told.appid,
            "method": METHOD,
            "format": "JSON",
            "charset": "utf-8",
            "sign_type": "RSA2",
            "timestamp": f"{self._now():%Y-%m-%d %H:%M:%S}",
            "version": "1.0",
            "grant_type": "authorization_code",
            "code": code,
        }
        text = "&".join(f"{name}={fields[name]}" for name in sorted(fields))
        return fields | {"sign": b64encode(self._key.sign(text.encode(), PKCS1v15(), SHA256())).decode()}

    def _require_signed(self, said: bytes, sign: str) -> None:
        try:
            self._alipay_key.verify(b64decode(sign), said, PKCS1v15(), SHA256())
        except (InvalidSignature, ValueError):
            raise ProviderFault(
                f"Alipay's answer for {self._name!r} is signed by another key: see alipay_key."
            ) from None

    def _refusal(self, error: _Error) -> TesseraError | ProviderFault:
        if error.sub_code == CODE_VOID:  # unknown, over, or used before: Alipay has one word for them
            return Unauthenticated(f"Alipay does not take this code. {self._platform.again}", "bad_code")
        if error.code == "20000" or error.sub_code in BUSY:
            return self._platform.silent("is busy")
        told = f"Alipay refuses the app of {self._name!r} with {error.code} {error.sub_code}: see TESSERA_PROVIDERS."
        return ProviderFault(told)


def _key(name: str, field: str, text: str, load: Callable[[bytes], T | None]) -> T:
    """A key in base64, with or without the lines around it. Raises ProviderFault."""
    try:
        key = load(b64decode(_LINES.sub("", text), validate=True))
    except ValueError:
        key = None  # the cause may show the key
    if key is None:
        raise ProviderFault(f"The {field} of {name!r} in TESSERA_PROVIDERS is no RSA key in base64.")
    return key


def _private(der: bytes) -> RSAPrivateKey | None:
    key = load_der_private_key(der, None)
    return key if isinstance(key, RSAPrivateKey) else None


def _public(der: bytes) -> RSAPublicKey | None:
    key = load_der_public_key(der)
    return key if isinstance(key, RSAPublicKey) else None
