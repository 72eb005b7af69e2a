"""The legal rules of each market."""

import pytest

from chalicelib.domain.lint import markets
from tests.domain.lint_cases.good import LEAVE_OUT, case, findings

CARE, BOAT = "blind_boxes/care", "collections/boat"

FRIEND = "challenges/friends/tasks/buy"
BOUGHT = "{when: friend.bought, each: 1 time, limit: 10 a month, gives: {points: 100}, after: 15 days}"
CIRCLE = {
    "programme/timezone": "Asia/Shanghai",
    "programme/tags": "{circle: {any_of: [passes-on]}}",
    "programme/events/content.opened": "{from: client, fields: {content: text, via: text}}",
    "programme/events/order.paid/spends": "amount",
}

CHINA = [
    case("the most that a prize may be worth", {"prizes/bike/value": "50000.00 CNY"}),
    case("a cent more", {"prizes/bike/value": "50000.01 CNY"}, "error cn-top-prize prizes/bike/value"),
    case("a gift of unknown value", {"prizes/tee/value": LEAVE_OUT}, "warning cn-no-value prizes/tee"),
    case("a box for children of seven", {f"{CARE}/min_age": "7"}, f"error cn-min-age {CARE}/min_age"),
    case("a box for all ages", {f"{CARE}/min_age": LEAVE_OUT}, f"error cn-min-age {CARE}/min_age"),
    case("a box without consent at 17", {f"{CARE}/guardian_under": "17"}, f"error cn-consent {CARE}/guardian_under"),
    case("a box without consent", {f"{CARE}/guardian_under": LEAVE_OUT}, f"error cn-consent {CARE}/guardian_under"),
    case("a box for grown-ups needs none", {f"{CARE}/guardian_under": LEAVE_OUT, f"{CARE}/min_age": "18"}),
    case(
        "a box from 17 on without consent",
        {f"{CARE}/guardian_under": LEAVE_OUT, f"{CARE}/min_age": "17"},
        f"error cn-consent {CARE}/guardian_under",
    ),
    case("a box for adults", {f"{CARE}/min_age": "18"}),
    case(
        "a reward for sharing",
        {
            "programme/events/page.shared": "{from: server}",
            "challenges/friends/tasks/share": "{when: page.shared, gives: {points: 1}}",
        },
        "error cn-sharing challenges/friends/tasks/share/gives",
    ),
    case(
        "a tag for sharing",
        {
            "programme/events/page.shared": "{from: server}",
            **CIRCLE,
            "challenges/friends/tasks/share": "{when: page.shared, gives: {tags: circle/passes-on}}",
        },
    ),
    case(
        "a tag for sharing, and a reward for all tasks",
        {
            "programme/events/page.shared": "{from: server}",
            **CIRCLE,
            "challenges/friends/tasks/share": "{when: page.shared, gives: {tags: circle/passes-on}}",
            "challenges/friends/gives": "{points: 5}",
        },
        "error cn-sharing challenges/friends/gives",
    ),
    case(
        "a reward on the way",
        {
            **CIRCLE,
            "challenges/friends/tasks/reach": (
                "{when: content.reached, where: {content: cake}, reach: 9 times, milestones: {3: {points: 1}}}"
            ),
        },
        "error cn-sharing challenges/friends/tasks/reach/milestones/3",
    ),
    case(
        "a tag for a link that is opened",
        {
            **CIRCLE,
            "challenges/friends/tasks/reach": (
                "{when: content.reached, where: {content: cake}, gives: {tags: circle/passes-on}}"
            ),
        },
    ),
    case(
        "a reward for a friend who joins",
        {**CIRCLE, "challenges/friends/tasks/join": "{when: friend.joined, gives: {points: 1}}"},
        "error cn-sharing challenges/friends/tasks/join/gives",
    ),
    case(
        "prizes for who brings most friends",
        {**CIRCLE, "boards/friends": "{when: friend.joined, score: count, gives: {1: {points: 9}}}"},
        "error cn-sharing boards/friends/gives/1",
    ),
    case("a friend who buys", {**CIRCLE, FRIEND: BOUGHT}),
    case(
        "a friend who buys, without a limit",
        {**CIRCLE, FRIEND: BOUGHT.replace("limit: 10 a month, ", "")},
        f"error cn-referral-limit {FRIEND}/when",
    ),
    case(
        "a friend who buys, and may send it back",
        {**CIRCLE, FRIEND: BOUGHT.replace(", after: 15 days", "")},
        f"error cn-referral-after {FRIEND}/when",
    ),
    case(
        "a friend who buys, and a tag",
        {**CIRCLE, FRIEND: "{when: friend.bought, gives: {tags: circle/passes-on}}"},
    ),
    case(
        "a draw for a friend who buys",
        {**CIRCLE, FRIEND: BOUGHT.replace("points: 100", "draws: care")},
        f"error cn-referral-chance {FRIEND}/gives",
    ),
    case(
        "a prize that is a draw",
        {**CIRCLE, "prizes/more": "{draws: care}", FRIEND: BOUGHT.replace("points: 100", "prizes: more")},
        f"error cn-referral-chance {FRIEND}/gives",
    ),
    case(
        "a random piece",
        {
            **CIRCLE,
            f"{BOAT}/odds": "{bow: 50%, hull: 50%}",
            FRIEND: BOUGHT.replace("points: 100", "fragments: boat/random"),
        },
        f"error cn-referral-chance {FRIEND}/gives",
    ),
    case(
        "a draw for all tasks together",
        {**CIRCLE, FRIEND: BOUGHT, "challenges/friends/gives": "{draws: care}"},
        "error cn-referral-chance challenges/friends/gives",
    ),
    case(
        "a ranking of inviters",
        {**CIRCLE, "boards/friends": "{when: friend.bought, score: count, gives: {1: {points: 9}}}"},
        "error cn-referral-limit boards/friends/when",
        "error cn-referral-after boards/friends/when",
    ),
    case(
        "a second level, by the task",
        {**CIRCLE, FRIEND: BOUGHT.replace("gives:", "who: {invited: true}, gives:")},
        f"error cn-second-level {FRIEND}/who/invited",
    ),
    case(
        "a second level, by the challenge",
        {**CIRCLE, FRIEND: BOUGHT, "challenges/friends/who": "{invited: true}"},
        "error cn-second-level challenges/friends/who/invited",
    ),
    case(
        "a second level, by a boost",
        {**CIRCLE, FRIEND: BOUGHT.replace("after:", "boosts: [{who: {invited: true}, points: x2}], after:")},
        f"error cn-second-level {FRIEND}/boosts/0/who/invited",
    ),
    case(
        "what the invited get for their own order is no level",
        {**CIRCLE, FRIEND: "{when: order.paid, who: {invited: true}, gives: {points: 5}, after: 15 days}"},
    ),
    case(
        "a reward for something that was shared and then read",
        {
            "programme/events/shared.read": "{from: server}",
            "challenges/friends/tasks/read": "{when: shared.read, gives: {points: 1}}",
        },
    ),
    case(
        "a box that may be empty",
        {"prizes/none": "{nothing: true, title: No prize}", f"{CARE}/odds": "{bike: 0.5%, tee: 29.5%, none: rest}"},
        f"warning cn-empty-box {CARE}/odds",
        "warning never-given prizes/note",
    ),
    case(
        "an empty one that costs nothing",
        {
            "prizes/none": "{nothing: true, title: No prize}",
            f"{CARE}/odds": "{bike: 0.5%, tee: 29.5%, note: 20%, none: rest}",
            f"{CARE}/costs": LEAVE_OUT,
        },
    ),
    case("cards that members send", {f"{BOAT}/send": "3 a day"}, f"warning cn-sending {BOAT}/send"),
]

