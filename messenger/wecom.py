"""WeCom: messages of an application to people who are known by their WeCom id.

https://developer.work.weixin.qq.com/document/path/90236
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from messenger.carrier import GiveUp, TryLater
from messenger.message import Message
from messenger.platform import SOON, Platform, wall_seconds
from messenger.templates import filled, template_of

URL: Final = "https://qyapi.weixin.qq.com"
HOUR: Final = 3600

EXPIRED: Final = frozenset({40001, 40014, 42001})
THEIRS: Final = {81013: "nobody of this id is in the application's range", 60111: "there is no such id"}
LATER: Final = {-1: SOON, 45033: 5, 45009: HOUR}
"""Codes: it is busy; too many requests at once; more than it takes in a minute, an hour or a day."""


class ApplicationMessages:
    """Sends text messages of an application."""

    provider = "wecom"

    def __init__(
        self,
        corpid: str,
        secret: str,
        agentid: int,
        templates: Mapping[str, Any],
        url: str = URL,
        clock: Callable[[], float] = wall_seconds,
    ) -> None:
        """templates: by touch, {text: TEXT}."""
        self._platform = Platform(
            url, lambda one: one.get("/cgi-bin/gettoken", corpid=corpid, corpsecret=secret), EXPIRED, clock
        )
        self._agentid, self._templates = agentid, templates

    def send(self, to: str, message: Message) -> None:
        """Send a message to a WeCom id. WeCom drops the same text to the same person within half an hour by itself."""
        text = filled(str(template_of(self._templates, message)["text"]), message)
        body = {
            "touser": to,
            "msgtype": "text",
            "agentid": self._agentid,
            "text": {"content": text},
            "enable_duplicate_check": 1,
        }
        answer = self._platform.ask("/cgi-bin/message/send", body)
        code = answer.get("errcode", 0)
        if code in LATER:
            raise TryLater(f"wecom {code}", LATER[code])
        if code:
            raise GiveUp(f"wecom {code}", ours=code not in THEIRS)
        if answer.get("invaliduser"):
            raise GiveUp("wecom invaliduser")
