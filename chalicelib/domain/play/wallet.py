"""A member's holdings, and the one way to move it: the holding and the posting in the receipt are written together.

What comes pays first what the member owes of its kind; so nobody holds and owes at once.
"""

from datetime import date

from chalicelib.domain.play.turn import Player, Turn
from chalicelib.domain.publishing.definitions import PROGRAMME
from chalicelib.domain.record import purse
from chalicelib.domain.record.journal import EXPIRED, POINTS
from chalicelib.domain.record.member import Coupon
from chalicelib.domain.record.purse import Lot
from chalicelib.domain.time.localtime import coupon_end, local, midnight
from chalicelib.domain.time.windows import Moment, first_moment, next_window
from chalicelib.domain.words.errors import Full, NotEnough
from chalicelib.domain.words.values import LARGEST_INTEGER, Duration


def held(player: Player, asset: str) -> int:
    """How much of an asset the member holds; points over all campaigns, everything else in this one."""
    if asset == POINTS:
        return player.turn.member.points
    return player.played.has.get(asset, 0)


def move(player: Player, asset: str, n: int, until: date | None = None, months: int = 0) -> None:
    """Add n (negative: take) of an asset, and post it; NotEnough where the holding would fall below zero.

    until: the last day of points that come, where it is not the programme's rule that says it. months: only points are
    taken whose month ended at least so many months ago.
    """
    if n == 0:
        return
    left = held(player, asset) + n
    if left < 0:
        raise NotEnough(f"This takes {-n} {asset}; you hold {left - n}.")
    if not player.turn.due:  # what falls due can't be refused: it would stand in the way of all that follows
        require_exact(left)
    if asset == POINTS:
        player.keep()
        lots = _earn(player.turn, n, until) if n > 0 else _spend(player.turn, -n, months)
        player.turn.post(player.published.id, asset, n, player.why, lots)
        return
    played = player.keep()
    paid = min(played.owed.get(asset, 0), max(n, 0))
    _put(played.owed, asset, played.owed.get(asset, 0) - paid)
    _put(played.has, asset, left - paid)
    player.turn.post(player.published.id, asset, n, player.why)


def require_exact(n: int) -> None:
    """Full (`number_full`) for a number that phones would round: nobody holds or counts so much by honest means."""
    if n > LARGEST_INTEGER:
        raise Full(f"The record keeps numbers up to {LARGEST_INTEGER:,}: this would be more.", "number_full")


def add_coupon(player: Player, prize: str, valid: Duration | Moment | None) -> None:
    """A new coupon with a code of its own, which ends as its prize says."""
    coupon = Coupon(player.turn.code(), player.published.id, prize, ends(player, valid))
    player.keep()
    player.turn.member.coupons.append(coupon)
    player.turn.draft.coupons.append(coupon)
    player.turn.post(player.published.id, f"prizes/{prize}", 1, player.why)


def ends(player: Player, valid: Duration | Moment | None) -> int:
    """When a prize ends that comes now, in epoch ms: with the n-th day after it, or when its moment next comes; 0:
    never."""
    zone, now = player.published.zone, player.turn.now
    if isinstance(valid, Duration):
        return coupon_end(valid.count, valid.unit, zone, now)
    if isinstance(valid, Moment):
        coming = next_window(valid, valid, zone, now)
        return coming.opens if coming else first_moment(valid, zone)
    return 0


def last_day(player: Player, valid: Duration | Moment | None) -> date | None:
    """The last day, by the programme's calendar, of a prize that comes now; None: it never ends."""
    end = ends(player, valid)
    return local(end - 1, player.turn.definitions.programme.zone).date() if end else None


def over_from(turn: Turn, lot: Lot) -> int | None:
    """When the points of a lot end, in epoch ms; None: never."""
    last = lot.last_day
    return None if last is None else midnight(purse.day_after(last), turn.definitions.programme.zone)


def expire(turn: Turn, at: int) -> None:
    """The points whose end is that moment (epoch ms) leave the purse."""
    over = [one for one in purse.in_order(turn.member.lots) if over_from(turn, one) == at]
    turn.member.lots = purse.without(turn.member.lots, over)
    turn.use(PROGRAMME, EXPIRED)
    turn.post(
        PROGRAMME, POINTS, -sum(one.n for one in over), EXPIRED, [Lot(one.kind, one.month, -one.n) for one in over]
    )


def _earn(turn: Turn, n: int, until: date | None) -> list[Lot]:
    """What is owed is paid first; the rest belongs to the month of the moment that counts, or of now, where that is
    over already."""
    member, programme = turn.member, turn.definitions.programme
    paid = min(member.owed, n)
    member.owed -= paid
    if n == paid:
        return []
    kind = programme.points.valid.kind if until is None else until.isoformat()
    months = (purse.month_number(local(at, programme.zone).date()) for at in (turn.counted, turn.now))
    lots = [Lot(kind, month, n - paid) for month in months]
    good = next((one for one in lots if (over := over_from(turn, one)) is None or over > turn.now), lots[-1])
    member.lots = purse.added(member.lots, good)
    return [good]


def _spend(turn: Turn, n: int, months: int) -> list[Lot]:
    """The lots that points are taken from, those that end first before the others."""
    this_month = purse.month_number(local(turn.now, turn.definitions.programme.zone).date())
    taken = purse.taken(turn.member.lots, n, this_month - 1 - months if months else None)
    found = sum(one.n for one in taken)
    if found < n:
        raise NotEnough(f"This takes {n} points older than {months} months; you hold {found} of them.")
    turn.member.lots = purse.without(turn.member.lots, taken)
    return [Lot(one.kind, one.month, -one.n) for one in taken]


def _put(assets: dict[str, int], asset: str, n: int) -> None:
    if n:
        assets[asset] = n
    else:
        assets.pop(asset, None)
