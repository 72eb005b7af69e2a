"""When a member has enough of what is lacking now, because of what was earned and waits for its day, or is kept."""

from itertools import accumulate

from chalicelib.domain.play.turn import Player
from chalicelib.domain.record.journal import POINTS


def enough_from(player: Player, asset: str, lacks: int) -> int | None:
    """When so much more of an asset will have been given, of what was earned and waits for its day, or will be
    free again, epoch ms; None: that is not so much.
    """
    turn, alone = player.turn, player.played
    wide = asset == POINTS
    lacks += turn.member.owed if wide else alone.owed.get(asset, 0)
    waits = sorted(
        (one.due, one.bag.assets.get(asset, 0) * one.times + (one.more if wide else 0))
        for part in (turn.member.played.values() if wide else (alone,))
        for one in part.due
        if one.due > turn.now and one.bag is not None
    )
    if wide:  # what is kept for a bill, or for cash that is not paid, is free again when its time is over
        waits = sorted([*waits, *((one.until, sum(one.lots.values())) for one in turn.member.holds)])
    sums = accumulate(n for _, n in waits)
    return next((due for (due, _), n in zip(waits, sums, strict=True) if n >= lacks), None)
