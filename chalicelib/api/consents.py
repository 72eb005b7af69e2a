"""The route of consents: a member wants to be reached by a channel, or does no more."""

from chalicelib.api import examples
from chalicelib.api.plays import WRITES, perform
from chalicelib.api.route import Call, Reply, Route
from chalicelib.api.shapes import Acted, Body
from chalicelib.domain.record.actions import GiveConsent, NameText


class ConsentBody(Body, frozen=True, kw_only=True):
    """A member's will about one channel."""

    channel: NameText
    """The channel, as the programme names it: one that needs consent."""
    given: bool
    """Whether the member wants to be reached by it; false withdraws what was given."""


def _consent(call: Call) -> Reply:
    return perform(call, GiveConsent(call.body.channel, call.body.given))


ROUTES = (
    Route(
        name="consent",
        method="POST",
        path="/v1/me/consents",
        summary="Consent to be reached by a channel, or withdraw it.",
        handler=_consent,
        answer=Acted,
        example=examples.done("consent", "", {}, channel="sms", given=True),
        auth="member",
        body=ConsentBody,
        example_body=ConsentBody(channel="sms", given=True),
        keyed=True,
        codes=(*WRITES, "unknown_channel"),
    ),
)
