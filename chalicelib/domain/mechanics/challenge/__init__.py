"""Challenges: timed sets of tasks, which events count for."""

from chalicelib.domain.mechanics.challenge import due, make_up, merging, new_terms, play, undo, view
from chalicelib.domain.mechanics.challenge.block import Challenge
from chalicelib.domain.mechanics.mechanic import Example, Judged, Mechanic, Play
from chalicelib.domain.record.journal import MADE_UP
from chalicelib.domain.saying.own import OwnOf
from chalicelib.domain.words.errors import LimitReached, NotEnough, NotOffered, Refused, SoldOut, Unknown


def _judged() -> Judged:
    from chalicelib.domain.mechanics.challenge import choices, diff, lint

    return Judged(rules=lint.RULES, judges=diff.JUDGES, choices=choices.choices)


def _says() -> OwnOf:
    from chalicelib.domain.mechanics.challenge import says

    return says.SAYS


MAKE_UP = Play(
    action=make_up.MakeUpDay,
    handler=make_up.make_up,
    path="challenges/{challenge}/tasks/{task}/make-up",
    summary="Make up a day that was missed, of a task of days in a row.",
    refused={
        Unknown: ("unknown_challenge", "unknown_task"),
        Refused: (make_up.DAY_NOT_OPEN,),
        NotOffered: ("not_offered",),
        LimitReached: ("limit_reached",),
        NotEnough: ("not_enough",),
        SoldOut: ("sold_out",),
    },
    words={"make up {challenge}/{task} {date}": {}},
    kept=("campaign", "challenge", "task"),
    example=Example(
        asked={"challenge": "check-ins", "task": "week", "date": "2026-06-03"},
        moved={"points": -20},
        why=f"challenges/check-ins/week{MADE_UP}",
    ),
)

MECHANIC = Mechanic(
    key="challenges",
    plural="challenges",
    word="challenge",
    offers="tasks to do, with rewards on the way",
    described="Sets of tasks, each under a name of your choice. Without it there are none.",
    block=Challenge,
    plays=(MAKE_UP,),
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
    says=_says,
)
