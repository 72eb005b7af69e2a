"""Wheels: a spin by published odds."""

from chalicelib.domain.mechanics.wheel.block import Wheel

from chalicelib.domain.play.audience import block, enter, require_open, require_who
from chalicelib.domain.play.limits import Scope, use
from chalicelib.domain.play.rewards import draw_rows, give, give_prize, record, spend, take_stock
from chalicelib.domain.play.turn import Turn
from chalicelib.domain.record.actions import Action, NameText
from chalicelib.domain.words.errors import SoldOut


class Spin(Action, frozen=True, tag="spin"):
    """Spin the wheel once."""

    campaign: NameText
    wheel: NameText


def spin(turn: Turn, action: Spin) -> None:
    """Checks come first; then what it costs; then what it gives."""
    player = enter(turn, action.campaign)
    wheel = block(player.published.campaign.blocks(Wheel), "wheel", action.wheel)
    window = require_open(player, wheel)
    require_who(player, wheel.who)
    of, scope = f"wheels/{action.wheel}", Scope(window)
    use(player, of, wheel.limit, scope)
    player = player.on(of)
    spend(player, wheel.costs)
    if wheel.stock is not None and not take_stock(player, of, wheel.stock, scope):
        raise SoldOut("The wheel stands still for today.")
    drawn = draw_rows(player, of, (), 1)
    record(player, of, drawn, tuple(give_prize(player, row) for row in drawn.rows))
    give(player, wheel.gives)
