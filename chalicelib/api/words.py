"""The routes of what members read and see: the same for everybody, by the hash of a version, and therefore for good."""

from typing import Final

from chalicelib.api import examples
from chalicelib.api.route import CAMPAIGN, Call, Reply, Route
from chalicelib.domain.views.words import CampaignWords, ProgrammeWords

FOR_GOOD: Final = "public, max-age=31536000, immutable"
"""The time for which phones, and caches between, keep the answer: what a hash names never changes."""


def _campaign_words(call: Call) -> Reply:
    """The words of a version of a campaign."""
    return Reply(call.parts.wording.campaign(call.ids["campaign"], call.ids["hash"], call.now), cache=FOR_GOOD)


def _programme_words(call: Call) -> Reply:
    """The words of a version of the programme."""
    return Reply(call.parts.wording.programme(call.ids["hash"], call.now), cache=FOR_GOOD)


ROUTES: Final = (
    Route(
        name="campaign_words",
        method="GET",
        path=f"{CAMPAIGN}/words/{{hash}}",
        summary="The titles, texts and pictures of a campaign, by the hash of a version that is in force or was.",
        handler=_campaign_words,
        answer=CampaignWords,
        example=examples.CAMPAIGN_WORDS,
        auth="anyone",
        codes=("definitions_unreadable", "unknown_campaign", "unknown_version"),
    ),
    Route(
        name="programme_words",
        method="GET",
        path="/v1/programme/words/{hash}",
        summary="The titles, texts and pictures of tiers, channels and tags, by the hash that the home screen tells.",
        handler=_programme_words,
        answer=ProgrammeWords,
        example=examples.PROGRAMME_WORDS,
        auth="anyone",
        codes=("definitions_unreadable", "unknown_version"),
    ),
)
