"""Cases of what is won: bags, prizes, collections, boxes, chances, redemptions."""

from tests.domain.lint_cases.good import LEAVE_OUT, case

BUY = "challenges/missions/tasks/buy"
CARE, BOAT, MONTHLY = "blind_boxes/care", "collections/boat", "redemptions/monthly"
SERUM = f"{MONTHLY}/offers/serum"

BAGS = [
    case("no such prize", {f"{SERUM}/gives": "{prizes: [serum, seurm]}"}, f"error unknown-prize {SERUM}/gives/prizes"),
    case(
        "no such box",
        {f"{BUY}/milestones": "{1.00 CNY: {draws: car}}"},
        f"error unknown-blind-box {BUY}/milestones/1.00 CNY/draws",
    ),
    case(
        "no such collection",
        {f"{BOAT}/gives": "{prizes: tee, fragments: bots/bow}"},
        f"error unknown-collection {BOAT}/gives/fragments",
    ),
    case(
        "no such fragment",
        {f"{BUY}/gives": "{draws: care, fragments: boat/mast}"},
        f"error unknown-fragment {BUY}/gives/fragments",
    ),
    case(
        "a fragment without its set",
        {f"{BUY}/gives": "{draws: care, fragments: bow}"},
        f"error unknown-fragment {BUY}/gives/fragments",
    ),
    case("a prize of unknown draws", {"prizes/note": "{draws: car}"}, "error unknown-blind-box prizes/note/draws"),
    case(
        "a random fragment without odds",
        {f"{BUY}/gives": "{draws: care, fragments: boat/random}"},
        f"error random-without-odds {BUY}/gives/fragments",
    ),
    case(
        "a random fragment",
        {f"{BUY}/gives": "{draws: care, fragments: boat/random}", f"{BOAT}/odds": "{bow: 50%, hull: 50%}"},
    ),
    case(
        "a cost of what nothing declares",
        {f"{SERUM}/costs": "{prizes: bikes}"},
        f"error unknown-prize {SERUM}/costs/prizes",
    ),
    case("a cost in gifts", {f"{SERUM}/costs": "{prizes: tee}"}),
    case("a cost in coupons", {f"{SERUM}/costs": "{prizes: note}"}, f"error cost-not-held {SERUM}/costs/prizes"),
    case("a cost in fragments", {f"{SERUM}/costs": "{fragments: boat/bow}"}),
    case(
        "a cost in random fragments",
        {f"{SERUM}/costs": "{fragments: boat/random}", f"{BOAT}/odds": "{bow: 50%, hull: 50%}"},
        f"error cost-not-held {SERUM}/costs/fragments",
    ),
    case("a hundred at once", {f"{SERUM}/gives": "{prizes: {serum: 100}}"}),
    case("a thousand coupons at once", {f"{SERUM}/gives": "{prizes: {note: 1000}}", "prizes/serum": LEAVE_OUT}),
    case(
        "more than a thousand",
        {f"{SERUM}/gives": "{prizes: {note: 1001}}", "prizes/serum": LEAVE_OUT},
        f"error too-many-at-once {SERUM}/gives/prizes",
    ),
    case(
        "more than a thousand in place of a prize that is out",
        {
            f"{SERUM}/gives": "{prizes: {serum: 1001}}",
            "prizes/serum": "{gift: serum, value: 60.00 CNY, stock: 5, when_out: note}",
        },
        f"error too-many-at-once {SERUM}/gives/prizes",
    ),
    case(
        "more than a thousand random fragments, of two kinds together",
        {
            f"{BUY}/gives": "{draws: care, fragments: {boat/random: 501, flag/random: 500}}",
            f"{BOAT}/odds": "{bow: 50%, hull: 50%}",
            "collections/flag": "{fragments: [top, end], gives: {points: 5}, odds: {top: 50%, end: 50%}}",
        },
        f"error too-many-at-once {BUY}/gives/fragments",
    ),
    case(
        "more than a thousand in a prize",
        {"prizes/serum": "{fragments: {boat/random: 1001}}", f"{BOAT}/odds": "{bow: 50%, hull: 50%}"},
        f"error too-many-at-once {SERUM}/gives/prizes",
        "error too-many-at-once prizes/serum/fragments",
    ),
    case("any number of gifts, which are one number", {f"{SERUM}/gives": "{prizes: {serum: 5000}}"}),
    case(
        "as many as there are shards to take them from",
        {
            f"{SERUM}/gives": "{prizes: {serum: 500}}",
            "prizes/serum": "{gift: serum, value: 60.00 CNY, stock: 9000}",
            "crowd": "400 a second",
        },
    ),
    case(
        "from more shards than a transaction takes",
        {
            f"{SERUM}/gives": "{prizes: {serum: 41}}",
            "prizes/serum": "{gift: serum, value: 60.00 CNY, stock: 9000}",
            "crowd": "410 a second",
        },
        f"error too-many-at-once {SERUM}/gives/prizes",
    ),
    case("as many draws as one likes", {f"{BUY}/gives": "{draws: {care: 500}}"}),
]

