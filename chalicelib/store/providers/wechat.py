"""WeChat as a provider of identities: mini programs, official accounts, and verified phone numbers.

https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/user-login/code2Session.html
https://developers.weixin.qq.com/doc/offiaccount/OA_Web_Apps/Wechat_webpage_authorization.html
https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/user-info/phone-number/getPhoneNumber.html

Answers hold keys and tokens of the person too: nothing here needs them, so they are not even decoded.
"""

import time
from collections.abc import Callable
from typing import Final

from msgspec import Struct

from chalicelib.domain.words.errors import Forbidden, TesseraError, Unauthenticated
from chalicelib.providers import WECHAT_UNION, WeChatAccount, WeChatMini, WeChatPhone
from chalicelib.store.identities import Identity
from chalicelib.store.providers.asked import Platform, ProviderFault

TOKEN_VOID: Final = frozenset({40001, 40014, 42001})
"""The errcodes by which WeChat says that an access token is not good, or not any more."""
SPARE_SECONDS: Final = 300
"""How long before its end an access token is asked for anew. WeChat lets the old one be good for as long."""


class _Answer(Struct, frozen=True):
    openid: str = ""
    unionid: str = ""
    """Left out where the app is not bound to an account of the Open Platform."""
    errcode: int = 0
    """Left out on success, or 0."""
    is_snapshotuser: int = 0
    """1: a page was opened by a stand-in, who is nobody in particular."""


class _Login:
    """The login of mini programs and official accounts alike: a code, sent with the app's secret, is one person."""

    def __init__(self, name: str, told: WeChatMini | WeChatAccount, path: str, code_field: str, again: str) -> None:
        self._name, self._told = name, told
        self._url = told.url.rstrip("/") + path
        self._code_field = code_field
        self._platform = Platform("WeChat", again)

    def identify(self, code: str, nonce: str = "") -> tuple[Identity, ...]:
        """Identify the person by the openid, which is another for each app, and by the unionid, where there is one.

        Raises Unauthenticated (`bad_code`), Forbidden (`sign_in_blocked`), Unavailable where WeChat does not answer,
        and ProviderFault where it refuses the app.
        """
        asked = {"appid": self._told.appid, "secret": self._told.secret, self._code_field: code}
        answered = self._platform.get(self._url, asked | {"grant_type": "authorization_code"})
        answer = self._platform.decoded(answered, _Answer)
        if answer.errcode:
            raise _refusal(answer.errcode, self._platform, self._name)
        if not answer.openid:
            raise self._platform.silent("answers without saying who it is")
        if answer.is_snapshotuser:
            raise Unauthenticated("WeChat shows this page to nobody in particular: open it in full first.", "bad_code")
        own = Identity(self._name, answer.openid)
        return (own, Identity(WECHAT_UNION, answer.unionid)) if answer.unionid else (own,)


class MiniProgram(_Login):
    """Identifies the members of a mini program."""

    def __init__(self, name: str, told: WeChatMini) -> None:
        again = "Call wx.login() again, and send the code that it gives."
        super().__init__(name, told, "/sns/jscode2session", "js_code", again)


class OfficialAccount(_Login):
    """Identifies who opened a page of an official account, or signed in on a website by WeChat."""

    def __init__(self, name: str, told: WeChatAccount) -> None:
        again = "Open WeChat's authorisation again, and send the code that it gives."
        super().__init__(name, told, "/sns/oauth2/access_token", "code", again)


class _Token(Struct, frozen=True):
    access_token: str = ""
    expires_in: int = 0
    errcode: int = 0


class _PhoneInfo(Struct, frozen=True, rename="camel"):
    pure_phone_number: str
    country_code: str | int


class _Phone(Struct, frozen=True):
    phone_info: _PhoneInfo | None = None
    errcode: int = 0


class PhoneNumber:
    """Identifies a person by the phone number that WeChat has verified: `+8613800000001`."""

    def __init__(self, name: str, told: WeChatPhone, clock: Callable[[], float] = time.monotonic) -> None:
        """clock: seconds."""
        self._name, self._told, self._clock = name, told, clock
        self._url = told.url.rstrip("/")
        self._platform = Platform("WeChat", "Let the member press the button again, and send the code that it gives.")
        self._token, self._until = "", 0.0

    def identify(self, code: str, nonce: str = "") -> tuple[Identity, ...]:
        """Identify the person; raises as `_Login.identify` does."""
        answer = self._ask(code, self._access_token())
        if answer.errcode in TOKEN_VOID:  # a new app secret voids tokens before their time; the code is unused yet
            self._until = 0.0
            answer = self._ask(code, self._access_token())
        if answer.errcode:
            raise _refusal(answer.errcode, self._platform, self._name)
        if answer.phone_info is None:
            raise self._platform.silent("answers without a number")
        country = str(answer.phone_info.country_code).removeprefix("+")
        return (Identity(self._name, f"+{country}{answer.phone_info.pure_phone_number}"),)

    def _ask(self, code: str, token: str) -> _Phone:
        address = f"{self._url}/wxa/business/getuserphonenumber?access_token={token}"
        return self._platform.decoded(self._platform.post(address, {"code": code}), _Phone)

    def _access_token(self) -> str:
        """The app's access token, kept for as long as it is good.

        It is the stable one, which stays the same for whoever asks: each call of /cgi-bin/token would void the token of
        another container. https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/mp-access-token/getStableAccessToken.html
        """
        if self._clock() >= self._until:
            asked = {"grant_type": "client_credential", "appid": self._told.appid, "secret": self._told.secret}
            answered = self._platform.post(f"{self._url}/cgi-bin/stable_token", asked)
            answer = self._platform.decoded(answered, _Token)
            if answer.errcode or not answer.access_token:
                raise _refusal(answer.errcode, self._platform, self._name)
            self._token, self._until = answer.access_token, self._clock() + answer.expires_in - SPARE_SECONDS
        return self._token


def _refusal(errcode: int, platform: Platform, name: str) -> TesseraError | ProviderFault:
    match errcode:
        case 40029:
            return Unauthenticated(f"WeChat does not know this code. {platform.again}", "bad_code")
        case 40163:
            return Unauthenticated(f"This code was used before. {platform.again}", "bad_code")
        case 40226:
            return Forbidden("WeChat has blocked this person's sign-ins as a risk.", "sign_in_blocked")
        case 45011:
            return platform.silent("takes no more sign-ins of this person for a minute", retry_after=60)
        case -1:
            return platform.silent("is busy")
        case _:
            return ProviderFault(f"WeChat refuses the app of {name!r} with errcode {errcode}: see TESSERA_PROVIDERS.")
