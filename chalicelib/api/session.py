"""Signing in: from an identity provider's code, or from the word of the shop's server, to a token."""

from typing import Final

from chalicelib.api import examples
from chalicelib.api.auth import Caller, issue_token
from chalicelib.api.bills import answered
from chalicelib.api.plays import WRITES
from chalicelib.api.route import Call, Reply, Route
from chalicelib.api.shapes import AddIdBody, Done, Session, SignInBody, VouchedBody
from chalicelib.domain.record.receipt import Receipt
from chalicelib.services.sign_in import Led, SignedIn


def _sign_in(call: Call) -> Reply:
    """A token for the member that the identity provider vouches for."""
    body, led = call.body, Led(call.body.via, call.body.channel_code)
    return _session(call, call.parts.sign_in.sign_in(body.provider, body.code, call.now, led, body.nonce))


def _vouched(call: Call) -> Reply:
    """A token for the customer that the shop's server names."""
    body, led = call.body, Led(call.body.via, call.body.channel_code)
    return _session(call, call.parts.sign_in.vouched(body.provider, body.subject, call.now, led))


def _add(call: Call) -> Reply:
    """Another way in for the member: what the provider vouches for leads to the caller from now on."""
    body, caller = call.body, call.caller
    signing = call.parts.sign_in
    return answered(call, signing.add(caller.member, caller.epoch, body.provider, body.code, call.now, body.nonce))


def _session(call: Call, known: SignedIn) -> Reply:
    token, expires = issue_token(call.parts.settings, Caller(known.member, known.epoch), call.parts.wall())
    return Reply(Session(server_time=call.now, token=token, member=known.member, expires=expires))


_ADDED: Final = Receipt("p3Zk8m1QxW5rT0yB", 12, examples.NOW, "link", {"provider": "phone"})
_CODES: Final = ("unknown_provider", "newer_shape")

ROUTES = (
    Route(
        name="sign_in",
        method="POST",
        path="/v1/session",
        summary="Sign in with what an identity provider gave the client.",
        handler=_sign_in,
        answer=Session,
        example=examples.SESSION,
        auth="anyone",
        body=SignInBody,
        example_body=SignInBody(provider="dev", code="ana"),
        codes=(*_CODES, "bad_code", "sign_in_blocked"),
    ),
    Route(
        name="vouch",
        method="POST",
        path="/v1/sessions",
        summary="Get a session for a customer of the shop, as the shop's server says, signed.",
        handler=_vouched,
        answer=Session,
        example=examples.SESSION,
        auth="shop",
        body=VouchedBody,
        example_body=VouchedBody(provider="crm", subject="4711"),
        codes=_CODES,
    ),
    Route(
        name="add_id",
        method="POST",
        path="/v1/me/ids",
        summary="Add another way to sign in: what a provider vouches for leads to this member from now on.",
        handler=_add,
        answer=Done,
        example=Done(server_time=examples.NOW, receipt=_ADDED),
        auth="member",
        body=AddIdBody,
        example_body=AddIdBody(provider="phone", code="e31968a7f94cc5ee"),
        codes=(*WRITES, "unknown_provider", "bad_code", "sign_in_blocked", "identity_taken"),
    ),
)
