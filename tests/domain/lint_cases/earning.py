"""Cases of what is done: tasks, challenges, conditions."""

from tests.domain.lint_cases.good import LEAVE_OUT, case

MISSIONS = "challenges/missions"
BUY, RUN, JOIN = (f"{MISSIONS}/tasks/{task}" for task in ("buy", "run", "join"))

UNLIMITED = "warning client-unlimited challenges/reading/tasks/read/each"


def read(each: str) -> dict[str, str]:
    """A challenge with a task on what a phone reports."""
    return {"challenges/reading": f"{{tasks: {{read: {{when: article.read, each: {each}, gives: {{points: 1}}}}}}}}"}


ENDLESS = "warning coupons-without-limit challenges/orders/tasks/run"


def orders(each: str) -> dict[str, str]:
    """A challenge with a task on what a shop reports, and prizes for it."""
    return {
        "challenges/orders": f"{{tasks: {{run: {{when: run.finished, each: {each}}}}}}}",
        "prizes/cup": "{gift: cup, value: 9.00 CNY, stock: 5, when_out: note}",
        "challenges/missions/gives": "{points: 100, prizes: cup}",
    }


CONDITIONS = [
    case("no such field", {f"{BUY}/where": "{chanel: app}"}, f"error unknown-field {BUY}/where/chanel"),
    case("any of some texts", {f"{BUY}/where": "{channel: [app, web], skus: not tee}"}),
    case("a text by size", {f"{BUY}/where": "{channel: at least 3}"}, f"error condition-misfit {BUY}/where/channel"),
    case("texts by size", {f"{BUY}/where": "{skus: 1 to 3}"}, f"error condition-misfit {BUY}/where/skus"),
    case("a flag", {f"{RUN}/where": "{indoors: true}"}),
    case("a flag that is none", {f"{RUN}/where": "{indoors: yes}"}, f"error value-misfit {RUN}/where/indoors"),
    case("a flag by size", {f"{RUN}/where": "{indoors: at least 1}"}, f"error condition-misfit {RUN}/where/indoors"),
    case("a number", {f"{RUN}/where": "{km: 3.5 to 10}"}),
    case("a number that is none", {f"{RUN}/where": "{km: at least three}"}, f"error value-misfit {RUN}/where/km"),
    case("an empty range", {f"{RUN}/where": "{km: 10 to 3}"}, f"error empty-range {RUN}/where/km"),
    case("a date", {f"{RUN}/where": "{on: 2026-06-10 to 2026-06-20}"}),
    case("a date that does not exist", {f"{RUN}/where": "{on: 2026-06-31}"}, f"error value-misfit {RUN}/where/on"),
    case("dates that are none", {f"{RUN}/where": "{on: [Monday]}"}, f"error value-misfit {RUN}/where/on"),
    case("money", {f"{BUY}/where": "{amount: 1.00 CNY to 9.00 CNY}"}),
    case("money without currency", {f"{BUY}/where": "{amount: at least 5}"}, f"error value-misfit {BUY}/where/amount"),
    case(
        "money of two currencies",
        {f"{BUY}/where": "{amount: 1.00 CNY to 9.00 USD}"},
        f"error mixed-currencies {BUY}/where/amount",
    ),
    case("everything a member is known by", {"who": "{tier: silver to black, tag: [new, vip], age: at least 18}"}),
    case("no such field of a member", {"who": "{tiers: gold}"}, "error unknown-field who/tiers"),
    case("no such tier", {f"{BUY}/who": "{tier: [gold, god]}"}, f"error unknown-tier {BUY}/who/tier"),
    case("tiers that fall", {f"{MISSIONS}/who": "{tier: black to gold}"}, f"error empty-range {MISSIONS}/who/tier"),
    case(
        "a tag by size", {"blind_boxes/care/who": "{tag: at most b}"}, "error condition-misfit blind_boxes/care/who/tag"
    ),
    case(
        "an age that is none",
        {"redemptions/monthly/who": "{age: old}"},
        "error value-misfit redemptions/monthly/who/age",
    ),
]

