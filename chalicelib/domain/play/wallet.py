"""A member's holdings, and the one way to move it: the holding and the posting in the receipt are written together.

What comes pays first what the member owes of its kind; so nobody holds and owes at once.
"""

from collections.abc import Mapping
from datetime import date
from itertools import accumulate

from chalicelib.domain.file.campaign import Prize
from chalicelib.domain.play.enough import enough_from
from chalicelib.domain.play.tiers import add_stars
from chalicelib.domain.play.turn import Player, Turn
from chalicelib.domain.publishing.definitions import PROGRAMME
from chalicelib.domain.record import purse, stars
from chalicelib.domain.record.gift_actions import gift_name
from chalicelib.domain.record.journal import ADJUSTED, EXPIRED, POINTS, PRIZES, STARS, UNDONE, WIDE
from chalicelib.domain.record.member import Coupon, Member
from chalicelib.domain.record.purse import Lot
from chalicelib.domain.time.localtime import coupon_end, local, midnight
from chalicelib.domain.time.windows import Moment, first_moment, next_window
from chalicelib.domain.words.errors import Full, NotEnough, Params
from chalicelib.domain.words.values import LARGEST_INTEGER, Duration


def held(player: Player, asset: str) -> int:
    """How much of an asset the member holds: of points and stars over all campaigns, of everything else in this one."""
    return wide(player.turn.member, asset) if asset in WIDE else player.played.has.get(asset, 0)


def wide(member: Member, asset: str) -> int:
    """How much of points, or of stars, a member holds."""
    return member.points if asset == POINTS else stars.total(member.stars)


def move(player: Player, asset: str, n: int, until: date | None = None, months: int = 0) -> None:
    """Add n (negative: take) of an asset, and post it; NotEnough where the holding would fall below zero.

    until: the last day of points that come, where it is not the programme's rule that says it. months: only points are
    taken whose month ended at least so many months ago. Full for more than phones can read; what falls due is never
    refused: as much of it is given as fits (`capacity`).
    """
    if n == 0:
        return
    if asset in WIDE:
        _require_left(player, asset, n, months)
        player.keep()
        _move_wide(player.turn, player.published.id, player.why, asset, n, until, months)
        return
    left = _require_left(player, asset, n)
    played = player.keep()
    paid = min(played.owed.get(asset, 0), max(n, 0))
    put(played.owed, asset, played.owed.get(asset, 0) - paid)
    _hold(player, asset, left - paid)
    player.turn.post(player.published.id, asset, n, player.why, owed=-paid)


def _hold(player: Player, asset: str, n: int) -> None:
    """Hold so much of an asset. No more of a gift was sent than is held: what came back may be won and sent again."""
    put(player.played.has, asset, n)
    sent, name = player.turn.member.sent, gift_name(player.published.id, asset.removeprefix(PRIZES))
    if asset.startswith(PRIZES) and sent.get(name, 0) > n:
        put(sent, name, n)


def correct(turn: Turn, asset: str, n: int) -> None:
    """Add n (negative: take) of what is held over all campaigns, in no campaign's name. Raises as `move` does."""
    require_left(asset, wide(turn.member, asset), n)
    turn.use(PROGRAMME, ADJUSTED)
    _move_wide(turn, PROGRAMME, ADJUSTED, asset, n)


def require_held(player: Player, asset: str, n: int, months: int = 0) -> None:
    """NotEnough where the member does not hold so much of an asset; months: as for `move`."""
    _require_left(player, asset, -n, months)
    if months and asset == POINTS:
        _old_enough(player.turn, n, months)


def _require_left(player: Player, asset: str, n: int, months: int = 0) -> int:
    """The same of an asset of a player; the refusal says when there will be enough, by what waits for its day. months:
    as for `move`; what comes new is not old enough.
    """
    try:
        return require_left(asset, held(player, asset), n)
    except NotEnough as refusal:
        refusal.changes = None if months else enough_from(player, asset, -n - held(player, asset))
        raise


