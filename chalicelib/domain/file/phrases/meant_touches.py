"""Guesses at times of touches that are written in another form: `2 weeks before points expire`, `21:00-9:00`."""

import re

from chalicelib.domain.file.phrases.meant_durations import duration
from chalicelib.domain.file.phrases.meant_moments import clock
from chalicelib.domain.file.phrases.phrase import Meant

_BEFORE = re.compile(
    r"(?P<ahead>.+?) (?:before|ahead of|prior to) (?:the |a |my |your |her |his |their )?"
    r"(?P<ends>points?|coupons?|vouchers?|tiers?|levels?)\b.*",
    re.IGNORECASE,
)
_HOURS = re.compile(r"(?:daily |every day |from )*(?P<begin>.+?) ?(?:to|until|till|-|~|至|到) ?(?:daily )?(?P<end>.+)")


def before_end(text: str) -> Meant:
    """How long before which end is meant."""
    found = _BEFORE.fullmatch(text)
    if not found:
        return Meant()
    ends = {"p": "points end", "c": "coupons end", "v": "coupons end"}.get(found["ends"][0].lower(), "tier ends")
    return Meant(tuple(f"{ahead} before {ends}" for ahead in duration(found["ahead"]).spellings))


def quiet_hours(text: str) -> Meant:
    """The hours that are meant."""
    found = _HOURS.fullmatch(text)
    if not found:
        return Meant()
    begin, end = (clock(found[one]).spellings or (found[one],) for one in ("begin", "end"))
    return Meant((f"daily {begin[0]} to daily {end[0]}",))
