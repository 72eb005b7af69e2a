"""Requests of strangers, cheats and broken clients: each must be refused in its own way, and leave nothing behind."""

import json
from collections.abc import Sequence
from typing import Any

from local.demo.moves import Attack

DRAW = "/v1/campaigns/tea-shop/boxes/shop/draw"
SEND = "/v1/campaigns/new-year-cards/collections/luck/send"
INGEST = "/v1/ingest"


def attacks(key: str, time: str) -> tuple[Attack, ...]:
    """All attacks. key: one that nobody else uses; time: a moment at which events may count, RFC 3339."""
    signed = (*_forged_calls(key, time), *_bad_events(key, time))
    return (*_broken_bodies(key), *_strangers(key), *_wrong_ids(key), *signed)


def _broken_bodies(key: str) -> Sequence[Attack]:
    bodies: Sequence[tuple[str, bytes, int, str]] = (
        ("a body that is no JSON", b'{"times": ', 400, "malformed_json"),
        ("a key that is given twice", b'{"times": 1, "times": 10}', 400, "malformed_json"),
        ("a body that is not UTF-8", b'{"times": "\xff\xfe"}', 400, "malformed_json"),
        ("NaN", b'{"times": NaN}', 400, "malformed_json"),
        ("a body nested a thousand deep", b"[" * 1000 + b"]" * 1000, 400, "malformed_json"),
        ("a negative number", b'{"times": -1}', 422, "invalid_body"),
        ("a number of 40 digits", b'{"times": ' + b"9" * 40 + b"}", 422, "invalid_body"),
        ("an infinite number", b'{"times": 1e999}', 422, "invalid_body"),
        ("a text for a number", b'{"times": "10"}', 422, "invalid_body"),
        ("a list for an object", b"[1]", 422, "invalid_body"),
        ("another member's id in the body", b'{"times": 1, "member": "person-2"}', 422, "invalid_body"),
        ("a body of a megabyte", b'{"times": "' + b"x" * 1_000_000 + b'"}', 413, "body_too_large"),
    )
    return [
        Attack(what, DRAW, status, code, body=body, key=f"{key}-body-{i}")
        for i, (what, body, status, code) in enumerate(bodies)
    ]


def _strangers(key: str) -> Sequence[Attack]:
    return (
        Attack("no token", DRAW, 401, "unauthenticated", key=key, token="none"),
        Attack("a token that is none", DRAW, 401, "unauthenticated", key=key, token="garbage"),
        Attack("a token of another issuer", DRAW, 401, "unauthenticated", key=key, token="foreign"),
        Attack("a token without a signature", DRAW, 401, "unauthenticated", key=key, token="unsigned"),
        Attack("no key", DRAW, 400, "idempotency_key_missing"),
        Attack("a key of 256 characters", DRAW, 400, "idempotency_key_invalid", key="k" * 256),
        Attack(
            "a form", DRAW, 415, "unsupported_media_type", key=key, content_type="application/x-www-form-urlencoded"
        ),
        Attack("GET for an action", DRAW, 405, "method_not_allowed", method="GET"),
        Attack("a receipt of nobody", "/v1/me/receipts?before=AAAAAAAAAAAAAAAA", 404, "unknown_receipt", method="GET"),
    )


def _wrong_ids(key: str) -> Sequence[Attack]:
    def act(what: str, path: str, status: int, code: str, **body: Any) -> Attack:
        return Attack(what, path, status, code, body=json.dumps(body).encode(), key=f"{key}-{code}")

    return (
        act("a campaign that nobody has", "/v1/campaigns/nowhere/boxes/shop/draw", 404, "unknown_campaign"),
        act("a box that nobody has", "/v1/campaigns/tea-shop/boxes/nothing/draw", 404, "unknown_box"),
        act("an encoded slash in an id", "/v1/campaigns/tea%2Fshop/boxes/shop/draw", 400, "invalid_id"),
        act("a route that nobody has", "/v1/campaigns/tea-shop/steal", 404, "unknown_route"),
        act("ten draws where one is offered", "/v1/campaigns/care-box/boxes/care/draw", 409, "not_offered", times=10),
        act("a gift to oneself", SEND, 409, "gift_to_self", fragment="love", to="person-1"),
        act("a gift to nobody", SEND, 404, "unknown_member", fragment="love", to="nobody"),
        act("a fragment that nobody has", SEND, 404, "unknown_fragment", fragment="gold", to="person-2"),
        act("an order by the member's own client", "/v1/events", 422, "event_not_from_client", type="order.paid"),
        act("an event that nobody declared", "/v1/events", 404, "unknown_event_type", type="coins.minted"),
    )


def _forged_calls(key: str, time: str) -> Sequence[Attack]:
    body = json.dumps([_event(f"{key}-forged", time)]).encode()
    many = json.dumps([_event(f"{key}-{i}", time) for i in range(101)]).encode()
    return (
        Attack("a call without a signature", INGEST, 401, "bad_signature", body=body),
        Attack("a signature by another secret", INGEST, 401, "bad_signature", body=body, signature="forged"),
        Attack("a signed call from ten minutes ago", INGEST, 401, "bad_signature", body=body, signature="old"),
        Attack("a body altered after it was signed", INGEST, 401, "bad_signature", body=body, signature="altered"),
        Attack("101 events in a batch", INGEST, 422, "invalid_body", body=many, signature="good"),
        Attack("a signed body that is no JSON", INGEST, 400, "malformed_json", body=b"[{", signature="good"),
    )


def _bad_events(key: str, time: str) -> Sequence[Attack]:
    """Signed, and taken as a batch; the event by itself is refused."""
    paid = "order.paid"
    events: Sequence[tuple[str, dict[str, Any], str]] = (
        ("an event of nobody", {"subject": "nobody"}, "unknown_member"),
        ("a subject that can't be", {"subject": "../person-2"}, "invalid_body"),
        ("an unknown field of the event", {"recipient": "person-2"}, "invalid_body"),
        ("a time without an offset", {"time": "2026-06-05T10:00:00"}, "invalid_body"),
        ("money that is a number", {"type": paid, "data": {"amount": 399}}, "bad_event_field"),
        ("money of a trillion", {"type": paid, "data": {"amount": "9" * 20 + ".00 CNY"}}, "bad_event_field"),
        ("a field that the type lacks", {"type": paid, "data": {"points": 1000000}}, "bad_event_field"),
        ("a year that is to come", {"type": "run.finished", "time": "2027-06-05T10:00:00Z"}, "event_in_future"),
    )
    return [
        Attack(
            what,
            INGEST,
            200,
            "",
            body=json.dumps([_event(f"{key}-event-{i}", time) | changed]).encode(),
            signature="good",
            event_code=code,
        )
        for i, (what, changed, code) in enumerate(events)
    ]


def _event(id: str, time: str) -> dict[str, Any]:
    return {"id": id, "source": "stranger", "type": "shop.visited", "subject": "person-1", "time": time, "data": {}}
