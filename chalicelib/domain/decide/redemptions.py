"""Redemptions that a shop's server answers: their cash was paid, and they give their goods; or they are undone.

What waits for cash stands with the holds of bills (`bill.HoldKept.cash`), and is let go like these, when its time is
over. What is undone goes by its own receipt, whatever version is in force: costs return to their lots, what it gave is
taken back, and stock and limits have what it used up. Coupons must be here, unused: whoever has used one has had the
goods.
"""

from collections import Counter
from typing import Final

from msgspec.structs import replace

from chalicelib.domain.decide.undo import take_back_tier
from chalicelib.domain.mechanics.redemption.play import Redeem
from chalicelib.domain.play.bills import give_back_points, let_go
from chalicelib.domain.play.rewards import give, hand_over
from chalicelib.domain.play.turn import Handlers, Player, Turn
from chalicelib.domain.play.used_up import NOTHING, forget_uses, negative, put_back, sell
from chalicelib.domain.play.wallet import move, take_back, unmake
from chalicelib.domain.publishing.definitions import Published
from chalicelib.domain.record.actions import named
from chalicelib.domain.record.bill import HoldKept
from chalicelib.domain.record.cash import CashDue, WaitsForCash, hold_of, no_longer_waits
from chalicelib.domain.record.journal import POINTS, PRIZES, STARS, UNDONE, Leg, total
from chalicelib.domain.record.member import Coupon
from chalicelib.domain.record.purse import lot
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.record.redemption_actions import PayCash, Undo
from chalicelib.domain.words.errors import Paused, Refused, Unknown

REDEEM: Final = named(Redeem)


def pay(turn: Turn, action: PayCash) -> None:
    """Turn what is kept for a redemption into its postings, and give its goods.

    Raises Refused (`not_waiting`, `other_amount`), Unknown (`unknown_campaign`), Paused, and NotOffered.
    """
    hold, waits = _waiting(turn, action.receipt)
    if hold is None or waits is None:
        raise no_longer_waits()
    if action.amount != waits.cash:
        raise Refused(f"This redemption costs {waits.cash.spelled}, not {action.amount.spelled}.", "other_amount")
    published = _published(turn, waits.campaign)
    player = turn.player(published)
    if player.paused:
        raise Paused(f"The campaign {waits.campaign!r} is paused: give the cash back, or try again once it goes on.")
    turn.member.holds = [one for one in turn.member.holds if one is not hold]
    player = player.on(waits.block)
    player.keep()
    lots = [lot(name, -n) for name, n in hold.lots.items()]
    points = -sum(one.n for one in lots)
    if points:
        turn.post(waits.campaign, POINTS, -points, waits.block, lots)
    give(player, replace(waits.gives, prizes={}))
    for name, n in waits.gives.prizes.items():
        hand_over(player, name, n)
    sell(turn, waits.campaign, waits.used_up or NOTHING, action.receipt, hold.until)
    turn.draft.cash = CashDue(waits.cash, points)


def undo(turn: Turn, action: Undo) -> None:
    """Undo a redemption, whole and once; one that waits for cash waits no more. Nothing is done where its time was over
    before it was paid.

    Raises Unknown (`unknown_redemption`, `unknown_campaign`), and Refused (`coupon_used`, `coupon_held`,
    `coupon_ended`) where a coupon that it gave is not there any more.
    """
    redeemed = turn.given.get(action.receipt)
    if redeemed is None or redeemed.does != REDEEM:
        raise Unknown("redemption", action.receipt)
    campaign, used = redeemed.asked["campaign"], redeemed.used_up or NOTHING
    hold, _ = _waiting(turn, action.receipt)
    done = redeemed if redeemed.cash is None else turn.given.get(action.paid_by)
    if hold is not None:
        let_go(turn, lambda one: one is hold)
        put_back(turn, campaign, used, action.receipt, hold.until)
    elif done is not None:
        published = _published(turn, campaign)
        forget_uses(turn.member, campaign, used)
        put_back(turn, campaign, used, action.receipt)
        _take_back(turn, published, done, f"redemptions/{redeemed.asked['redemption']}/{redeemed.asked['offer']}")
    else:
        return
    turn.draft.used_up = negative(used) if used != NOTHING else None


def _waiting(turn: Turn, receipt: str) -> tuple[HoldKept | None, WaitsForCash | None]:
    """The hold of a redemption, by the id of its receipt, and what waits there."""
    hold = next((one for one in turn.member.holds if one.bill == hold_of(receipt)), None)
    return hold, hold.cash if hold else None


