"""Cases of the whole file, its calendar and its limits."""

from typing import Any

from tests.domain.lint_cases.good import LEAVE_OUT, case

OUT_OF_REACH = "error target-out-of-reach challenges/missions/tasks/run/reach"

GENERAL = [
    case("the good campaign", {}),
    case("its id is that of the programme", {"campaign": "programme"}, "error reserved-name campaign"),
    case("no market", {"market": LEAVE_OUT}, "note no-market market"),
    case("a market without rules", {"market": "NC"}, "error unknown-market market"),
    case("another market with rules", {"market": "JP"}),
    case("a value in another currency", {"prizes/tee/value": "99.00 USD"}, "error mixed-currencies prizes/tee/value"),
    case("a budget in another", {"budget": "5000.00 USD"}, "error mixed-currencies budget"),
    case("a coupon in another", {"prizes/note/coupon": "1.00 USD off"}, "error mixed-currencies prizes/note/coupon"),
    case(
        "a filter in another",
        {"challenges/missions/tasks/buy/where": "{amount: at least 5.00 USD}"},
        "error mixed-currencies challenges/missions/tasks/buy/where/amount",
    ),
    case("a text that only looks like money", {"challenges/missions/tasks/buy/where": "{channel: [5.00 USD]}"}),
]

CALENDAR = [
    case("no such timezone", {"timezone": "Asia/Shanghia"}, "error unknown-timezone timezone"),
    case("a campaign that recurs", {"opens": "daily 10:00"}, "error campaign-recurs opens"),
    case(
        "a campaign that closes before it opens",
        {"closes": "end of 2026-05-31"},
        "error closes-before-it-opens closes",
    ),
    case(
        "a campaign of one day",
        {"opens": "2026-06-30 00:00", "redemptions/monthly/opens": "30th 00:00"},
        "error target-out-of-reach challenges/missions/tasks/run/reach",
    ),
    case(
        "a block that closes before it opens",
        {"challenges/missions/opens": "2026-06-10 00:00", "challenges/missions/closes": "end of 2026-06-09"},
        "error closes-before-it-opens challenges/missions/closes",
    ),
    case("a dated moment alone", {"blind_boxes/care/closes": "end of 2026-06-10"}),
    case(
        "a recurring moment alone",
        {"blind_boxes/care/closes": "end of Wed"},
        "error moment-alone blind_boxes/care/closes",
    ),
    case(
        "two kinds of moment",
        {"redemptions/monthly/closes": "end of Sun"},
        "error two-kinds-of-moment redemptions/monthly/closes",
    ),
    case(
        "a window inside the campaign",
        {"closes": "2026-06-20 10:00:00.001"},
        "warning cut-window redemptions/monthly/closes",
    ),
    case("a window after the campaign", {"closes": "2026-06-20 10:00"}, "error never-opens redemptions/monthly/opens"),
    case(
        "a date before the campaign",
        {"blind_boxes/care/closes": "2026-06-01 00:00"},
        "error never-opens blind_boxes/care/closes",
    ),
    case(
        "an offer outside of its redemption",
        {
            "redemptions/monthly/offers/serum/opens": "10th 10:00",
            "redemptions/monthly/offers/serum/closes": "end of 15th",
        },
        "error never-opens redemptions/monthly/offers/serum/opens",
    ),
    case("a bare date", {"closes": "2026-07-01"}, "warning bare-date closes"),
    case("a bare date that opens", {"opens": "2026-06-01"}),
    case("a bare date that ends coupons", {"prizes/note/valid": "2026-07-01"}, "warning bare-date prizes/note/valid"),
    case(
        "a close at 23:59",
        {"blind_boxes/care/closes": "2026-06-30 23:59"},
        "warning closes-at-2359 blind_boxes/care/closes",
    ),
    case(
        "a close at the last ms",
        {"blind_boxes/care/closes": "2026-06-30 23:59:59.999"},
        "warning closes-at-2359 blind_boxes/care/closes",
    ),
    case(
        "a daily hour that a night skips",
        {
            "timezone": "Africa/Cairo",
            "opens": "2026-04-01 00:00",
            "redemptions/monthly/opens": "daily 00:00",
            "redemptions/monthly/closes": "daily 01:00",
        },
        "warning skipped-hour redemptions/monthly/opens",
    ),
    case(
        "a daily hour of which something is left",
        {
            "timezone": "Africa/Cairo",
            "opens": "2026-04-01 00:00",
            "redemptions/monthly/opens": "daily 00:00",
            "redemptions/monthly/closes": "daily 01:30",
        },
    ),
    case("a close at 22:00", {"closes": "2026-06-30 22:00"}, "warning cut-window redemptions/monthly/closes"),
]

