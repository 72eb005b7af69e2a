"""Moves what bills take: coupons and points that are kept for one, pay one, and come back; each with its posting.

What is kept is no movement: points leave the purse for the hold and return from it under the names of their lots, and a
coupon stays where it is, marked with its bill. So neither ends before the hold does, and nobody else finds it.
"""

from collections.abc import Callable, Iterable

from chalicelib.domain.play.turn import Turn
from chalicelib.domain.play.used_up import NOTHING, forget_uses
from chalicelib.domain.play.wallet import lacking_old
from chalicelib.domain.publishing.definitions import PROGRAMME
from chalicelib.domain.record import purse
from chalicelib.domain.record.bill import MOST_HOLDS, PASS_KEPT_MS, HoldKept
from chalicelib.domain.record.journal import BILL, OWED, POINTS, PRIZES
from chalicelib.domain.record.member import Coupon, Member, PastCoupon
from chalicelib.domain.record.purse import Lot, by_name, end_of_month, folded, in_order, lot
from chalicelib.domain.time.localtime import add
from chalicelib.domain.words.errors import LimitReached, NotEnough, Params
from chalicelib.domain.words.values import Duration

MOST_PAST = 20
"""Coupons that are remembered after their use or their end, the last to be forgotten."""

NO_GRACE_KNOWN = Duration(24, "hours")
"""How late a till may be with a coupon of a campaign that is not at hand any more."""


def keep(turn: Turn, bill: str, until: int, coupons: Iterable[str], points: int) -> None:
    """Keep coupons, by their codes, and points for a bill. until: epoch ms. Raises NotEnough."""
    wanted, member = set(coupons), turn.member
    member.coupons = [mark(one, bill) if one.code in wanted else one for one in member.coupons]
    member.holds.append(HoldKept(bill, until, by_name(out_of_purse(turn, points))))


def require_room_for_hold(member: Member) -> None:
    """LimitReached where as much is kept for a member as may be."""
    if len(member.holds) >= MOST_HOLDS:
        message = f"As much is kept for {MOST_HOLDS} bills and redemptions: pay or cancel one, or wait."
        again = min(one.until for one in member.holds)
        raise LimitReached(message, params={"limit": MOST_HOLDS, "left": 0, "again": again}, changes=again)


def mark(coupon: Coupon, bill: str) -> Coupon:
    """The coupon as one that is kept for a bill; for none where that is empty."""
    return _changed(coupon, bill=bill)


def release(member: Member, of: Callable[[HoldKept], bool]) -> tuple[str, ...]:
    """Let the holds that match go: their points and coupons are free again, and limits forget a redemption that waited
    for cash. Gives the codes of the coupons.
    """
    over = {one.bill for one in member.holds if of(one)}
    for waited in (one.cash for one in member.holds if one.bill in over and one.cash):
        forget_uses(member, waited.campaign, waited.used_up or NOTHING)
    kept = [lot(name, n) for one in member.holds if one.bill in over for name, n in one.lots.items()]
    member.holds = [one for one in member.holds if one.bill not in over]
    member.lots = folded([*in_order(member.lots), *kept]) if kept else member.lots
    freed = tuple(one.code for one in member.coupons if one.bill in over)
    member.coupons = [mark(one, "") if one.bill in over else one for one in member.coupons]
    return freed


def let_go(turn: Turn, of: Callable[[HoldKept], bool]) -> None:
    """Let the holds that match go, and pay what is owed: what was kept is good for that, even past its own end."""
    release(turn.member, of)
    pay_owed(turn)


def pay_owed(turn: Turn) -> None:
    """Pay what is owed with points that were kept for a bill and are free again: nobody owes points and holds some."""
    member = turn.member
    paid = min(member.owed, member.points)
    if not paid:
        return
    member.owed -= paid
    turn.post(PROGRAMME, POINTS, paid, OWED, owed=-paid)
    turn.post(PROGRAMME, POINTS, -paid, OWED, [Lot(one.kind, one.month, -one.n) for one in out_of_purse(turn, paid)])


def pay_points(turn: Turn, n: int) -> None:
    """Take points for a bill, those that end first before the others. Raises NotEnough."""
    if n:
        turn.post(PROGRAMME, POINTS, -n, BILL, [Lot(one.kind, one.month, -one.n) for one in out_of_purse(turn, n)])