def _published(turn: Turn, campaign: str) -> Published:
    published = turn.definitions.owing(campaign)
    if published is None:
        raise Unknown("campaign", campaign)
    return published


def _take_back(turn: Turn, published: Published, done: Receipt, block: str) -> None:
    """Take back what a receipt gave for a block, and return what it took."""
    player = turn.player(published).on(f"{block}{UNDONE}")
    player.keep()
    mine = [leg for leg in done.own if leg.campaign == published.id]
    costs = [leg for leg in mine if leg.why == block and leg.n < 0]
    goods = [leg for leg in mine if leg.why == block and leg.n > 0]
    stays = _drawn(done, published.id)
    unmade = [leg for leg in mine if leg.why == leg.asset]  # prizes that were made of something, and are in no wallet
    for gone in unmade:
        made = [leg for leg in mine if leg.why == gone.asset and leg is not gone]
        here = any(leg.n > stays[leg.asset] for leg in made)
        _take_goods(unmake(player, gone.asset.removeprefix(PRIZES), -gone.n) if here else player, done, made, stays)
        goods.append(gone)
    _take_goods(player, done, goods, stays, _netted(costs))
    _return_costs(player, costs)


def _netted(costs: list[Leg]) -> int:
    """Points of a cost that came back into their own lot at once, as the offer gave points too: no lot tells of it."""
    return sum(-leg.n + sum(leg.lots.values()) for leg in costs if leg.asset == POINTS)


def _take_goods(player: Player, done: Receipt, gave: list[Leg], stays: Counter[str], netted: int = 0) -> None:
    """Take back what was given: of what is not there any more, points, draws and fragments are owed, a gift stays.

    stays: fragments that were drawn by chance; those that are met are taken off. netted: points that were given into
    the very lot that paid.
    """
    turn = player.turn
    for asset, n in total(gave, lambda leg: leg.asset).items():
        if asset.startswith(PRIZES):
            _take_prizes(player, done, asset, n)
        elif asset == POINTS:
            lots = {name: m for leg in gave if leg.asset == POINTS and leg.n > 0 for name, m in leg.lots.items()}
            take_back(player, asset, n - netted, lots)
        elif asset == STARS:
            take_back(player, asset, n, month=turn.month_of(done.at))
            take_back_tier(turn)
        else:
            drawn = min(n, stays[asset])
            stays[asset] -= drawn
            take_back(player, asset, n - drawn)
            if drawn:
                turn.keeps(player.published.id, asset, drawn)


def _drawn(done: Receipt, campaign: str) -> Counter[str]:
    """The fragments that were drawn by chance, by asset."""
    draws = [(one.of.partition("/"), one.rows) for one in done.draws if one.campaign == campaign]
    return Counter(f"fragments/{of[2]}/{row}" for of, rows in draws if of[0] == "collections" for row in rows)


def _take_prizes(player: Player, done: Receipt, asset: str, n: int) -> None:
    turn, campaign, prize = player.turn, player.published.id, asset.removeprefix(PRIZES)
    coupons = [one for one in done.coupons if (one.campaign, one.prize) == (campaign, prize)][-n:]
    for coupon in coupons:
        _require_unused(turn, coupon)
        turn.member.coupons = [one for one in turn.member.coupons if one.code != coupon.code]
        turn.post(campaign, asset, -1, player.why)
    if coupons:
        return
    here = min(n, player.played.has.get(asset, 0))
    take_back(player, asset, here)
    if here < n:
        turn.keeps(campaign, asset, n - here)


def _require_unused(turn: Turn, coupon: Coupon) -> None:
    here = next((one for one in turn.member.coupons if one.code == coupon.code), None)
    if here is None:
        used = any(one.used for one in turn.member.past if one.code == coupon.code)
        what = "was used" if used else "has ended, or was used"
        raise Refused(
            f"The coupon {coupon.code} {what}: the redemption stays.", "coupon_used" if used else "coupon_ended"
        )
    if here.bill:
        raise Refused(f"The coupon {coupon.code} is kept for a bill: cancel that first.", "coupon_held")


def _return_costs(player: Player, costs: list[Leg]) -> None:
    for leg in costs:
        if leg.asset == POINTS:
            back = [lot(name, -n) for name, n in leg.lots.items()]
            give_back_points(player.turn, back, player.published.id, player.why)
        else:
            move(player, leg.asset, -leg.n)


HANDLERS: Handlers = {PayCash: pay, Undo: undo}
