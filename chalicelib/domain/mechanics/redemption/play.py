"""Redemptions: offers that may be redeemed while a recurring window is open."""

from chalicelib.domain.mechanics.redemption.block import Redemption
from chalicelib.domain.play.audience import block, enter, require_open, require_who
from chalicelib.domain.play.limits import Scope, use
from chalicelib.domain.play.rewards import give, spend, take_stock
from chalicelib.domain.play.turn import Turn
from chalicelib.domain.record.actions import Action, NameText
from chalicelib.domain.words.errors import SoldOut


class Redeem(Action, frozen=True, tag="redeem"):
    """Redeem one offer once."""

    campaign: NameText
    """The campaign's id."""
    redemption: NameText
    """The redemption's name."""
    offer: NameText
    """The offer's name."""


def redeem(turn: Turn, action: Redeem) -> None:
    """`a window` of limits and stock is the redemption's opening, whatever narrower time the offer has."""
    player = enter(turn, action.campaign)
    redemption = block(player.published.campaign.blocks(Redemption), "redemption", action.redemption)
    offer = block(redemption.offers, "offer", action.offer)
    turn.draft.window = window = require_open(player, redemption)
    require_open(player, redemption, offer)
    require_who(player, redemption.who)
    require_who(player, offer.who)
    scope = Scope(window)
    path = f"{action.redemption}/{action.offer}"
    use(player, f"redemption/{action.redemption}", redemption.limit, scope)
    use(player, f"offer/{path}", offer.limit, scope)
    player = player.on(f"redemptions/{path}")
    spend(player, offer.costs)
    if offer.stock is not None and not take_stock(player, f"redemptions/{path}", offer.stock, scope):
        raise SoldOut(f"The offer {action.offer!r} is gone for this time.")
    give(player, offer.gives)