NONE = "{nothing: true, title: No prize this time}"
WITH_NONE = "{bike: 0.5%, tee: 29.5%, note: 20%, none: rest}"
JAPAN = {"market": "JP"}

PRIZES = [
    case("two things in one", {"prizes/tee/points": "5"}, "error one-of prizes/tee"),
    case("nothing in it", {"prizes/tee": "{value: 1.00 CNY}"}, "error one-of prizes/tee"),
    case(
        "each of the others",
        {"prizes/note": "{badge: pin}", "prizes/serum": "{points: 5}", "prizes/tee": "{fragments: boat/bow}"},
    ),
    case("no such replacement", {"prizes/bike/when_out": "teee"}, "error unknown-prize prizes/bike/when_out"),
    case(
        "a replacement without stock to run out",
        {"prizes/serum/when_out": "tee"},
        "warning never-out prizes/serum/when_out",
    ),
    case("no prize among the odds", {"prizes/none": NONE, f"{CARE}/odds": WITH_NONE, **JAPAN}),
    case(
        "no prize with terms of a prize",
        {
            "prizes/none": "{nothing: true, value: 1.00 CNY, stock: 5, limit: 1 a day, when_out: tee, valid: 1 day}",
            f"{CARE}/odds": WITH_NONE,
            **JAPAN,
        },
        *(f"error nothing-has-terms prizes/none/{key}" for key in ("value", "stock", "limit", "when_out", "valid")),
        "error nothing-without-title prizes/none",
        "warning valid-without-coupon prizes/none/valid",
    ),
    case(
        "no prize and a gift",
        {"prizes/bike/nothing": "true", "prizes/bike/stock": LEAVE_OUT, "prizes/bike/title": "Bike", **JAPAN},
        "error one-of prizes/bike",
        "error nothing-has-terms prizes/bike/value",
        "error nothing-has-terms prizes/bike/when_out",
    ),
    case(
        "no prize as a reward, and as what replaces one",
        {
            "prizes/none": NONE,
            f"{CARE}/odds": WITH_NONE,
            f"{BUY}/gives": "{draws: care, prizes: none}",
            f"{BOAT}/gives": "{prizes: bike}",
            "prizes/bike/when_out": "none",
            **JAPAN,
        },
        f"error nothing-given {BUY}/gives/prizes",
        f"error nothing-given {BOAT}/gives/prizes",
    ),
    case(
        "no prize guaranteed",
        {"prizes/none": NONE, f"{CARE}/odds": WITH_NONE, f"{CARE}/guarantees": "[{of: [none], within: 50}]", **JAPAN},
        f"error guarantee-of-nothing {CARE}/guarantees/0/of",
    ),
    case("a prize from a draw on", {"prizes/bike/from": "10th draw"}),
    case("a prize from the last draw on", {"prizes/bike/from": "90th draw"}),
    case(
        "from a draw that nobody makes", {"prizes/bike/from": "91st draw"}, "error from-out-of-reach prizes/bike/from"
    ),
    case(
        "from a draw on, with nothing before",
        {f"{CARE}/odds": "{bike: 1%, serum: rest, tee: rest, note: rest}", "prizes/serum/from": "10th draw"},
        "error from-without-when-out prizes/serum/from",
    ),
    case(
        "from a draw on, of what is not drawn",
        {"prizes/serum/from": "10th draw", "prizes/serum/when_out": "tee"},
        "warning from-without-draws prizes/serum/from",
    ),
    case("a limit of a member", {"prizes/bike/limit": "1 a campaign"}),
    case("a limit alone", {"prizes/bike/stock": LEAVE_OUT, "prizes/bike/limit": "[1 a month, 2 a campaign]"}),
    case(
        "a limit with nothing in its place",
        {"prizes/serum/limit": "1 a campaign"},
        "error limit-without-when-out prizes/serum/limit",
    ),
    case(
        "a limit a window of a prize",
        {"prizes/bike/limit": "1 a window"},
        "error no-such-period prizes/bike/limit",
    ),
    case(
        "a circle of two",
        {"prizes/tee/stock": "5", "prizes/tee/when_out": "bike"},
        "error when-out-circle prizes/tee/when_out",
        "error when-out-circle prizes/bike/when_out",
    ),
    case("a circle of one", {"prizes/bike/when_out": "bike"}, "error when-out-circle prizes/bike/when_out"),
    case(
        "an earned prize that can be out, by a set",
        {f"{BOAT}/gives": "{prizes: serum}", "prizes/serum/stock": "5"},
        f"error needs-when-out {BOAT}/gives/prizes",
    ),
    case(
        "an earned prize that can be out, by a milestone",
        {"challenges/missions/milestones": "{2: {prizes: serum}}", "prizes/serum/stock": "5"},
        "error needs-when-out challenges/missions/milestones/2/prizes",
    ),
    case(
        "an earned prize whose replacement can be out",
        {
            f"{BUY}/gives": "{draws: care, prizes: serum}",
            "prizes/serum/stock": "5",
            "prizes/serum/when_out": "cap",
            "prizes/cap": "{gift: cap, value: 9.00 CNY, stock: 5}",
        },
        f"error needs-when-out {BUY}/gives/prizes",
    ),
    case("an earned prize with an end to its chain", {f"{BUY}/gives": "{draws: care, prizes: bike}"}),
    case("an offered prize that can be out", {"prizes/serum/stock": "5"}),
    case("a code of a pool that is offered", {"prizes/serum": "{pool: cinema, value: 9.00 CNY, valid: 30 days}"}),
    case(
        "a code of a pool with a stock",
        {"prizes/serum": "{pool: cinema, value: 9.00 CNY, stock: 5}"},
        "error pool-with-stock prizes/serum/stock",
    ),
    case(
        "an earned code, of a pool that can be out",
        {f"{BOAT}/gives": "{prizes: serum}", "prizes/serum": "{pool: cinema, value: 9.00 CNY}"},
        f"error needs-when-out {BOAT}/gives/prizes",
    ),
    case(
        "an earned code, and what is given without one",
        {f"{BOAT}/gives": "{prizes: serum}", "prizes/serum": "{pool: cinema, value: 9.00 CNY, when_out: tee}"},
    ),
    case(
        "a drawn code, of a pool that can be out",
        {f"{CARE}/odds/serum": "1%", "prizes/serum": "{pool: cinema, value: 9.00 CNY}"},
        f"error row-runs-out {CARE}/odds/serum",
    ),
    case(
        "a code beside a coupon",
        {"prizes/note/with": "[serum]", "prizes/serum": "{pool: cinema, value: 9.00 CNY}"},
        "error no-coupon prizes/note/with",
    ),
    case("a gift that expires", {"prizes/tee/valid": "3 days"}, "warning valid-without-coupon prizes/tee/valid"),
    case("a coupon until a date", {"prizes/note/valid": "end of 2026-07-31"}),
    case("a coupon beside what is not there", {"prizes/note/with": "[gone]"}, "error unknown-prize prizes/note/with"),
    case("a coupon beside a gift", {"prizes/note/with": "[tee]"}, "error no-coupon prizes/note/with"),
    case("a coupon beside itself", {"prizes/note/with": "[note]"}),
    case("a coupon that ends with the month it comes in", {"prizes/note/valid": "end of month"}),
    case(
        "a coupon that ends too early",
        {"prizes/note/valid": "end of 2026-06-20"},
        "warning valid-ends-early prizes/note/valid",
    ),
    case("half off", {"prizes/note/coupon": "75.00 CNY off 150.00 CNY"}),
    case(
        "100 off 150", {"prizes/note/coupon": "100.00 CNY off 150.00 CNY"}, "warning steep-discount prizes/note/coupon"
    ),
    case("90% off", {"prizes/note/coupon": "90% off"}, "warning steep-discount prizes/note/coupon"),
    case("money off without a minimum", {"prizes/note/coupon": "100.00 CNY off"}),
    case("a special price", {"prizes/note/coupon": "towel for 9.90 CNY"}),
    case("a prize that nothing gives", {"prizes/cap": "{badge: cap}"}, "warning never-given prizes/cap"),
    case("a prize that only replaces", {"prizes/cap": "{badge: cap}", "prizes/bike/when_out": "cap"}),
]

