"""Blind boxes: one or ten draws by published odds, with guarantees and limited stock."""

from typing import Literal

from chalicelib.domain.mechanics.blind_box.block import BlindBox
from chalicelib.domain.play.asked import afford, only_asked
from chalicelib.domain.play.audience import block, enter, require_age, require_open, require_who
from chalicelib.domain.play.limits import Scope, count, require
from chalicelib.domain.play.rewards import draw_rows, give_prize, record, spend
from chalicelib.domain.play.turn import Turn
from chalicelib.domain.record.actions import Action, NameText
from chalicelib.domain.words.errors import NotOffered
from chalicelib.domain.words.values import Price


class Draw(Action, frozen=True, tag="draw"):
    """Draw once, or ten times in one action."""

    campaign: NameText
    """The campaign's id."""
    box: NameText
    """The box's name."""
    times: Literal[1, 10] = 1
    """How many draws: one, or ten at once."""


def draw(turn: Turn, action: Draw) -> None:
    """Window, audience, age, offer, limit and cost are checked first, in this order; stock, when a row is given."""
    player = enter(turn, action.campaign)
    box = block(player.published.campaign.blocks(BlindBox), "box", action.box)
    window = require_open(player, box)
    require_who(player, box.who)
    require_age(player, box)
    costs = _costs(box, action.times)
    limited = (f"box/{action.box}", box.limit, Scope(window, of=(box,)), action.times)
    require(player, *limited)
    of = f"blind_boxes/{action.box}"
    if only_asked(player, player.published.tables[of].rows):
        afford(player, costs)
        return
    count(player, *limited)
    player = player.on(of, action.times)
    spend(player, costs)
    drawn = draw_rows(player, of, box.guarantees, action.times)
    got = tuple(give_prize(player, row, draw=n) for n, row in enumerate(drawn.rows, drawn.n))
    record(player, of, drawn, got)


def _costs(box: BlindBox, times: int) -> Price:
    if times == 1:
        return box.costs
    if box.ten_costs is None:
        raise NotOffered("This box does not offer ten draws at once.")
    return box.ten_costs
