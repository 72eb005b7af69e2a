"""Runs the deployed schedules as EventBridge does in AWS: at their pace, and when time jumps."""

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from threading import Lock
from typing import Any, NamedTuple
from uuid import uuid4

from chalicelib.domain.words.errors import Conflict, Unavailable
from local.beat import Beat
from local.clock import PretendClock

log = logging.getLogger(__name__)


class Job(NamedTuple):
    """A deployed schedule."""

    name: str
    """The name of its rule in AWS: `close_campaigns`."""
    every: float
    """Seconds of the world's time between two runs."""
    handler: Callable[[Any, Any], Any]
    """Runs the deployed function, given an event and a context as Lambda gives them."""
    final: bool = False
    """Whether it can't be undone, and waits until a time is pretended: next year one may still pretend this summer."""
    jumps: bool = True
    """Whether it also runs when time jumps; what reads the whole table takes too long for that."""


class Context:
    """Lambda's: so that nothing takes long, there is never much time left."""

    def get_remaining_time_in_millis(self) -> int:
        return 20_000


class Schedule:
    """Runs its jobs from `start` to `stop`, each in a thread, and those that jump whenever it is asked to."""

    def __init__(self, jobs: Sequence[Job], clock: PretendClock) -> None:
        self._jobs = jobs
        self._clock = clock
        self._one_at_a_time = Lock()
        self._beats = [Beat(job.name, job.every, lambda job=job: self._run(job)) for job in jobs]  # type: ignore[misc]

    def start(self) -> None:
        for beat in self._beats:
            beat.start()

    def stop(self) -> None:
        for beat in self._beats:
            beat.stop()

    def run(self) -> Mapping[str, Any]:
        """Time jumped: run the jobs, and give what each answers. One that fails answers None; its turn comes again."""
        return {job.name: self._run(job) for job in self._jobs if job.jumps}

    def run_one(self, name: str) -> Any:
        """Run one job now, and give what it answers; None where it failed."""
        [job] = [job for job in self._jobs if job.name == name]
        return self._run(job)

    def _run(self, job: Job) -> Any:
        if job.final and not self._clock.pretends:
            return None
        with self._one_at_a_time:
            try:
                return job.handler(self._woken(job), Context())
            except (Conflict, Unavailable) as error:
                log.warning("%s runs again later: %s", job.name, error.message)
            except Exception:
                log.exception("%s failed", job.name)
        return None

    def _woken(self, job: Job) -> Mapping[str, Any]:
        """The event by which EventBridge wakes a schedule."""
        time = datetime.fromtimestamp(self._clock() / 1000, UTC)
        return {
            "version": "0",
            "id": str(uuid4()),
            "detail-type": "Scheduled Event",
            "source": "aws.events",
            "account": "123456789012",
            "time": time.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "region": "us-east-1",
            "resources": [f"arn:aws:events:us-east-1:123456789012:rule/{job.name}"],
            "detail": {},
        }
