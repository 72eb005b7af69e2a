"""Blind boxes: draws by published odds, with guarantees and limited stock."""

from chalicelib.domain.mechanics.blind_box import play, view
from chalicelib.domain.mechanics.blind_box.block import BlindBox
from chalicelib.domain.mechanics.mechanic import Example, Judged, Mechanic, Play
from chalicelib.domain.record.member import Coupon
from chalicelib.domain.record.receipt import Draws
from chalicelib.domain.time.windows import Window
from chalicelib.domain.words.errors import LimitReached, NotEligible, NotEnough, NotOffered, SoldOut, Unknown
from chalicelib.domain.words.values import Price


def _judged() -> Judged:
    from chalicelib.domain.mechanics.blind_box import choices, diff, lint

    return Judged(rules=lint.RULES, judges=diff.JUDGES, choices=choices.choices)


DRAW = Play(
    action=play.Draw,
    handler=play.draw,
    path="boxes/{box}/draw",
    summary="Draw from a blind box, once or ten times in one action.",
    refused={
        Unknown: ("unknown_box",),
        NotEligible: ("too_young", "age_unknown", "guardian_needed"),
        NotOffered: ("not_offered",),
        LimitReached: ("limit_reached",),
        NotEnough: ("not_enough",),
        SoldOut: ("sold_out",),
    },
    words={"draw {box}": {}, "draw {box} 10 times": {"times": 10}},
    kept=("campaign", "box", "times"),
    example=Example(
        asked={"box": "atelier", "times": 1},
        moved={"draws/atelier": -1, "prizes/tee-coupon": 1},
        why="blind_boxes/atelier",
        draws=(Draws("kids-atelier", "blind_boxes/atelier", 4, ("tee-coupon",), ("tee-coupon",), (3, 0)),),
        coupons=(Coupon("K7QXM2TRW4ZB3NFA", "kids-atelier", "tee-coupon", 1_782_892_800_000),),
    ),
)

SEEN = view.BoxView(
    for_me=True,
    open=Window(1_780_243_200_000, 1_782_835_200_000),
    next_opens=None,
    costs=Price(draws={"atelier": 1}),
    ten_costs=None,
    drawn=4,
    left=None,
    guarantees=(view.GuaranteeView(("bike", "tee-coupon"), 5, None),),
    min_age=8,
    guardian_under=18,
)

MECHANIC = Mechanic(
    key="blind_boxes",
    plural="boxes",
    word="box",
    offers="a draw with published chances and a guarantee",
    described="Boxes to draw from, each under a name of your choice. Without it there are none.",
    block=BlindBox,
    plays=(DRAW,),
    view=view.view,
    shown=view.BoxView,
    seen={"atelier": SEEN},
    odds="A blind box's chances: published, in force at the present stock, and over many draws.",
    counts=None,
    falls_due=None,
    releases=None,
    undoes=None,
    settles=None,
    waits=None,
    absorbs=None,
    judged=_judged,
)
