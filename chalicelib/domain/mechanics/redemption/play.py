"""Redemptions: offers that may be redeemed while a recurring window is open."""

from msgspec.structs import replace

from chalicelib.domain.mechanics.redemption.block import Offer, Redemption
from chalicelib.domain.play.asked import afford, only_asked
from chalicelib.domain.play.audience import block, enter, require_open, require_who
from chalicelib.domain.play.bills import out_of_purse, require_room_for_hold
from chalicelib.domain.play.limits import Scope, count, next_period, require
from chalicelib.domain.play.rewards import allot, give, spend, take_stock
from chalicelib.domain.play.turn import Player, Turn
from chalicelib.domain.play.used_up import NOTHING, Usage, units_of
from chalicelib.domain.record.actions import Action, NameText
from chalicelib.domain.record.bill import HOLD_MS, HoldKept
from chalicelib.domain.record.cash import CashDue, WaitsForCash, hold_of
from chalicelib.domain.record.outcome import UnitStep
from chalicelib.domain.record.purse import by_name
from chalicelib.domain.words.errors import SoldOut
from chalicelib.domain.words.values import Bag, Money


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
    require_open(player, redemption, offer)
    turn.draft.window = window = require_open(player, redemption)
    require_who(player, redemption.who)
    require_who(player, offer.who)
    scope, usage = Scope(window, of=(redemption,), used_in=(redemption, offer)), Usage(player)
    path = f"{action.redemption}/{action.offer}"
    limited = ((f"redemption/{action.redemption}", redemption.limit, scope), (f"offer/{path}", offer.limit, scope))
    for one in limited:
        require(player, *one)
    if offer.costs.cash is None and only_asked(player, offer.gives.prizes):
        afford(player, offer.costs)
        _take_unit(player, action, offer, scope)
        return
    for one in limited:
        count(player, *one)
    if offer.costs.cash is not None:
        _wait(player, action, offer, offer.costs.cash, scope, usage)
        return
    player = player.on(f"redemptions/{path}")
    spend(player, offer.costs)
    _take_unit(player, action, offer, scope)
    give(player, offer.gives)
    turn.draft.used_up = usage.since(player)


def _take_unit(player: Player, action: Redeem, offer: Offer, scope: Scope) -> None:
    path = f"redemptions/{action.redemption}/{action.offer}"
    if offer.stock is not None and not take_stock(player, path, offer.stock, scope):
        again = next_period(player, offer.stock.per, scope) if offer.stock.per else None
        message = f"The offer {action.offer!r} is gone for this time."
        raise SoldOut(message, params={"offer": action.offer}, changes=again)


def _wait(player: Player, action: Redeem, offer: Offer, cash: Money, scope: Scope, usage: Usage) -> None:
    """Keep points and stock for the member until the cash is paid, or its time is over.

    Nothing moves before that. The units are taken, and come back by themselves: each has an item at once, from which it
    may be taken again as soon as the time is over, so that nobody has to put it back then.
    """
    turn, costs = player.turn, offer.costs
    require_room_for_hold(turn.member)
    player.keep()
    lots = by_name(out_of_purse(turn, costs.points, costs.older_than))
    _take_unit(player, action, offer, scope)
    gives = replace(offer.gives, prizes=_allotted(player, offer.gives))
    used, until, campaign = usage.since(player), turn.now + HOLD_MS, player.published.id
    waits = WaitsForCash(campaign, action.redemption, action.offer, cash, gives, used)
    turn.member.holds.append(HoldKept(hold_of(turn.receipt), until, lots, waits))
    turn.draft.cash, turn.draft.used_up = CashDue(cash, costs.points, until), used
    for unit in units_of(turn.member_id, campaign, used or NOTHING, turn.receipt, until):
        turn.step(UnitStep(None, unit, turn.receipt))


def _allotted(player: Player, bag: Bag) -> dict[str, int]:
    """Take the prizes of a bag for the member, and give those that it will be."""
    prizes: dict[str, int] = {}
    for name, n in bag.prizes.items():
        for one, units in allot(player, name, n):
            prizes[one] = prizes.get(one, 0) + units
    return prizes