BOTH = "{bow: 50%, hull: 50%}"
BUY, RUN = "challenges/missions/tasks/buy", "challenges/missions/tasks/run"
COMPLETE_SET = f"error jp-complete-set {BOAT}/gives"

JAPAN = [
    case("pieces by name, and random gifts for purchases", {}),
    case(
        "random pieces for purchases",
        {f"{BOAT}/odds": BOTH, f"{BUY}/milestones": "{1.00 CNY: {fragments: boat/random}}"},
        COMPLETE_SET,
    ),
    case(
        "random pieces for runs",
        {f"{BOAT}/odds": BOTH, "challenges/sport/tasks/run": "{when: run.finished, gives: {fragments: boat/random}}"},
    ),
    case(
        "random pieces for points",
        {f"{BOAT}/odds": BOTH, "redemptions/monthly/offers/serum/gives": "{prizes: serum, fragments: boat/random}"},
        COMPLETE_SET,
    ),
    case(
        "random pieces for nothing",
        {f"{BOAT}/odds": BOTH, "redemptions/monthly/offers/piece": "{gives: {fragments: boat/random}}"},
    ),
    case("pieces in a box for draws that purchases earn", {"prizes/note": "{fragments: boat/bow}"}, COMPLETE_SET),
    case(
        "pieces in a box for draws that runs earn",
        {
            "prizes/note": "{fragments: boat/bow}",
            BUY: LEAVE_OUT,
            "challenges/sport/tasks/run": "{when: run.finished, gives: {draws: care}}",
        },
    ),
    case(
        "pieces in a box that costs points",
        {"prizes/note": "{fragments: boat/bow}", BUY: LEAVE_OUT, f"{CARE}/costs": "{points: 10}"},
        COMPLETE_SET,
    ),
    case(
        "pieces in a box behind a box",
        {
            "prizes/note": "{draws: second}",
            "prizes/piece": "{fragments: boat/hull}",
            "blind_boxes/second": "{costs: {draws: second}, odds: {piece: 100%}}",
        },
        COMPLETE_SET,
    ),
    case("no box needs an age", {f"{CARE}/min_age": LEAVE_OUT, f"{CARE}/guardian_under": LEAVE_OUT}),
]


@pytest.mark.parametrize(("changes", "expected"), CHINA)
def test_china(changes: dict[str, str], expected: tuple[str, ...]) -> None:
    assert findings(changes) == expected


@pytest.mark.parametrize(("changes", "expected"), JAPAN)
def test_japan(changes: dict[str, str], expected: tuple[str, ...]) -> None:
    assert findings({"market": "JP", **changes}) == expected


@pytest.mark.parametrize("name", markets.KNOWN)
def test_every_market_has_rules(name: str) -> None:
    assert markets.rules(name) is not None


def test_an_unknown_market_has_none() -> None:
    assert markets.rules("XX") is None
