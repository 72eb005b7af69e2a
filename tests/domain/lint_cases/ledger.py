"""Cases of points that end, stars, tiers, and rewards that come later or more of them."""

from typing import Any

from tests.domain.lint_cases.good import case

BUY, UP = "challenges/missions/tasks/buy", "challenges/missions/tasks/up"
TEA = "redemptions/monthly/offers/serum/costs"
MISSIONS = "challenges/missions"
BEGIN, SILVER = {"programme/timezone": "Asia/Shanghai"}, {"programme/tiers/silver": "{from: 30 stars in 12 months}"}
STARRY = {**BEGIN, **SILVER}
PRIZE = {f"{BUY}/gives/prizes": "pot"}


def since(*changes: dict[str, str]) -> dict[str, str]:
    """Several changes together."""
    return {place: text for one in changes for place, text in one.items()}


LEDGER: list[Any] = [
    case("stars by the programme's clock", since(STARRY, {f"{BUY}/gives/stars": "1"})),
    case(
        "stars without a clock",
        since(SILVER, {f"{BUY}/gives/stars": "1"}),
        f"error no-clock {BUY}/gives/stars",
    ),
    case(
        "stars of an offer without a clock",
        since(SILVER, {"redemptions/monthly/offers/serum/gives": "{prizes: serum, stars: 5}"}),
        "error no-clock redemptions/monthly/offers/serum/gives/stars",
    ),
    case(
        "stars that no tier asks for",
        since(BEGIN, {f"{BUY}/gives/stars": "1"}),
        f"warning stars-for-nothing {BUY}/gives/stars",
    ),
    case(
        "stars of a challenge that no tier asks for",
        since(BEGIN, {f"{MISSIONS}/gives/stars": "1"}),
        f"warning stars-for-nothing {MISSIONS}/gives/stars",
    ),
    case("cash beside points", {TEA: "{points: 100, cash: 29.00 CNY}", "programme/currency": "CNY"}),
    case("cash alone", {TEA: "{cash: 29.00 CNY}", "programme/currency": "CNY"}),
    case("cash without a currency", {TEA: "{points: 100, cash: 29.00 CNY}"}, f"error cash-currency {TEA}/cash"),
    case(
        "cash in another currency",
        {TEA: "{points: 100, cash: 29.00 CNY}", "programme/currency": "EUR"},
        f"error cash-currency {TEA}/cash",
    ),
    case("no cash", {TEA: "{points: 100, cash: 0.00 CNY}", "programme/currency": "CNY"}, f"error no-cash {TEA}/cash"),
    case(
        "draws beside cash",
        {TEA: "{draws: care, cash: 29.00 CNY}", "programme/currency": "CNY"},
        f"error cash-beside {TEA}/cash",
    ),
    case(
        "a draw for cash",
        {"blind_boxes/care/costs": "{draws: care, cash: 29.00 CNY}", "programme/currency": "CNY"},
        "error cash-elsewhere blind_boxes/care/costs/cash",
        "error cash-beside blind_boxes/care/costs/cash",
    ),
    case(
        "a partner's code for points",
        {TEA: "{points: 100}", "programme/currency": "CNY", "prizes/serum": "{pool: cinema, value: 9.00 CNY}"},
    ),
    case(
        "a partner's code for cash",
        {TEA: "{cash: 29.00 CNY}", "programme/currency": "CNY", "prizes/serum": "{pool: cinema, value: 9.00 CNY}"},
        "error code-for-cash redemptions/monthly/offers/serum/gives",
    ),
    case(
        "a partner's code in the place of what is sold for cash",
        {
            TEA: "{cash: 29.00 CNY}",
            "programme/currency": "CNY",
            "prizes/serum": "{gift: serum, value: 9.00 CNY, stock: 5, when_out: ticket}",
            "prizes/ticket": "{pool: cinema, value: 9.00 CNY}",
        },
        "error code-for-cash redemptions/monthly/offers/serum/gives",
    ),
    case("a price of stars", since(STARRY, {TEA: "{stars: 5}"}), f"error stars-not-spent {TEA}/stars"),
    case("old points with a clock", since(BEGIN, {TEA: "{points: 5 older than 1 year}"})),
    case("old points without a clock", {TEA: "{points: 5 older than 1 year}"}, f"error no-clock {TEA}/points"),
    case("a birthday with a clock", since(BEGIN, {f"{BUY}/who": "{birthday: today}"})),
    case("a birthday without a clock", {f"{BUY}/who": "{birthday: today}"}, f"error no-clock {BUY}/who/birthday"),
    case(
        "a boost on birthdays without a clock",
        {f"{BUY}/gives/points": "1", f"{BUY}/boosts": "[{who: {birthday: today}, points: x2}]"},
        f"error no-clock {BUY}/boosts/0/who/birthday",
    ),
    case(
        "the event of a birthday without a clock",
        {UP: "{when: member.birthday, gives: {points: 5}}"},
        f"error no-clock {UP}/when",
    ),
    case("a prize of points that end", since(BEGIN, PRIZE, {"prizes/pot": "{points: 5, valid: 30 days}"})),
    case(
        "a prize of points that end with a month",
        since(BEGIN, PRIZE, {"prizes/pot": "{points: 5, valid: end of month}"}),
    ),
    case(
        "a prize of points that end, without a clock",
        since(PRIZE, {"prizes/pot": "{points: 5, valid: 30 days}"}),
        "error no-clock prizes/pot/valid",
    ),
    *(
        case(
            f"a prize of points for {valid}",
            since(BEGIN, PRIZE, {"prizes/pot": f"{{points: 5, valid: {valid}}}"}),
            *found,
        )
        for valid, *found in (
            ("1 days",),
            ("2 weeks",),
            ("36 hours", "error points-by-hours prizes/pot/valid"),
            ("90 minutes", "error points-by-hours prizes/pot/valid"),
            ("0 days", "error valid-for-nothing prizes/pot/valid"),
            ("end of 2026-06-20", "warning valid-ends-early prizes/pot/valid"),
        )
    ),
    *(
        case(
            f"points older than {age} of those that end with {valid}",
            since(BEGIN, {"programme/points": f"{{valid: {valid}}}", TEA: f"{{points: 5 older than {age}}}"}),
            *found,
        )
        for valid, age, *found in (
            ("2 months", "1 month"),
            ("2 months", "2 months", f"error ended-before {TEA}/points"),
            ("1 year", "11 months"),
            ("1 year", "1 year", f"error ended-before {TEA}/points"),
            ("1 month", "1 month", f"error ended-before {TEA}/points"),
            ("end of year", "10 months"),
            ("end of year", "11 months", f"error ended-before {TEA}/points"),
            ("end of next year", "22 months"),
            ("end of next year", "23 months", f"error ended-before {TEA}/points"),
        )
    ),
    *(
        case(
            f"stars where {task}",
            since(STARRY, {UP: "{when: tier.reached, gives: {points: 1}}", **changes}),
            *found,
        )
        for task, changes, *found in (
            ("a tier gives points", {}),
            ("a tier gives them", {f"{UP}/gives": "{stars: 1}"}, f"error stars-of-tiers {UP}/gives/stars"),
            (
                "the loss of one gives them",
                {f"{UP}/when": "tier.lost", f"{UP}/gives": "{stars: 1}"},
                f"error stars-of-tiers {UP}/gives/stars",
            ),
            (
                "it gives them on the way",
                {f"{UP}/reach": "3 times", f"{UP}/milestones": "{2: {stars: 1}}"},
                f"error stars-of-tiers {UP}/milestones/2/stars",
            ),
            (
                "its challenge gives them",
                {f"{MISSIONS}/gives/stars": "1"},
                f"error stars-of-tiers {MISSIONS}/gives/stars",
            ),
            ("another task gives them", {f"{BUY}/gives/stars": "1"}),
        )
    ),
    *(
        case(f"{after} later", {f"{BUY}/after": after}, *found)
        for after, *found in (
            ("15 days",),
            ("0 days",),
            ("0 hours", f"warning after-nothing {BUY}/after"),
        )
    ),
    case(
        "later, of a task that gives nothing",
        {UP: "{when: run.finished, gives: {}, after: 15 days}"},
        f"error pays-nothing {UP}",
        f"warning after-nothing {UP}/after",
    ),
    *(
        case(
            f"a boost of {boost}",
            since(BEGIN, {f"{BUY}/gives/points": points, f"{BUY}/boosts": f"[{{{boost}}}]"}),
            *found,
        )
        for points, boost, *found in (
            ("1", "points: x3"),
            ("1", "points: x3.01", f"warning boost-without-end {BUY}/boosts/0"),
            ("1", "points: x5, closes: end of 2026-06-18"),
            ("1", "points: x1", f"warning boost-nothing {BUY}/boosts/0/points"),
            ("0", "points: x2", f"warning boost-nothing {BUY}/boosts/0"),
        )
    ),
]
