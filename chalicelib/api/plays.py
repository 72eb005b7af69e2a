"""The routes of a member's actions: each route is an action, made of the path's ids and the body's fields."""

from collections.abc import Callable, Iterable
from itertools import chain
from typing import Any, Final, cast

import msgspec

from chalicelib.api import examples
from chalicelib.api.route import CAMPAIGN, DEFINED, Call, Reply, Route
from chalicelib.api.shapes import Acted, Body, ClaimBody, EventBody, NoBody, embedded
from chalicelib.domain.mechanics import MECHANICS
from chalicelib.domain.mechanics.mechanic import Example
from chalicelib.domain.record.actions import Action, Happened, Join, named
from chalicelib.domain.views.change import HomeChange
from chalicelib.domain.wire.ijson import fingerprint
from chalicelib.services.act import Answered, Request

SCOPE = "member"
"""A member's own keys; the events of a source have a scope of their own."""

FULL: Final = ("record_full", "number_full")
CLAIMS: Final = ("already_claimed", "order_not_matching", "limit_reached", "event_too_late")
WRITES: Final = (*DEFINED, "newer_shape", "unknown_member", "token_revoked", "receipt_gone", *FULL)
PLAYS: Final = (*WRITES, "unknown_campaign", "window_closed", "campaign_paused", "not_eligible", "not_joined")


def _act(action: type[Action]) -> Callable[[Call], Reply]:
    """The handler of an action whose fields are the path's ids and the body's fields."""

    def handle(call: Call) -> Reply:
        return perform(call, action(**call.ids, **msgspec.structs.asdict(call.body)))

    return handle


def _report_event(call: Call) -> Reply:
    """The member's own client reports an event: it happened now, whatever the phone's clock says."""
    seen = call.body
    return perform(call, Happened(call.key, SCOPE, seen.type, call.now, seen.data, by_client=True))


def perform(call: Call, action: Action) -> Reply:
    """Do a member's action under the request's key, and answer its receipt; null where it changes nothing."""
    asked = fingerprint(call.route.name, call.ids, call.tree)
    request = Request(SCOPE, call.key, asked, action)
    [done] = call.parts.act.act(call.caller.member, [request], call.now, call.caller.epoch)
    if not isinstance(done, Answered):
        raise done
    receipt = None if done.receipt is None else embedded(done.receipt)
    if not call.prefers_home:
        return Reply(Acted(server_time=call.now, receipt=receipt), done.replayed)
    home = _change(call, done)
    return Reply(Acted(server_time=call.now, receipt=receipt, home=home), done.replayed, shows_home=home is not None)


def _change(call: Call, done: Answered) -> HomeChange | None:
    """The change of the caller's home screen; None where nobody knows it, or where it is of another record."""
    if done.step is None or done.step.before.id != call.caller.member:
        return None
    return call.parts.show.change(done.step)


def _route(action: type[Action], path: str, summary: str, example: Example, codes: Iterable[str]) -> Route:
    """A row of what members do: the path's ids and the body's fields are the action's fields."""
    body = _body(action, path)
    sent = {name: example.asked[name] for name in body.__struct_fields__}
    return Route(
        name=named(action),
        method="POST",
        path=f"{CAMPAIGN}/{path}",
        summary=summary,
        handler=_act(action),
        answer=Acted,
        example=examples.done_as(named(action), example),
        auth="member",
        body=body,
        example_body=body(**sent),
        keyed=True,
        codes=(*PLAYS, *codes),
    )


def _body(action: type[Action], path: str) -> type[Body]:
    """The request's body: the fields of the action that its path does not name, by the same rules."""
    fields = [one for one in msgspec.structs.fields(action) if f"{{{one.name}}}" not in f"{CAMPAIGN}/{path}"]
    if not fields:
        return NoBody
    spelled: list[Any] = [(one.name, one.type, *([] if one.required else [one.default])) for one in fields]
    made = msgspec.defstruct(
        f"{action.__name__}Body",
        spelled,
        bases=(Body,),
        module=__name__,
        namespace={"__doc__": action.__doc__, "made_of": action},
        frozen=True,
        kw_only=True,
    )
    return cast(type[Body], made)


REPORTS: Final = (
    *WRITES,
    "unknown_event_type",
    "event_not_from_client",
    "event_from_tessera",
    "bad_event_field",
    "event_too_large",
    *CLAIMS,
)
"""The codes that what a member's client reports may be refused with."""

ROUTES = (
    _route(
        Join,
        "join",
        "Opt in to a campaign that asks for it.",
        Example(asked={}, moved={}),
        ("not_offered", "already_joined"),
    ),
    *(
        _route(play.action, play.path, play.summary, play.example, chain.from_iterable(play.refused.values()))
        for mechanic in MECHANICS
        for play in mechanic.plays
    ),
    Route(
        name="report_event",
        method="POST",
        path="/v1/events",
        summary="Report an event that the member's own client saw; it happened now.",
        handler=_report_event,
        answer=Acted,
        example=examples.done("event", "challenges/missions/check-in", {"points": 2}, type="member.checked_in"),
        auth="member",
        body=EventBody,
        example_body=EventBody(type="member.checked_in"),
        keyed=True,
        codes=REPORTS,
    ),
    Route(
        name="claim_order",
        method="POST",
        path="/v1/orders/claim",
        summary="Claim an order by its number: it counts, or is waited for where it has not come yet.",
        handler=_report_event,
        answer=Acted,
        example=examples.done("event", "challenges/orders/any", {"points": 199}, type="order.claimed"),
        auth="member",
        body=ClaimBody,
        example_body=ClaimBody(data={"channel": "douyin", "order": "77", "phone-end": "8899"}),
        keyed=True,
        codes=REPORTS,
    ),
)
