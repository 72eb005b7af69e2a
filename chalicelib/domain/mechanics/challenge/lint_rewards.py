"""Rewards that come later, and more of them: there is something to wait for, and to multiply, and it ends."""

from collections.abc import Iterator
from fractions import Fraction

from chalicelib.domain.lint.subject import Rule, Subject, warning
from chalicelib.domain.mechanics.challenge.block import Task, tasks
from chalicelib.domain.words.findings import Finding

_MOST = Fraction(3)
_DAYS = ("days", "weeks", "months", "years")


def _later(subject: Subject) -> Iterator[Finding]:
    """Only what a task itself gives comes later: what its challenge gives comes at once."""
    for path, _, task in tasks(subject.campaign):
        after = task.after
        if after is None:
            continue
        if not task.gives and not any(task.milestones.values()):
            message = "the task gives nothing that could come later: what its challenge gives comes at once"
            yield warning((*path, "after"), "after-nothing", message)
        elif not after.count and after.unit not in _DAYS:
            yield warning(
                (*path, "after"), "after-nothing", "that is at once: write how much later, or leave after out"
            )


def _more(subject: Subject) -> Iterator[Finding]:
    for path, _, task in tasks(subject.campaign):
        for place, boost in enumerate(task.boosts):
            at = (*path, "boosts", place)
            if not _points(task):
                yield warning(at, "boost-nothing", "the task gives no points, and a boost counts for points alone")
            elif boost.points == 1:
                yield warning(
                    (*at, "points"), "boost-nothing", "that is as many as without it: write x2, or leave it out"
                )
            elif boost.points > _MOST and boost.closes is None:
                message = f"more than {_MOST} times as many points, without end: say by `closes` when it ends"
                yield warning(at, "boost-without-end", message)


def _points(task: Task) -> int:
    return task.gives.points + sum(bag.points for bag in task.milestones.values())


RULES: tuple[Rule, ...] = (_later, _more)
