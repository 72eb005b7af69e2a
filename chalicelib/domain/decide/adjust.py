"""Adjustments: two managers correct what a member holds, which no block of a campaign does."""

from typing import Final

from chalicelib.domain.file.flow import assets_of
from chalicelib.domain.play.turn import Handlers, Turn
from chalicelib.domain.play.wallet import correct, move
from chalicelib.domain.record.actions import Adjust, Correction
from chalicelib.domain.record.journal import ADJUSTED, WIDE
from chalicelib.domain.words.errors import Unknown

MOVED: Final = ("draws", "fragments")
"""The kinds of assets of a campaign that managers may correct."""


def adjust(turn: Turn, action: Adjust) -> None:
    """Give and take what was agreed, all of it or nothing.

    Stars that come may lift the tier at once; those that are taken count when it is looked at next. Raises NotEnough,
    Full, and Unknown (`unknown_campaign`, `unknown_asset`).
    """
    for one in action.moves:
        if one.asset in WIDE:
            correct(turn, one.asset, one.n)
        else:
            _in_campaign(turn, one)


def _in_campaign(turn: Turn, one: Correction) -> None:
    published = turn.definitions.campaign(one.campaign)
    kind, _, name = one.asset.partition("/")
    if kind not in MOVED or name not in assets_of(published.campaign)[kind]:
        raise Unknown("asset", f"{one.campaign}/{one.asset}")
    move(turn.player(published).on(ADJUSTED), one.asset, one.n)


HANDLERS: Handlers = {Adjust: adjust}