ONE_VALUE = f"warning one-value {BUY}/where/channel"
AS_ONE = [
    case(f"of a text: {text}", {f"{BUY}/where": f"{{channel: '{text}'}}"}, *([ONE_VALUE] if is_told else []))
    for text, is_told in {
        "has tea, cake": True,
        "has tea or cake": True,
        "has (tea, cake)": True,
        "has tea / cake": True,
        "has [tea、cake]": True,
        "has [tea, cake or bun]": True,
        "has 敏感肌，泛红": True,
        "has 敏感肌或泛红": True,
        "app, web": True,
        "app or web": True,
        "[app, web]": True,
        "not [app, web]": True,
        "contains tea": True,
        "HAS tea": True,
        "has [tea, cake]": False,
        "has green tea": False,
        "has tea/cake": False,
        "has salt and pepper": False,
        "not app": False,
        "hasty": False,
        "app": False,
    }.items()
] + [
    case("tags", {"who": '{tag: "new, vip"}'}, "warning one-value who/tag"),
    case("a list of texts", {f"{BUY}/where": '{skus: ["tea, cake", bun]}'}, f"warning one-value {BUY}/where/skus"),
]

MAKE_UP = "challenges/missions/tasks/in"


def row(reach: str, make_up: str) -> dict[str, str]:
    """A task of days in a row beside the rest."""
    return {MAKE_UP: f"{{when: run.finished, reach: {reach}, gives: {{points: 5}}, make_up: {make_up}}}"}


