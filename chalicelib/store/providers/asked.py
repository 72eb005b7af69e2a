"""Asking a platform over HTTP: short timeouts, connections that are kept, and no secret in any log.

Nothing is asked twice, since a code is good for one answer.
"""

import logging
from collections.abc import Mapping
from typing import Any, Final, TypeVar
from urllib.parse import urlencode

import msgspec
from urllib3 import PoolManager, Timeout
from urllib3.exceptions import HTTPError

from chalicelib.domain.words.errors import Unavailable

CONNECT_SECONDS: Final = 1
READ_SECONDS: Final = 2

T = TypeVar("T")


class ProviderFault(Exception):
    """A platform refuses the app, and not the person: what it was told of the app is wrong, or its server is not
    admitted.
    """


class Platform:
    """A platform that can be asked."""

    def __init__(self, name: str, again: str) -> None:
        """name: as people know it. again: what a client does to have another try."""
        self.name = name
        self.again = again

    def get(self, url: str, asked: Mapping[str, str]) -> bytes:
        """Ask by a query. Raises Unavailable where there is no answer."""
        return self._ask("GET", f"{url}?{urlencode(asked)}")

    def post(self, url: str, body: Mapping[str, Any]) -> bytes:
        """Ask by JSON, likewise."""
        return self._ask("POST", url, msgspec.json.encode(body), "application/json")

    def post_form(self, url: str, fields: Mapping[str, str]) -> bytes:
        """Ask by a form, likewise."""
        kind = "application/x-www-form-urlencoded;charset=utf-8"
        return self._ask("POST", url, urlencode(fields).encode(), kind)

    def fetch(self, url: str) -> bytes:
        """Fetch what it publishes, likewise."""
        return self._ask("GET", url)

    def decoded(self, answer: bytes, kind: type[T]) -> T:
        """The answer as a struct. Raises Unavailable where it is another one."""
        try:
            return msgspec.json.decode(answer, type=kind)
        except ValueError:
            raise self.silent() from None  # the cause may show the answer

    def silent(self, what: str = "did not answer", retry_after: int = 1) -> Unavailable:
        """The error where nothing is known of the person."""
        return Unavailable(f"{self.name} {what}. {self.again}", retry_after=retry_after)

    def _ask(self, method: str, url: str, body: bytes | None = None, kind: str = "") -> bytes:
        headers = {"Content-Type": kind} if kind else {}
        try:
            response = _POOL.request(method, url, body=body, headers=headers)
        except HTTPError:
            raise self.silent() from None  # the cause may show the secret
        if response.status != 200:
            raise self.silent(f"answers {response.status}")
        return response.data


_POOL = PoolManager(maxsize=10, timeout=Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS), retries=False)


def _tells_no_secret(record: logging.LogRecord) -> bool:
    """urllib3 writes each address into its log, at the level DEBUG: these may hold an app's secret and a code."""
    return not any("?" in str(part) for part in record.args or ())


logging.getLogger("urllib3.connectionpool").addFilter(_tells_no_secret)