ROUNDS = [
    case("whole months", {"challenges/missions/repeats": "monthly"}),
    case("whole days", {"challenges/missions/repeats": "daily", "challenges/missions/tasks/run/reach": "3 times"}),
    case(
        "weeks of which the last is cut",
        {"challenges/missions/repeats": "weekly"},
        "warning cut-round challenges/missions/repeats",
    ),
    case(
        "weeks that start on the day of the opening",
        {"challenges/missions/repeats": "weekly", "closes": "end of 2026-06-28"},
        "warning cut-window redemptions/monthly/closes",
    ),
    case(
        "weeks that start on another day: the first and the last are cut",
        {
            "challenges/missions/repeats": "weekly",
            "challenges/missions/closes": "end of 2026-06-28",
            "week_starts": "Sun",
        },
        "warning cut-round challenges/missions/repeats",
        "warning cut-round challenges/missions/repeats",
    ),
    case(
        "weeks of which each has one day",
        {
            "challenges/missions/repeats": "weekly",
            "challenges/missions/opens": "Wed 00:00",
            "challenges/missions/closes": "end of Wed",
            "challenges/missions/tasks/run/reach": "1 days",
        },
    ),
    *(
        case(
            f"{reach} in rounds that are {repeats}",
            {
                "challenges/missions/repeats": repeats,
                "challenges/missions/closes": "end of 2026-06-28",
                "challenges/missions/tasks/run/reach": reach,
            },
            *found,
        )
        for repeats, reach, *found in (
            ("weekly", "7 days"),
            ("weekly", "8 days", OUT_OF_REACH),
            ("weekly", "7 days in a row"),
            ("weekly", "8 days in a row", OUT_OF_REACH),
            ("weekly", "7 times (at most 1 a day)"),
            ("weekly", "8 times (at most 1 a day)", OUT_OF_REACH),
            ("weekly", "14 times (at most 2 a day)"),
            ("weekly", "3 times (at most 2 a week)", OUT_OF_REACH),
            ("weekly", "3 times (at most 2 a round)", OUT_OF_REACH),
            ("weekly", "8 times"),
            ("weekly", "100 of km (at most 1 a day)"),
            ("daily", "1 days"),
            ("daily", "2 days", OUT_OF_REACH),
        )
    ),
    *(
        case(
            f"{reach} on the days of {closes}",
            {
                "challenges/missions/opens": "Wed 10:00",
                "challenges/missions/closes": closes,
                "challenges/missions/tasks/run/reach": reach,
            },
            *found,
        )
        for closes, reach, *found in (
            ("end of Wed", "4 days"),
            ("end of Wed", "5 days", OUT_OF_REACH),
            ("end of Wed", "2 days in a row", OUT_OF_REACH),
            ("end of Thu", "2 days in a row"),
            ("end of Thu", "3 days in a row", OUT_OF_REACH),
            ("end of Wed", "4 times (at most 1 a week)"),
            ("end of Wed", "5 times (at most 1 a week)", OUT_OF_REACH),
        )
    ),
    case(
        "a milestone that no round can reach",
        {
            "challenges/missions/repeats": "weekly",
            "challenges/missions/closes": "end of 2026-06-28",
            "challenges/missions/tasks/run/milestones": "{7: {points: 1}, 8: {points: 1}}",
        },
        "error target-out-of-reach challenges/missions/tasks/run/milestones/8",
    ),
    case(
        "a window that the opening cuts", {"opens": "2026-05-31 00:00"}, "warning cut-window redemptions/monthly/opens"
    ),
]