TASKS = [
    case("a missed day that may be made up", row("7 days in a row", "{limit: 1 a month, costs: {points: 2}}")),
    case(
        "a missed day of no row",
        row("7 days", "{limit: 1 a month}"),
        f"error make-up-misfit {MAKE_UP}/make_up",
    ),
    case(
        "missed days without a limit",
        row("7 days in a row", "{limit: [], costs: {points: 2}}"),
        f"error no-limit {MAKE_UP}/make_up/limit",
    ),
    case(
        "a missed day within no time",
        row("7 days in a row", "{limit: 1 a month, within: 0 days}"),
        f"error no-time {MAKE_UP}/make_up/within",
    ),
    case("a phone's reports without end", read("1 time"), UNLIMITED),
    case("a phone's different reports without end", read("3 different article"), UNLIMITED),
    case("different reports, some a day", read("3 different article (at most 1 a day)"), UNLIMITED),
    case("a phone's minutes without end", read("5 of minutes (at most 1 a day)"), UNLIMITED),
    case("a phone's reports, so many a day", read("1 time (at most 3 a day)")),
    case("a phone's reports, one a day", read("1 day")),
    case("a phone's reports with a limit", read("1 time, limit: 3 a day")),
    case("a coupon for each order", orders("5 of km, gives: {prizes: note}"), f"{ENDLESS}/gives"),
    case("coupons a prize may be replaced by", orders("1 time, gives: {prizes: cup}"), f"{ENDLESS}/gives"),
    case(
        "a coupon on the way to each",
        orders("3 times, limit: 3 a day, milestones: {1: {prizes: note}}"),
        f"{ENDLESS}/milestones",
    ),
    case("a coupon for each order with a limit", orders("1 time, limit: 3 a month, gives: {prizes: note}")),
    case("a coupon for some orders a day", orders("1 time (at most 3 a day), gives: {prizes: note}")),
    case("a coupon for each day", orders("1 day, gives: {prizes: note}")),
    case("draws for each order", orders("5 of km, gives: {draws: care}")),
    case("no such event", {f"{RUN}/when": "run.finish"}, f"error unknown-event {RUN}/when"),
    case("both measures", {f"{BUY}/reach": "2 times"}, f"error reach-and-each {BUY}/each"),
    case("neither measure", {f"{BUY}/each": LEAVE_OUT}),
    case(
        "nothing to win", {f"{BUY}/gives": "{}", "blind_boxes/care/costs": "{points: 1}"}, f"error pays-nothing {BUY}"
    ),
    case("milestones alone", {f"{RUN}/gives": "{}", f"{RUN}/milestones": "{2: {fragments: boat/hull}}"}),
    case("a sum of a number", {f"{RUN}/reach": "12.5 of km"}),
    case("a sum of no field", {f"{RUN}/reach": "12.5 of kms"}, f"error unknown-field {RUN}/reach"),
    case("a plain sum of money", {f"{BUY}/each": "100 of amount"}, f"error measure-misfit {BUY}/each"),
    case("money of a number", {f"{RUN}/reach": "9.00 CNY of km"}, f"error measure-misfit {RUN}/reach"),
    case("a sum of texts", {f"{BUY}/each": "100 of skus"}, f"error measure-misfit {BUY}/each"),
    case("different texts", {f"{BUY}/each": "3 different skus"}),
    case("different values of no field", {f"{BUY}/each": "3 different sku"}, f"error unknown-field {BUY}/each"),
    case("a milestone before the amount", {f"{BUY}/milestones": "{99.99 CNY: {points: 1}}"}),
    case(
        "a milestone at the amount of each",
        {f"{BUY}/milestones": "{100.00 CNY: {points: 1}}"},
        f"error milestone-out-of-reach {BUY}/milestones/100.00 CNY",
    ),
    case("a milestone beyond the amount of reach", {f"{RUN}/milestones": "{4: {points: 1}}"}),
    case(
        "a milestone where each starts with every event",
        {f"{BUY}/each": "100.00 CNY of amount (in one event)", f"{BUY}/milestones": "{50.00 CNY: {points: 1}}"},
        f"error milestone-out-of-reach {BUY}/milestones/50.00 CNY",
    ),
    case(
        "a milestone in plain numbers of money",
        {f"{BUY}/milestones": "{50: {points: 1}}"},
        f"error milestone-misfit {BUY}/milestones/50",
    ),
    case(
        "a milestone in money of a plain sum",
        {f"{RUN}/reach": "60 of km", f"{RUN}/milestones": "{30: {points: 1}, 5.00 CNY: {points: 2}}"},
        f"error milestone-misfit {RUN}/milestones/5.00 CNY",
    ),
    case(
        "earlier events of one that is not kept",
        {f"{RUN}/already": "true", f"{RUN}/where": "{}", f"{RUN}/reach": "1 time"},
        f"error already-not-kept {RUN}/already",
    ),
    case("earlier events, one time", {f"{JOIN}/reach": "1 time"}),
    case("earlier events, twice", {f"{JOIN}/reach": "2 times"}, f"error already-counts-once {JOIN}/already"),
    case("earlier events, again and again", {f"{JOIN}/each": "1 time"}, f"error already-counts-once {JOIN}/already"),
    case(
        "earlier events by a field",
        {"programme/events/member.joined/fields": "{shop: text}", f"{JOIN}/where": "{shop: a}"},
        f"error already-counts-once {JOIN}/already",
    ),
    case(
        "earlier events by milestones",
        {f"{JOIN}/milestones": "{2: {points: 1}}"},
        f"error already-counts-once {JOIN}/already",
    ),
]

CLIENT = {"when": "member.checked_in"}
ORDER = f"{MISSIONS}/tasks/order"

