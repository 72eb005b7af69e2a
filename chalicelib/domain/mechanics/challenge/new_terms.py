"""New terms that a member meets already: a lower target, one more milestone, one task less, a wider audience.

Whatever a round has counted is held against the definition in force each time the member is settled, and once it is
over against the one that was in force at its end, as home screens showed it. Who was first gets what the terms say with
the next action, once: `paid` and `given` keep what was paid, whatever the terms were. Home screens have shown that from
the moment of the terms on, so that a pause which began later does not withhold it, nor does a version that takes effect
during the pause. Where a task gives `after` some days, these count from when what was done came to be enough: when the
terms took effect, or with the member's last receipt, by which two records became one.
"""

from collections.abc import Sequence

from chalicelib.domain.mechanics.challenge.block import Challenge
from chalicelib.domain.mechanics.challenge.due import settle_due
from chalicelib.domain.mechanics.challenge.play import ListeningTask, owes_nothing, pay_challenge, pay_task
from chalicelib.domain.mechanics.challenge.terms import waiting
from chalicelib.domain.play.audience import belongs
from chalicelib.domain.play.limits import is_over
from chalicelib.domain.play.turn import Player, Turn
from chalicelib.domain.publishing.definitions import Replaced
from chalicelib.domain.record.member import Round


def settle(turn: Turn) -> None:
    """Give what was earned before, and then what the terms give for what was done before."""
    settle_due(turn)
    for name, played in turn.member.played.items():
        published = turn.definitions.owing(name) if played.rounds else None
        if published is not None:
            _settle_rounds(turn.player(published))


def _settle_rounds(player: Player) -> None:
    """Hold the rounds against the terms before a pause first, as of its beginning, and then against those of now."""
    definitions, now = player.turn.definitions, player.turn.now
    earlier = definitions.replaced.get(player.published.id, ())
    versions = (Replaced(_since(player), player.published), *reversed(earlier))
    paused = definitions.paused.get(player.published.id)
    if paused is not None and paused <= now:
        _hold(player, [one for one in versions if one.since < paused], paused - 1)
    _hold(player, versions, now)


def _hold(player: Player, versions: Sequence[Replaced], at: int) -> None:
    """Hold the rounds against versions, the newest first, as of a moment (epoch ms)."""
    moment, player.turn.moment = player.turn.moment, at
    for key, this_round in player.played.rounds.items():
        name, _, round_id = key.partition("@")
        terms = _terms(versions, round_id)
        challenge = terms.published.campaign.blocks(Challenge).get(name) if terms else None
        if terms is not None and challenge is not None:
            _settle_round(player, name, challenge, this_round, round_id, _enough_since(player, terms))
    player.turn.moment = moment


def _terms(versions: Sequence[Replaced], round_id: str) -> Replaced | None:
    """The version whose terms hold for a round: the one in force, and of a round that is over, its grace included, the
    one in force at its end. None where that is not at hand any more: everybody was settled by it.
    """
    return next((one for one in versions if not is_over(one.published, round_id, one.since)), None)


def _since(player: Player) -> int:
    """The moment from which the terms in force could be met (epoch ms); of a closed campaign, its last one."""
    definitions, published, now = player.turn.definitions, player.published, player.turn.now
    if published.id not in definitions.campaigns:
        return published.ends - 1
    return min(definitions.since.get(published.id, now), now)


def _enough_since(player: Player, terms: Replaced) -> int:
    """The moment (epoch ms) from which what was done has been enough for terms: nothing was owed before."""
    since = player.turn.definitions.since.get(player.published.id, 0)
    return max(min(since, terms.since), player.turn.last)


def _settle_round(
    player: Player, name: str, challenge: Challenge, this_round: Round, round_id: str, reached: int
) -> None:
    """Pay what a round has come to by a moment (epoch ms), from which the days of `after` count."""
    for task_name, state in this_round.tasks.items():
        task = challenge.tasks.get(task_name)
        if task is not None and not owes_nothing(task, state) and belongs(player, challenge.who, task.who):
            listener = ListeningTask(player.published, name, challenge, task_name, task)
            pay_task(player, listener, state, round_id, waiting(player, task, reached))
    if belongs(player, challenge.who):
        pay_challenge(player, name, challenge, this_round)