def require_left(asset: str, here: int, n: int) -> int:
    """Give what is left after n more (negative: less) of an asset. Raises NotEnough below 0, Full for too much."""
    if here + n < 0:
        raise NotEnough(f"This takes {-n} {asset}; you hold {here}.", params={"asset": asset, "has": here, "needs": -n})
    require_exact(here + n)
    return here + n


def _move_wide(
    turn: Turn, campaign: str, why: str, asset: str, n: int, until: date | None = None, months: int = 0
) -> None:
    if asset == STARS:
        add_stars(turn, n)
        turn.post(campaign, asset, n, why)
        return
    owed = turn.member.owed
    lots = _earn(turn, n, until) if n > 0 else _spend(turn, -n, months)
    turn.post(campaign, asset, n, why, lots, turn.member.owed - owed)


def receive(turn: Turn, came: list[Lot], why: str) -> None:
    """Take in points that were held elsewhere, with their lots: what is owed is paid first, by what ends first."""
    n = sum(one.n for one in came)
    paid = min(turn.member.owed, n)
    used = purse.taken(purse.folded(came), paid)
    rest = purse.in_order(purse.folded([*came, *(Lot(one.kind, one.month, -one.n) for one in used)]))
    turn.member.owed -= paid
    turn.member.lots = purse.folded([*purse.in_order(turn.member.lots), *rest])
    turn.post(PROGRAMME, POINTS, n, why, rest, -paid)


def take_back(player: Player, asset: str, n: int, first: Mapping[str, int] | None = None, month: int = 0) -> None:
    """Take what was given too much, as it turned out; what is not there any more is owed, and the next pays it.

    first: of points, the lots that they went into, by name, from which they are taken first. month: of stars, theirs.
    """
    if n <= 0:
        return
    player.keep()
    turn, here = player.turn, min(n, held(player, asset))
    if asset == STARS:
        add_stars(turn, -here, month or None)
        turn.post(player.published.id, asset, -here, player.why)
        return
    if asset == POINTS:
        taken = purse.taken(turn.member.lots, here, first=first)
        turn.member.lots = purse.without(turn.member.lots, taken)
        turn.member.owed += n - here
        lots = [Lot(one.kind, one.month, -one.n) for one in taken]
        turn.post(player.published.id, asset, -n, player.why, lots, n - here)
        return
    _hold(player, asset, held(player, asset) - here)
    put(player.played.owed, asset, player.played.owed.get(asset, 0) + n - here)
    turn.post(player.published.id, asset, -n, player.why, owed=n - here)


def unmake(player: Player, prize: str, n: int) -> Player:
    """Take back prizes that were made of something: they are prizes again, and the block takes them.

    Returns the member for whoever takes back what they were made of.
    """
    asset = f"{PRIZES}{prize}"
    back = player.on(f"{asset}{UNDONE}", n)
    player.turn.post(player.published.id, asset, n, back.why)
    player.turn.post(player.published.id, asset, -n, player.why)
    return back


def take_coupon(player: Player, prize: str) -> bool:
    """Take an unused coupon of a prize, the one that ends last; False where there is none any more."""
    turn, campaign = player.turn, player.published.id
    here = [one for one in turn.member.coupons if (one.campaign, one.prize) == (campaign, prize)]
    if not here:
        return False
    last = max(here, key=lambda one: (not one.expires, one.expires))
    turn.member.coupons = [one for one in turn.member.coupons if one is not last]
    turn.post(campaign, f"prizes/{prize}", -1, player.why)
    return True


def require_exact(n: int) -> None:
    """Full (`number_full`) for a number that phones would round: nobody holds or counts so much by honest means."""
    if n > LARGEST_INTEGER:
        raise Full(f"The record keeps numbers up to {LARGEST_INTEGER:,}: this would be more.", "number_full")


