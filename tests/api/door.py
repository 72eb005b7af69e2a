"""A campaign with a quiz, to be opened beside the world's."""

from typing import Any

from chalicelib import wiring
from chalicelib.domain.publishing.live import LEAD
from tests.api.caller import Api

MARK = "marked-7f3a"
"""The name of the right option."""
MORE = {"ask": "More?", "text": "40", "needed": "false"}
LIKE = {"ask": "Do you?", "options": {"yes": "Yes", "no": "No"}}
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
    "forms": {name: {"asks": {"like": LIKE, "more": MORE}} for name in ("plain", "giving")},
    "prizes": {"cup": {"gift": "cup-1", "stock": "9", "when_out": "pin"}, "pin": {"badge": "pin-1"}},
    "challenges": {
        "door": {
            "tasks": {
                "right": {"when": "quiz.right", "each": "1 time", "gives": {"points": "10"}},
                "sent": {"when": "form.sent", "where": {"form": "giving"}, "gives": {"prizes": "cup"}},
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
YES = {"answers": {"like": "yes"}}
FILL, GIVING = (f"/v1/campaigns/door/forms/{name}" for name in ("plain", "giving"))
ANSWER = "/v1/campaigns/door/quizzes/door/answer"


def open_door(api: Api) -> None:
    """Publish the campaign, and go on to when it is in force."""
    wiring.parts().operations.publish.publish([("door", DOOR)], api.now)
    api.now += LEAD
    wiring.parts().catalogue.refresh()
