"""Those who vouch for members that sign in: one module for each platform, made from how it is told."""

from collections.abc import Mapping
from functools import cached_property
from typing import Protocol

from chalicelib import providers
from chalicelib.store.identities import Identity


class IdentityProvider(Protocol):
    """A service that knows persons by codes."""

    def identify(self, code: str, nonce: str = "") -> tuple[Identity, ...]:
        """Identify the person by the code that the provider gave to the person's client: by the provider's own id
        first, then by those that are the same for several providers.

        nonce: what the client had the code made with; empty: nothing. Raises Unauthenticated (`bad_code`) for a code
        that is void, Forbidden (`sign_in_blocked`) for a person whom the provider keeps out, and Unavailable where the
        provider does not answer.
        """


class Believed:
    """Believes whoever asks: the code is the subject. For calls that are signed."""

    def __init__(self, name: str) -> None:
        self._name = name

    def identify(self, code: str, nonce: str = "") -> tuple[Identity, ...]:
        """The person is who the caller says."""
        return (Identity(self._name, code),)


class WhenAsked:
    """A provider that is made when it is asked first: what it imports is of use to nobody else."""

    def __init__(self, name: str, told: providers.Provider) -> None:
        self._name, self._told = name, told

    def identify(self, code: str, nonce: str = "") -> tuple[Identity, ...]:
        """Ask the provider."""
        return self._provider.identify(code, nonce)

    @cached_property
    def _provider(self) -> IdentityProvider:
        return made(self._name, self._told)


def made(name: str, told: providers.Provider) -> IdentityProvider:
    """Make a provider. Raises ProviderFault where it is told what can't be."""
    match told:
        case providers.WeChatMini():
            from chalicelib.store.providers.wechat import MiniProgram

            return MiniProgram(name, told)
        case providers.WeChatAccount():
            from chalicelib.store.providers.wechat import OfficialAccount

            return OfficialAccount(name, told)
        case providers.WeChatPhone():
            from chalicelib.store.providers.wechat import PhoneNumber

            return PhoneNumber(name, told)
        case providers.DouyinApp():
            from chalicelib.store.providers.douyin import Douyin

            return Douyin(name, told)
        case providers.AlipayApp():
            from chalicelib.store.providers.alipay import Alipay

            return Alipay(name, told)
        case providers.BrandLogin():
            from chalicelib.store.providers.brand import Brand

            return Brand(name, told)
        case providers.ShopServer():
            return Believed(name)


def of_clients(told: providers.Providers) -> Mapping[str, IdentityProvider]:
    """The providers whose codes a client may bring."""
    return {name: WhenAsked(name, one) for name, one in told.items() if not isinstance(one, providers.ShopServer)}


def of_servers(told: providers.Providers) -> Mapping[str, IdentityProvider]:
    """The providers for whom the shop's server vouches."""
    return {name: Believed(name) for name, one in told.items() if isinstance(one, providers.ShopServer)}
