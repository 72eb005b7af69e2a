"""Which question of a quiz is asked, and how far the member is with it.

A question with a date is asked on that day of the campaign's calendar. Others are asked in the order of the file, each
once the one before it is over: it was answered right, or no try is left.
"""

from typing import Final

from chalicelib.domain.mechanics.quiz.block import Quiz, day_of
from chalicelib.domain.play.limits import Scope, count, remaining
from chalicelib.domain.play.turn import Player
from chalicelib.domain.time.localtime import local, midnight
from chalicelib.domain.words.values import Limit, Limits

RIGHT: Final[Limits] = (Limit(1, "campaign"),)
RIGHT_TODAY: Final[Limits] = (Limit(1, "day"),)


def asked_so_far(player: Player, quiz_name: str, quiz: Quiz) -> list[str]:
    """The questions that may be answered or are over, the one that is asked now last; none where none is asked."""
    today = local(player.turn.moment, player.published.zone).date().isoformat()
    if today in quiz.questions:
        return [today]
    found = []
    for question in quiz.questions:
        if day_of(question) is None:
            found.append(question)
            if not is_over(player, quiz_name, quiz, question):
                break
    return found


def next_asked(player: Player, quiz: Quiz) -> int | None:
    """When the next question with a date is asked, epoch ms; None: none is any more in the campaign."""
    zone, today = player.published.zone, local(player.turn.moment, player.published.zone).date()
    coming = (day for question in quiz.questions if (day := day_of(question)) is not None and day > today)
    first = min(coming, default=None)
    asked = None if first is None else midnight(first, zone)
    return asked if asked is not None and asked in player.published.window else None


def is_over(player: Player, quiz_name: str, quiz: Quiz, question: str) -> bool:
    """Whether the member answered a question right, or has no try left."""
    return tries_left(player, quiz_name, quiz, question) == 0


def tries_left(player: Player, quiz_name: str, quiz: Quiz, question: str) -> int:
    """How often the member may still answer a question."""
    if is_right(player, quiz_name, question):
        return 0
    return remaining(player, _path(quiz_name, question), _tries(quiz, question), Scope())


def is_right(player: Player, quiz_name: str, question: str) -> bool:
    """Whether the member answered a question right."""
    return remaining(player, f"{_path(quiz_name, question)}/right", _once(question), Scope()) == 0


def note(player: Player, quiz_name: str, quiz: Quiz, question: str, right: bool) -> None:
    """Count an answer."""
    path = _path(quiz_name, question)
    count(player, path, _tries(quiz, question), Scope())
    if right:
        count(player, f"{path}/right", _once(question), Scope())


def _path(quiz_name: str, question: str) -> str:
    return f"quizzes/{quiz_name}/{question}"


def _tries(quiz: Quiz, question: str) -> Limits:
    """The tries as a limit: of a question of a day they are forgotten with it."""
    return (Limit(quiz.tries, _once(question)[0].per),)


def _once(question: str) -> Limits:
    return RIGHT if day_of(question) is None else RIGHT_TODAY
