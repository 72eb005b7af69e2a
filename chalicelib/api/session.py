"""Signing in: from an identity provider's code to a token."""

from chalicelib.api import examples
from chalicelib.api.auth import Caller, issue_token
from chalicelib.api.route import Call, Reply, Route
from chalicelib.api.shapes import Session, SignInBody
from chalicelib.services.sign_in import Led


def _sign_in(call: Call) -> Reply:
    """A token for the member that the identity provider vouches for."""
    body = call.body
    known = call.parts.sign_in.sign_in(body.provider, body.code, call.now, Led(body.via, body.channel_code))
    token, expires = issue_token(call.parts.settings, Caller(known.member, known.epoch), call.parts.wall())
    return Reply(Session(server_time=call.now, token=token, member=known.member, expires=expires))


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
        codes=("unknown_provider", "bad_code", "sign_in_blocked", "newer_shape"),
    ),
)
