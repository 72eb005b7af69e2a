"""Notes a task as it stands when an event counts for it, for whoever has to take back what the event counted."""

from collections.abc import Iterable

from chalicelib.domain.file.flow import contents
from chalicelib.domain.mechanics.challenge import progress
from chalicelib.domain.mechanics.challenge.block import Challenge, Task
from chalicelib.domain.mechanics.challenge.terms import EventTerms
from chalicelib.domain.play.limits import Scope, period_id
from chalicelib.domain.play.turn import Player
from chalicelib.domain.play.where import least_left
from chalicelib.domain.record.counted import CountedTask
from chalicelib.domain.words.values import Bag


def trace(
    player: Player, name: tuple[str, str], challenge: Challenge, task: Task, round_id: str, terms: EventTerms
) -> CountedTask:
    """The task as it stands. name: of the challenge, and of the task in it."""
    amount, turn = progress.measured(task), player.turn
    measure: str = "alone" if amount.in_one_event else amount.measure
    if measure in ("sum", "alone") and amount.field != turn.spends:
        measure = ""
    scope = Scope(round_id=round_id)
    return CountedTask(
        campaign=player.published.id,
        challenge=name[0],
        task=name[1],
        round=round_id,
        measure=measure,
        target=amount.target,
        each=task.each is not None,
        gives=task.gives,
        of_challenge=challenge.gives,
        boost=terms.boost,
        due=terms.due,
        month=turn.month_of(terms.due or terms.fell_due or turn.counted),
        least=least_left(turn, task.where),
        limits=tuple((limit.count, period_id(player, limit.per, scope)) for limit in task.limit),
        made=_made(player, (task.gives, challenge.gives, *task.milestones.values(), *challenge.milestones.values())),
    )


def _made(player: Player, bags: Iterable[Bag]) -> dict[str, Bag]:
    """The contents of the prizes in bags that are no things of their own."""
    prizes = player.published.campaign.prizes
    given = sorted({name for bag in bags for name in bag.prizes if name in prizes})
    return {name: bag for name in given if (bag := contents(prizes[name]))}
