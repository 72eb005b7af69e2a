"""The routes that read; nothing here writes."""

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal, cast

import msgspec
from msgspec import Meta

from chalicelib.api import examples
from chalicelib.api.fetching import tag_of
from chalicelib.api.route import CAMPAIGN, DEFINED, Call, Parameter, Reply, Route
from chalicelib.api.shapes import CampaignList, Health, MyHome, MyReceipts, Odds, OneCampaign, PublishedRules, embedded
from chalicelib.domain.derived.erasure import NAMES
from chalicelib.domain.mechanics import MECHANICS
from chalicelib.domain.mechanics.mechanic import Mechanic
from chalicelib.domain.views.screens import Home
from chalicelib.domain.words.values import END
from chalicelib.services.history import ALL, MOST, Wanted

VERSION = "A version that is in force or was, as its number, its hash, or `NUMBER:HASH`; left out, the one in force."

LOCALE = Parameter(
    "The language of the sentences: `en` or `zh-CN`. The nearest that there is; left out, `en`.",
    Annotated[str, Meta(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}" + END)],
)


def _health(call: Call) -> Reply:
    """The server is up; it asks nothing of others."""
    return Reply(Health(server_time=call.now))


def _me(call: Call) -> Reply:
    """The member's whole home screen, in one read."""
    home = call.parts.show.home(call.caller.member, call.now, call.caller.epoch)
    body = msgspec.json.encode(home)
    return Reply(MyHome(server_time=call.now, me=cast(Home, msgspec.Raw(body))), tag=tag_of(body))


def _my_receipts(call: Call) -> Reply:
    """A page of the member's receipts, newest first."""
    return receipts_of(call, call.caller.member)


def receipts_of(call: Call, member: str) -> Reply:
    """A page of a member's receipts, as the query asks for it."""
    asked = call.query
    wanted = Wanted(asked.get("does"), asked.get("campaign"), asked.get("limit", ALL.limit))
    epoch = call.caller.epoch if call.caller.member else None
    page = call.parts.history.page(member, asked.get("before"), epoch, wanted)
    receipts = [embedded(one) for one in page.receipts]
    return Reply(MyReceipts(server_time=call.now, receipts=receipts, before=page.before))


def _campaigns(call: Call) -> Reply:
    """The campaigns in force."""
    cards = call.parts.show.campaigns(call.caller.member, call.now, call.caller.epoch)
    return Reply(CampaignList(server_time=call.now, campaigns=cards))


def _campaign(call: Call) -> Reply:
    """One campaign, as the member sees it."""
    view = call.parts.show.campaign(call.ids["campaign"], call.caller.member, call.now, call.caller.epoch)
    return Reply(OneCampaign(server_time=call.now, campaign=view))


def _rules(call: Call) -> Reply:
    """The rules of a campaign, by a version that is in force or was."""
    query = call.query
    rules = call.parts.show.rules(call.ids["campaign"], call.now, query.get("version"), query.get("locale"))
    return Reply(PublishedRules(server_time=call.now, rules=rules))


def _odds(mechanic: Mechanic[Any, Any]) -> Route:
    """The odds of a mechanic's blocks, for anyone."""

    def handle(call: Call) -> Reply:
        of = f"{mechanic.key}/{call.ids[mechanic.word]}"
        found = call.parts.show.odds(call.ids["campaign"], of, call.now, call.query.get("version"))
        return Reply(Odds(server_time=call.now, odds=found))

    return Route(
        name=f"{mechanic.word}_odds",
        method="GET",
        path=f"{CAMPAIGN}/{mechanic.plural}/{{{mechanic.word}}}/odds",
        summary=str(mechanic.odds),
        handler=handle,
        answer=Odds,
        example=examples.ODDS,
        auth="anyone",
        query={"version": VERSION},
        cache="public, max-age=60",
        codes=(*DEFINED, "unknown_campaign", "unknown_version", f"unknown_{mechanic.word}"),
    )


RECEIPTS_QUERY: Final[Mapping[str, str | Parameter]] = {
    "before": "The page after this one: `before` of its answer, with the same other parameters.",
    "does": Parameter("Only receipts of this action, as receipts name it.", Literal[NAMES]),
    "campaign": "Only receipts of this campaign: what was asked of it, or moved in it.",
    "limit": Parameter(f"How many at most; left out, {ALL.limit}.", Annotated[int, Meta(ge=1, le=MOST)]),
}
"""The parameters of a page of receipts."""

ROUTES = (
    Route(
        name="health",
        method="GET",
        path="/v1/health",
        summary="Whether the server is up, and what time it is there.",
        handler=_health,
        answer=Health,
        example=examples.HEALTH,
        auth="anyone",
    ),
    Route(
        name="me",
        method="GET",
        path="/v1/me",
        summary="The whole home screen.",
        handler=_me,
        answer=MyHome,
        example=examples.HOME,
        auth="member",
        tagged=True,
        codes=(*DEFINED, "newer_shape", "unknown_member", "token_revoked"),
    ),
    Route(
        name="my_receipts",
        method="GET",
        path="/v1/me/receipts",
        summary="The member's receipts, newest first.",
        handler=_my_receipts,
        answer=MyReceipts,
        example=examples.RECEIPTS,
        auth="member",
        query=RECEIPTS_QUERY,
        codes=("newer_shape", "unknown_member", "unknown_receipt", "token_revoked"),
    ),
    Route(
        name="campaigns",
        method="GET",
        path="/v1/campaigns",
        summary="The live campaigns.",
        handler=_campaigns,
        answer=CampaignList,
        example=examples.CAMPAIGNS,
        auth="member",
        codes=(*DEFINED, "newer_shape", "unknown_member", "token_revoked"),
    ),
    Route(
        name="campaign",
        method="GET",
        path=CAMPAIGN,
        summary="One campaign with the member's part in it.",
        handler=_campaign,
        answer=OneCampaign,
        example=examples.CAMPAIGN,
        auth="member",
        codes=(*DEFINED, "newer_shape", "unknown_campaign", "unknown_member", "token_revoked"),
    ),
    Route(
        name="rules",
        method="GET",
        path=f"{CAMPAIGN}/rules",
        summary="The rules of a campaign in sentences and as its file, by the version in force or by an earlier one.",
        handler=_rules,
        answer=PublishedRules,
        example=examples.RULES,
        auth="anyone",
        query={"version": VERSION, "locale": LOCALE},
        codes=("definitions_unreadable", "unknown_campaign", "unknown_version"),
    ),
    *(_odds(mechanic) for mechanic in MECHANICS if mechanic.odds is not None),
)