SETS = [
    case(
        "no fragments",
        {
            f"{BOAT}/fragments": "[]",
            "challenges/missions/tasks/join/gives": "{points: 1}",
            "challenges/missions/tasks/run/gives": "{points: 1}",
        },
        f"error empty-set {BOAT}/fragments",
    ),
    case(
        "a fragment called random",
        {f"{BOAT}/fragments": "[bow, hull, random]", f"{BOAT}/exchange": "3 spares"},
        f"error reserved-name {BOAT}/fragments",
    ),
    case("a wildcard of the set", {f"{BOAT}/wildcard": "bow"}, f"error wildcard-is-fragment {BOAT}/wildcard"),
    case("odds of a wildcard", {f"{BOAT}/wildcard": "joker", f"{BOAT}/odds": "{bow: 90%, joker: 10%}"}),
    case(
        "odds of what is not in the set",
        {f"{BOAT}/odds": "{bow: 90%, mast: 10%}"},
        f"error unknown-fragment {BOAT}/odds",
    ),
    case(
        "what can't be sent is not in the set",
        {f"{BOAT}/send": "3 a day", f"{BOAT}/cannot_send": "[mast]", "market": "JP"},
        f"error unknown-fragment {BOAT}/cannot_send",
    ),
    case(
        "what can't be sent, of a set that is not sent",
        {f"{BOAT}/cannot_send": "[bow]"},
        f"error cannot-send-alone {BOAT}/cannot_send",
    ),
    case(
        "nothing can be sent",
        {f"{BOAT}/send": "3 a day", f"{BOAT}/cannot_send": "[bow, hull]", "market": "JP"},
        f"error nothing-to-send {BOAT}/send",
    ),
    case("something can be sent", {f"{BOAT}/send": "3 a day", f"{BOAT}/cannot_send": "[bow]", "market": "JP"}),
    case(
        "a limit on what is got, of a set that is not sent",
        {f"{BOAT}/receive": "3 a day"},
        f"error receive-alone {BOAT}/receive",
    ),
    case(
        "a limit on what is got that four strangers use up",
        {f"{BOAT}/send": "[9 a week, 2 a day]", f"{BOAT}/receive": "[9 a month, 9 a day]", "market": "JP"},
        f"warning strangers-use-up {BOAT}/receive",
    ),
    case("five don't", {f"{BOAT}/send": "2 a day", f"{BOAT}/receive": "10 a day", "market": "JP"}),
    case(
        "a limit on what is got by rounds",
        {f"{BOAT}/send": "2 a day", f"{BOAT}/receive": "10 a round", "market": "JP"},
        f"error no-such-period {BOAT}/receive",
    ),
    case("a set for nothing", {f"{BOAT}/gives": "{}"}, f"error pays-nothing {BOAT}/gives"),
    case(
        "guarantees without odds",
        {f"{BOAT}/guarantees": "[{of: [bow], within: 3}]"},
        f"error guarantees-without-odds {BOAT}/guarantees",
    ),
    case(
        "a piece that nothing gives",
        {f"{BOAT}/fragments": "[bow, hull, sail]"},
        f"error fragment-never-given {BOAT}/fragments",
    ),
    case(
        "a piece for spares of the others", {f"{BOAT}/fragments": "[bow, hull, sail]", f"{BOAT}/exchange": "3 spares"}
    ),
    case(
        "a piece that a wildcard stands for",
        {
            f"{BOAT}/fragments": "[bow, hull, sail]",
            f"{BOAT}/wildcard": "joker",
            f"{BUY}/milestones": "{1.00 CNY: {fragments: boat/joker}}",
        },
    ),
    case(
        "a wildcard that nothing gives",
        {f"{BOAT}/fragments": "[bow, hull, sail]", f"{BOAT}/wildcard": "joker"},
        f"error fragment-never-given {BOAT}/fragments",
    ),
    case("a piece in a prize", {f"{BOAT}/fragments": "[bow, hull, sail]", "prizes/tee": "{fragments: boat/sail}"}),
    case(
        "pieces by chance, and nobody gives chances",
        {f"{BOAT}/fragments": "[bow, hull, sail]", f"{BOAT}/odds": "{sail: 100%}"},
        f"error fragment-never-given {BOAT}/fragments",
    ),
    case(
        "pieces by chance",
        {
            f"{BOAT}/fragments": "[bow, hull, sail]",
            f"{BOAT}/odds": "{sail: 100%}",
            f"{BUY}/gives": "{draws: care, fragments: boat/random}",
        },
    ),
]

