"""Redemptions: offers that may be redeemed while a recurring window is open."""

from chalicelib.domain.mechanics.mechanic import Example, Judged, Mechanic, Play
from chalicelib.domain.mechanics.redemption import play, view
from chalicelib.domain.mechanics.redemption.block import Redemption
from chalicelib.domain.saying.own import OwnOf
from chalicelib.domain.words.errors import LimitReached, NotEnough, SoldOut, Unknown


def _judged() -> Judged:
    from chalicelib.domain.mechanics.redemption import choices, diff, lint

    return Judged(rules=lint.RULES, judges=diff.JUDGES, choices=choices.choices)


def _says() -> OwnOf:
    return {}  # all that it has, others have too


REDEEM = Play(
    action=play.Redeem,
    handler=play.redeem,
    path="redemptions/{redemption}/{offer}/redeem",
    summary="Redeem an offer while its window is open.",
    refused={
        Unknown: ("unknown_redemption", "unknown_offer"),
        LimitReached: ("limit_reached",),
        NotEnough: ("not_enough",),
        SoldOut: ("sold_out",),
    },
    words={"redeem {redemption}/{offer}": {}},
    kept=("campaign", "redemption", "offer"),
    example=Example(
        asked={"redemption": "monthly", "offer": "serum"},
        moved={"points": -100, "prizes/serum": 1},
        why="redemptions/monthly/serum",
    ),
)

MECHANIC = Mechanic(
    key="redemptions",
    plural="redemptions",
    word="redemption",
    offers="points for gifts, each day from ten on",
    described="Things to get for points at certain times, each under a name of your choice. Without it there are none.",
    block=Redemption,
    plays=(REDEEM,),
    view=view.view,
    shown=view.RedemptionView,
    seen={},
    odds=None,
    counts=None,
    falls_due=None,
    releases=None,
    undoes=None,
    settles=None,
    waits=None,
    absorbs=None,
    judged=_judged,
    says=_says,
)
