"""Adjustments: a manager proposes to correct what a member holds, and a second one approves it or says no."""

from typing import Annotated, Final

from msgspec import Meta, Struct

from chalicelib.api import examples
from chalicelib.api.manage_shapes import Reason
from chalicelib.api.plays import WRITES
from chalicelib.api.rights import MEMBER
from chalicelib.api.route import Call, Reply, ResponseBody, Route
from chalicelib.api.shapes import Body
from chalicelib.domain.record.actions import Correction
from chalicelib.domain.record.adjustment import Adjustment
from chalicelib.domain.record.journal import WIDE
from chalicelib.domain.words.errors import InvalidBody
from chalicelib.domain.words.values import END, LARGEST_INTEGER

OPEN: Final = "/v1/manage/adjustments"
ALL: Final = f"{MEMBER}/adjustments"
ONE: Final = f"{ALL}/{{adjustment}}"

Moved = Annotated[int, Meta(ge=-LARGEST_INTEGER, le=LARGEST_INTEGER)]
Asset = Annotated[
    str,
    Meta(pattern=r"^(points|stars|draws/[A-Za-z0-9-]{1,128}|fragments/[A-Za-z0-9-]{1,128}/[A-Za-z0-9-]{1,128})" + END),
]


class MoveBody(Struct, frozen=True, forbid_unknown_fields=True):
    """One movement of an adjustment."""

    asset: Asset
    """`points`, `stars`, `draws/BOX` or `fragments/COLLECTION/NAME`."""
    n: Moved
    """How many: positive is given to the member, negative is taken; not 0."""
    campaign: str = ""
    """The campaign of draws and fragments; left out for points and stars."""


class AdjustmentBody(Body, frozen=True, kw_only=True):
    """A correction that is proposed, all of it or nothing."""

    moves: Annotated[list[MoveBody], Meta(min_length=1, max_length=20)]
    """Each thing that is given or taken."""
    reason: Reason
    """Why, in words that the member may read: they are on the receipt."""


class Adjusted(ResponseBody, frozen=True, kw_only=True):
    """An adjustment."""

    adjustment: Adjustment
    """How it stands."""


class OpenAdjustments(ResponseBody, frozen=True, kw_only=True):
    """The adjustments that are not decided yet."""

    adjustments: list[Adjustment]
    """The oldest first."""


def _propose(call: Call) -> Reply:
    moves = [Correction(one.asset, one.n, one.campaign) for one in call.body.moves]
    for at, one in enumerate(moves):
        if one.n == 0:
            raise InvalidBody(f"Nothing moves by 0 - at `$.moves[{at}].n`.")
        if bool(one.campaign) is (one.asset in WIDE):
            raise InvalidBody(f"Name the campaign of draws and fragments, and only of these - at `$.moves[{at}]`.")
    found = call.parts.operations.adjusting.propose(
        call.ids["member"], moves, call.body.reason, call.manager, call.key, call.now
    )
    return told(call, found)


def _open(call: Call) -> Reply:
    return Reply(OpenAdjustments(server_time=call.now, adjustments=call.parts.operations.adjusting.open()))


def _read(call: Call) -> Reply:
    return told(call, call.parts.operations.adjusting.read(call.ids["member"], call.ids["adjustment"]))


def _approve(call: Call) -> Reply:
    return told(call, call.parts.operations.adjusting.approve(*_of(call), call.manager, call.now))


def _decline(call: Call) -> Reply:
    return told(call, call.parts.operations.adjusting.decline(*_of(call), call.manager, call.now))


def _of(call: Call) -> tuple[str, str]:
    return call.ids["member"], call.ids["adjustment"]


def told(call: Call, found: Adjustment) -> Reply:
    return Reply(Adjusted(server_time=call.now, adjustment=found))


_ASKED = AdjustmentBody(
    moves=[MoveBody("points", 50), MoveBody("draws/care", 1, "care-box")], reason="Your order of June came too late."
)
WAITS = Adjustment(
    "0f3a9c1b7d2e4f5a6b7c",
    examples.MEMBER,
    tuple(Correction(one.asset, one.n, one.campaign) for one in _ASKED.moves),
    _ASKED.reason,
    "ana",
    examples.NOW - 60_000,
)
_DONE = Adjustment(WAITS.id, WAITS.member, WAITS.moves, WAITS.reason, WAITS.by, WAITS.at, "done", "bo", examples.NOW)
_KNOWN: Final = ("unknown_adjustment",)
_DECIDED: Final = (*_KNOWN, "adjustment_decided", "revision_conflict")

ROUTES = (
    Route(
        "adjust",
        "POST",
        ALL,
        "Propose to correct what a member holds; nothing moves before a second manager approves.",
        _propose,
        Adjusted,
        Adjusted(server_time=examples.NOW, adjustment=WAITS),
        "manager",
        body=AdjustmentBody,
        example_body=_ASKED,
        keyed=True,
        codes=(*WRITES, "unknown_campaign", "unknown_asset", "not_enough"),
    ),
    Route(
        "adjustments",
        "GET",
        OPEN,
        "The adjustments that wait for a second manager, the oldest first.",
        _open,
        OpenAdjustments,
        OpenAdjustments(server_time=examples.NOW, adjustments=[WAITS]),
        "manager",
    ),
    Route(
        "adjustment",
        "GET",
        ONE,
        "One adjustment, and what became of it.",
        _read,
        Adjusted,
        Adjusted(server_time=examples.NOW, adjustment=_DONE),
        "manager",
        codes=_KNOWN,
    ),
    Route(
        "approve_adjustment",
        "POST",
        f"{ONE}/approve",
        "Do an adjustment that somebody else proposed.",
        _approve,
        Adjusted,
        Adjusted(server_time=examples.NOW, adjustment=_DONE),
        "manager",
        codes=(*_DECIDED, *WRITES, "own_adjustment"),
    ),
    Route(
        "decline_adjustment",
        "POST",
        f"{ONE}/decline",
        "Say no to an adjustment, or take back one's own.",
        _decline,
        Adjusted,
        Adjusted(server_time=examples.NOW, adjustment=WAITS),
        "manager",
        codes=_DECIDED,
    ),
)