def add_coupon(player: Player, name: str, prize: Prize) -> None:
    """A new coupon with a code of its own, which ends as its prize says, and keeps the terms of now."""
    coupon = coupon_of(player.published.id, name, prize, player.turn.code(), ends(player, prize.valid))
    player.keep()
    player.turn.member.coupons.append(coupon)
    player.turn.draft.coupons.append(coupon)
    player.turn.post(player.published.id, f"prizes/{name}", 1, player.why)


def coupon_of(campaign: str, name: str, prize: Prize, code: str, expires: int) -> Coupon:
    """A coupon of a prize by its terms of now. Of a pool's, which code it is will be known once codes are taken."""
    terms = prize.coupon.spelled if prize.coupon else ""
    return Coupon(code, campaign, name, expires, terms, prize.together, pool=prize.pool or "")


def ends(player: Player, valid: Duration | Moment | None) -> int:
    """When a prize ends that comes now, or came when it fell due, in epoch ms: with the n-th day after it, or when its
    moment next comes; 0: never."""
    zone, came = player.published.zone, player.turn.due or player.turn.now
    if isinstance(valid, Duration):
        return coupon_end(valid.count, valid.unit, zone, came)
    if isinstance(valid, Moment):
        coming = next_window(valid, valid, zone, came)
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
    """Points pay what is owed first; the rest belongs to the month of the moment that counts.

    Points of a late event that would be over already belong to the month of now; of what fell due, they end in turn.
    """
    member = turn.member
    paid = min(member.owed, n)
    member.owed -= paid
    if n == paid:
        return []
    lot = _lot(turn, turn.month, n - paid, until)
    over = over_from(turn, lot)
    if not turn.due and over is not None and over <= turn.now:
        lot = _lot(turn, turn.month_of(turn.now), n - paid, until)
    member.lots = purse.added(member.lots, lot)
    return [lot]


def _lot(turn: Turn, month: int, n: int, until: date | None) -> Lot:
    """Points of a month. They are good as long as the programme said when the month began, if not until a day."""
    return lot_of_month(turn, month, n) if until is None else Lot(until.isoformat(), month, n)


def lot_of_month(turn: Turn, month: int, n: int) -> Lot:
    """Points of a month, by its number, which are good as long as the programme said when it began."""
    definitions = turn.definitions
    began = midnight(purse.first_of_month(month), definitions.programme.zone)
    return Lot(definitions.programme_at(began).points.valid.kind, month, n)


def _spend(turn: Turn, n: int, months: int) -> list[Lot]:
    """The lots that points are taken from, those that end first before the others."""
    taken = _old_enough(turn, n, months)
    turn.member.lots = purse.without(turn.member.lots, taken)
    return [Lot(one.kind, one.month, -one.n) for one in taken]


def _old_enough(turn: Turn, n: int, months: int) -> list[Lot]:
    taken = purse.taken(turn.member.lots, n, turn.month_of(turn.now) - 1 - months if months else None)
    found = sum(one.n for one in taken)
    if found < n:
        raise lacking_old(turn, n, found, months, f"you hold {found} of them")
    return taken


def lacking_old(turn: Turn, n: int, found: int, months: int, here: str) -> NotEnough:
    """NotEnough of points whose month ended at least so many months ago, and when enough of them will be as old.

    found: how many are. here: what is said of them.
    """
    params: Params = {"asset": POINTS, "has": found, "needs": n, "older_than": months}
    lots = sorted(purse.in_order(turn.member.lots), key=lambda one: one.month)
    sums = zip(lots, accumulate(one.n for one in lots), strict=True)
    enough = next((purse.first_of_month(one.month + 1 + months) for one, total in sums if total >= n), None)
    changes = None if enough is None else midnight(enough, turn.definitions.programme.zone)
    return NotEnough(f"This takes {n} points older than {months} months; {here}.", params=params, changes=changes)


def put(assets: dict[str, int], asset: str, n: int) -> None:
    """Note how much there is of an asset; of nothing, nothing."""
    if n:
        assets[asset] = n
    else:
        assets.pop(asset, None)
