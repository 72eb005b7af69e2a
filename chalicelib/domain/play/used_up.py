"""Notes what a redemption uses up, stock and limits, and lets it come back.

A unit comes back as an item of its own (`outcome.UnitBack`), because a shard of a stock only ever grows; a use comes
back to the counter that counted it, as long as that is kept.
"""

from hashlib import sha256
from typing import Final

from msgspec.structs import replace

from chalicelib.domain.play.turn import Player, Turn
from chalicelib.domain.record.member import Member
from chalicelib.domain.record.outcome import StockKey, UnitBack, UnitStep
from chalicelib.domain.record.used_up import UsedUp

MOST_UNITS: Final = 90
"""Units that come back with one receipt: a transaction takes a hundred items."""


NOTHING: Final = UsedUp()


class Usage:
    """The stocks and counters of a turn before a redemption, by which is known what it uses up."""

    def __init__(self, player: Player) -> None:
        self._taken = {key: take.n for key, take in player.turn.takes.items()}
        self._counts = dict(player.played.counts)

    def since(self, player: Player) -> UsedUp | None:
        """Give what was used up since then; None where that is nothing."""
        taken = {key: take.n - self._taken.get(key, 0) for key, take in player.turn.takes.items()}
        # a code of a pool belongs to one receipt for good: it never comes back
        units = {f"{key.stock}@{key.window}": n for key, n in taken.items() if n and not key.pool}
        counts = {key: n - self._counts.get(key, 0) for key, n in player.played.counts.items()}
        used = UsedUp(units, {key: n for key, n in counts.items() if n})
        return used if used != NOTHING else None


def units_of(member: str, campaign: str, used: UsedUp, receipt: str, at: int) -> list[UnitBack]:
    """The units of a redemption, by the id of its receipt, each as the item that it is from a moment on (epoch ms)."""
    name = sha256(f"{member}/{receipt}".encode()).hexdigest()[:24]
    each = [stock for stock, n in used.units.items() for _ in range(n)]
    keys = [StockKey(campaign, *stock.split("@", 1)) for stock in each[:MOST_UNITS]]
    return [UnitBack(key, f"{name}-{number}", at) for number, key in enumerate(keys)]


def put_back(turn: Turn, campaign: str, used: UsedUp, receipt: str, kept: int = 0) -> None:
    """Let the units of a redemption be taken again from now on.

    kept: until when they were kept for it, epoch ms; 0: they were gone for good.
    """
    was = units_of(turn.member_id, campaign, used, receipt, kept)
    for before, after in zip(was, units_of(turn.member_id, campaign, used, receipt, turn.now), strict=True):
        turn.step(UnitStep(before if kept else None, after, turn.receipt))


def sell(turn: Turn, campaign: str, used: UsedUp, receipt: str, kept: int) -> None:
    """Let the units that were kept for a redemption until a moment (epoch ms) be gone for good."""
    for unit in units_of(turn.member_id, campaign, used, receipt, kept):
        turn.step(UnitStep(unit, None, turn.receipt))


def forget_uses(member: Member, campaign: str, used: UsedUp) -> None:
    """Let the member's limits forget the uses of a redemption, where they are counted yet."""
    part = member.played.get(campaign)
    if part is None:
        return
    left = {key: n - used.counts.get(key, 0) for key, n in part.counts.items()}
    kept = {key: n for key, n in left.items() if n > 0 or key not in used.counts}
    member.played = member.played | {campaign: replace(part, counts=kept)}


def negative(used: UsedUp) -> UsedUp:
    """The same as what came back."""
    return UsedUp({key: -n for key, n in used.units.items()}, {key: -n for key, n in used.counts.items()})
