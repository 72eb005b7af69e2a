"""What a member does: each route is an action, made of the path's ids and the body's fields."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import msgspec

from chalicelib.api import examples
from chalicelib.api.route import CAMPAIGN, DEFINED, Call, Reply, Route
from chalicelib.api.shapes import Done, DrawBody, EventBody, ExchangeBody, NoBody, SendBody, embedded
from chalicelib.domain.mechanics.blind_box.play import Draw
from chalicelib.domain.mechanics.collection.play import Compose, Exchange, Send
from chalicelib.domain.mechanics.redemption.play import Redeem
from chalicelib.domain.record.actions import Action, Happened, Join
from chalicelib.domain.wire.ijson import fingerprint
from chalicelib.services.act import Answered, Request

SCOPE = "member"
"""A member's own keys; the events of a source have a scope of their own."""

WRITES: Final = (*DEFINED, "newer_shape", "unknown_member", "token_revoked", "receipt_gone")
PLAYS: Final = (*WRITES, "unknown_campaign", "window_closed", "campaign_paused", "not_eligible", "not_joined")


def _act(action: type[Action]) -> Callable[[Call], Reply]:
    """The handler of an action whose fields are the path's ids and the body's fields."""

    def handle(call: Call) -> Reply:
        return _perform(call, action(**call.ids, **msgspec.structs.asdict(call.body)))

    return handle


def _report_event(call: Call) -> Reply:
    """The member's own client reports an event: it happened now, whatever the phone's clock says."""
    seen = call.body
    return _perform(call, Happened(call.key, SCOPE, seen.type, call.now, seen.data, by_client=True))


def _perform(call: Call, action: Action) -> Reply:
    asked = fingerprint(call.route.name, call.ids, call.tree)
    request = Request(SCOPE, call.key, asked, action)
    [done] = call.parts.act.act(call.caller.member, [request], call.now, call.caller.epoch)
    if not isinstance(done, Answered):
        raise done
    receipt = None if done.receipt is None else embedded(done.receipt)
    return Reply(Done(server_time=call.now, receipt=receipt), done.replayed)


def _action(action: type[Action], path: str, summary: str, body: Any, sent: Any, done: Done, *codes: str) -> Route:
    """A row of what members do: the path's ids and the body's fields are the action's fields."""
    return Route(
        name=str(action.__struct_config__.tag),
        method="POST",
        path=path,
        summary=summary,
        handler=_act(action),
        answer=Done,
        example=done,
        auth="member",
        body=body,
        example_body=sent,
        keyed=True,
        codes=PLAYS + codes,
    )


ROUTES = (
    _action(
        Join,
        f"{CAMPAIGN}/join",
        "Opt in to a campaign that asks for it.",
        NoBody,
        NoBody(),
        examples.done("join", "", {}),
        "not_offered",
        "already_joined",
    ),
    _action(
        Draw,
        f"{CAMPAIGN}/boxes/{{box}}/draw",
        "Draw from a blind box, once or ten times in one action.",
        DrawBody,
        DrawBody(times=1),
        examples.DRAWN,
        "unknown_box",
        "too_young",
        "age_unknown",
        "guardian_needed",
        "not_offered",
        "limit_reached",
        "not_enough",
        "sold_out",
    ),
    _action(
        Compose,
        f"{CAMPAIGN}/collections/{{collection}}/compose",
        "Turn a full set into its reward.",
        NoBody,
        NoBody(),
        examples.done(
            "compose",
            "collections/outfit",
            {"fragments/outfit/collar": -1, "fragments/outfit/hem": -1, "draws/atelier": 3},
        ),
        "unknown_collection",
        "limit_reached",
        "not_enough",
        "sold_out",
    ),
    _action(
        Exchange,
        f"{CAMPAIGN}/collections/{{collection}}/exchange",
        "Turn duplicates into one fragment of choice.",
        ExchangeBody,
        ExchangeBody(fragment="hem"),
        examples.done(
            "exchange",
            "collections/outfit:exchange",
            {"fragments/outfit/collar": -3, "fragments/outfit/hem": 1},
            fragment="hem",
        ),
        "unknown_collection",
        "unknown_fragment",
        "not_offered",
        "not_enough",
    ),
    _action(
        Send,
        f"{CAMPAIGN}/collections/{{collection}}/send",
        "Give a fragment to another member.",
        SendBody,
        SendBody(fragment="collar", to=examples.MEMBER),
        examples.done(
            "send", "collections/outfit:send", {"fragments/outfit/collar": -1}, fragment="collar", to=examples.MEMBER
        ),
        "unknown_collection",
        "unknown_fragment",
        "not_offered",
        "gift_to_self",
        "limit_reached",
        "not_enough",
    ),
    _action(
        Redeem,
        f"{CAMPAIGN}/redemptions/{{redemption}}/{{offer}}/redeem",
        "Redeem an offer while its window is open.",
        NoBody,
        NoBody(),
        examples.done(
            "redeem",
            "redemptions/monthly/serum",
            {"points": -100, "prizes/serum": 1},
            redemption="monthly",
            offer="serum",
        ),
        "unknown_redemption",
        "unknown_offer",
        "limit_reached",
        "not_enough",
        "sold_out",
    ),
    Route(
        name="report_event",
        method="POST",
        path="/v1/events",
        summary="Report an event that the member's own client saw; it happened now.",
        handler=_report_event,
        answer=Done,
        example=examples.done("event", "challenges/missions/check-in", {"points": 2}, type="member.checked_in"),
        auth="member",
        body=EventBody,
        example_body=EventBody(type="member.checked_in"),
        keyed=True,
        codes=(*WRITES, "unknown_event_type", "event_not_from_client", "bad_event_field", "already_claimed"),
    ),
)
