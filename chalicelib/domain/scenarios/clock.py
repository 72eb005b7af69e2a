"""The clock of a scenario: when each step happens, and when the backend hears of it."""

from chalicelib.domain.publishing.calendar import Calendar
from chalicelib.domain.scenarios.words import At
from chalicelib.domain.scenarios.written import Scenario, Step
from chalicelib.domain.time.localtime import add
from chalicelib.domain.time.windows import Moment, first_moment


class StepClock:
    """It stands at the moment of the last step, as the backend heard of it (epoch ms)."""

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar
        self.now = self._first = calendar.window.opens

    def begins(self, scenario: Scenario) -> int:
        """The moment of the first step, before anything is played."""
        return self._moment(scenario.steps[0].at) if scenario.steps else self.now

    def move(self, step: Step, repetition: int) -> int:
        """Go on to one repetition of a step (the first is 0), and give the moment at which it happens by itself."""
        if repetition == 0:
            self._first = self._moment(step.at)
        time = self._later(self._first, repetition * step.every.count, step.every.unit)
        self.now = self._later(time, step.arrives.sign * step.arrives.shift.count, step.arrives.shift.unit)
        return time

    def _moment(self, at: At) -> int:
        window = self._calendar.window
        if isinstance(at.base, Moment):
            base = first_moment(at.base, self._calendar.zone)
        else:
            base = {"last": self.now, "opens": window.opens, "closes": window.closes}[at.base]
        sign, further = at.further
        return self._later(
            self._later(base, at.sign * at.shift.count, at.shift.unit), sign * further.count, further.unit
        )

    def _later(self, time: int, count: int, unit: str) -> int:
        return add(count, unit, self._calendar.zone, time)
