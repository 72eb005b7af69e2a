"""The routes of boards: a member's place, and the review by managers."""

from typing import Annotated, Final

from msgspec import Meta

from chalicelib.api.examples import MEMBER, NOW
from chalicelib.api.manage import COMMAND, KNOWN, ONE
from chalicelib.api.manage_shapes import NOT_BLANK, Note
from chalicelib.api.route import CAMPAIGN, DEFINED, Call, Parameter, Reply, ResponseBody, Route
from chalicelib.api.shapes import Body
from chalicelib.domain.mechanics.board.picture import TOLD_APART
from chalicelib.domain.record.actions import MemberId
from chalicelib.domain.views.board import BoardPlace, BoardStanding, NextPrize
from chalicelib.domain.words.values import Bag
from chalicelib.services.review import BoardReview, RankingLine
from chalicelib.services.steer import Instruction

SHOWN: Final = 10
"""First places that are shown where nobody says how many."""

BOARD: Final = "boards/{board}"
WINDOW: Final = "The id of a ranking; left out, the one that counts now, or the last one."
FIRST: Final = Parameter(
    f"How many of the first places: {SHOWN} where it is left out, {TOLD_APART:,} at most.",
    Annotated[int, Meta(ge=0, le=TOLD_APART)],
)


class MyPlace(ResponseBody, frozen=True, kw_only=True):
    """The member's place on a board."""

    board: BoardStanding
    """The ranking, as the member sees it."""


class ManagedBoard(ResponseBody, frozen=True, kw_only=True):
    """A board as managers see it."""

    board: BoardReview
    """Its rankings, and the first places of one."""


class StrikeBody(Body, frozen=True, kw_only=True):
    """A member who is taken off a frozen ranking."""

    member: MemberId
    """The member's id."""
    note: Annotated[Note, Meta(min_length=1, pattern=NOT_BLANK)]
    """The reason, for whoever reads the audit trail."""
    window: str | None = None
    """The id of the ranking; null: the last one that is over."""


class MemberStruck(ResponseBody, frozen=True, kw_only=True):
    """The result of striking somebody off."""

    changed: bool
    """False where it was done already."""
    board: BoardReview
    """The board as it stands now."""


def _place(call: Call) -> Reply:
    """The member's place, in one read."""
    found = call.parts.standings.of(
        call.ids["campaign"],
        call.ids["board"],
        call.caller.member,
        call.now,
        call.caller.epoch,
        call.query.get("window"),
        call.query.get("first", SHOWN),
    )
    return Reply(MyPlace(server_time=call.now, board=found))


def _review(call: Call) -> Reply:
    return Reply(ManagedBoard(server_time=call.now, board=_board(call, call.query.get("window"))))


def _strike(call: Call) -> Reply:
    sent = call.body
    instruction = Instruction(call.manager, call.now, sent.note)
    done = call.parts.operations.review.strike(
        call.ids["campaign"], call.ids["board"], sent.member, instruction, window=sent.window
    )
    return Reply(MemberStruck(server_time=call.now, changed=done.changed, board=_board(call, sent.window)))


def _board(call: Call, window: str | None) -> BoardReview:
    return call.parts.operations.review.look(call.ids["campaign"], call.ids["board"], call.now, window)


_FIRST_PLACE = BoardPlace(1, "m-2bW8kQ0tYc5n", 12, NOW - 7_200_000)
_OWN_PLACE = BoardPlace(2, MEMBER, 9, NOW - 3_600_000)
_STANDING = BoardStanding(
    window="c",
    opens=NOW - 86_400_000,
    closes=NOW + 17 * 86_400_000,
    score=9,
    as_of=NOW - 40_000,
    final=False,
    paid=False,
    entries=2,
    rank=2,
    shared=False,
    next_above=None,
    near=(_FIRST_PLACE, _OWN_PLACE),
    next_prize=NextPrize(1, Bag(prizes={"bike": 1}), 4),
    first=(_FIRST_PLACE, _OWN_PLACE),
)
_LINE = RankingLine(
    window="c",
    opens=NOW - 20 * 86_400_000,
    closes=NOW - 2 * 86_400_000,
    pays=NOW + 2 * 86_400_000,
    as_of=NOW - 86_000_000,
    entries=2,
    frozen=NOW - 86_000_000,
    hash="2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
    struck=(),
    paid=False,
    unpaid=(),
)
_REVIEWED = BoardReview((_LINE,), (_FIRST_PLACE, _OWN_PLACE))
_OF_BOARD: Final = (*DEFINED, "unknown_campaign", "unknown_board", "unknown_window")

ROUTES = (
    Route(
        name="board",
        method="GET",
        path=f"{CAMPAIGN}/{BOARD}",
        summary="A ranking: the member's own score, live, and the rank as of the last picture.",
        handler=_place,
        answer=MyPlace,
        example=MyPlace(server_time=NOW, board=_STANDING),
        auth="member",
        query={"window": WINDOW, "first": FIRST},
        codes=(*_OF_BOARD, "newer_shape", "unknown_member", "token_revoked"),
    ),
    Route(
        name="manage_board",
        method="GET",
        path=f"{ONE}/{BOARD}",
        summary="The rankings of a board: as of when, frozen, reviewed, paid.",
        handler=_review,
        answer=ManagedBoard,
        example=ManagedBoard(server_time=NOW, board=_REVIEWED),
        auth="manager",
        query={"window": WINDOW},
        codes=(*_OF_BOARD, *KNOWN),
    ),
    Route(
        name="strike",
        method="POST",
        path=f"{ONE}/{BOARD}/strike",
        summary="Take a member off a frozen ranking before it is paid, with the reason; the others close up.",
        handler=_strike,
        answer=MemberStruck,
        example=MemberStruck(server_time=NOW, changed=True, board=_REVIEWED),
        auth="manager",
        body=StrikeBody,
        example_body=StrikeBody(member=MEMBER, note="likes from one phone"),
        codes=(*_OF_BOARD, *COMMAND, "unknown_member", "not_frozen", "board_paid"),
    ),
)
