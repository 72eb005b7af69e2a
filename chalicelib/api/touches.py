"""The route of managers who ask what members would be told tomorrow."""

from chalicelib.api.examples import NOW
from chalicelib.api.route import DEFINED, Call, Reply, ResponseBody, Route
from chalicelib.services.previewing import PreviewLine, TouchPreview


class ForeseenTouches(ResponseBody, frozen=True, kw_only=True):
    """A part of what tomorrow brings."""

    preview: TouchPreview
    """From the members as they are now; ask with `after` until it is null, and add the parts up."""


def _preview(call: Call) -> Reply:
    found = call.parts.operations.previewing.part(call.query.get("after"), call.now)
    return Reply(ForeseenTouches(server_time=call.now, preview=found))


ROUTES = (
    Route(
        name="touches_preview",
        method="GET",
        path="/v1/manage/touches/preview",
        summary="How many messages tomorrow would bring, by touch, channel and cap; a part of the members at a time.",
        handler=_preview,
        answer=ForeseenTouches,
        example=ForeseenTouches(
            server_time=NOW,
            preview=TouchPreview(
                day="2026-06-02",
                members=18_250,
                lines=(
                    PreviewLine("birthday", "", "limit of all", 3),
                    PreviewLine("birthday", "work", "", 41),
                    PreviewLine("birthday", "work", "held out", 5),
                ),
                after=None,
            ),
        ),
        auth="manager",
        query={"after": "The `after` of the part before; without it, the first part."},
        codes=(*DEFINED, "unknown_page"),
    ),
)
