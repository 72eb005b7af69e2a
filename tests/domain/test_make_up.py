"""Days that are made up: which may be, what they cost, and what the row that they close pays."""

from datetime import datetime
from typing import Any

import pytest

from chalicelib.domain.derived.counters import counted
from chalicelib.domain.derived.report import report
from chalicelib.domain.mechanics.challenge.make_up import MakeUpDay
from chalicelib.domain.mechanics.challenge.view import MakeUpView
from chalicelib.domain.mechanics.whole_diff import diff
from chalicelib.domain.publishing.definitions import assemble
from chalicelib.domain.record.actions import Ask, Join
from chalicelib.domain.time.localtime import instant
from chalicelib.domain.views.home import home
from tests.domain.game import HEAD, Game, gets
from tests.domain.test_quiz import read_file

TERMS = "{limit: 2 a round, costs: {points: 5}, within: 3 days}"
BLOCKS = """
challenges:
  week:
    {more}tasks:
      in: {{when: member.checked_in, {amount}, gives: {{points: 100}}, make_up: {terms}}}
  purse: {{tasks: {{visit: {{when: shop.visited, each: 1 time, gives: {{points: 50}}}}}}}}
"""


def game(amount: str = "reach: 3 days in a row", terms: str = TERMS, more: str = "", head: str = HEAD) -> Game:
    """A game in which Ann has 50 points."""
    made = Game(BLOCKS.format(amount=amount, terms=terms, more=more), head)
    made.event("shop.visited", instant(datetime.fromisoformat("2026-06-01"), made.published.zone), shop="north")
    return made


def check_in(made: Game, *days: int) -> None:
    for day in days:
        made.event("member.checked_in", f"06-{day:02} 20:00")


def make_up(made: Game, day: str, at: str | int, by: str = "ann") -> Any:
    return made.play(MakeUpDay("play", "week", "in", f"2026-{day}"), at, by)


def seen(made: Game, at: str) -> MakeUpView:
    shown = home(made.definitions, made.member("ann"), made.at(at)).campaigns["play"]
    found: MakeUpView = shown.challenges["week"].tasks["in"].make_up  # type: ignore[attr-defined] # made at run time
    return found


def days(made: Game, at: str) -> list[str]:
    return [day[5:] for day in seen(made, at).days]


def runs(made: Game) -> list[int]:
    [this_round] = [
        one for key, one in made.member("ann").document.played["play"].rounds.items() if key.startswith("week@")
    ]
    return this_round.tasks["in"].days[1::2]


def test_a_day_is_added_for_its_cost_and_what_is_reached_is_paid() -> None:
    made = game()
    check_in(made, 2, 4)
    assert days(made, "06-04 21:00") == ["06-01", "06-03"]
    done = make_up(made, "06-03", "06-04 21:00")
    assert gets(done) == {"points": 95}
    assert [one.why for one in done.postings] == ["challenges/week/in:make_up", "challenges/week/in"]
    assert done.counted == {"play": {"week/in@c": 1}}
    assert runs(made) == [3]


def test_the_report_tells_of_it_and_takes_it_for_no_refund() -> None:
    made = game()
    check_in(made, 2, 4)
    done = make_up(made, "06-03", "06-04 21:00")
    counts = counted(done, {"play": made.published.campaign})["play", "2026-06-04"]
    assert {name: n for name, n in counts.items() if n} == {
        "actions": 1,
        "done/week": 1,
        "done/week/in": 1,
        "blocks/challenges/week/in:make_up": 1,
        "blocks/challenges/week/in": 1,
        "points/earned": 100,
        "points/spent": 5,
    }
    [line] = [one for one in report(made.published.campaign, {"2026-06-04": counts}).tasks if one.task == "in"]
    assert (line.done, line.made_up) == (1, 1)


def test_two_rows_become_one() -> None:
    """Rows of three and two with a day between them are six, and the first target was paid."""
    made = game("each: 3 days in a row")
    check_in(made, 5, 6, 7, 9, 10)
    assert made.holds()["points"] == 150
    assert gets(make_up(made, "06-08", "06-10 21:00")) == {"points": 95}
    assert runs(made) == [6]


def test_a_milestone_that_was_paid_is_not_paid_again() -> None:
    made = game("reach: 5 days in a row, milestones: {2: {points: 7}}")
    check_in(made, 5, 6, 8)
    assert gets(make_up(made, "06-07", "06-08 21:00")) == {"points": -5}
    assert runs(made) == [4]


@pytest.mark.parametrize(
    ("day", "at", "expected"),
    [
        pytest.param("06-05", "06-05 23:59", "day_not_open", id="today"),
        pytest.param("06-06", "06-05 23:59", "day_not_open", id="tomorrow"),
        pytest.param("06-05", "06-06 00:00", {"points": -5}, id="yesterday, a millisecond after it"),
        pytest.param("06-05", 3 * 86_400_000 - 1, {"points": -5}, id="the last moment of the third day"),
        pytest.param("06-05", 3 * 86_400_000, "day_not_open", id="the fourth day"),
        pytest.param("06-04", "06-05 12:00", "day_not_open", id="a day that counts"),
        pytest.param("05-31", "06-01 12:00", "day_not_open", id="before the campaign"),
        pytest.param("02-30", "06-05 12:00", "day_not_open", id="no day at all"),
    ],
)
def test_which_day_may_be_made_up(day: str, at: str | int, expected: Any) -> None:
    made = game("reach: 20 days in a row")
    if day != "05-31":
        check_in(made, 4)
    moment = made.at("06-06 00:00") + at if isinstance(at, int) else at
    assert gets(make_up(made, day, moment)) == expected


