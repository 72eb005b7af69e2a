"""Moves all that a record holds to another one of the same person: what leaves the one comes to the other.

The two receipts say the same with other signs. What one owes is paid by what the other holds, so that nobody owes what
they hold.
"""

from chalicelib.domain.play.tags import declared, is_declared, posted, rivals_of
from chalicelib.domain.play.turn import Turn
from chalicelib.domain.play.wallet import put, receive, require_exact
from chalicelib.domain.publishing.definitions import PROGRAMME
from chalicelib.domain.record import purse, stars
from chalicelib.domain.record.journal import MERGED, POINTS, PRIZES, STARS
from chalicelib.domain.record.member import Played
from chalicelib.domain.record.purse import Lot


def move_points(turn: Turn, other: Turn) -> None:
    """Move points with their lots, and what is owed of them. Raises Full (`number_full`)."""
    member, absorbed = turn.member, other.member
    came, owes = purse.in_order(absorbed.lots), absorbed.owed
    n = sum(one.n for one in came)
    require_exact(member.points + n)
    absorbed.lots, absorbed.owed = {}, 0
    if n:
        _post(other, PROGRAMME, POINTS, -n, _less(came))
        receive(turn, came, MERGED)
    if owes:
        taken = purse.taken(member.lots, owes)
        left = owes - sum(one.n for one in taken)
        member.lots = purse.without(member.lots, taken)
        member.owed += left
        _post(other, PROGRAMME, POINTS, owes, owed=-owes)
        _post(turn, PROGRAMME, POINTS, -owes, _less(taken), left)


def move_stars(turn: Turn, other: Turn) -> None:
    """Move stars, each to its month. Raises Full (`number_full`)."""
    n = stars.total(other.member.stars)
    require_exact(stars.total(turn.member.stars) + n)
    turn.member.stars, other.member.stars = stars.together(turn.member.stars, other.member.stars), []
    if n:
        _post(other, PROGRAMME, STARS, -n)
        _post(turn, PROGRAMME, STARS, n)


def move_coupons(turn: Turn, other: Turn) -> None:
    """Move coupons, each with its code."""
    for coupon in other.member.coupons:
        _post(other, coupon.campaign, f"{PRIZES}{coupon.prize}", -1)
        _post(turn, coupon.campaign, f"{PRIZES}{coupon.prize}", 1)
    turn.member.coupons = [*turn.member.coupons, *other.member.coupons]
    other.member.coupons = []


def move_holdings(turn: Turn, other: Turn, campaign: str, played: Played, absorbed: Played) -> None:
    """Move what is held and owed in a campaign. Raises Full (`number_full`)."""
    for asset, n in absorbed.has.items():
        paid = min(played.owed.get(asset, 0), n)
        left = played.has.get(asset, 0) + n - paid
        require_exact(left)
        put(played.has, asset, left)
        put(played.owed, asset, played.owed.get(asset, 0) - paid)
        _post(other, campaign, asset, -n)
        _post(turn, campaign, asset, n, owed=-paid)
    for asset, owes in absorbed.owed.items():
        here = min(owes, played.has.get(asset, 0))
        put(played.has, asset, played.has.get(asset, 0) - here)
        put(played.owed, asset, played.owed.get(asset, 0) + owes - here)
        _post(other, campaign, asset, owes, owed=-owes)
        _post(turn, campaign, asset, -owes, owed=owes - here)


def move_tags(turn: Turn, other: Turn) -> None:
    """Move the tags that rules gave: of a group of which one is had, hers stays; the same tag holds for longer."""
    had = turn.member.given_tags
    for tag, end in other.member.given_tags.items():
        other.tag(PROGRAMME, MERGED, posted(tag, end), -1)
        rivals = rivals_of(turn, tag)
        if rivals and not (is_declared(turn, tag) and set(rivals).isdisjoint(declared(turn))):
            continue
        for one in rivals:
            turn.tag(PROGRAMME, MERGED, posted(one, had.pop(one)), -1)
        last = end if tag not in had else 0 if not (end and had[tag]) else max(end, had[tag])
        if had.get(tag) == last:
            continue
        if tag in had:
            turn.tag(PROGRAMME, MERGED, posted(tag, had[tag]), -1)
        had[tag] = last
        turn.tag(PROGRAMME, MERGED, posted(tag, last), 1)
    other.member.given_tags = {}


def _post(turn: Turn, campaign: str, asset: str, n: int, lots: list[Lot] | None = None, owed: int = 0) -> None:
    turn.post(campaign, asset, n, MERGED, lots or (), owed)


def _less(lots: list[Lot]) -> list[Lot]:
    return [Lot(one.kind, one.month, -one.n) for one in lots]
