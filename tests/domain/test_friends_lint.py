"""Friends and content in files: what can't come about is told, and what follows content says which."""

import pytest

from chalicelib.domain.file import reading
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.lint.programme import lint_programme
from tests.domain.game import tree
from tests.domain.lint_cases.good import case, findings
from tests.domain.wordless import but_words

TASK = "challenges/friends/tasks/one"
WHEN = f"{TASK}/when"
CONTENT = {
    "programme/timezone": "Asia/Shanghai",
    "programme/tags": "{circle: {any_of: [passes-on]}}",
    "programme/events/content.opened": "{from: client, fields: {content: text, via: text}}",
    "programme/events/content.read": "{from: client, fields: {content: text, seconds: number}}",
    "programme/events/order.paid/spends": "amount",
    "market": "JP",
}
TAG = "gives: {tags: circle/passes-on}}"


def without(event: str) -> dict[str, str]:
    """The same, without an event, or a word of one."""
    return {key: text for key, text in CONTENT.items() if key != f"programme/events/{event}"}


CASES = [
    case("content by its name", {**CONTENT, TASK: f"{{when: content.read, where: {{content: cake}}, {TAG}"}),
    case("several", {**CONTENT, TASK: f"{{when: content.read, where: {{content: [cake, tea]}}, {TAG}"}),
    case("any content", {**CONTENT, TASK: f"{{when: content.read, {TAG}"}, f"error no-content {WHEN}"),
    case(
        "all but one",
        {**CONTENT, TASK: f"{{when: content.read, where: {{content: not cake}}, {TAG}"},
        f"error no-content {WHEN}",
    ),
    case(
        "any that reaches",
        {**CONTENT, TASK: f"{{when: content.reached, reach: 2 different reader, {TAG}"},
        f"error no-content {WHEN}",
    ),
    case(
        "a link that no phone reports",
        {**without("content.opened"), TASK: f"{{when: content.reached, where: {{content: cake}}, {TAG}"},
        f"warning never-reached {WHEN}",
    ),
    case(
        "a coupon for links that phones report",
        {**CONTENT, TASK: "{when: content.reached, where: {content: cake}, gives: {prizes: note}}"},
        f"warning client-event-pays {WHEN}",
    ),
    case(
        "a refund is no occasion", {**CONTENT, TASK: f"{{when: friend.refunded, {TAG}"}, f"error friend-refunded {WHEN}"
    ),
    case(
        "a friend who can't buy",
        {**without("order.paid/spends"), TASK: f"{{when: friend.bought, {TAG}"},
        f"warning never-bought {WHEN}",
    ),
    case("a friend who buys", {**CONTENT, TASK: f"{{when: friend.bought, {TAG}"}),
    case("a friend who joins", {**CONTENT, TASK: f"{{when: friend.joined, {TAG}"}),
    case(
        "for the invited alone",
        {**CONTENT, TASK: "{when: order.paid, who: {invited: true}, gives: {points: 5}, after: 15 days}"},
    ),
    case(
        "invited is yes or no",
        {**CONTENT, TASK: "{when: order.paid, who: {invited: often}, gives: {points: 5}, after: 15 days}"},
        f"error value-misfit {TASK}/who/invited",
    ),
]


@pytest.mark.parametrize(("changes", "expected"), CASES)
def test_friends_and_content(changes: dict[str, str], expected: tuple[str, ...]) -> None:
    assert findings(changes) == expected


PROGRAMMES = {
    "as they should be": (
        "{content.opened: {from: client, fields: {content: text, via: text}}, "
        "content.read: {from: client, fields: {content: text, seconds: number}}}",
        [],
    ),
    "more fields": ("{content.opened: {from: client, fields: {content: text, via: text, shop: text}}}", []),
    "no link": (
        "{content.opened: {from: client, fields: {content: text}}}",
        ["content-misfit events.content.opened.fields"],
    ),
    "seconds as a text": (
        "{content.read: {from: client, fields: {content: text, seconds: text}}}",
        ["content-misfit events.content.read.fields.seconds"],
    ),
    "a code that is a number": (
        "{member.joined: {from: server, fields: {code: number}}}",
        ["content-misfit events.member.joined.fields.code"],
    ),
    "an event of ours, reported": (
        "{friend.bought: {from: server, fields: {friend: text}}}",
        ["own-event events.friend.bought"],
    ),
}


@pytest.mark.parametrize(("events", "right"), PROGRAMMES.values(), ids=PROGRAMMES)
def test_what_phones_report_of_content_has_its_fields(events: str, right: list[str]) -> None:
    programme, found = reading.read({"timezone": "Asia/Shanghai", "events": tree(events)}, Programme)
    assert programme is not None, found

    assert [f"{one.code} {'.'.join(map(str, one.path))}" for one in but_words(lint_programme(programme))] == right
