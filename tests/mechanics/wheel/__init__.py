"""Wheels: spun for a price, by published odds. A toy, to show what a new mechanic takes."""

from chalicelib.domain.mechanics.wheel import play, view
from chalicelib.domain.mechanics.wheel.block import Wheel

from chalicelib.domain.mechanics.mechanic import Example, Judged, Mechanic, Play
from chalicelib.domain.play.buttons import MAY
from chalicelib.domain.words.errors import LimitReached, NotEnough, SoldOut, Unknown
from chalicelib.domain.words.values import Price


def _judged() -> Judged:
    from chalicelib.domain.mechanics.wheel import choices, diff, lint

    return Judged(rules=lint.RULES, judges=diff.JUDGES, choices=choices.choices)


SPIN = Play(
    action=play.Spin,
    handler=play.spin,
    path="wheels/{wheel}/spin",
    summary="Spin a wheel once.",
    refused={
        Unknown: ("unknown_wheel",),
        LimitReached: ("limit_reached",),
        NotEnough: ("not_enough",),
        SoldOut: ("sold_out",),
    },
    words={"spin {wheel}": {}},
    kept=("campaign", "wheel"),
    example=Example(asked={"wheel": "luck"}, moved={"points": -10, "prizes/pin": 1}, why="wheels/luck"),
)

MECHANIC = Mechanic(
    key="wheels",
    plural="wheels",
    word="wheel",
    offers="a wheel to spin",
    described="Wheels to spin, each under a name of your choice. Without it there are none.",
    block=Wheel,
    plays=(SPIN,),
    view=view.view,
    shown=view.WheelView,
    seen={"luck": view.WheelView("Lucky wheel", True, None, Price(points=10), 3, {"spin": MAY})},
    odds="The chances of a wheel.",
    counts=None,
    falls_due=None,
    releases=None,
    undoes=None,
    settles=None,
    waits=None,
    absorbs=None,
    judged=_judged,
    says=dict,
)
