"""The grants of a campaign, for those who send the gifts."""

from chalicelib.api import examples
from chalicelib.api.manage import KNOWN, ONE
from chalicelib.api.route import Call, Reply, ResponseBody, Route
from chalicelib.services.grants import Grant, GrantsPage


class Granted(ResponseBody, frozen=True, kw_only=True):
    """A page of a campaign's grants."""

    page: GrantsPage
    """The grants of one page."""


def _grants(call: Call) -> Reply:
    """The campaign has to exist: a typo is no campaign without winners."""
    campaign = call.ids["campaign"]
    call.parts.operations.overview.campaign(campaign, call.now)
    return Reply(
        Granted(server_time=call.now, page=call.parts.operations.grants.page(campaign, call.query.get("after")))
    )


ROUTES = (
    Route(
        "grants",
        "GET",
        f"{ONE}/grants",
        "Every prize that was granted, oldest first, a page at a time; a few seconds behind.",
        _grants,
        Granted,
        Granted(
            server_time=examples.NOW,
            page=GrantsPage((Grant(examples.MEMBER, "vFNlVqzxTsDB7o2t", examples.NOW, "draw", "tee", 1),), None),
        ),
        "manager",
        query={"after": "The page after this one: `after` of its answer."},
        codes=(*KNOWN, "unknown_page", "grants_unlisted"),
    ),
)