LIMITS = [
    case("a task a round", {"challenges/missions/tasks/run/limit": "1 a round"}),
    case(
        "a task a window",
        {"challenges/missions/tasks/run/limit": "1 a window"},
        "error no-such-period challenges/missions/tasks/run/limit",
    ),
    case(
        "at most so many a window",
        {"challenges/missions/tasks/run/reach": "3 times (at most 1 a window)"},
        "error no-such-period challenges/missions/tasks/run/reach",
    ),
    case(
        "a box a window, without one",
        {"blind_boxes/care/limit": "3 a window"},
        "error no-such-period blind_boxes/care/limit",
    ),
    case(
        "a box a window of its own",
        {
            "blind_boxes/care/limit": "3 a window",
            "blind_boxes/care/opens": "Wed 10:00",
            "blind_boxes/care/closes": "end of Wed",
        },
    ),
    case(
        "a box a round",
        {"blind_boxes/care/limit": "[3 a day, 3 a round]"},
        "error no-such-period blind_boxes/care/limit",
    ),
    case("a set a window", {"collections/boat/limit": "1 a window"}, "error no-such-period collections/boat/limit"),
    case(
        "a redemption a round",
        {"redemptions/monthly/limit": "1 a round"},
        "error no-such-period redemptions/monthly/limit",
    ),
    case("a prize's stock a day", {"prizes/bike/stock": "5 a day"}),
    case(
        "a prize's stock a window",
        {"prizes/bike/stock": "5 a window"},
        "warning prize-stock-a-window prizes/bike/stock",
    ),
]


def board(gives: str = "{1: {points: 5}}", score: str = "count", more: str = "", when: str = "run.finished") -> Any:
    """A board beside the rest."""
    return {"boards/most": f"{{when: {when}, score: {score}, gives: {gives}{more}}}"}


MOST = "boards/most"
CUPS = {"prizes/cup": "{gift: cup, value: 9.00 CNY, stock: 3}"}
THREE = "{1: {prizes: cup}, 2 to 3: {prizes: cup}}"

BOARDS = [
    case("places that are paid", board("{1: {points: 9}, 2 to 10: {points: 5}, 12: {points: 1}}")),
    case("a sum of a number", board(score="sum of km")),
    case("no such field", board(score="best of miles"), f"error unknown-field {MOST}/score"),
    case("a field without a size", board(score="best of on"), f"error measure-misfit {MOST}/score"),
    case(
        "money without the programme's currency",
        board(score="sum of amount", when="order.paid"),
        f"error no-currency {MOST}/score",
    ),
    case("no place at all", board("{}"), f"error pays-nothing {MOST}/gives"),
    case("a place for nothing", board("{1: {points: 5}, 2: {}}"), f"error pays-nothing {MOST}/gives/2"),
    case("a place twice", board("{1 to 3: {points: 5}, 3: {points: 1}}"), f"error ranks-overlap {MOST}/gives/3"),
    case("too many places", board("{1 to 5000: {points: 5}}"), f"error too-many-ranks {MOST}/gives"),
    case("as many as there are", {**board(THREE), **CUPS}),
    case(
        "more than there are",
        {**board(THREE.replace("3:", "4:")), **CUPS},
        f"error ranks-without-stock {MOST}/gives/1/prizes",
    ),
    case(
        "more than there are, with a replacement",
        {
            **board(THREE.replace("3:", "4:")),
            "prizes/cup": "{gift: cup, value: 9.00 CNY, stock: 3, when_out: note}",
        },
    ),
    case(
        "a code of a pool, which may be out by then",
        {**board("{1: {prizes: code}}"), "prizes/code": "{pool: cinema, value: 9.00 CNY}"},
        f"error ranks-without-stock {MOST}/gives/1/prizes",
    ),
    case(
        "as many as there are, but each week",
        {**board(THREE, more=", repeats: weekly, closes: end of 2026-06-28"), **CUPS},
        f"error ranks-without-stock {MOST}/gives/1/prizes",
    ),
    case(
        "as many as there are, but others win them too",
        {**board(THREE), **CUPS, "redemptions/monthly/offers/cup": "{costs: {points: 5}, gives: {prizes: cup}}"},
        f"error ranks-without-stock {MOST}/gives/1/prizes",
    ),
    case(
        "what a phone reports decides who wins a gift",
        {**board("{1: {prizes: cup}}", when="article.read"), **CUPS},
        f"warning client-event-pays {MOST}/when",
    ),
    case("what a phone reports decides who wins points", board(when="article.read")),
]


