"""A scenario that names what is not there is an error with its line: it would be green for the wrong reason."""

from collections.abc import Callable
from pathlib import Path

import pytest

from chalicelib.api.problem import KINDS
from chalicelib.domain.scenarios import Scenario, check, run
from chalicelib.domain.scenarios.names import codes
from chalicelib.domain.words.errors import BadEvent, Refused, Unknown
from cli import folder as files
from cli.campaign_file import Loaded, field, render
from cli.judging import judge

EVENTS = "order.paid: {from: server, fields: {order: text, amount: money}, unique: order}\n"
PROGRAMME = "tiers: {green: {}, gold: {}}\n"
CAMPAIGN = """
campaign: fair
title: Fair
timezone: Asia/Shanghai
opens: 2026-06-01 00:00
closes: end of 2026-06-30
challenges: {buy: {tasks: {order: {when: order.paid, reach: 1 times, gives: {fragments: set/random}}}}}
collections:
  set:
    fragments: [hem, cuff]
    wildcard: joker
    odds: {hem: 50%, cuff: 40%, joker: 10%}
    exchange: 3 spares
    send: 1 a day
    gives: {draws: care}
blind_boxes:
  care:
    costs: {draws: care}
    ten_costs: {draws: {care: 10}}
    odds: {bike: 1%, tee: rest}
    guarantees: [{of: [bike], within: 5, ramp: {from: 2, step: 30%}}]
redemptions:
  shop:
    opens: 2026-06-01 00:00
    closes: end of 2026-06-30
    offers: {mug: {costs: {points: 1}, stock: 3, gives: {prizes: mug}}}
prizes: {bike: {gift: bike, stock: 5, when_out: tee}, tee: {gift: tee}, mug: {gift: mug}}
"""


