"""The choices of simulated members in quizzes: whoever sees a question answers it, right as often as is said."""

from collections.abc import Iterator
from functools import partial

from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.mechanics.choice import Choice, Luck
from chalicelib.domain.mechanics.quiz.block import Quiz
from chalicelib.domain.mechanics.quiz.play import Answer
from chalicelib.domain.mechanics.quiz.view import view
from chalicelib.domain.play.buttons import UNASKED
from chalicelib.domain.play.turn import Player


def choices(campaign: Campaign) -> Iterator[Choice]:
    """An answer to each quiz."""
    for name, quiz in campaign.blocks(Quiz).items():
        yield Choice(f"answer {name}", free=True, asked=partial(_answer, name=name, quiz=quiz))


def _answer(player: Player, luck: Luck, name: str, quiz: Quiz) -> Answer | None:
    shown = view(player, name, quiz, UNASKED).question
    if shown is None or shown.state != "asked":
        return None
    right = quiz.questions[shown.name].answer
    wrong = [option for option in shown.options if option != right]
    option = right if luck.happens("right") or not wrong else luck.one_of(wrong)
    return Answer(player.published.id, name, option, shown.name)
