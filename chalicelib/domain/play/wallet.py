"""A member's holdings, and the one way to move it: the holding and the posting in the receipt are written together."""

from chalicelib.domain.play.turn import Player
from chalicelib.domain.record.journal import POINTS
from chalicelib.domain.record.member import Coupon
from chalicelib.domain.time.localtime import coupon_end
from chalicelib.domain.time.windows import Moment, first_moment, next_window
from chalicelib.domain.words.errors import Full, NotEnough
from chalicelib.domain.words.values import LARGEST_INTEGER, Duration


def held(player: Player, asset: str) -> int:
    """How much of an asset the member holds; points over all campaigns, everything else in this one."""
    if asset == POINTS:
        return player.turn.member.points
    return player.played.has.get(asset, 0)


def move(player: Player, asset: str, n: int) -> None:
    """Add n (negative: take) of an asset, and post it; NotEnough where the holding would fall below zero.

    Full for more than phones can read; what falls due is never refused: as much of it is given as fits (`capacity`).
    """
    if n == 0:
        return
    left = held(player, asset) + n
    if left < 0:
        raise NotEnough(f"This takes {-n} {asset}; you hold {left - n}.")
    require_exact(left)
    played = player.keep()
    if asset == POINTS:
        player.turn.member.points = left
    elif left:
        played.has[asset] = left
    else:
        played.has.pop(asset, None)
    player.turn.post(player.published.id, asset, n, player.why)


def require_exact(n: int) -> None:
    """Full (`number_full`) for a number that phones would round: nobody holds or counts so much by honest means."""
    if n > LARGEST_INTEGER:
        raise Full(f"The record keeps numbers up to {LARGEST_INTEGER:,}: this would be more.", "number_full")


def add_coupon(player: Player, prize: str, valid: Duration | Moment | None) -> None:
    """A new coupon with a code of its own; it ends with the n-th day after receipt, or when its moment next comes."""
    zone, now = player.published.zone, player.turn.now
    if isinstance(valid, Duration):
        expires = coupon_end(valid.count, valid.unit, zone, now)
    elif isinstance(valid, Moment):
        coming = next_window(valid, valid, zone, now)
        expires = coming.opens if coming else first_moment(valid, zone)
    else:
        expires = 0
    coupon = Coupon(player.turn.code(), player.published.id, prize, expires)
    player.keep()
    player.turn.member.coupons.append(coupon)
    player.turn.draft.coupons.append(coupon)
    player.turn.post(player.published.id, f"prizes/{prize}", 1, player.why)