def quiz(questions: str, more: str = "", heard: str = "{when: quiz.right, gives: {points: 5}}") -> dict[str, str]:
    """A quiz beside the rest, and a task that hears of it."""
    return {"quizzes/door": f"{{questions: {questions}{more}}}", "challenges/missions/tasks/right": heard}


DOOR = "quizzes/door"
ONE, TWO = "{a: Yes, b: No}", "{a: Yes, b: No, c: Perhaps}"
DAYS = f"2026-06-01: {{ask: Is it?, options: {TWO}, answer: a}}, 2026-06-02: {{ask: It is?, options: {TWO}, answer: b}}"
DAYLESS = f"first: {{ask: Is it?, options: {ONE}, answer: a}}"
SAME = ", ".join(f"{name}: {{ask: Is it?, options: {ONE}, answer: b}}" for name in ("x", "y", "z"))

QUIZZES = [
    case("questions of days", quiz(f"{{{DAYS}}}", ", tries: 2, opens: daily 12:00, closes: end of day")),
    case("questions in turn", quiz(f"{{{DAYLESS}}}")),
    case("no question", quiz("{}"), f"error no-questions {DOOR}/questions"),
    case("days and names", quiz(f"{{{DAYS}, {DAYLESS}}}"), f"error mixed-questions {DOOR}/questions"),
    case(
        "no such day",
        quiz(f"{{{DAYLESS.replace('first', '2026-02-30')}}}"),
        f"error no-day {DOOR}/questions/2026-02-30",
    ),
    case(
        "a day that is written otherwise",
        quiz(f"{{{DAYLESS.replace('first', '2026-6-1')}}}"),
        f"error no-day {DOOR}/questions/2026-6-1",
    ),
    case(
        "a day before the campaign",
        quiz(f"{{{DAYLESS.replace('first', '2026-05-31')}}}"),
        f"warning never-asked {DOOR}/questions/2026-05-31",
    ),
    case(
        "a day on which the quiz is closed",
        quiz(f"{{{DAYLESS.replace('first', '2026-06-02')}}}", ", opens: Mon 00:00, closes: end of Mon"),
        f"warning never-asked {DOOR}/questions/2026-06-02",
    ),
    case(
        "an answer that is no option",
        quiz(f"{{{DAYLESS.replace('answer: a', 'answer: c')}}}"),
        f"error unknown-option {DOOR}/questions/first/answer",
    ),
    case(
        "nothing to choose",
        quiz(f"{{{DAYLESS.replace(', b: No', '')}}}"),
        f"error no-choice {DOOR}/questions/first/options",
    ),
    case("no try", quiz(f"{{{DAYLESS}}}", ", tries: 0"), f"error no-tries {DOOR}/tries"),
    case("a try for each option", quiz(f"{{{DAYLESS}}}", ", tries: 2"), f"warning tries-for-all {DOOR}/tries"),
    case("always the same answer", quiz(f"{{{SAME}}}"), f"warning same-answer {DOOR}/questions"),
    case(
        "nobody hears of a right answer",
        quiz(f"{{{DAYLESS}}}", heard="{when: quiz.right, where: {quiz: other}, gives: {points: 5}}"),
        f"warning right-gives-nothing {DOOR}",
        "error unknown-quiz challenges/missions/tasks/right/where/quiz",
    ),
    case(
        "a right answer of another campaign",
        quiz(
            f"{{{DAYLESS}}}",
            heard="{when: quiz.right, where: {quiz: other, campaign: another}, gives: {points: 5}}",
        ),
        f"warning right-gives-nothing {DOOR}",
    ),
    case(
        "a text for no language",
        quiz(f"{{{DAYLESS.replace('Yes', '{cn: Yes}').replace('Is it?', '{cn: Is it}')}}}"),
        f"error unknown-locale {DOOR}/questions/first/ask/cn",
        f"error unknown-locale {DOOR}/questions/first/options/a/cn",
    ),
]