CHALLENGES = [
    case("a milestone for every task", {f"{MISSIONS}/milestones": "{1: {points: 1}, 3: {points: 2}}"}),
    case(
        "a milestone beyond the tasks",
        {f"{MISSIONS}/milestones": "{4: {points: 1}}"},
        f"error milestone-out-of-reach {MISSIONS}/milestones/4",
    ),
    case("a phone's word for points", {"challenges/daily/tasks/here": "{when: member.checked_in, gives: {points: 5}}"}),
    case(
        "a phone's word for a badge",
        {
            "challenges/daily/tasks/here": "{when: member.checked_in, gives: {prizes: pin}}",
            "prizes/pin": "{badge: pin}",
        },
    ),
    case(
        "a phone's word for a coupon",
        {"challenges/daily/tasks/here": "{when: member.checked_in, gives: {prizes: note}}"},
        "warning client-event-pays challenges/daily/tasks/here/when",
    ),
    case(
        "a phone's word for a draw that may land on a gift",
        {"challenges/daily/tasks/here": "{when: member.checked_in, gives: {draws: care}}"},
        "warning client-event-pays challenges/daily/tasks/here/when",
    ),
    case(
        "a phone's word for a piece of a set that gives a gift",
        {"challenges/daily/tasks/here": "{when: member.checked_in, gives: {fragments: boat/bow}}"},
        "warning client-event-pays challenges/daily/tasks/here/when",
    ),
    case(
        "a phone's word toward a challenge that gives a gift",
        {
            "challenges/daily/tasks/here": "{when: member.checked_in, gives: {points: 5}}",
            "challenges/daily/milestones": "{1: {prizes: tee}}",
        },
        "warning client-event-pays challenges/daily/tasks/here/when",
    ),
    case(
        "old members are left out of a set", {f"{JOIN}/already": "false"}, f"warning old-members-left-out {JOIN}/when"
    ),
    case("a welcome for new members", {"challenges/new/tasks/join": "{when: member.joined, gives: {points: 5}}"}),
    case(
        "an order pays twice", {ORDER: "{when: order.paid, gives: {draws: care}}"}, f"warning paid-twice {ORDER}/when"
    ),
    case("an order pays in two kinds", {ORDER: "{when: order.paid, gives: {points: 5}}"}),
    case("a run pays twice", {f"{MISSIONS}/tasks/jog": "{when: run.finished, gives: {fragments: boat/hull}}"}),
    case(
        "two tasks tell orders apart by channel",
        {
            f"{BUY}/where": "{channel: [app, web]}",
            ORDER: "{when: order.paid, where: {channel: till}, gives: {draws: care}}",
        },
    ),
    case(
        "two tasks share a channel",
        {
            f"{BUY}/where": "{channel: [app, web]}",
            ORDER: "{when: order.paid, where: {channel: web}, gives: {draws: care}}",
        },
        f"warning paid-twice {ORDER}/when",
    ),
    case(
        "one channel, and all but it",
        {
            f"{BUY}/where": "{channel: app}",
            ORDER: "{when: order.paid, where: {channel: not app}, gives: {draws: care}}",
        },
    ),
    case(
        "amounts that do not meet",
        {
            f"{BUY}/where": "{amount: at most 99.99 CNY}",
            ORDER: "{when: order.paid, where: {amount: at least 100.00 CNY}, gives: {draws: care}}",
        },
    ),
    case(
        "amounts that meet",
        {
            f"{BUY}/where": "{amount: at most 100.00 CNY}",
            ORDER: "{when: order.paid, where: {amount: 100.00 CNY to 200.00 CNY}, gives: {draws: care}}",
        },
        f"warning paid-twice {ORDER}/when",
    ),
    case(
        "an order may hold both goods",
        {f"{BUY}/where": "{skus: tee}", ORDER: "{when: order.paid, where: {skus: cap}, gives: {draws: care}}"},
        f"warning paid-twice {ORDER}/when",
    ),
    case(
        "two tiers",
        {f"{BUY}/who": "{tier: gold}", ORDER: "{when: order.paid, who: {tier: silver}, gives: {draws: care}}"},
    ),
    case(
        "two halves of the month",
        {
            f"{BUY}/closes": "end of 2026-06-15",
            ORDER: "{when: order.paid, opens: 2026-06-16 00:00, gives: {draws: care}}",
        },
    ),
]
