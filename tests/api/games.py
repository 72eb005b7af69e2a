"""A campaign with boards, to be opened beside the world's: a ranking of the whole month, and one of each week."""

from typing import Any

from chalicelib import wiring
from chalicelib.domain.publishing.live import LEAD
from tests.api.caller import Api

GAMES: dict[str, Any] = {
    "campaign": "games",
    "title": "Games",
    "timezone": "Asia/Shanghai",
    "opens": "2026-06-01 00:00",
    "closes": "end of 2026-06-20",
    "boards": {
        "speed": {
            "when": "game.finished",
            "score": "best of points",
            "review": "1 day",
            "gives": {"1": {"prizes": "cup"}, "2 to 3": {"points": "10"}},
        },
        "weekly": {
            "when": "game.finished",
            "where": {"points": "at least 1000"},
            "score": "count",
            "repeats": "weekly",
            "gives": {"1": {"points": "5"}},
        },
    },
    "prizes": {"cup": {"gift": "cup-1", "stock": "1"}},
}
CLOSES = 1_781_971_200_000
"""2026-06-21 00:00 in Shanghai, the first moment after it."""
ENDS = CLOSES + 86_400_000
"""When nothing counts any more."""


def open_games(api: Api, tree: dict[str, Any] = GAMES) -> None:
    """Publish the campaign, and go on to when it is in force."""
    wiring.parts().operations.publish.publish([("games", tree)], api.now)
    api.now += LEAD
    wiring.parts().catalogue.refresh()


def finished(api: Api, member: str, points: float, number: str, at: int | None = None) -> None:
    """A game that somebody finished, told by the shop's server."""
    before, api.now = api.now, api.now if at is None else at
    event = {
        "id": number,
        "source": "shop",
        "type": "game.finished",
        "subject": member,
        "time": api.time(),
        "data": {"points": points},
    }
    api.now = max(before, api.now)
    answer = api.report([event])
    assert answer.json_body["events"][0]["status"] in ("counted", "ignored", "refused"), answer.json_body
