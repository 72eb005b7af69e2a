"""WeChat: subscribe messages of a mini program. One grant of the member (`wx.requestSubscribeMessage`) is one message.

https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/mp-message-management/subscribe-message/sendMessage.html
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from messenger.carrier import GiveUp, TryLater
from messenger.message import Message
from messenger.platform import SOON, Platform, wall_seconds
from messenger.templates import filled, template_of

URL: Final = "https://api.weixin.qq.com"
HOUR: Final = 3600

EXPIRED: Final = frozenset({40001, 40014, 42001})
"""The token is wrong, or over: another server of the brand has fetched one."""

THEIRS: Final = {40003: "the person is not known to this app", 43101: "the person has not allowed it"}
OURS: Final = {40037: "no such template", 47003: "the template wants other arguments", 41030: "no such page"}
LATER: Final = {-1: SOON, 45009: HOUR, 43108: SOON}
"""Codes: it is busy; the app's messages of today are used up; too many to one person at once."""


class SubscribeMessages:
    """Sends subscribe messages."""

    provider = "wechat"

    def __init__(
        self,
        appid: str,
        secret: str,
        templates: Mapping[str, Any],
        url: str = URL,
        clock: Callable[[], float] = wall_seconds,
    ) -> None:
        """templates: by touch, {template: ID, page: PATH, data: {KEY: TEXT}}."""
        asked = {"grant_type": "client_credential", "appid": appid, "secret": secret}
        # the stable token leaves those of the brand's other servers as they are, unlike /cgi-bin/token
        self._platform = Platform(url, lambda one: one.post("/cgi-bin/stable_token", asked), EXPIRED, clock)
        self._templates = templates

    def send(self, to: str, message: Message) -> None:
        """Send a message to an openid."""
        template = template_of(self._templates, message)
        data = {key: {"value": filled(str(text), message)} for key, text in template.get("data", {}).items()}
        body = {"touser": to, "template_id": template["template"], "data": data}
        if "page" in template:
            body["page"] = template["page"]
        answer = self._platform.ask("/cgi-bin/message/subscribe/send", body)
        code = answer.get("errcode", 0)
        if code in LATER:
            raise TryLater(f"wechat {code}", LATER[code])
        if code:
            raise GiveUp(f"wechat {code}", ours=code not in THEIRS)
