"""A campaign with a quiz, to be opened beside the world's."""

from typing import Any

from chalicelib import wiring
from chalicelib.domain.publishing.live import LEAD
from tests.api.caller import Api

MARK = "marked-7f3a"
"""The name of the right option."""
DOOR: dict[str, Any] = {
    "campaign": "door",
    "title": "Door",
    "timezone": "Asia/Shanghai",
    "opens": "2026-06-01 00:00",
    "closes": "end of 2026-06-30",
    "quizzes": {
        "door": {
            "tries": "2",
            "questions": {
                name: {"ask": name, "options": {"no": "No", MARK: "Yes", "never": "Never"}, "answer": MARK}
                for name in ("first", "second")
            },
        }
    },
    "challenges": {
        "door": {
            "tasks": {
                "right": {"when": "quiz.right", "each": "1 time", "gives": {"points": "10"}},
                "row": {
                    "when": "page.seen",
                    "reach": "9 days in a row",
                    "gives": {"points": "1"},
                    "make_up": {"limit": "2 a campaign"},
                },
            }
        },
    },
}
ANSWER = "/v1/campaigns/door/quizzes/door/answer"


def open_door(api: Api) -> None:
    """Publish the campaign, and go on to when it is in force."""
    wiring.parts().operations.publish.publish([("door", DOOR)], api.now)
    api.now += LEAD
    wiring.parts().catalogue.refresh()
