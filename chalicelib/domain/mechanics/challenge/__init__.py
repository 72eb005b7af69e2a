"""Challenges: timed sets of tasks, which events count for."""

from chalicelib.domain.mechanics.challenge import due, merging, new_terms, play, undo, view
from chalicelib.domain.mechanics.challenge.block import Challenge
from chalicelib.domain.mechanics.mechanic import Judged, Mechanic


def _judged() -> Judged:
    from chalicelib.domain.mechanics.challenge import choices, diff, lint

    return Judged(rules=lint.RULES, judges=diff.JUDGES, choices=choices.choices)


MECHANIC = Mechanic(
    key="challenges",
    plural="challenges",
    word="challenge",
    offers="tasks to do, with rewards on the way",
    described="Sets of tasks, each under a name of your choice. Without it there are none.",
    block=Challenge,
    plays=(),
    view=view.view,
    shown=view.ChallengeView,
    seen={},
    odds=None,
    counts=play.heard,
    falls_due=due.falls_due,
    releases=due.release,
    undoes=undo.undo,
    settles=new_terms.settle,
    waits=due.waits,
    absorbs=merging.absorb,
    judged=_judged,
)
