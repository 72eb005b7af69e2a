"""WeChat as an identity provider: a mini program's `wx.login()` gives a code, and WeChat knows whose it is.

https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/user-login/code2Session.html

The answer holds the person's session_key too, which opens what WeChat encrypts for the mini program: nothing here needs
it, so it is not even decoded.
"""

import logging
from urllib.parse import urlencode

import msgspec
from msgspec import Struct
from urllib3 import PoolManager, Timeout
from urllib3.exceptions import HTTPError

from chalicelib.domain.words.errors import Forbidden, Unauthenticated, Unavailable
from chalicelib.store.identities import Identity

PATH = "/sns/jscode2session"

CONNECT_SECONDS = 1
READ_SECONDS = 2

_AGAIN = "Call wx.login() again, and send the code that it gives."


class WeChatFault(Exception):
    """WeChat refuses the app, and not the person: the app's id or secret is wrong, or its server is not admitted."""


class _Answer(Struct, frozen=True):
    """The part of WeChat's answer that is read."""

    openid: str = ""
    errcode: int = 0
    """Left out on success, or 0."""


class WeChat:
    """Identifies the members of a mini program."""

    def __init__(self, appid: str, secret: str, url: str) -> None:
        """url: WeChat's, or that of a server that speaks like it."""
        self._appid = appid
        self._secret = secret
        self._url = url.rstrip("/") + PATH

    def identify(self, code: str) -> Identity:
        """Identify the person whose code it is by their openid, which is another for each mini program.

        Raises Unauthenticated (`bad_code`), Forbidden (`sign_in_blocked`), Unavailable where WeChat does not answer,
        and WeChatFault where it refuses the app. Nothing is asked twice, since a code is good for one answer.
        """
        answer = self._ask(code)
        if answer.errcode:
            raise _refusal(answer.errcode)
        if not answer.openid:
            raise Unavailable(f"WeChat answers without saying who it is. {_AGAIN}")
        return Identity("wechat", answer.openid)

    def _ask(self, code: str) -> _Answer:
        asked = {
            "appid": self._appid,
            "secret": self._secret,
            "js_code": code,
            "grant_type": "authorization_code",
        }
        try:
            response = _POOL.request("GET", f"{self._url}?{urlencode(asked)}")
            if response.status == 200:
                return msgspec.json.decode(response.data, type=_Answer)
        except (HTTPError, msgspec.DecodeError):
            raise Unavailable(f"WeChat did not answer. {_AGAIN}") from None  # the cause may show the secret
        raise Unavailable(f"WeChat answers {response.status}. {_AGAIN}")


def _refusal(errcode: int) -> Exception:
    match errcode:
        case 40029:
            return Unauthenticated(f"WeChat does not know this code. {_AGAIN}", "bad_code")
        case 40163:
            return Unauthenticated(f"This code was used before. {_AGAIN}", "bad_code")
        case 40226:
            return Forbidden("WeChat has blocked this person's sign-ins as a risk.", "sign_in_blocked")
        case 45011:
            return Unavailable(f"WeChat takes no more sign-ins of this person for a minute. {_AGAIN}", retry_after=60)
        case -1:
            return Unavailable(f"WeChat is busy. {_AGAIN}")
        case _:
            return WeChatFault(f"WeChat refuses the app with errcode {errcode}: see TESSERA_WECHAT.")


_POOL = PoolManager(maxsize=10, timeout=Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS), retries=False)


def _tells_no_secret(record: logging.LogRecord) -> bool:
    """urllib3 writes each address into its log, at the level DEBUG: these hold the app's secret and the code."""
    return not any(PATH in str(part) for part in record.args or ())


logging.getLogger("urllib3.connectionpool").addFilter(_tells_no_secret)
