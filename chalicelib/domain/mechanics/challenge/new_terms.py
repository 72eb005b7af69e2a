"""New terms that a member meets already: a lower target, one more milestone, one task less, a wider audience.

Whatever a round has counted is held against the definition in force each time the member is settled. Who was first gets
what the terms now say with the next action, once: `paid` keeps what was paid, whatever the terms were. Home screens
have shown that from the moment of the terms on, so that a pause which began later does not withhold it.
"""

from chalicelib.domain.mechanics.challenge.block import Challenge
from chalicelib.domain.mechanics.challenge.due import settle_due
from chalicelib.domain.mechanics.challenge.play import ListeningTask, is_for, pay_challenge, pay_task
from chalicelib.domain.play.limits import is_over
from chalicelib.domain.play.turn import Player, Turn
from chalicelib.domain.record.member import Round


def settle(turn: Turn) -> None:
    """Give what was earned before, and then what the terms in force give for what was done before."""
    settle_due(turn)
    for name, played in turn.member.played.items():
        published = turn.definitions.owing(name)
        if published is not None and played.rounds:
            _settle_rounds(turn.player(published))


def _settle_rounds(player: Player) -> None:
    """Rounds that were over, their grace included, when these terms took effect are as they were paid."""
    turn, challenges = player.turn, player.published.campaign.blocks(Challenge)
    since, moment = _since(player), turn.moment
    paused = turn.definitions.paused.get(player.published.id)
    turn.moment = paused - 1 if paused is not None and since < paused <= turn.now else turn.now
    for key, this_round in player.played.rounds.items():
        name, _, round_id = key.partition("@")
        challenge = challenges.get(name)
        if challenge is not None and not is_over(player.published, round_id, since):
            _settle_round(player, name, challenge, this_round, round_id)
    turn.moment = moment


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
