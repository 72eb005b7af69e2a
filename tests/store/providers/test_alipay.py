"""Sign-in with Alipay, against a server that speaks and signs as Alipay's gateway does."""

import traceback
from collections.abc import Iterator

import pytest
from cryptography.hazmat.primitives.serialization import PrivateFormat

from chalicelib.domain.words.errors import TesseraError, Unauthenticated, Unavailable
from chalicelib.providers import AlipayApp
from chalicelib.store.identities import Identity
from chalicelib.store.providers.alipay import Alipay
from chalicelib.store.providers.asked import ProviderFault
from tests.platforms.alipay import ALIPAY_KEY, APP_KEY, APPID, USER_ID, private_text, public_text
from tests.platforms.alipay import Alipay as Server
from tests.platforms.serving import serving

KEY, ALIPAYS = private_text(APP_KEY), public_text(ALIPAY_KEY)


@pytest.fixture
def server() -> Iterator[Server]:
    fake = Server()
    with serving(fake):
        yield fake


def provider(server: Server, appid: str = APPID, key: str = KEY, alipay_key: str = ALIPAYS) -> Alipay:
    return Alipay("alipay", AlipayApp(appid, key, alipay_key, f"{server.url}/gateway.do"))


@pytest.mark.parametrize(
    "key",
    [
        pytest.param(KEY, id="PKCS#8"),
        pytest.param(private_text(APP_KEY, PrivateFormat.TraditionalOpenSSL), id="PKCS#1"),
        pytest.param(f"-----BEGIN PRIVATE KEY-----\n{KEY}\n-----END PRIVATE KEY-----\n", id="with lines around it"),
    ],
)
def test_a_code_stands_for_the_user_id(server: Server, key: str) -> None:
    assert provider(server, key=key).identify("4b203fe6c11548bc=&+") == (Identity("alipay", USER_ID),)


def test_an_app_that_is_given_open_ids_knows_a_person_by_that(server: Server) -> None:
    server.person = {"open_id": "074a1CcTG1LelxKe4xQC0zgNdId0nxi95b5lsNpazWYoCo5"}

    assert provider(server).identify("c")[0].subject == server.person["open_id"]


def test_a_code_is_good_once(server: Server) -> None:
    provider(server).identify("c")

    with pytest.raises(Unauthenticated) as refused:
        provider(server).identify("c")
    assert refused.value.code == "bad_code"


@pytest.mark.parametrize(
    ("sub_code", "kind", "code"),
    [
        ("isv.code-invalid", Unauthenticated, "bad_code"),
        ("isp.unknow-error", Unavailable, "busy"),
        ("isv.app-call-limited", Unavailable, "busy"),
    ],
)
def test_what_alipay_says_of_the_person(server: Server, sub_code: str, kind: type[TesseraError], code: str) -> None:
    with pytest.raises(kind) as refused:
        provider(server).identify(f"code-{sub_code}")

    assert refused.value.code == code


@pytest.mark.parametrize(
    ("appid", "key", "sub_code"),
    [("1", KEY, "isv.invalid-app-id"), (APPID, private_text(ALIPAY_KEY), "isv.invalid-signature")],
)
def test_what_alipay_says_of_the_app_is_a_fault_of_ours(server: Server, appid: str, key: str, sub_code: str) -> None:
    with pytest.raises(ProviderFault, match=f"40002 {sub_code}: see TESSERA_PROVIDERS"):
        provider(server, appid, key).identify("c")


def test_an_answer_that_another_key_signed_vouches_for_nobody(server: Server) -> None:
    server.key = APP_KEY

    with pytest.raises(ProviderFault, match="signed by another key"):
        provider(server).identify("c")


@pytest.mark.parametrize(
    ("key", "alipay_key"), [("AAAA", ALIPAYS), (KEY, "AAAA"), ("not base64!", ALIPAYS), (KEY, KEY)]
)
def test_a_key_that_is_none_is_named_and_not_shown(server: Server, key: str, alipay_key: str) -> None:
    with pytest.raises(ProviderFault, match="of 'alipay' in TESSERA_PROVIDERS is no RSA key in base64") as refused:
        provider(server, key=key, alipay_key=alipay_key)

    assert KEY not in "".join(traceback.format_exception(refused.value))


@pytest.mark.parametrize("body", [b"<html>", b"[]", b"{}", b'{"alipay_system_oauth_token_response": {}, "sign": ""}'])
def test_what_is_no_answer_vouches_for_nobody(server: Server, body: bytes) -> None:
    server.answer = 200, body

    with pytest.raises((Unavailable, ProviderFault)):
        provider(server).identify("c")
