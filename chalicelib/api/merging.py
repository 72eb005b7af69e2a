"""Several ids of one person: records that are merged, and ids of other systems that are linked to a member."""

from typing import Final

from msgspec.structs import replace

from chalicelib.api import adjustments, examples
from chalicelib.api.bills import answered
from chalicelib.api.manage_shapes import Reason
from chalicelib.api.plays import WRITES
from chalicelib.api.rights import MEMBER
from chalicelib.api.route import Call, Reply, Route
from chalicelib.api.shapes import Body, Done
from chalicelib.domain.record.actions import MemberId, ProviderText, SubjectText
from chalicelib.domain.record.receipt import Receipt

MANAGED: Final = f"{MEMBER}/ids"
MERGES: Final = ("unknown_member", "same_member", "already_merged", "on_hold")
REFUSED: Final = ("record_full", "unknown_member", "newer_shape", "definitions_stale", "identity_taken")


class MergeBody(Body, frozen=True, kw_only=True):
    """Another record of the same person."""

    other: MemberId
    """The other id. Whichever record is older stays, and the other leads to it from then on."""
    reason: Reason
    """How it is known that they are one person."""


class LinkBody(Body, frozen=True, kw_only=True):
    """An id that another system has for the member."""

    provider: ProviderText
    """Whose id it is: `crm`, `phone`."""
    subject: SubjectText
    """The id, as that system spells it."""


class LinkedBody(LinkBody, frozen=True, kw_only=True):
    """The same for a member."""

    member: MemberId
    """The member's id."""


def _merge(call: Call) -> Reply:
    body = call.body
    return adjustments.told(
        call,
        call.parts.operations.adjusting.propose_merge(
            call.ids["member"], body.other, body.reason, call.manager, call.key, call.now
        ),
    )


def _link(call: Call) -> Reply:
    return _linked(call, call.ids["member"])


def _link_by_shop(call: Call) -> Reply:
    return _linked(call, call.body.member)


def _linked(call: Call, member: str) -> Reply:
    body = call.body
    return answered(call, call.parts.operations.merging.link(member, body.provider, body.subject, call.now))


_OTHER: Final = "m9f3a1c7b5d2e4f6a8b0c"
_ASKED: Final = MergeBody(other=_OTHER, reason="One phone, seen by the shop in Pudong.")
_PROPOSED: Final = replace(adjustments.WAITS, moves=(), reason=_ASKED.reason, absorbs=_OTHER)
_ID: Final = LinkBody(provider="crm", subject="4711")
_DONE: Final = Done(
    server_time=examples.NOW,
    receipt=Receipt("p3Zk8m1QxW5rT0yB", 12, examples.NOW, "link", {"provider": "crm", "subject": "4711"}),
)

ROUTES = (
    Route(
        "merge",
        "POST",
        f"{MEMBER}/merge",
        "Propose to merge two records of one person; nothing moves before a second manager approves it.",
        _merge,
        adjustments.Adjusted,
        adjustments.Adjusted(server_time=examples.NOW, adjustment=_PROPOSED),
        "manager",
        body=MergeBody,
        example_body=_ASKED,
        keyed=True,
        codes=(*WRITES, *MERGES),
    ),
    Route(
        "link",
        "POST",
        MANAGED,
        "Let an id of another system lead to a member: events may name the member by it.",
        _link,
        Done,
        _DONE,
        "manager",
        body=LinkBody,
        example_body=_ID,
        codes=REFUSED,
    ),
    Route(
        "link_by_shop",
        "POST",
        "/v1/ids",
        "Let an id of another system lead to a member, as a shop's server says, signed.",
        _link_by_shop,
        Done,
        _DONE,
        "shop",
        body=LinkedBody,
        example_body=LinkedBody(member=examples.MEMBER, provider="crm", subject="4711"),
        codes=REFUSED,
    ),
)