BOXES = [
    case(
        "a row that is no prize",
        {f"{CARE}/odds": "{bike: 1%, tee: rest, notes: rest, note: rest}"},
        f"error unknown-prize {CARE}/odds/notes",
    ),
    case(
        "tens",
        {f"{CARE}/ten_costs": "{draws: {care: 9}}", f"{CARE}/limit": "10 a day", f"{BUY}/limit": "9 a round"},
    ),
    case(
        "tens that the limit forbids",
        {
            f"{CARE}/ten_costs": "{draws: {care: 9}}",
            f"{CARE}/limit": "[9 a day, 50 a campaign]",
            f"{BUY}/limit": "9 a round",
        },
        f"error ten-over-limit {CARE}/ten_costs",
    ),
    case("a row that runs out", {"prizes/bike/when_out": LEAVE_OUT}, f"error row-runs-out {CARE}/odds/bike"),
    case(
        "a row whose replacement runs out",
        {"prizes/tee/stock": "50"},
        f"error row-runs-out {CARE}/odds/bike",
        f"error row-runs-out {CARE}/odds/tee",
        f"error needs-when-out {BOAT}/gives/prizes",
    ),
    case(
        "a row that runs out each day",
        {"prizes/bike/when_out": LEAVE_OUT, "prizes/bike/stock": "5 a day"},
        f"error row-runs-out {CARE}/odds/bike",
    ),
    case("a stock that ends in a prize without", {"prizes/tee/stock": "50", "prizes/tee/when_out": "note"}),
    case("draws that nobody gives", {f"{BUY}/gives": "{points: 1}"}, f"warning draws-never-given {CARE}/costs"),
    case("a box for points", {f"{BUY}/gives": "{points: 1}", f"{CARE}/costs": "{points: 10}"}),
    case(
        "an offer for nothing in return",
        {f"{SERUM}/gives": "{}", "prizes/serum": LEAVE_OUT},
        f"error pays-nothing {SERUM}/gives",
    ),
    case(
        "a redemption split in two",
        {"redemptions/other": "{opens: 22nd 10:00, closes: end of month, limit: 2 a window, offers: {}}"},
        "warning split-redemption redemptions/other/limit",
    ),
    case(
        "redemptions that are never open together",
        {"redemptions/other": "{opens: 10th 10:00, closes: end of 19th, limit: 2 a window, offers: {}}"},
    ),
    case(
        "a special one with a limit of its own",
        {"redemptions/other": "{opens: 2026-06-22 10:00, closes: end of 2026-06-22, limit: 2 a window, offers: {}}"},
    ),
]

