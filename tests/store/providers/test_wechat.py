"""Sign-in with WeChat, against a server that speaks as WeChat's does."""

import json
import logging
import socket
import traceback
from collections.abc import Iterator

import pytest
from urllib3 import Timeout

from chalicelib.domain.words.errors import Forbidden, TesseraError, Unauthenticated, Unavailable
from chalicelib.providers import WeChatAccount, WeChatMini, WeChatPhone
from chalicelib.store.identities import Identity
from chalicelib.store.providers import IdentityProvider, asked
from chalicelib.store.providers.asked import ProviderFault
from chalicelib.store.providers.wechat import SPARE_SECONDS, MiniProgram, OfficialAccount, PhoneNumber
from tests.platforms.serving import serving
from tests.platforms.wechat import APPID, OPENID, SECRET, SESSION_KEY, UNIONID, WeChat

KINDS = ["mini", "account", "phone"]


@pytest.fixture
def server() -> Iterator[WeChat]:
    fake = WeChat()
    with serving(fake):
        yield fake


def provider(server: WeChat, kind: str = "mini", appid: str = APPID, secret: str = SECRET) -> IdentityProvider:
    match kind:
        case "mini":
            return MiniProgram("mini", WeChatMini(appid, secret, server.url))
        case "account":
            return OfficialAccount("account", WeChatAccount(appid, secret, server.url))
        case _:
            return PhoneNumber("phone", WeChatPhone(appid, secret, server.url))


@pytest.fixture
def members(server: WeChat) -> IdentityProvider:
    return provider(server)


@pytest.mark.parametrize("kind", ["mini", "account"])
@pytest.mark.parametrize("unionid", ["", UNIONID])
def test_a_code_stands_for_the_openid_and_the_unionid(server: WeChat, kind: str, unionid: str) -> None:
    server.unionid = unionid
    code = "0716AVll2 0uH&k94=%"

    known = provider(server, kind).identify(code)

    own = Identity(kind, f"{OPENID}-{APPID}")
    assert known == ((own, Identity("wechat-unionid", UNIONID)) if unionid else (own,))
    assert server.asked == [code]


def test_a_code_of_the_button_stands_for_the_phone_number(server: WeChat) -> None:
    assert provider(server, "phone").identify("c") == (Identity("phone", "+8613800000001"),)


def test_an_access_token_is_kept_until_shortly_before_its_end(server: WeChat) -> None:
    clock = [0.0]
    phones = PhoneNumber("phone", WeChatPhone(APPID, SECRET, server.url), lambda: clock[0])
    for number, at in enumerate((0.0, 7199.0 - SPARE_SECONDS, 7200.0 - SPARE_SECONDS)):
        clock[0] = at
        phones.identify(f"c{number}")

    assert server.tokens == 2


def test_an_access_token_that_was_voided_is_asked_for_anew(server: WeChat) -> None:
    phones = provider(server, "phone")
    phones.identify("c1")
    server.token = "token-2"

    assert phones.identify("c2")[0].subject == "+8613800000001"
    assert (server.tokens, server.asked) == (2, ["c1", "c2"])


def test_errcode_zero_is_success(members: IdentityProvider, server: WeChat) -> None:
    server.answer = 200, json.dumps({"openid": OPENID, "errcode": 0, "errmsg": "ok"}).encode()

    assert members.identify("c")[0].subject == OPENID


def test_a_stand_in_of_a_page_is_nobody(server: WeChat) -> None:
    server.answer = 200, json.dumps({"openid": OPENID, "is_snapshotuser": 1}).encode()

    with pytest.raises(Unauthenticated, match="nobody in particular"):
        provider(server, "account").identify("c")


def test_sign_ins_share_a_connection(members: IdentityProvider, server: WeChat) -> None:
    for number in range(5):
        members.identify(f"c{number}")

    assert server.connections == 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_code_is_good_once(server: WeChat, kind: str) -> None:
    members = provider(server, kind)
    members.identify("c")

    with pytest.raises(Unauthenticated, match="used before") as refused:
        members.identify("c")
    assert refused.value.code == "bad_code"


@pytest.mark.parametrize("provided", KINDS)
@pytest.mark.parametrize(
    ("errcode", "kind", "code"),
    [
        pytest.param(40029, Unauthenticated, "bad_code", id="void"),
        pytest.param(40163, Unauthenticated, "bad_code", id="used"),
        pytest.param(40226, Forbidden, "sign_in_blocked", id="blocked"),
        pytest.param(45011, Unavailable, "busy", id="too often"),
        pytest.param(-1, Unavailable, "busy", id="busy"),
    ],
)
def test_what_wechat_says_of_the_person(
    server: WeChat, provided: str, errcode: int, kind: type[TesseraError], code: str
) -> None:
    with pytest.raises(kind) as refused:
        provider(server, provided).identify(f"code-{errcode}")

    assert refused.value.code == code


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("appid", "secret", "errcode"), [("wx1", SECRET, 40013), (APPID, "another", 40125)])
def test_what_wechat_says_of_the_app_is_a_fault_of_ours(
    server: WeChat, kind: str, appid: str, secret: str, errcode: int
) -> None:
    with pytest.raises(ProviderFault, match=f"'{kind}' with errcode {errcode}: see TESSERA_PROVIDERS"):
        provider(server, kind, appid, secret).identify("c")


@pytest.mark.parametrize(
    ("status", "body"),
    [
        pytest.param(502, b"<html>Bad Gateway</html>", id="an error of a proxy"),
        pytest.param(200, b"<html>maintenance</html>", id="no JSON"),
        pytest.param(200, b"[]", id="other JSON"),
        pytest.param(200, b'{"openid": 7}', id="an openid that is no text"),
        pytest.param(200, b"{}", id="nobody"),
        pytest.param(302, b"", id="elsewhere"),
    ],
)
def test_what_is_no_answer_is_tried_again_with_a_new_code(
    members: IdentityProvider, server: WeChat, status: int, body: bytes
) -> None:
    server.answer = status, body

    with pytest.raises(Unavailable, match=r"Call wx\.login\(\) again"):
        members.identify("c")

    server.answer = None
    assert members.identify("another")[0].subject == f"{OPENID}-{APPID}"


def test_nobody_there_and_silence_are_told_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(asked._POOL.connection_pool_kw, "timeout", Timeout(connect=0.1, read=0.1))
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(Unavailable):
            MiniProgram("mini", WeChatMini(APPID, SECRET, address)).identify("c")
    with pytest.raises(Unavailable):
        MiniProgram("mini", WeChatMini(APPID, SECRET, address)).identify("c")


def test_the_real_timeouts_are_short() -> None:
    timeout = asked._POOL.connection_pool_kw["timeout"]

    assert (timeout.connect_timeout, timeout.read_timeout) == (1, 2)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("code", ["good", "code-40029", "code-40125", "code--1"])
def test_secrets_codes_and_session_keys_never_show(
    server: WeChat, kind: str, code: str, caplog: pytest.LogCaptureFixture
) -> None:
    """At the most talkative level too, and in the traceback of whatever goes wrong, no answer included."""
    shown = ""
    gone = WeChat()
    gone.url = "http://127.0.0.1:9"
    with caplog.at_level(logging.DEBUG):
        for one in (provider(server, kind), provider(gone, kind)):
            try:
                shown += repr(one.identify(code)) + repr(one)
            except Exception as error:
                shown += "".join(traceback.format_exception(error))

    shown += caplog.text
    secret = (SECRET, SECRET.replace(" ", "+"), SESSION_KEY, f"code={code}", server.token)
    assert all(word not in shown for word in secret)
