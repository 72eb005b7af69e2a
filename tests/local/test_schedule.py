"""The laptop's schedules: each runs at its pace and when it is asked to, as EventBridge would wake it."""

import logging
from threading import Event
from typing import Any

import pytest
from chalice.app import CloudWatchEvent

from chalicelib.domain.words.errors import Unavailable
from local.beat import Beat
from local.clock import PretendClock
from local.schedule import Job, Schedule

NEVER = 3600.0
WAIT = 10.0


def refuse(event: Any, context: Any) -> None:
    raise Unavailable("Busy.")


def fail(event: Any, context: Any) -> None:
    raise RuntimeError("a fault of ours")


@pytest.fixture
def clock() -> PretendClock:
    return PretendClock()


def test_every_job_is_woken_as_eventbridge_wakes_it_at_the_time_that_is_pretended(clock: PretendClock) -> None:
    clock.pretend(1_780_452_000_000)

    def handler(event: Any, context: Any) -> Any:
        return CloudWatchEvent(event, context)

    answers = Schedule([Job("first", NEVER, handler), Job("second", NEVER, handler)], clock).run()

    assert [(name, event.detail_type, event.time) for name, event in answers.items()] == [
        ("first", "Scheduled Event", "2026-06-03T02:00:00Z"),
        ("second", "Scheduled Event", "2026-06-03T02:00:00Z"),
    ]


def test_what_is_final_waits_until_a_time_is_pretended(clock: PretendClock) -> None:
    schedule = Schedule([Job("final", NEVER, lambda event, context: "done", final=True)], clock)
    assert schedule.run() == {"final": None}

    clock.pretend(1_780_452_000_000)
    assert schedule.run() == {"final": "done"}


@pytest.mark.parametrize(("handler", "level"), [(refuse, "WARNING"), (fail, "ERROR")], ids=["busy", "a fault"])
def test_a_job_that_fails_is_told_and_harms_no_other(
    clock: PretendClock, caplog: pytest.LogCaptureFixture, handler: Any, level: str
) -> None:
    schedule = Schedule([Job("ill", NEVER, handler), Job("well", NEVER, lambda event, context: "done")], clock)

    assert schedule.run() == {"ill": None, "well": "done"}
    assert [line.levelname for line in caplog.records] == [level]


def test_each_job_runs_at_its_pace(clock: PretendClock) -> None:
    ran = Event()
    schedule = Schedule([Job("often", 0.01, lambda event, context: ran.set()), Job("rarely", NEVER, fail)], clock)
    schedule.start()
    try:
        assert ran.wait(WAIT)
    finally:
        schedule.stop()


def test_a_heart_outlives_what_happens_in_it(caplog: pytest.LogCaptureFixture) -> None:
    troubles: list[Exception] = [RuntimeError("a fault"), Unavailable("Busy.")]
    survived = Event()

    def work() -> None:
        if troubles:
            raise troubles.pop(0)
        survived.set()

    beat = Beat("heart", 0.01, work)
    beat.start()
    assert survived.wait(WAIT)
    beat.stop()

    assert beat.stopping
    assert [line.levelno for line in caplog.records] == [logging.ERROR, logging.WARNING]