def use(turn: Turn, coupon: Coupon) -> None:
    """Take a coupon for a bill. One that has ended and whose use is reported late comes back for it."""
    member, asset = turn.member, f"{PRIZES}{coupon.prize}"
    here = any(one.code == coupon.code for one in member.coupons)
    turn.use(coupon.campaign, BILL)
    if not here:
        turn.post(coupon.campaign, asset, 1, BILL)
    turn.post(coupon.campaign, asset, -1, BILL)
    member.coupons = [one for one in member.coupons if one.code != coupon.code]
    remember(turn, coupon, turn.now, used=True)


def give_back_coupon(turn: Turn, coupon: Coupon) -> None:
    """Give a coupon back that a bill has taken, with its old end. One that has ended since then stays ended."""
    turn.member.past = [one for one in turn.member.past if one.code != coupon.code]
    if coupon.expires and coupon.expires <= turn.now:
        remember(turn, coupon, coupon.expires, used=False)
        return
    turn.member.coupons.append(_changed(coupon, bill="", returned=True))
    turn.use(coupon.campaign, BILL)
    turn.post(coupon.campaign, f"{PRIZES}{coupon.prize}", 1, BILL)


def give_back_points(turn: Turn, lots: Iterable[Lot], campaign: str = PROGRAMME, why: str = BILL) -> None:
    """Give points back to the lots from which a bill took them, or a block of a campaign, to end not before the end of
    next month.

    What the member owes by now is paid first.
    """
    soonest = end_of_month(turn.month_of(turn.now) + 1)
    came = [
        Lot(soonest.isoformat(), one.month, one.n) if one.last_day is not None and one.last_day < soonest else one
        for one in lots
    ]
    n = sum(one.n for one in came)
    if not n:
        return
    paid = min(turn.member.owed, n)
    turn.member.owed -= paid
    here = purse.taken(folded(came), n - paid)
    turn.member.lots = folded([*in_order(turn.member.lots), *here])
    turn.post(campaign, POINTS, n, why, here, -paid)


def remember(turn: Turn, coupon: Coupon, since: int, used: bool) -> None:
    """Remember a coupon that was used or ended (since: epoch ms) until its campaign's grace is over.

    Only for tills, which may report late: a programme without bills remembers none, and its records stay small. No till
    takes a pool's.
    """
    if not turn.definitions.programme.billed or coupon.pool:
        return
    published = turn.definitions.campaigns.get(coupon.campaign)
    grace = published.campaign.grace if published else NO_GRACE_KNOWN
    zone = published.zone if published else turn.definitions.programme.zone
    until = add(grace.count, grace.unit, zone, since)
    if until > turn.now:
        known = {name: getattr(coupon, name) for name in Coupon.__struct_fields__ if name != "bill"}
        others = [one for one in turn.member.past if one.code != coupon.code]
        past = [*others, PastCoupon(**known, used=used, until=until)]
        turn.member.past = sorted(past, key=lambda one: one.until)[-MOST_PAST:]


def forget(member: Member, now: int) -> None:
    """Forget past coupons and passes whose time is over (epoch ms)."""
    member.past = [one for one in member.past if one.until > now]
    member.passes = [one for one in member.passes if one.until + PASS_KEPT_MS > now]


def out_of_purse(turn: Turn, n: int, months: int = 0) -> list[Lot]:
    """Take points out of the purse, those that end first before the others. Raises NotEnough.

    months: only those whose month ended at least so many months ago; 0: any.
    """
    member = turn.member
    taken = purse.taken(member.lots, n, turn.month_of(turn.now) - 1 - months if months else None)
    found = sum(one.n for one in taken)
    if found < n and months:
        raise lacking_old(turn, n, found, months, f"{found} are free")
    if found < n:
        params: Params = {"asset": POINTS, "has": found, "needs": n}
        raise NotEnough(f"This takes {n} points; {found} are free.", params=params)
    member.lots = purse.without(member.lots, taken)
    return taken


def plain(coupon: Coupon) -> Coupon:
    """A coupon without what is noted of its past."""
    return _changed(coupon, bill="")


def _changed(coupon: Coupon, bill: str, returned: bool | None = None) -> Coupon:
    kept = {name: getattr(coupon, name) for name in Coupon.__struct_fields__ if name not in ("bill", "returned")}
    return Coupon(**kept, bill=bill, returned=coupon.returned if returned is None else returned)
