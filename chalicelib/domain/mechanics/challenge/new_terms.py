"""New terms that a member meets already: a lower target, one more milestone, one task less, a wider audience.

Whatever a round has counted is held against the definition in force each time the member is settled, and once it is
over against the one that was in force at its end, as home screens showed it. Who was first gets what the terms say with
the next action, once: `paid` and `given` keep what was paid, whatever the terms were. Home screens have shown that from
the moment of the terms on, so that a pause which began later does not withhold it.
"""

from chalicelib.domain.mechanics.challenge.block import Challenge
from chalicelib.domain.mechanics.challenge.due import settle_due
from chalicelib.domain.mechanics.challenge.play import ListeningTask, is_for, pay_challenge, pay_task
from chalicelib.domain.play.limits import is_over
from chalicelib.domain.play.turn import Player, Turn
from chalicelib.domain.publishing.definitions import Published, Replaced
from chalicelib.domain.record.member import Round


def settle(turn: Turn) -> None:
    """Give what was earned before, and then what the terms give for what was done before."""
    settle_due(turn)
    for name, played in turn.member.played.items():
        published = turn.definitions.owing(name)
        if published is not None and played.rounds:
            _settle_rounds(turn.player(published))


def _settle_rounds(player: Player) -> None:
    turn, since, moment = player.turn, _since(player), player.turn.moment
    paused = turn.definitions.paused.get(player.published.id)
    turn.moment = paused - 1 if paused is not None and since < paused <= turn.now else turn.now
    for key, this_round in player.played.rounds.items():
        name, _, round_id = key.partition("@")
        terms = _terms(player, round_id)
        challenge = terms.campaign.blocks(Challenge).get(name) if terms else None
        if challenge is not None:
            _settle_round(player, name, challenge, this_round, round_id)
    turn.moment = moment


def _terms(player: Player, round_id: str) -> Published | None:
    """The version whose terms hold for a round: the one in force, and of a round that is over, its grace included, the
    one in force at its end. None where that is not at hand any more: everybody was settled by it.
    """
    earlier = player.turn.definitions.replaced.get(player.published.id, ())
    for since, published in (Replaced(_since(player), player.published), *reversed(earlier)):
        if not is_over(published, round_id, since):
            return published
    return None


def _since(player: Player) -> int:
    """The moment from which the terms in force could be met (epoch ms); of a closed campaign, its last one."""
    definitions, published, now = player.turn.definitions, player.published, player.turn.now
    if published.id not in definitions.campaigns:
        return published.ends - 1
    return min(definitions.since.get(published.id, now), now)


def _settle_round(player: Player, name: str, challenge: Challenge, this_round: Round, round_id: str) -> None:
    for task_name, state in this_round.tasks.items():
        task = challenge.tasks.get(task_name)
        if task is not None and is_for(player, challenge, task):
            pay_task(player, ListeningTask(player.published, name, challenge, task_name, task), state, round_id)
    if is_for(player, challenge):
        pay_challenge(player, name, challenge, this_round)
