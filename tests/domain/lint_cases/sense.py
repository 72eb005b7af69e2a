"""Cases of what no single line gets wrong: prices, budgets, coupons and years that can't be meant."""

from tests.domain.lint_cases.good import LEAVE_OUT, case

MISSIONS, CARE, MONTHLY = "challenges/missions", "blind_boxes/care", "redemptions/monthly"
BUY, SERUM = f"{MISSIONS}/tasks/buy", f"{MONTHLY}/offers/serum"
FOR_NOTHING = f"warning for-nothing {SERUM}"
BOOSTS = (
    "[{opens: 2026-06-02, closes: end of 2026-06-02, points: x1.5},"
    " {opens: 2026-06-05, closes: end of 2026-06-05, points: x2}]"
)
UNAFFORDABLE = f"warning unaffordable {SERUM}/costs"

BOUNDS = [
    case(
        "an offer for nothing, with a limit on all of its redemption and a stock",
        {f"{SERUM}/costs": LEAVE_OUT},
    ),
    case("with a limit alone", {f"{SERUM}/costs": LEAVE_OUT, f"{SERUM}/stock": LEAVE_OUT}),
    case("with a stock alone", {f"{SERUM}/costs": LEAVE_OUT, f"{MONTHLY}/limit": LEAVE_OUT}),
    case(
        "with neither",
        {f"{SERUM}/costs": LEAVE_OUT, f"{MONTHLY}/limit": LEAVE_OUT, f"{SERUM}/stock": LEAVE_OUT},
        FOR_NOTHING,
    ),
    case(
        "with neither, and no points as its price",
        {f"{SERUM}/costs": "{points: 0}", f"{MONTHLY}/limit": LEAVE_OUT, f"{SERUM}/stock": LEAVE_OUT},
        FOR_NOTHING,
    ),
    case(
        "with a limit of its own",
        {
            f"{SERUM}/costs": LEAVE_OUT,
            f"{MONTHLY}/limit": LEAVE_OUT,
            f"{SERUM}/stock": LEAVE_OUT,
            f"{SERUM}/limit": "1 a day",
        },
    ),
    case(
        "with prizes that can be out",
        {
            f"{SERUM}/costs": LEAVE_OUT,
            f"{MONTHLY}/limit": LEAVE_OUT,
            f"{SERUM}/stock": LEAVE_OUT,
            "prizes/serum/stock": "50",
        },
    ),
    case(
        "with prizes that others take the place of",
        {
            f"{SERUM}/costs": LEAVE_OUT,
            f"{MONTHLY}/limit": LEAVE_OUT,
            f"{SERUM}/stock": LEAVE_OUT,
            "prizes/serum/stock": "50",
            "prizes/serum/when_out": "tee",
        },
        FOR_NOTHING,
    ),
    case("a box for nothing, with a limit", {f"{CARE}/costs": LEAVE_OUT}),
    case(
        "a box for nothing without limit",
        {f"{CARE}/costs": LEAVE_OUT, f"{CARE}/limit": LEAVE_OUT},
        f"warning for-nothing {CARE}",
    ),
]

PRICES = [
    case("a price of all points that there are", {f"{SERUM}/costs": "{points: 120}"}),
    case("a point more", {f"{SERUM}/costs": "{points: 121}"}, UNAFFORDABLE),
    case(
        "with points without end",
        {f"{SERUM}/costs": "{points: 121}", f"{BUY}/limit": LEAVE_OUT, f"{BUY}/gives": "{draws: care, points: 1}"},
    ),
    case(
        "with points that a limit bounds, all of them",
        {f"{SERUM}/costs": "{points: 123}", f"{BUY}/gives": "{draws: care, points: 1}"},
    ),
    case(
        "with points that a limit bounds, one more",
        {f"{SERUM}/costs": "{points: 124}", f"{BUY}/gives": "{draws: care, points: 1}"},
        UNAFFORDABLE,
    ),
    case(
        "the points of thirty rounds",
        {
            f"{SERUM}/costs": "{points: 3600}",
            f"{MISSIONS}/repeats": "daily",
            f"{MISSIONS}/tasks/run/reach": "3 times",
        },
    ),
    case(
        "one more than those of thirty rounds",
        {
            f"{SERUM}/costs": "{points: 3601}",
            f"{MISSIONS}/repeats": "daily",
            f"{MISSIONS}/tasks/run/reach": "3 times",
        },
        UNAFFORDABLE,
    ),
    case(
        "with points that a boost doubles, all of them",
        {
            f"{SERUM}/costs": "{points: 126}",
            f"{BUY}/gives": "{draws: care, points: 1}",
            f"{BUY}/boosts": BOOSTS,
        },
    ),
    case(
        "with points that a boost doubles, one more",
        {
            f"{SERUM}/costs": "{points: 127}",
            f"{BUY}/gives": "{draws: care, points: 1}",
            f"{BUY}/boosts": BOOSTS,
        },
        UNAFFORDABLE,
    ),
    case("with points in a box", {f"{SERUM}/costs": "{points: 121}", "prizes/note": "{points: 1}"}),
    case(
        "points that other campaigns give",
        {f"{SERUM}/costs": "{points: 121}", f"{MISSIONS}/milestones": LEAVE_OUT, f"{MISSIONS}/gives": LEAVE_OUT},
    ),
    case("all draws that are given", {f"{CARE}/costs": "{draws: {care: 3}}"}),
    case(
        "a draw more than is given",
        {f"{CARE}/costs": "{draws: {care: 4}}"},
        f"warning unaffordable {CARE}/costs",
    ),
    case(
        "an offer for more draws than are given",
        {f"{SERUM}/costs": "{draws: {care: 9}}"},
        f"warning unaffordable {SERUM}/costs",
    ),
    case(
        "draws that a draw may bring again",
        {f"{CARE}/costs": "{draws: {care: 4}}", "prizes/note": "{draws: care}"},
    ),
    case(
        "more of a prize than is given",
        {
            f"{SERUM}/costs": "{prizes: {star: 2}}",
            "prizes/star": "{badge: star}",
            f"{MISSIONS}/milestones": "{1: {prizes: star}}",
        },
        f"warning unaffordable {SERUM}/costs",
    ),
    case("a prize that is drawn without end", {f"{SERUM}/costs": "{prizes: {tee: 5000}}"}),
    case(
        "a badge that nothing gives",
        {f"{SERUM}/costs": "{prizes: star}", "prizes/star": "{badge: star}"},
        "warning never-given prizes/star",
        f"warning cost-never-given {SERUM}/costs",
    ),
    case(
        "a badge that a task gives",
        {
            f"{SERUM}/costs": "{prizes: star}",
            "prizes/star": "{badge: star}",
            f"{MISSIONS}/milestones": "{1: {prizes: star}}",
        },
    ),
    case("a fragment that a task gives", {f"{SERUM}/costs": "{fragments: boat/bow}"}),
]

