"""What is sent to WeChat and WeCom, and what each of their error codes leads to."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from messenger import platform
from messenger.carrier import Carrier, GiveUp, TryLater, Unknown
from messenger.message import Message
from messenger.wechat import SubscribeMessages
from messenger.wecom import ApplicationMessages
from tests.messenger.platform_server import SECRET, PlatformServer, platform_server

POINTS = Message("m-ana", "r1", "points-end", "mini", 10**15, {"points": "350", "ends": "2026-06-30"})
WECHAT = {
    "points-end": {
        "template": "TPL",
        "page": "pages/points",
        "data": {"number1": "{points}", "date2": "{ends}", "thing3": "说明"},
    }
}
WECOM = {"points-end": {"text": "{points} 积分将于 {ends} 到期"}}

Make = Callable[..., Carrier]


@pytest.fixture
def server() -> Iterator[PlatformServer]:
    with platform_server() as one:
        yield one


def wechat(server: PlatformServer, templates: Any = WECHAT, secret: str = SECRET, **more: Any) -> Carrier:
    return SubscribeMessages("wx1", secret, templates, server.url, **more)


def wecom(server: PlatformServer, templates: Any = WECOM, secret: str = SECRET, **more: Any) -> Carrier:
    return ApplicationMessages("corp", secret, 1000002, templates, server.url, **more)


BOTH = pytest.mark.parametrize("make", [wechat, wecom])


def test_wechat_is_sent_a_template_with_its_fields(server: PlatformServer) -> None:
    wechat(server).send("openid", POINTS)
    data = {"number1": {"value": "350"}, "date2": {"value": "2026-06-30"}, "thing3": {"value": "说明"}}
    assert server.messages == [{"touser": "openid", "template_id": "TPL", "page": "pages/points", "data": data}]
    assert server.asked == ["/cgi-bin/stable_token", "/cgi-bin/message/subscribe/send"]


def test_wecom_is_sent_a_text_of_the_application(server: PlatformServer) -> None:
    wecom(server).send("zhang", POINTS)
    [sent] = server.messages
    assert sent["text"] == {"content": "350 积分将于 2026-06-30 到期"}
    assert (sent["touser"], sent["msgtype"], sent["agentid"]) == ("zhang", "text", 1000002)
    assert sent["enable_duplicate_check"] == 1


@BOTH
def test_a_token_is_kept_until_shortly_before_its_end(server: PlatformServer, make: Make) -> None:
    now = [0.0]
    carrier = make(server, clock=lambda: now[0])
    for seconds in (0.0, 1.0, 7200 - 301.0):
        now[0] = seconds
        carrier.send("who", POINTS)
    assert server.tokens == 1
    now[0] = 7200 - 299.0
    carrier.send("who", POINTS)
    assert (server.tokens, len(server.messages)) == (2, 4)


@BOTH
@pytest.mark.parametrize("code", [40001, 40014, 42001])
def test_a_token_that_is_refused_is_fetched_anew_once(server: PlatformServer, make: Make, code: int) -> None:
    server.codes = [code]
    make(server).send("who", POINTS)
    assert (server.tokens, len(server.messages)) == (2, 1)


@BOTH
def test_a_token_that_is_refused_again_is_left_for_later(server: PlatformServer, make: Make) -> None:
    server.codes = [42001, 42001]
    with pytest.raises(TryLater, match="42001"):
        make(server).send("who", POINTS)
    assert server.messages == []


@pytest.mark.parametrize(
    ("make", "code", "ours"),
    [
        (wechat, 40003, False),
        (wechat, 43101, False),
        (wechat, 47003, True),
        (wechat, 40037, True),
        (wechat, 41030, True),
        (wechat, 48001, True),
        (wecom, 81013, False),
        (wecom, 60111, False),
        (wecom, 40056, True),
    ],
)
def test_what_the_platform_never_sends_is_given_up(server: PlatformServer, make: Make, code: int, ours: bool) -> None:
    server.codes = [code]
    with pytest.raises(GiveUp, match=str(code)) as given_up:
        make(server).send("who", POINTS)
    assert given_up.value.ours is ours


@pytest.mark.parametrize(
    ("make", "code", "seconds"),
    [
        (wechat, -1, 30),
        (wechat, 45009, 3600),
        (wechat, 43108, 30),
        (wecom, -1, 30),
        (wecom, 45033, 5),
        (wecom, 45009, 3600),
    ],
)
def test_what_the_platform_takes_later_is_tried_later(
    server: PlatformServer, make: Make, code: int, seconds: int
) -> None:
    server.codes = [code]
    with pytest.raises(TryLater) as later:
        make(server).send("who", POINTS)
    assert later.value.seconds == seconds


def test_wecom_tells_of_somebody_it_does_not_know_beside_its_ok(server: PlatformServer) -> None:
    server.more = {"invaliduser": "zhang"}
    with pytest.raises(GiveUp, match="invaliduser"):
        wecom(server).send("zhang", POINTS)


@BOTH
def test_a_wrong_secret_is_ours_to_mend(server: PlatformServer, make: Make) -> None:
    with pytest.raises(GiveUp, match="token 40125") as given_up:
        make(server, secret="another").send("who", POINTS)
    assert given_up.value.ours


@BOTH
@pytest.mark.parametrize("code", [-1, 45009])
def test_no_token_now_is_one_later(server: PlatformServer, make: Make, code: int) -> None:
    server.token_code = code
    with pytest.raises(TryLater):
        make(server).send("who", POINTS)


@BOTH
def test_a_message_of_which_no_answer_came_is_unknown(
    server: PlatformServer, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(platform, "SECONDS", 0.3)
    server.silent = True
    with pytest.raises(Unknown):
        make(server).send("who", POINTS)
    assert len(server.messages) == 1  # it was taken: a second time would be a second message


@BOTH
def test_a_platform_that_is_out_of_reach_is_tried_later(make: Make) -> None:
    with platform_server() as gone:
        carrier = make(gone)
    with pytest.raises(TryLater):
        carrier.send("who", POINTS)


@BOTH
def test_a_platform_that_answers_an_error_of_http_is_tried_later(server: PlatformServer, make: Make) -> None:
    server.status = 502
    with pytest.raises(TryLater, match="502"):
        make(server).send("who", POINTS)


@BOTH
def test_a_touch_without_template_is_ours_to_mend(server: PlatformServer, make: Make) -> None:
    with pytest.raises(GiveUp, match="no template") as given_up:
        make(server, {}).send("who", POINTS)
    assert given_up.value.ours
    assert server.asked == []


@pytest.mark.parametrize("text", ["{name}", "{", "{0}", "{points.real}"])
def test_a_template_asks_for_no_field_that_is_not_told(server: PlatformServer, text: str) -> None:
    with pytest.raises(GiveUp, match="not told"):
        wecom(server, {"points-end": {"text": text}}).send("who", POINTS)
