"""Who is held out from a touch: a share of members, by whom its effect is measured. It is chance that stays the same.

    key      = HMAC-SHA256(key: master, MESSAGE("touches"))
    x        = HMAC-SHA256(key: key, MESSAGE(touch, member)) as a big-endian integer
    held out   where x < share * 2^256

So who is held out from one touch says nothing of another; a larger share holds the same members out, and more.
"""

import hmac
from fractions import Fraction

from chalicelib.domain.chance.drawing import SHORTEST_MASTER, SPAN, message


def holdout_key(master: bytes) -> bytes:
    """The key by which members are held out; empty for a master that is too short, as where a function has none."""
    return hmac.digest(master, message("touches"), "sha256") if len(master) >= SHORTEST_MASTER else b""


def is_held_out(key: bytes | None, touch: str, member: str, share: Fraction) -> bool:
    """Whether a member is held out from a touch. key: None where nobody ever is, as in scenarios.

    Raises ValueError for an empty key: another function would choose others.
    """
    if not share or key is None:
        return False
    if not key:
        raise ValueError("Without the master seed it can't be told who is held out: give it to this function.")
    x = int.from_bytes(hmac.digest(key, message(touch, member), "sha256"), "big")
    return x * share.denominator < share.numerator * SPAN
