"""Douyin as a provider of identities: a mini program's `tt.login()` gives a code, and Douyin knows whose it is.

https://developer.open-douyin.com/docs/resource/zh-CN/mini-app/develop/server/log-in/code-2-session
"""

from msgspec import Struct

from chalicelib.domain.words.errors import TesseraError, Unauthenticated
from chalicelib.providers import DOUYIN_UNION, DouyinApp
from chalicelib.store.identities import Identity
from chalicelib.store.providers.asked import Platform, ProviderFault


class _Person(Struct, frozen=True):
    openid: str = ""
    unionid: str = ""


class _Answer(Struct, frozen=True):
    err_no: int = 0
    data: _Person | None = None


class Douyin:
    """Identifies the members of a mini program of Douyin."""

    def __init__(self, name: str, told: DouyinApp) -> None:
        self._name, self._told = name, told
        self._url = told.url.rstrip("/") + "/api/apps/v2/jscode2session"
        self._platform = Platform("Douyin", "Call tt.login() again, and send the code that it gives.")

    def identify(self, code: str, nonce: str = "") -> tuple[Identity, ...]:
        """Identify the person by the openid, which is another for each app, and by the unionid.

        Raises Unauthenticated (`bad_code`), Unavailable where Douyin does not answer, and ProviderFault where it
        refuses the app.
        """
        asked = {"appid": self._told.appid, "secret": self._told.secret, "code": code, "anonymous_code": ""}
        answer = self._platform.decoded(self._platform.post(self._url, asked), _Answer)
        if answer.err_no:
            raise self._refusal(answer.err_no)
        if answer.data is None or not answer.data.openid:
            raise self._platform.silent("answers without saying who it is")
        own = Identity(self._name, answer.data.openid)
        return (own, Identity(DOUYIN_UNION, answer.data.unionid)) if answer.data.unionid else (own,)

    def _refusal(self, err_no: int) -> TesseraError | ProviderFault:
        match err_no:
            case 40018:  # void, over, or used before: Douyin has one number for them
                return Unauthenticated(f"Douyin does not take this code. {self._platform.again}", "bad_code")
            case -1:
                return self._platform.silent("is busy")
            case _:
                told = f"Douyin refuses the app of {self._name!r} with err_no {err_no}: see TESSERA_PROVIDERS."
                return ProviderFault(told)