def form(asks: str) -> dict[str, str]:
    """A form beside the rest, and tags of a programme."""
    return {
        "forms/skin": f"{{asks: {asks}}}",
        "programme/tags": "{skin: {one_of: [dry, oily]}, likes: {any_of: [tea, tart]}}",
    }


SKIN = "forms/skin/asks"
TYPE = "type: {ask: Your skin is, options: {a: Dry, b: Oily}, tags: {a: skin/dry, b: skin/oily}}"
LIKES = "likes: {ask: You like, options: {t: Tea, c: Tart}, choose: 0 to 2, tags: {t: likes/tea, c: likes/tart}}"

FORMS = [
    case("questions with options and a text", form(f"{{{TYPE}, {LIKES}, words: {{ask: More, text: 200}}}}")),
    case("no question", form("{}"), f"error no-questions {SKIN}"),
    case(
        "options and a text", form("{x: {ask: Or, options: {a: A, b: B}, text: 9}}"), f"error options-or-text {SKIN}/x"
    ),
    case("neither", form("{x: {ask: Or}}"), f"error options-or-text {SKIN}/x"),
    case("a text of no length", form("{x: {ask: Or, text: 0}}"), f"error long-texts {SKIN}/x/text"),
    case("a text of a book", form("{x: {ask: Or, text: 1001}}"), f"error long-texts {SKIN}/x/text"),
    case(
        "texts that are long together",
        form("{" + ", ".join(f"x{n}: {{ask: Or, text: 1000}}" for n in range(5)) + "}"),
        f"error long-texts {SKIN}",
    ),
    case("a text that is chosen", form("{x: {ask: Or, text: 9, choose: 1}}"), f"error options-or-text {SKIN}/x/choose"),
    case(
        "more than there are",
        form(f"{{{LIKES.replace('0 to 2', '0 to 3')}}}"),
        f"error choose-misfit {SKIN}/likes/choose",
    ),
    case("none at all", form(f"{{{LIKES.replace('0 to 2', '0')}}}"), f"error choose-misfit {SKIN}/likes/choose"),
    case(
        "a tag of no option",
        form(f"{{{TYPE.replace('b: skin/oily', 'c: skin/oily')}}}"),
        f"error unknown-option {SKIN}/type/tags/c",
    ),
    case("no such tag", form(f"{{{TYPE.replace('skin/oily', 'skin/wet')}}}"), f"error unknown-tag {SKIN}/type/tags/b"),
    case(
        "two tags of which one is had at a time",
        form(f"{{{TYPE.replace('tags:', 'choose: 1 to 2, tags:')}}}"),
        f"error one-tag-of-a-group {SKIN}/type/choose",
    ),
]
