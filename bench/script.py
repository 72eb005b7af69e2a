"""The script of one member's day in a campaign: the measured actions, and those that prepare them."""

from collections.abc import Callable
from functools import partial
from typing import Any

from bench.phone import Answer, Phone
from bench.recorded import Step

SPA = "/v1/campaigns/spa"


def _event(kind: str, action: str = "", **data: Any) -> Step:
    return Step(action, "POST", "/v1/events", {"type": kind, "data": data})


def _act(action: str, path: str, body: Any = None, **more: Any) -> Step:
    return Step(action, "POST", f"{SPA}/{path}", body or {}, **more)


def script(friend: str) -> list[Step]:
    """The steps of one member, in order. friend: the member who gets a gift."""
    return [
        *(_event("order.paid", amount="400.00 CNY") for _ in range(2)),
        *(_event("shop.visited", shop=shop) for shop in ("east",)),
        _event("member.checked_in"),
        _act("", "boxes/care/draw"),
        Step("home screen", "GET", "/v1/me"),
        _event("page.read", "event"),
        _event("live.watched", minutes=5),
        _event("live.watched", "event, task done", minutes=5),
        _act("draw", "boxes/care/draw"),
        _act("draw, limited prize", "boxes/rare/draw", key="once"),
        _act("replay", "boxes/rare/draw", key="once"),
        _act("ten draws", "boxes/ten/draw", {"times": 10}),
        _act("redeem", "redemptions/monthly/serum/redeem"),
        _act("compose", "collections/outfit/compose"),
        _act("gift", "collections/outfit/send", {"fragment": "hem", "to": friend}),
        _act("sold out, first seen", "redemptions/gone/last/redeem", status=409, fresh=True),
        _act("sold out, known", "redemptions/gone/last/redeem", status=409),
        Step("history page", "GET", "/v1/me/receipts"),
    ]


ACTIONS = tuple(step.action for step in script("") if step.action)
READS = ("home screen", "replay", "sold out, first seen", "sold out, known", "history page")
WRITES = tuple(action for action in ACTIONS if action not in READS)

Around = Callable[[Step, dict[str, Any], Callable[[], Answer]], Answer]
"""A function that is called for each step, with the step, its event and a function that sends it."""


def play(phone: Phone, name: str, around: Around, born: Callable[[str], None] = lambda member: None) -> None:
    """Let a new member play the script. born: called with the member's id before the first step."""
    friend, member = phone.sign_in(f"{name}-friend"), phone.sign_in(name)
    born(member)
    for step in script(friend):
        event = phone.event(step.method, step.path, step.body, member, step.key)
        if step.fresh:
            phone.container.forget_stock()
        answer = around(step, event, partial(phone.send, event))
        assert answer.status == step.status, (step, answer)