WORTH = [
    case("a budget of all that is in stock", {"budget": "9495.00 CNY"}),
    case("a hundredth less", {"budget": "9494.99 CNY"}, "warning budget-too-small budget"),
    case("a stock for each of thirty days", {"prizes/bike/stock": "5 a day", "budget": "197850.00 CNY"}),
    case(
        "a hundredth less than for thirty days",
        {"prizes/bike/stock": "5 a day", "budget": "197849.99 CNY"},
        "warning budget-too-small budget",
    ),
    case("a coupon for nearly all", {"prizes/note/coupon": "99.99% off"}, "warning steep-discount prizes/note/coupon"),
    case("a coupon for a word", {"prizes/note/coupon": "free shipping"}, "warning sku-is-a-word prizes/note/coupon"),
    case("a coupon for goods", {"prizes/note/coupon": "free SHIPPING-01"}),
    case("a coupon for all", {"prizes/note/coupon": "100% off"}, "error nothing-to-pay prizes/note/coupon"),
    case(
        "a coupon for all but a hundredth",
        {"prizes/note/coupon": "19.99 CNY off 20.00 CNY"},
        "warning steep-discount prizes/note/coupon",
    ),
    case(
        "a coupon for its minimum",
        {"prizes/note/coupon": "20.00 CNY off 20.00 CNY"},
        "error nothing-to-pay prizes/note/coupon",
    ),
    case("a coupon for nothing", {"prizes/note/coupon": "0.00 CNY off"}, "error nothing-off prizes/note/coupon"),
    case(
        "a coupon for nothing, from a minimum on",
        {"prizes/note/coupon": "0.00 CNY off 20.00 CNY"},
        "error nothing-off prizes/note/coupon",
    ),
    case("a coupon without a minimum", {"prizes/note/coupon": "20.00 CNY off"}),
]

YEARS = [
    case("three years", {"closes": "2029-06-01 00:00"}),
    case(
        "three years and a millisecond",
        {"closes": "2029-06-01 00:00:00.001"},
        "warning long-campaign closes",
    ),
    case("a coupon for a hundred years", {"prizes/note/valid": "100 years"}),
    case("a coupon for longer", {"prizes/note/valid": "101 years"}, "error too-long prizes/note/valid"),
    case("a coupon for as good as ever", {"prizes/note/valid": "9999999 days"}, "error too-long prizes/note/valid"),
    case("a coupon for many hours", {"prizes/note/valid": "999999999999 hours"}, "error too-long prizes/note/valid"),
    case("a reward after thousands of years", {f"{BUY}/after": "9999 years"}, f"error too-long {BUY}/after"),
    case("a grace of thousands of years", {"grace": "8000 years"}, "error too-long grace"),
    case(
        "points that are thousands of years old",
        {"programme/timezone": "Asia/Shanghai", f"{SERUM}/costs": "{points: 5 older than 9999 years}"},
        f"error too-long {SERUM}/costs/points",
    ),
    case("a language of two letters", {"title": "{yo: Orisun omi}"}),
    case(
        "a language of three letters, a script and a country",
        {"title": "{yue: 春, zh-Hant-HK: 春, sr-Latn: P, es-419: P}"},
    ),
    case("a country", {"title": "{cn: 春}"}, "error unknown-locale title/cn"),
    case("a country of a prize", {"prizes/tee/title": "{jp: 春}"}, "error unknown-locale prizes/tee/title/jp"),
    case("a country that is a language too", {"title": "{kr: 봄}"}, "warning doubtful-locale title/kr"),
    case("quotes in a title", {"title": "The “spring” tea"}),
    case("quotes around a title", {"title": "“Spring”"}, "warning quoted-title title"),
    case("what is meant", {"title": "“Spring”", "accepts": "[quoted-title]"}),
    case("what is meant elsewhere", {"accepts": "[quoted-title]"}, "warning accepts-nothing accepts/0"),
    case(
        "an error that is meant",
        {"prizes/note/coupon": "100% off", "accepts": "[nothing-to-pay]"},
        "error nothing-to-pay prizes/note/coupon",
        "warning accepts-nothing accepts/0",
    ),
]
