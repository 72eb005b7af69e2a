"""Two records of one person become one: a question for which together they have no try left is over, and was answered
wrong.
"""

from chalicelib.domain.mechanics.quiz.asked import is_over, is_right
from chalicelib.domain.mechanics.quiz.block import Quiz
from chalicelib.domain.mechanics.quiz.play import raise_answered
from chalicelib.domain.play.turn import Player
from chalicelib.domain.record.member import Played


def absorb(player: Player, other: Played) -> None:
    """Let `quiz.wrong` come about for each question that is over by the tries of both, and was for neither alone.

    The tries of both are added up already.
    """
    own = Played(counts={key: n - other.counts.get(key, 0) for key, n in player.played.counts.items()})
    each = [Player(player.turn, player.published, one) for one in (own, other)]
    for name, quiz in player.published.campaign.blocks(Quiz).items():
        for question in quiz.questions:
            over = is_over(player, name, quiz, question) and not is_right(player, name, question)
            if over and not any(is_over(one, name, quiz, question) for one in each):
                raise_answered(player, name, question, right=False)
