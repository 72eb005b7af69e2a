"""How the providers of identities are told: TESSERA_PROVIDERS, a JSON map from a name to `{"kind": …}`.

| kind | its fields | a code is |
| --- | --- | --- |
| `wechat` | appid, secret | of a mini program's `wx.login()` |
| `wechat-account` | appid, secret | of an official account's web authorisation, or of WeChat's login on a website |
| `wechat-phone` | appid, secret | of a mini program's button `getPhoneNumber` |
| `alipay` | appid, key, alipay_key | of `my.getAuthCode()`, or of Alipay's web authorisation |
| `douyin` | appid, secret | of `tt.login()` |
| `jwt` | issuer, audience, jwks; subject, minutes | a token of the brand's login: an OIDC id_token, or another JWT |
| `server` | | none: only a signed call of the shop's server signs in |

A name is the provider's own part of an identity, NAME:SUBJECT: another name for the same app means other members. What
WeChat or Douyin gives as `unionid` is an identity of its own, in all apps the same.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Final, get_args

import msgspec
from msgspec import Meta, Struct

WECHAT_UNION: Final = "wechat-unionid"
DOUYIN_UNION: Final = "douyin-unionid"
DEV: Final = "dev"
TAKEN: Final = frozenset({WECHAT_UNION, DOUYIN_UNION, DEV})
"""Names that are taken: no provider can be called so."""

WECHAT_URL: Final = "https://api.weixin.qq.com"

ProviderName = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9-]{0,31}$")]
FilledText = Annotated[str, Meta(min_length=1)]
WebAddress = Annotated[str, Meta(pattern="^https?://[^ ]+$")]


class _Told(Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind"):
    def __repr__(self) -> str:
        """Without what is secret in it."""
        return f"{type(self).__name__}(…)"


class _App(_Told, frozen=True):
    appid: FilledText
    secret: FilledText


class WeChatMini(_App, frozen=True, tag="wechat"):
    """A mini program of WeChat."""

    url: WebAddress = WECHAT_URL
    """WeChat's address, or that of a server that speaks like it; so of all others."""


class WeChatAccount(_App, frozen=True, tag="wechat-account"):
    """An official account of WeChat, or a website with its login."""

    url: WebAddress = WECHAT_URL
    """WeChat's address, or that of a server that speaks like it."""


class WeChatPhone(_App, frozen=True, tag="wechat-phone"):
    """The phone numbers that WeChat has verified, for a mini program."""

    url: WebAddress = WECHAT_URL
    """WeChat's address, or that of a server that speaks like it."""


class AlipayApp(_Told, frozen=True, tag="alipay"):
    """An app of Alipay."""

    appid: FilledText
    """The app's id at Alipay."""
    key: FilledText
    """The app's private key, as Alipay's tool makes it: base64, PKCS#8 or PKCS#1."""
    alipay_key: FilledText
    """Alipay's public key for the app (not the app's own), in base64."""
    url: WebAddress = "https://openapi.alipay.com/gateway.do"
    """The address of Alipay's gateway, or of a server that speaks like it."""


class DouyinApp(_App, frozen=True, tag="douyin"):
    """A mini program of Douyin."""

    url: WebAddress = "https://developer.toutiao.com"
    """Douyin's address, or that of a server that speaks like it."""


class BrandLogin(_Told, frozen=True, tag="jwt"):
    """The brand's own login, whose tokens are verified by the keys that it publishes."""

    issuer: FilledText
    """The token's `iss`."""
    audience: FilledText
    """The token's `aud`: the client's id at the login."""
    jwks: WebAddress
    """Where the login publishes its keys."""
    subject: FilledText = "sub"
    """The claim that says who it is."""
    minutes: Annotated[int, Meta(ge=1)] = 10
    """How old a token may be, in minutes: it may sign in again until then."""


class ShopServer(_Told, frozen=True, tag="server"):
    """The shop's server, which vouches for its customers by signed calls."""


Provider = WeChatMini | WeChatAccount | WeChatPhone | AlipayApp | DouyinApp | BrandLogin | ShopServer
Providers = Mapping[str, Provider]

KINDS: Final = tuple(str(one.__struct_config__.tag) for one in get_args(Provider))


def read(text: str) -> Providers:
    """Read the map. Raises ValueError, which shows nothing of the text."""
    try:
        found: Any = msgspec.json.decode(text, type=dict[ProviderName, Provider])
    except ValueError:
        raise ValueError("not a JSON map of providers") from None
    if not found or TAKEN & found.keys():
        raise ValueError("no provider, or a name that is taken")
    return found  # type: ignore[no-any-return]


def read_secret(text: str) -> Providers:
    """Read the text of a secret: the map, or the `{"appid", "secret"}` of one mini program, as stages of earlier
    releases have it. Raises ValueError.
    """
    try:
        return {"wechat": msgspec.json.decode(text, type=_OneMiniProgram).provider}
    except ValueError:
        return read(text)


class _OneMiniProgram(Struct, frozen=True, forbid_unknown_fields=True):
    appid: FilledText
    secret: FilledText

    @property
    def provider(self) -> WeChatMini:
        return WeChatMini(self.appid, self.secret)
