"""The fields that a message's template may use: what ends, and on which day. They tell nothing about the person."""

from chalicelib.domain.file.touches import Touch
from chalicelib.domain.play.touches import ends_of
from chalicelib.domain.play.turn import Turn
from chalicelib.domain.play.wallet import over_from
from chalicelib.domain.record.purse import in_order
from chalicelib.domain.time.localtime import local
from chalicelib.domain.words.values import BeforeEnd


def fields_of(turn: Turn, said: Touch) -> dict[str, str] | None:
    """The fields of a touch as of now; None where what it tells of ends no more, because it was spent or kept."""
    if not isinstance(before := said.when, BeforeEnd):
        return {}
    end = min((one for one in ends_of(turn, before) if one > turn.now), default=None)
    if end is None:
        return None
    return {**_what(turn, before, end), "ends": _last_day(turn, end)}


def _what(turn: Turn, before: BeforeEnd, end: int) -> dict[str, str]:
    match before.ends:
        case "points":
            return {"points": str(sum(one.n for one in in_order(turn.member.lots) if over_from(turn, one) == end))}
        case "coupons":
            coupon = next(one for one in turn.member.coupons if one.expires == end)
            return {"campaign": coupon.campaign, "coupon": coupon.prize}
        case "tier":
            return {"tier": turn.member.profile.tier}


def _last_day(turn: Turn, end: int) -> str:
    """The day of the last moment before an end (epoch ms), as an ISO date."""
    return local(end - 1, turn.definitions.programme.zone).date().isoformat()
