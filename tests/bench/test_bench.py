"""The measurements, in a short form: that they measure what they say, and hold what needs no clock."""

import sys
from pathlib import Path

import pytest

from bench import cpu, growth
from bench.recorded import Cost, Recording
from bench.recording import record
from bench.script import ACTIONS, WRITES
from bench.world import world
from local.embedded_aws import embedded_aws


@pytest.fixture(scope="module")
def recording() -> Recording:
    with embedded_aws(), world() as container:
        return record(container)


COSTS = {
    "home screen": (1, 1, 0),
    "event": (2, 2, 4),
    "event, task done": (2, 2, 4),
    "draw": (2, 2, 4),
    "draw, limited prize": (2, 2, 6),
    "replay": (1, 2, 0),
    "ten draws": (2, 2, 6),
    "redeem": (2, 2, 6),
    "compose": (2, 2, 4),
    "gift": (2, 3, 8),
    "sold out, first seen": (4, 12, 6),
    "sold out, known": (1, 2, 0),
    "history page": (2, 16, 0),
}


@pytest.mark.parametrize(("action", "costs"), COSTS.items(), ids=COSTS)
def test_an_action_costs_what_the_design_says(recording: Recording, action: str, costs: tuple[int, float, int]) -> None:
    cost = recording.actions[action].cost

    assert (cost.trips, cost.reads, cost.writes) == costs


def test_every_measured_action_has_its_cost_stated() -> None:
    assert set(COSTS) == set(ACTIONS)


def test_recorded_replies_answer_as_the_table_did(recording: Recording) -> None:
    actions = ("home screen", "draw, limited prize", "sold out, first seen")

    measured = cpu.measure(Path(sys.executable), cpu.Task({"ours": recording}, actions, rounds=1, beside=True))

    assert list(measured) == list(actions)
    assert all(set(one) == {"ours", "bare", "tightest"} for one in measured.values())


def test_a_member_in_five_campaigns_of_six_tasks_each_takes_two_kilobytes() -> None:
    assert growth.busy_member(5) <= 2048


def test_the_usual_baseline_plays_every_write_that_it_is_compared_in() -> None:
    pytest.importorskip("aws_lambda_powertools", reason="`make bench` installs it")
    from bench import results  # here, because it needs what the line above asks for

    costs = results.usual_costs()

    assert {action: costs[action].trips for action in WRITES} == {
        "event": 5,
        "event, task done": 6,
        "draw": 6,
        "draw, limited prize": 7,
        "ten draws": 7,
        "redeem": 7,
        "compose": 6,
        "gift": 9,
    }
    assert costs["replay"] == Cost(trips=1, reads=0, writes=1, member=0)