def test_a_round_that_is_over_stays_as_it_was() -> None:
    made = game("reach: 3 days in a row", more="repeats: weekly\n    ")
    check_in(made, 5, 6)
    assert days(made, "06-07 21:00") == ["06-04"]
    assert days(made, "06-08 10:00") == []
    assert gets(make_up(made, "06-07", "06-08 10:00")) == "day_not_open"


def test_a_day_on_which_the_task_was_closed_is_none() -> None:
    made = game("reach: 4 days in a row", more="opens: 2026-06-03 00:00\n    closes: end of 2026-06-20\n    ")
    assert days(made, "06-05 10:00") == ["06-03", "06-04"]
    assert gets(make_up(made, "06-21", "06-22 10:00")) == "window_closed"


def test_a_day_before_joining_is_none() -> None:
    made = game("reach: 4 days in a row", head=f"{HEAD}opt_in: true\n")
    made.play(Join("play"), "06-03 12:00")
    made.event("shop.visited", "06-03 13:00", shop="north")
    assert days(made, "06-05 10:00") == ["06-03", "06-04"]
    assert gets(make_up(made, "06-02", "06-05 10:00")) == "day_not_open"


def test_so_many_as_the_limit_allows() -> None:
    made = game("reach: 9 days in a row")
    assert seen(made, "06-05 10:00").left == 2
    assert gets(make_up(made, "06-04", "06-05 10:00")) == {"points": -5}
    assert gets(make_up(made, "06-03", "06-05 10:00")) == {"points": -5}
    assert gets(make_up(made, "06-02", "06-05 10:00")) == "limit_reached"
    assert seen(made, "06-05 10:00").left == 0


def test_whoever_can_not_pay_gets_nothing() -> None:
    made = game(terms=TERMS.replace("points: 5", "points: 51"))
    check_in(made, 2, 4)
    assert gets(make_up(made, "06-03", "06-04 21:00")) == "not_enough"
    assert runs(made) == [1, 1]


def test_a_task_that_is_done_sells_no_more_days() -> None:
    made = game()
    check_in(made, 2, 3, 4, 6)
    assert days(made, "06-06 21:00") == []
    assert gets(make_up(made, "06-05", "06-06 21:00")) == "day_not_open"


def test_a_task_without_it_offers_none() -> None:
    assert gets(game().play(MakeUpDay("play", "purse", "visit", "2026-06-03"), "06-05 10:00")) == "not_offered"


def test_a_paused_campaign_repairs_nothing() -> None:
    made = game()
    made.store.definitions = assemble(made.definitions.programme, [made.published], paused={"play": 0})
    assert gets(make_up(made, "06-03", "06-04 21:00")) == "campaign_paused"


def test_two_devices_make_up_a_day_once() -> None:
    made = game("reach: 9 days in a row")
    asks = [Ask(name, MakeUpDay("play", "week", "in", "2026-06-03")) for name in ("one", "two")]
    outcome = made.decide(asks, "06-04 10:00")
    assert [gets(one) for one in outcome.results] == [{"points": -5}, "day_not_open"]


def test_a_late_check_in_of_a_day_that_was_made_up_adds_nothing() -> None:
    made = game("reach: 9 days in a row")
    make_up(made, "06-03", "06-04 10:00")
    assert made.event("member.checked_in", "06-03 20:00", arrives="06-04 11:00") is None


@pytest.mark.parametrize(
    ("zone", "now", "expected"),
    [
        pytest.param("Pacific/Pago_Pago", "2026-06-05 00:30", ["06-02", "06-03", "06-04"], id="behind"),
        pytest.param("Pacific/Kiritimati", "2026-06-05 00:30", ["06-02", "06-03", "06-04"], id="ahead"),
    ],
)
def test_days_are_those_of_the_campaigns_zone(zone: str, now: str, expected: list[str]) -> None:
    made = game("reach: 9 days in a row", head=HEAD.replace("Asia/Shanghai", zone))
    assert days(made, now) == expected


@pytest.mark.parametrize(("month", "day"), [pytest.param(3, 8, id="23 hours"), pytest.param(11, 1, id="25 hours")])
def test_a_day_of_another_length_is_one_day(month: int, day: int) -> None:
    """In Havana the clock skips the midnight of 8 March, and shows that of 1 November twice."""
    head = HEAD.replace("Asia/Shanghai", "America/Havana")
    head = head.replace("06-01", f"{month - 1:02}-20").replace("06-30", f"{month:02}-25")
    made, first, second, now = (
        Game(BLOCKS.format(amount="reach: 3 days in a row", terms="{limit: 2 a round}", more=""), head),
        *(f"{month:02}-{day + n:02}" for n in range(3)),
    )
    made.event("member.checked_in", f"{now} 20:00")
    assert {first, second} <= {*days(made, f"{now} 21:00")}
    assert gets(make_up(made, first, f"{now} 21:00")) == {}
    assert gets(make_up(made, second, f"{now} 21:00")) == {"points": 100}


CHANGES = [
    ("limit: 2 a round", "limit: 1 a round", {"adverse"}),
    ("limit: 2 a round", "limit: 3 a round", {"favourable"}),
    ("points: 5}", "points: 6}", {"adverse"}),
    ("points: 5}", "points: 4}", {"favourable"}),
    ("within: 3 days", "within: 2 days", {"adverse"}),
    (f", make_up: {TERMS}", "", {"adverse"}),
]


@pytest.mark.parametrize(("old", "new", "kinds"), CHANGES)
def test_whom_a_change_favours(old: str, new: str, kinds: set[str]) -> None:
    before = HEAD + BLOCKS.format(amount="reach: 3 days in a row", terms=TERMS, more="")
    after = before.replace(old, new)
    assert before != after
    assert {one.kind for one in diff(read_file(before), read_file(after))} == kinds
