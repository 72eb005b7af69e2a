"""The terms on which an event is rewarded: when, and with how many times as many points."""

from fractions import Fraction

from msgspec import Struct

from chalicelib.domain.mechanics.challenge.block import Task
from chalicelib.domain.play.audience import in_audience
from chalicelib.domain.play.turn import Player
from chalicelib.domain.time.localtime import coupon_end


class EventTerms(Struct):
    """The terms on which an event's rewards of one task are given."""

    due: int = 0
    """When they are to be given, epoch ms; 0: at once."""
    fell_due: int = 0
    """When they were to be given, of an event that comes later than that, epoch ms; 0: of no such event."""
    factor: Fraction = Fraction(1)
    """How many times as many points."""
    plain: int = 0
    """Points so far, before the factor: what comes out is rounded down once for the whole event."""

    @property
    def boost(self) -> str:
        """The factor as receipts have it, `1.5`; empty where it is one."""
        return "" if self.factor == 1 else str(float(self.factor))

    def more(self, points: int) -> int:
        """The points that the factor adds to more of them."""
        before = int(self.plain * self.factor)
        self.plain += points
        return int(self.plain * self.factor) - before - points


def terms_of(player: Player, task: Task) -> EventTerms:
    """The terms on which an event of the turn's moment is rewarded: when, and with how many times the points.

    The highest boost counts whose time and members hold at the event's own moment.
    """
    published, moment, after = player.published, player.turn.moment, task.after
    holding = [
        boost.points
        for boost in task.boosts
        if published.opening(moment, task, boost) and in_audience(player, boost.who)
    ]
    due = coupon_end(after.count, after.unit, published.zone, moment) if after else 0
    waits = due > (player.turn.due or player.turn.now)
    fell_due = 0 if waits or player.turn.claimed else due
    return EventTerms(due if waits else 0, fell_due, max(holding, default=Fraction(1)))


def waiting(player: Player, task: Task, reached: int) -> EventTerms | None:
    """The terms on which a task is rewarded that no event reached, but at a moment (epoch ms); None: at once."""
    if not task.after:
        return None
    due = coupon_end(task.after.count, task.after.unit, player.published.zone, reached)
    return EventTerms(due) if due > player.turn.now else None
