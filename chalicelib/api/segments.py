"""Segments, for managers: how many members are in each, and of one member which hold, and why."""

from typing import Annotated, Final

from msgspec import Meta

from chalicelib.api import examples
from chalicelib.api.rights import MEMBER
from chalicelib.api.route import Call, Reply, ResponseBody, Route
from chalicelib.api.shapes import Body
from chalicelib.domain.views.segments import ConditionView, Purchases, SegmentView
from chalicelib.services.segments import OfMember, SegmentsPage

COUNT: Final = "/v1/manage/segments/count"


class SegmentsBody(Body, frozen=True, kw_only=True):
    """Where the walk over members goes on."""

    after: Annotated[str, Meta(max_length=4096)] | None = None
    """`after` of the answer before; left out: it begins. It is no part of the address, which may be logged."""


class SegmentsCounted(ResponseBody, frozen=True, kw_only=True):
    """A page of counted members."""

    page: SegmentsPage
    """The numbers of these members; those of all pages are added up."""


class MemberSegments(ResponseBody, frozen=True, kw_only=True):
    """The segments of one member."""

    segments: OfMember
    """Which hold, and why."""


def _count(call: Call) -> Reply:
    page = call.parts.operations.segments.page(call.body.after, call.now)
    return Reply(SegmentsCounted(server_time=call.now, page=page))


def _of_member(call: Call) -> Reply:
    return Reply(
        MemberSegments(server_time=call.now, segments=call.parts.operations.segments.of(call.ids["member"], call.now))
    )


_BOUGHT = Purchases(12, 3, 89700)
_SILENT = SegmentView("silent", False, (ConditionView("last_order", "91 to 180 days ago", False),))

ROUTES = (
    Route(
        "segments_count",
        "POST",
        COUNT,
        "How many members are in each segment, a page of members at a time; it writes nothing.",
        _count,
        SegmentsCounted,
        SegmentsCounted(
            server_time=examples.NOW,
            page=SegmentsPage(812, {"silent": 95, "lost": 310}, 407, (_BOUGHT,), "CNY", 0, None),
        ),
        "manager",
        body=SegmentsBody,
        example_body=SegmentsBody(),
        codes=("unknown_page",),
    ),
    Route(
        "member_segments",
        "GET",
        f"{MEMBER}/segments",
        "Which segments hold of a member, and why.",
        _of_member,
        MemberSegments,
        MemberSegments(server_time=examples.NOW, segments=OfMember(examples.MEMBER, (_SILENT,), _BOUGHT)),
        "manager",
        codes=("newer_shape", "unknown_member"),
    ),
)