Load = Callable[[str], Loaded[list[Scenario]]]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Reads scenarios of the fair: what stands below `scenarios`."""

    def loaded(text: str) -> Loaded[list[Scenario]]:
        home = tmp_path / "fair"
        home.mkdir()
        (tmp_path / "events.yaml").write_text(EVENTS)
        (tmp_path / "programme.yaml").write_text(PROGRAMME)
        (home / "campaign.yaml").write_text(CAMPAIGN)
        (home / "scenarios.yaml").write_text(f"scenarios:\n{text}")
        return files.load_scenarios(home, "fair", files.publish(home))

    return loaded


def given(text: str) -> str:
    return f"  one:\n    given: {{{text}}}\n    steps:\n      - {{at: opens}}\n"


def step(text: str, before: str = "at: opens") -> str:
    return f"  one:\n    given: {{others: {{bo: {{}}}}}}\n    steps:\n      - {{{before}}}\n      - {{{text}}}\n"


WRONG = {
    "a tier": (given("tier: golden"), 3, "given.tier", 'no tier "golden"; did you mean gold?'),
    "another's tier": (given("others: {bo: {tier: iron}}"), 3, "given.others.bo.tier", 'no tier "iron"'),
    "draws of no box": (given("draws: {car: 1}"), 3, "given.draws.car", 'no box "car"'),
    "a fragment": (given("fragments: {set/hen: 1}"), 3, "given.fragments.set/hen", 'no fragment "set/hen"'),
    "a fragment of no set": (given("fragments: {hem: 1}"), 3, "given.fragments.hem", 'no fragment "hem"'),
    "a prize": (given("prizes: {bikes: 1}"), 3, "given.prizes.bikes", 'no prize "bikes"'),
    "a prize of another": (given("others: {bo: {prizes: {x: 1}}}"), 3, "given.others.bo.prizes.x", 'no prize "x"'),
    "a stock": (given("stock: {bik: 1}"), 3, "given.stock.bik", 'no stock "bik"'),
    "a stock without limit": (given("stock: {tee: 1}"), 3, "given.stock.tee", 'no stock "tee"'),
    "has a prize": (step("has: {prizes: {bikes: 0}}"), 6, "steps[1].has.prizes/bikes", 'no prize "bikes"'),
    "has a fragment": (step("has: {fragments: {set/x: 0}}"), 6, "steps[1].has.fragments/set/x", 'no fragment "set/x"'),
    "has draws": (step("has: {draws: {x: 0}}"), 6, "steps[1].has.draws/x", 'no box "x"'),
    "gets a prize": (step("gets: {prizes: x}"), 6, "steps[1].gets.prizes/x", 'no prize "x"'),
    "a box": (step("does: draw car, refused: unknown_box"), 6, "steps[1].does", 'no box "car"; did you mean care?'),
    "a ten of no box": (step("does: draw car 10 times, refused: unknown_box"), 6, "steps[1].does", 'no box "car"'),
    "a set": (step("does: compose sets, refused: unknown_collection"), 6, "steps[1].does", 'no collection "sets"'),
    "an exchange": (step("does: exchange set for hen"), 6, "steps[1].does", 'no fragment "hen"; did you mean hem?'),
    "what is sent": (step("does: send set/hen to bo"), 6, "steps[1].does", 'no fragment "hen"'),
    "whom it is sent to": (step("does: send set/hem to cy"), 6, "steps[1].does", 'no member "cy"'),
    "an offer": (step("does: redeem shop/mugs"), 6, "steps[1].does", 'no offer "mugs"; did you mean mug?'),
    "a shop": (step("does: redeem shops/mug"), 6, "steps[1].does", 'no redemption "shops"'),
    "an event": (step("does: order.payed"), 6, "steps[1].does", "did you mean order.paid?"),
    "a field of an event": (
        step("does: order.paid, with: {sum: 5.00 CNY}"),
        6,
        "steps[1].with.sum",
        'no field "sum"; there are order, amount',
    ),
    "money without a currency": (
        step("does: order.paid, with: {amount: 5}"),
        6,
        "steps[1].with.amount",
        "Write 5.00 CNY or 5 JPY",
    ),
    "money in words": (
        step("does: order.paid, with: {amount: many}"),
        6,
        "steps[1].with.amount",
        "is not of kind money",
    ),
    "settled a prize": (step("settled: {prizes: {nope: 0}}"), 6, "steps[1].settled.prizes/nope", 'no prize "nope"'),
    "owes draws": (step("owes: {draws: {nope: 0}}"), 6, "steps[1].owes.draws/nope", 'no box "nope"'),
    "waits for a prize": (step("pending: {prizes: {nope: 0}}"), 6, "steps[1].pending.prizes/nope", 'no prize "nope"'),
    "lots of no month": (step("lots: {2026-13: 0}"), 6, "steps[1].lots.2026-13", '"2026-13" is no month'),
    "born after the first step": (given("born: 2030-01-01"), 3, "given.born", "comes after the first step"),
    "born on no day": (given("born: 2001-02-29"), 3, "given.born", "is no date of birth"),
    "born as nobody writes it": (given("born: '19900517'"), 3, "given.born", "write one like 1990-05-17"),
    "a birth long ago": (given("born: 1890-01-01"), 3, "given.born", "is no date of birth"),
    "an age and a birth": (given("born: 1990-01-01, age: 10"), 3, "given.born", "keep one of the two"),
    "an age of nobody": (given("age: 5000"), 3, "given.age", "write 0 to 120"),
    "another's birth": (given("others: {bo: {born: 2030-01-01}}"), 3, "given.others.bo.born", "after the first step"),
    "points of a month to come": (given("points: {2026-07: 5}"), 3, "given.points.2026-07", "in 2026-06"),
    "stars of no month": (given("stars: {2026-13: 5}"), 3, "given.stars.2026-13", "is no month"),
    "points of the year 0": (given("points: {0000-01: 5}"), 3, "given.points.0000-01", "long ago"),
    "more than the stock": (given("stock: {bike: 6}"), 3, "given.stock.bike", "5 are all that there are"),
    "more than an offer has": (given("stock: {shop/mug: 4}"), 3, "given.stock.shop/mug", "write 0 to 3"),
    "a code": (step("does: draw care, refused: sold_outt"), 6, "steps[1].refused", "did you mean sold_out?"),
    "a code in words": (step("does: draw care, refused: yes"), 6, "steps[1].refused", 'no code "yes"'),
    "a row": (step("does: draw care, lands: bik"), 6, "steps[1].lands", 'no row "bik"; did you mean bike?'),
    "a prize that is no row": (step("does: draw care, lands: mug"), 6, "steps[1].lands", 'no row "mug"'),
    "a row of a list": (
        step("does: draw care 10 times, lands: [tee, tee, tee, tee, tee, tee, tee, tee, bike, x]"),
        6,
        "steps[1].lands",
        'no row "x"',
    ),
    "nine rows for ten": (
        step(f"does: draw care 10 times, lands: [{', '.join(['tee'] * 9)}]"),
        6,
        "steps[1].lands",
        "9 rows for 10 draws",
    ),
    "two rows for one": (step("does: draw care, lands: [tee, bike]"), 6, "steps[1].lands", "2 rows for 1 draw:"),
    "units left": (step("left: {tee: 1}"), 6, "steps[1].left.tee", 'no stock "tee"'),
    "progress": (step("progress: {buy/orders: 1}"), 6, "steps[1].progress.buy/orders", 'no task "buy/orders"'),
    "by nobody": (step("by: cy"), 6, "steps[1].by", 'no member "cy"'),
    "again, but what": (step("does: again"), 6, "steps[1].does", "no step above has sent a request"),
    "a shift of thousands of years": (step("at: + 9000 years"), 6, "steps[1].at", "longer than 100 years"),
    "thousands of years apart": (
        step("does: order.paid, times: 2, every: 9000 years"),
        6,
        "steps[1].every",
        "longer than 100 years",
    ),
    "thousands of years late": (
        step("does: order.paid, arrives: 9000 years"),
        6,
        "steps[1].arrives",
        "longer than 100 years",
    ),
    "a millisecond before": (step("at: opens - 1 ms"), 6, "steps[1].at", "before the step above it"),
    "a day back": (step("at: last - 1 day"), 6, "steps[1].at", "before the step above it"),
    "before an event that arrives late": (
        step("at: opens + 1 hour", before="at: opens, does: order.paid, arrives: 2 hours"),
        6,
        "steps[1].at",
        "before the step above it",
    ),
    "before the last of several": (
        step("at: opens + 1 day", before="at: opens, does: order.paid, times: 3, every: 1 day"),
        6,
        "steps[1].at",
        "before the step above it",
    ),
}


@pytest.mark.parametrize(("text", "line", "place", "says"), WRONG.values(), ids=WRONG)
def test_what_is_not_there_is_an_error_with_its_line(load: Load, text: str, line: int, place: str, says: str) -> None:
    found = load(text)
    assert found.value is None
    assert [(one.place.line, field(one.finding.path)) for one in found.findings] == [(line, f"scenarios.one.{place}")]
    assert says in render(found.findings)


RIGHT = {
    "all that is there": given(
        "tier: gold, draws: {care: 1}, fragments: {set/hem: 1, set/joker: 1}, prizes: {mug: 1}, "
        "stock: {bike: 1, shop/mug: 1, prizes/bike: 1}"
    ),
    "what came before the first step": given(
        "born: 2026-06-01, points: {2026-06: 5, 2024-01: 1}, stars: {2026-06: 1}, stock: {bike: 5, shop/mug: 0}"
    ),
    "what there is none of": step("settled: {}, owes: {prizes: {mug: 0}}, pending: {}, lots: {2026-01: 0}"),
    "a code of a mechanic": step("does: draw care, refused: not_enough"),
    "an event that nobody declared, to show its refusal": step("does: order.lost, refused: unknown_event_type"),
    "a friend who is not there, to show the refusal": step("does: send set/hem to cy, refused: unknown_member"),
    "the same moment": step("at: opens"),
    "a millisecond later": step("at: opens + 1 ms"),
    "an event that arrives late, of before": step(
        "at: opens + 1 hour, does: order.paid, arrives: 2 hours", before="at: opens + 2 hours"
    ),
    "a fast clock": step("at: opens + 1 hour, does: order.paid, arrives: -1 minute", before="at: opens + 59 minutes"),
    "units left of an offer": step("left: {shop/mug: 3}"),
    "again": step("does: again", before="at: opens, does: order.paid"),
}


@pytest.mark.parametrize("text", RIGHT.values(), ids=RIGHT)
def test_what_is_there_is_no_error(load: Load, text: str) -> None:
    assert render(load(text).findings) == ""


LANDS = {
    "a row for each of ten": (
        "draws: {care: 10}",
        ["at: opens, does: draw care 10 times, lands: [bike, tee, tee, bike, tee, bike, tee, tee, tee, tee], "
         "gets: {draws: {care: -10}, prizes: {tee: 7, bike: 3}}"],
    ),
    "the hard guarantee of a box with a ramp": (
        "draws: {care: 5}",
        ["at: opens, does: draw care, times: 4, lands: tee, gets: {draws: {care: -1}, prizes: tee}",
         "does: draw care, lands: tee, gets: {draws: {care: -1}, prizes: bike}"],
    ),
    "a row that the ramp raises": (
        "draws: {care: 2}",
        ["at: opens, does: draw care, lands: tee",
         "does: draw care, lands: bike, gets: {draws: {care: -1}, prizes: bike}"],
    ),
    "a fragment that an event draws": (
        "",
        ["at: opens, does: order.paid, lands: joker, gets: {fragments: {set/joker: 1}}"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("given", "steps"), LANDS.values(), ids=LANDS)
def test_lands_shows_each_draw(load: Load, given: str, steps: list[str]) -> None:
    written = "".join(f"      - {{{one}}}\n" for one in steps)
    found = load(f"  one:\n    given: {{{given}}}\n    steps:\n{written}")
    assert found.value is not None, render(found.findings)
    assert run(found.value[0], files.publish(Path(found.file).parent)) == []


def test_rows_that_were_not_drawn_are_told(load: Load) -> None:
    found = load(step("does: order.paid, lands: [hem, hem]"))
    (failure,) = run((found.value or [])[0], files.publish(Path(found.file).parent))
    assert (failure.expected, failure.got) == ("lands 2 times", "lands 1 times")


def test_lint_tells_it_too(load: Load) -> None:
    found = load(given("tier: golden"))
    told = render(judge(Path(found.file).parent))
    assert 'scenarios.yaml:3: error: scenarios.one.given.tier: there is no tier "golden"' in told


def test_what_is_handed_in_is_held_against_it(load: Load) -> None:
    found = load(given("tier: golden"))
    assert found.tree is not None
    checked = check(found.tree, files.publish(Path(found.file).parent), "fair")
    assert (checked.passed, [one.code for one in checked.findings]) == (0, ["unknown-tier"])


def test_every_refusal_that_the_api_knows_may_be_expected() -> None:
    """Those of other requests apart: a page of receipts, a sign-in, a consent, a date of birth, an address."""
    elsewhere = {"unknown_channel", "unknown_receipt", "unknown_provider", "unknown_page", "unknown_version"}
    elsewhere |= {"born_known", "unknown_prize", "unknown_address"}
    answered = {
        code
        for kind in KINDS
        if issubclass(kind.error, Refused) or issubclass(kind.error, Unknown | BadEvent)
        for code in kind.codes
    }
    assert answered - elsewhere <= set(codes())


def test_of_a_box_that_is_not_there_no_row_is_missed(load: Load) -> None:
    found = load(step("does: draw bax, lands: gold"))
    told = [one.finding.message for one in judge(Path(found.file).parent) if one.place.file.endswith("scenarios.yaml")]
    assert [message for message in told if "there is no" in message] == [told[0]]
    assert told[0].startswith('there is no box "bax"')