GUARANTEES = f"{CARE}/guarantees"

CHANCES = [
    case("above all", {f"{CARE}/odds": "{bike: 1.5%, tee: 50%, note: 50%}"}, f"error chances {CARE}/odds"),
    case(
        "nothing left for the rest", {f"{CARE}/odds": "{bike: 50%, tee: 50%, note: rest}"}, f"error chances {CARE}/odds"
    ),
    case("a set's", {f"{BOAT}/odds": "{bow: 50%, hull: 49%}"}, f"error chances {BOAT}/odds"),
    case("a guarantee that changes next to nothing", {GUARANTEES: "[{of: [tee], within: 50}]"}),
    case(
        "a guarantee of what has no chance",
        {GUARANTEES: "[{of: [tee, serum], within: 50}]"},
        f"error unknown-row {GUARANTEES}/0/of",
    ),
    case("a guarantee of nothing", {GUARANTEES: "[{of: [], within: 50}]"}, f"error empty-guarantee {GUARANTEES}/0/of"),
    case("a guarantee that promises nothing", {GUARANTEES: "[{of: [tee]}]"}, f"error empty-guarantee {GUARANTEES}/0"),
    case(
        "a guarantee within none",
        {GUARANTEES: "[{of: [tee], within: 0}]"},
        f"error guarantee-never {GUARANTEES}/0/within",
    ),
    case(
        "a ramp from none",
        {GUARANTEES: "[{of: [tee], ramp: {from: 0, step: 1%}}]"},
        f"error guarantee-never {GUARANTEES}/0/ramp/from",
    ),
    case(
        "another one featured",
        {GUARANTEES: "[{of: [tee], within: 50, featured: bike}]"},
        f"error unknown-row {GUARANTEES}/0/featured",
    ),
    case("two classes", {GUARANTEES: "[{of: [bike, tee], within: 50, unchanged: [bike]}]"}),
    case(
        "unchanged what has no chance",
        {GUARANTEES: "[{of: [tee], within: 50, unchanged: [serum]}]"},
        f"error unknown-row {GUARANTEES}/0/unchanged",
    ),
    case(
        "everything unchanged",
        {GUARANTEES: "[{of: [bike, tee], within: 50, unchanged: [bike, tee]}]"},
        f"error empty-guarantee {GUARANTEES}/0/unchanged",
    ),
    case(
        "every other row unchanged",
        {GUARANTEES: "[{of: [tee], within: 50, unchanged: [bike, note]}]"},
        f"error guarantee-never {GUARANTEES}/0/unchanged",
    ),
    case(
        "the unchanged one featured",
        {GUARANTEES: "[{of: [bike, tee], within: 50, featured: bike, unchanged: [bike]}]"},
        f"error unknown-row {GUARANTEES}/0/featured",
    ),
    case("as many draws as the limit allows", {GUARANTEES: "[{of: [tee], within: 90}]"}),
    case(
        "more draws than the limit allows",
        {GUARANTEES: "[{of: [tee], within: 91}]"},
        f"error guarantee-out-of-reach {GUARANTEES}/0/within",
    ),
    case(
        "a ramp from beyond the limit",
        {GUARANTEES: "[{of: [tee], ramp: {from: 91, step: 1%}}]"},
        f"error guarantee-out-of-reach {GUARANTEES}/0/ramp",
    ),
    case(
        "without a limit everything is in reach", {GUARANTEES: "[{of: [tee], within: 500}]", f"{CARE}/limit": LEAVE_OUT}
    ),
    case(
        "the tightest limit counts",
        {GUARANTEES: "[{of: [tee], within: 11}]", f"{CARE}/limit": "[3 a day, 10 a campaign]"},
        f"error guarantee-out-of-reach {GUARANTEES}/0/within",
    ),
    case(
        "windows are counted",
        {
            GUARANTEES: "[{of: [tee], within: 13}]",
            f"{CARE}/limit": "3 a window",
            f"{CARE}/opens": "Wed 10:00",
            f"{CARE}/closes": "end of Wed",
        },
        f"error guarantee-out-of-reach {GUARANTEES}/0/within",
    ),
    case(
        "a chain leads out of the set",
        {f"{CARE}/odds": "{bike: 49%, tee: rest, note: rest}", GUARANTEES: "[{of: [bike], within: 50}]"},
        f"error chain-leaves-guarantee {GUARANTEES}/0/of",
    ),
    case("a chain stays in the set", {GUARANTEES: "[{of: [bike, tee], within: 50}]"}),
    case(
        "the whole set can be out",
        {
            "prizes/tee/stock": "5",
            "challenges/missions/gives": "{points: 1}",
            f"{BOAT}/gives": "{points: 1}",
            GUARANTEES: "[{of: [bike, tee], within: 50}]",
        },
        f"error guarantee-runs-out {GUARANTEES}/0/of",
        f"error guarantee-runs-out {GUARANTEES}/0/of",
        f"error row-runs-out {CARE}/odds/bike",
        f"error row-runs-out {CARE}/odds/tee",
    ),
    case(
        "a guarantee that doubles the rare one",
        {
            f"{CARE}/odds": "{note: 1/144, bike: 1%, tee: rest}",
            GUARANTEES: "[{of: [note], within: 144}]",
            f"{CARE}/limit": LEAVE_OUT,
        },
        f"warning long-run-chance {GUARANTEES}",
    ),
    case(
        "guarantees of more states than can be told",
        {GUARANTEES: "[{of: [tee], within: 200}, {of: [note], within: 200}]", f"{CARE}/limit": LEAVE_OUT},
        f"error too-many-guarantees {GUARANTEES}",
    ),
]
