"""Platforms that are asked under an access token: it is kept until shortly before its end, and fetched anew once where
it is refused. WeChat and WeCom answer 200 with an `errcode`, 0 where all is well.
"""

import json
import time
from collections.abc import Callable, Mapping
from http.client import HTTPException
from threading import Lock
from typing import Any, Final
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from messenger.carrier import GiveUp, TryLater, Unknown

SECONDS: Final = 5.0
"""How long an answer is waited for."""

SPARE: Final = 300.0
"""Seconds before its end at which a token is fetched anew."""

SOON: Final = 30
"""Seconds after which a platform is asked again that was busy, or out of reach."""


class Platform:
    """One platform, asked under one app's token. Safe to use from several threads."""

    def __init__(
        self,
        url: str,
        token: Callable[["Platform"], dict[str, Any]],
        expired: frozenset[int],
        clock: Callable[[], float],
    ) -> None:
        """url: the platform's, or that of a server that speaks like it. token: asks for one, by `get` or `post`.
        expired: the codes by which a token is refused. clock: seconds."""
        self._url, self._fetch, self._expired, self._clock = url.rstrip("/"), token, expired, clock
        self._lock, self._token, self._ends = Lock(), "", 0.0

    def ask(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """Post a body under the token, and give the answer, whatever its errcode.

        Raises TryLater where the platform can't be reached, and Unknown where no answer came.
        """
        token = self._current("")
        answer = self.post(f"{path}?{urlencode({'access_token': token})}", body)
        if answer.get("errcode") in self._expired:  # another holder has fetched one since
            answer = self.post(f"{path}?{urlencode({'access_token': self._current(token)})}", body)
        if answer.get("errcode") in self._expired:
            raise TryLater(f"token {answer['errcode']}", SOON)
        return answer

    def get(self, path: str, **query: str) -> dict[str, Any]:
        """Ask for something that may be asked for again."""
        return self._send(Request(f"{self._url}{path}?{urlencode(query)}"))

    def post(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """Post a body, and give the answer."""
        data = json.dumps(body, ensure_ascii=False).encode()
        return self._send(Request(f"{self._url}{path}", data, {"Content-Type": "application/json"}))

    def _current(self, refused: str) -> str:
        """The token; another one than one that was refused."""
        with self._lock:
            if self._token in ("", refused) or self._clock() >= self._ends:
                try:
                    answer = self._fetch(self)
                except Unknown:
                    raise TryLater("no token", SOON) from None  # nothing was sent
                if not answer.get("access_token"):
                    raise _no_token(answer)
                self._token = str(answer["access_token"])
                self._ends = self._clock() + float(answer.get("expires_in", 0)) - SPARE
            return self._token

    def _send(self, request: Request) -> dict[str, Any]:
        try:
            with urlopen(request, timeout=SECONDS) as response:
                answer: Any = json.load(response)
        except HTTPError as error:
            raise TryLater(f"HTTP {error.code}", SOON) from None
        except URLError as error:
            if isinstance(error.reason, TimeoutError):
                raise Unknown("no answer") from None
            raise TryLater("out of reach", SOON) from None  # it could not be connected to
        except (TimeoutError, HTTPException, OSError, ValueError):
            raise Unknown("no answer") from None
        return answer if isinstance(answer, dict) else {}


def wall_seconds() -> float:
    """The clock by which tokens end."""
    return time.monotonic()


def _no_token(answer: Mapping[str, Any]) -> Exception:
    code = answer.get("errcode", 0)
    busy = code in (-1, 45009, 45011)
    return TryLater(f"token {code}", SOON) if busy else GiveUp(f"token {code}", ours=True)
