"""Sign-in with WeChat, against a server that speaks as WeChat's does."""

import json
import logging
import socket
import traceback
from collections.abc import Iterator

import pytest
from urllib3 import Timeout

from chalicelib.domain.words.errors import Forbidden, TesseraError, Unauthenticated, Unavailable
from chalicelib.store import wechat
from chalicelib.store.identities import Identity
from chalicelib.store.wechat import WeChat, WeChatFault
from tests.wechat_server import APPID, OPENID, SECRET, SESSION_KEY, Server, wechat_server


@pytest.fixture
def server() -> Iterator[Server]:
    with wechat_server() as one:
        yield one


@pytest.fixture
def members(server: Server) -> WeChat:
    return WeChat(APPID, SECRET, server.url)


def test_a_code_stands_for_the_openid(members: WeChat, server: Server) -> None:
    code = "0716AVll2 0uH&k94=%"
    assert members.identify(code) == Identity("wechat", OPENID)
    assert server.asked == [code]


def test_errcode_zero_is_success(members: WeChat, server: Server) -> None:
    server.answer = lambda: (200, json.dumps({"openid": OPENID, "errcode": 0, "errmsg": "ok"}).encode())

    assert members.identify("c").subject == OPENID


def test_sign_ins_share_a_connection(members: WeChat, server: Server) -> None:
    for number in range(5):
        members.identify(f"c{number}")

    assert server.connections == 1


def test_a_code_is_good_once(members: WeChat) -> None:
    members.identify("c")

    with pytest.raises(Unauthenticated, match="used before") as refused:
        members.identify("c")
    assert refused.value.code == "bad_code"


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
def test_what_wechat_says_of_the_person(members: WeChat, errcode: int, kind: type[TesseraError], code: str) -> None:
    with pytest.raises(kind) as refused:
        members.identify(f"code-{errcode}")

    assert refused.value.code == code


@pytest.mark.parametrize(("appid", "secret", "errcode"), [("wx1", SECRET, 40013), (APPID, "another", 40125)])
def test_what_wechat_says_of_the_app_is_a_fault_of_ours(server: Server, appid: str, secret: str, errcode: int) -> None:
    with pytest.raises(WeChatFault, match=f"errcode {errcode}: see TESSERA_WECHAT"):
        WeChat(appid, secret, server.url).identify("c")


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
    members: WeChat, server: Server, status: int, body: bytes
) -> None:
    server.answer = lambda: (status, body)

    with pytest.raises(Unavailable, match=r"Call wx\.login\(\) again"):
        members.identify("c")

    assert server.asked == ["c"]
    server.answer = None
    assert members.identify("another").subject == OPENID


def test_nobody_there_and_silence_are_told_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(wechat._POOL.connection_pool_kw, "timeout", Timeout(connect=0.1, read=0.1))
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(Unavailable):
            WeChat(APPID, SECRET, address).identify("c")
    with pytest.raises(Unavailable):
        WeChat(APPID, SECRET, address).identify("c")


def test_the_real_timeouts_are_short() -> None:
    timeout = wechat._POOL.connection_pool_kw["timeout"]

    assert (timeout.connect_timeout, timeout.read_timeout) == (1, 2)


@pytest.mark.parametrize("code", ["good", "code-40029", "code-40125", "code--1"])
def test_secrets_codes_and_session_keys_never_show(
    members: WeChat, code: str, caplog: pytest.LogCaptureFixture
) -> None:
    """At the most talkative level too, and in the traceback of whatever goes wrong, no answer included."""
    shown = ""
    gone = WeChat(APPID, SECRET, "http://127.0.0.1:9")
    with caplog.at_level(logging.DEBUG):
        for one in (members, gone):
            try:
                shown += repr(one.identify(code)) + repr(one)
            except Exception as error:
                shown += "".join(traceback.format_exception(error))

    shown += caplog.text
    assert all(word not in shown for word in (SECRET, SECRET.replace(" ", "+"), SESSION_KEY, f"js_code={code}"))
