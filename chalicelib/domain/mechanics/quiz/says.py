"""Says quizzes in sentences: when their questions are asked, and how often one may be answered."""

from collections.abc import Iterator

from chalicelib.domain.file.blocks import Placed
from chalicelib.domain.mechanics.quiz.block import Quiz, day_of
from chalicelib.domain.saying.own import Own, OwnOf
from chalicelib.domain.saying.speaker import Speaker


def _quiz(speaker: Speaker, placed: Placed) -> Iterator[str]:
    """The questions themselves are told when they are asked."""
    quiz: Quiz = placed.block
    yield speaker.say("quiz.by_day" if all(map(day_of, quiz.questions)) else "quiz.in_turn")
    yield speaker.say("quiz.tries", n=quiz.tries)


SAYS: OwnOf = {Quiz: Own(_quiz, frozenset({"questions", "tries"}))}
