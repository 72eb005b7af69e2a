"""The legal rules of each market."""

import pytest

from chalicelib.domain.lint import markets
from tests.domain.lint_cases.good import LEAVE_OUT, case, findings

CARE, BOAT = "blind_boxes/care", "collections/boat"

CHINA = [
    case("the most that a prize may be worth", {"prizes/bike/value": "50000.00 CNY"}),
    case("a cent more", {"prizes/bike/value": "50000.01 CNY"}, "error cn-top-prize prizes/bike/value"),
    case("a gift of unknown value", {"prizes/tee/value": LEAVE_OUT}, "warning cn-no-value prizes/tee"),
    case("a box for children of seven", {f"{CARE}/min_age": "7"}, f"error cn-min-age {CARE}/min_age"),
    case("a box for all ages", {f"{CARE}/min_age": LEAVE_OUT}, f"error cn-min-age {CARE}/min_age"),
    case("a box without consent at 17", {f"{CARE}/guardian_under": "17"}, f"error cn-consent {CARE}/guardian_under"),
    case("a box without consent", {f"{CARE}/guardian_under": LEAVE_OUT}, f"error cn-consent {CARE}/guardian_under"),
    case("a box for adults", {f"{CARE}/min_age": "18"}),
    case(
        "a reward for sharing",
        {
            "programme/events/page.shared": "{from: server}",
            "challenges/friends/tasks/share": "{when: page.shared, gives: {points: 1}}",
        },
        "error cn-sharing challenges/friends/tasks/share/when",
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
