"""The manager's side of the API, as the command speaks to it."""

import getpass
import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache, wraps
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote, urlencode, urlsplit
from urllib.request import ProxyHandler, Request, build_opener

import click
import msgspec

from chalicelib.domain.words.findings import Finding
from cli.campaign_file import field
from cli.ending import Refused, Unreachable

LAPTOP = "http://127.0.0.1:8000"
TIMEOUT = 30.0
"""Seconds; checking a large campaign and playing its scenarios takes some."""

_AGAIN = "Nothing is half done: run the same command again."


class Rejected(Refused):
    """A definition was refused, for these findings by campaign."""

    def __init__(self, message: str, findings: Mapping[str, Sequence[Finding]]) -> None:
        super().__init__(message)
        self.findings = findings

    def format_message(self) -> str:
        """The refusal with its list, for who has no lines of a file to show beside it."""
        listed = [f"  {field(one.path)}: {one.message}" for found in self.findings.values() for one in found]
        return "\n".join((self.message, *listed))


class Busy(Unreachable):
    """No answer now: the same request may be answered later."""

    def __init__(self, message: str, retry_after: float = 0.0) -> None:
        """retry_after: the seconds that the server names; 0: none."""
        super().__init__(message)
        self.retry_after = retry_after


class Remote:
    """One backend. token: gives a manager's, "" for what anybody may ask. Raises Refused, Rejected or Unreachable."""

    def __init__(self, url: str, token: Callable[[], str] = str) -> None:
        self.url = url.rstrip("/")
        self._token = token
        self._opener = build_opener(ProxyHandler({})) if is_here(url) else build_opener()

    def get(self, *path: str, **query: str | None) -> Any:
        """Read a path, given by its parts; what is None in the query is left out."""
        asked = urlencode({name: value for name, value in query.items() if value is not None})
        return self._answer(self._request(path, None, asked))

    def post(self, *path: str, **body: Any) -> Any:
        """Send a command, and give the answer."""
        return self._answer(self._request(path, json.dumps(body).encode()))

    def keyed(self, key: str, *path: str, **body: Any) -> Any:
        """Send a command under an Idempotency-Key, by which the same again is done once, and give the answer."""
        return self._answer(self._request(path, json.dumps(body).encode(), more={"Idempotency-Key": key}))

    def send(self, *path: str, body: bytes, headers: Mapping[str, str]) -> Any:
        """Send a body of JSON as it is, with these headers too, and give the answer."""
        return self._answer(self._request(path, body, more=headers))

    def _request(
        self, path: Sequence[str], body: bytes | None, query: str = "", more: Mapping[str, str] = {}
    ) -> Request:
        headers = {"Accept": "application/json", **more}
        if body is not None:
            headers["Content-Type"] = "application/json"
        if token := self._token():
            headers["Authorization"] = f"Bearer {token}"
        address = "/".join((self.url, *(quote(part, safe="") for part in path)))
        return Request(f"{address}?{query}" if query else address, body, headers)

    def _answer(self, request: Request) -> Any:
        try:
            with self._opener.open(request, timeout=TIMEOUT) as response:
                return json.load(response)
        except HTTPError as refusal:
            raise self._refused(refusal) from None
        except (OSError, HTTPException) as error:
            reason = getattr(error, "reason", error)
            raise Busy(f"{self.url} does not answer ({reason}). {_AGAIN}") from None
        except ValueError:
            raise Unreachable(f"{self.url} answers with something else than Tessera does.") from None

    def _refused(self, refusal: HTTPError) -> click.ClickException:
        try:
            problem = json.load(refusal)
            code, message = problem["code"], f"{problem['detail']} ({problem['code']})"
        except (ValueError, KeyError, TypeError, OSError):
            kind = Busy if _is_busy(refusal) else Unreachable
            return kind(f"{self.url} answers {refusal.code}, and not as Tessera does.")
        if _is_busy(refusal):
            return Busy(f"{message} {_AGAIN}", float(problem.get("retry_after") or 0))
        if found := problem.get("findings"):
            return Rejected(message, msgspec.convert(found, dict[str, list[Finding]]))
        if code == "unauthenticated":
            message += (
                " A manager's token is given by --token, or in TESSERA_TOKEN; an operator makes one by ./tessera token."
            )
        return Refused(message, code)


def located(command: Callable[..., None]) -> Callable[..., None]:
    """The options by which a command finds its backend; it gets its address as `url`."""

    @click.option("--stage", type=click.Choice(["local"]), help="local: what `make run` started; the default.")
    @click.option("--url", envvar="TESSERA_URL", help="Where the backend is. Also in TESSERA_URL.")
    @wraps(command)
    def locate(stage: str | None, url: str | None, **rest: Any) -> None:
        command(url=_checked(LAPTOP if stage == "local" else url or LAPTOP), **rest)

    return locate


def connected(command: Callable[..., None]) -> Callable[..., None]:
    """The options by which a command finds its backend and says who asks; it gets them as `remote`."""

    @located
    @click.option("--token", envvar="TESSERA_TOKEN", help="A manager's token. Also in TESSERA_TOKEN.")
    @click.option("--as", "name", envvar="TESSERA_AS", help="Who you are on the local stage; else your login's name.")
    @wraps(command)
    def connect(url: str, token: str | None, name: str | None, **rest: Any) -> None:
        command(remote=_remote(url, token, name), **rest)

    return connect


def is_here(url: str) -> bool:
    """Whether an address is on this machine."""
    return urlsplit(url).hostname in ("127.0.0.1", "localhost")


def _checked(url: str) -> str:
    """The address, to which tokens and orders may be sent (UsageError: they may not)."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise click.UsageError(f"{url!r} is no address: write, for example, https://campaigns.example.com")
    if parts.scheme == "http" and not is_here(url):
        raise click.UsageError(f"{url} is not encrypted: tokens and orders are only sent to https")
    return url


def _is_busy(refusal: HTTPError) -> bool:
    return refusal.code >= 500 or refusal.code == 429


def _remote(url: str, token: str | None, name: str | None) -> Remote:
    if token is None and is_here(url):
        pretended = cache(lambda: Remote(url).post("local", "manager", name=name or getpass.getuser())["token"])
        return Remote(url, pretended)
    return Remote(url, lambda: token or "")
