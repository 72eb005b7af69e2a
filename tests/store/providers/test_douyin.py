"""Sign-in with Douyin, against a server that speaks as Douyin's does."""

from collections.abc import Iterator

import pytest

from chalicelib.domain.words.errors import TesseraError, Unauthenticated, Unavailable
from chalicelib.providers import DouyinApp
from chalicelib.store.identities import Identity
from chalicelib.store.providers.asked import ProviderFault
from chalicelib.store.providers.douyin import Douyin
from tests.platforms.douyin import APPID, OPENID, SECRET, UNIONID
from tests.platforms.douyin import Douyin as Server
from tests.platforms.serving import serving


@pytest.fixture
def server() -> Iterator[Server]:
    fake = Server()
    with serving(fake):
        yield fake


def provider(server: Server, appid: str = APPID, secret: str = SECRET) -> Douyin:
    return Douyin("douyin", DouyinApp(appid, secret, server.url))


def test_a_code_stands_for_the_openid_and_the_unionid(server: Server) -> None:
    own = Identity("douyin", OPENID)
    assert provider(server).identify("c1") == (own, Identity("douyin-unionid", UNIONID))

    server.unionid = ""
    assert provider(server).identify("c2") == (own,)


def test_a_code_is_good_once(server: Server) -> None:
    provider(server).identify("c")

    with pytest.raises(Unauthenticated) as refused:
        provider(server).identify("c")
    assert refused.value.code == "bad_code"


@pytest.mark.parametrize(("err_no", "kind", "code"), [(40018, Unauthenticated, "bad_code"), (-1, Unavailable, "busy")])
def test_what_douyin_says_of_the_person(server: Server, err_no: int, kind: type[TesseraError], code: str) -> None:
    with pytest.raises(kind) as refused:
        provider(server).identify(f"code-{err_no}")

    assert refused.value.code == code


@pytest.mark.parametrize(
    ("appid", "secret", "code", "err_no"),
    [("tt1", SECRET, "c", 40015), (APPID, "another", "c", 40017), (APPID, SECRET, "code-40014", 40014)],
)
def test_what_douyin_says_of_the_app_is_a_fault_of_ours(
    server: Server, appid: str, secret: str, code: str, err_no: int
) -> None:
    with pytest.raises(ProviderFault, match=f"err_no {err_no}: see TESSERA_PROVIDERS"):
        provider(server, appid, secret).identify(code)


@pytest.mark.parametrize("body", [b"<html>", b"[]", b"{}", b'{"err_no": 0, "data": {}}', b'{"err_no": "0"}'])
def test_what_is_no_answer_is_tried_again_with_a_new_code(server: Server, body: bytes) -> None:
    server.answer = 200, body

    with pytest.raises(Unavailable, match=r"Call tt\.login\(\) again"):
        provider(server).identify("c")
