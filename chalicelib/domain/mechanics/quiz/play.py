"""Quizzes: a member answers the question that is asked, as often as there are tries."""

from typing import Final

from chalicelib.domain.mechanics.quiz.asked import asked_so_far, next_asked, note, tries_left
from chalicelib.domain.mechanics.quiz.block import Quiz
from chalicelib.domain.play.audience import block, enter, require_open, require_who
from chalicelib.domain.play.turn import Player, Raised, Turn
from chalicelib.domain.record.actions import Action, NameText
from chalicelib.domain.record.quiz_answer import QuizAnswer
from chalicelib.domain.words.errors import BadAnswer, LimitReached, Unknown

KEY: Final = "quizzes"
RIGHT: Final = "quiz.right"
WRONG: Final = "quiz.wrong"


class Answer(Action, frozen=True, tag="answer"):
    """Answer the question of a quiz."""

    campaign: NameText
    """The campaign's id."""
    quiz: NameText
    """The quiz's name."""
    option: NameText
    """The name of the option that is chosen."""
    question: NameText | None = None
    """The name of the question that is answered, as the home screen shows it; left out, the one that is asked now."""


def answer(turn: Turn, action: Answer) -> None:
    """Window, audience, question, tries and option are checked first, in this order; a right and a wrong answer both
    count.

    A task may listen to `quiz.right`, and to `quiz.wrong`, which comes about with the last try.
    """
    player = enter(turn, action.campaign)
    quiz = block(player.published.campaign.blocks(Quiz), "quiz", action.quiz)
    require_open(player, quiz)
    require_who(player, quiz.who)
    name = _question(player, quiz, action)
    question = quiz.questions[name]
    if not tries_left(player, action.quiz, quiz, name):
        message = f"The question {name!r} is over: each may be answered {quiz.tries} times, and right once."
        again = next_asked(player, quiz)
        raise LimitReached(message, params={"limit": quiz.tries, "left": 0, "again": again}, changes=again)
    if action.option not in question.options:
        message = f"The question {name!r} has no option {action.option!r}: send the name of one of its options."
        raise BadAnswer(message, params={"question": name})
    right = action.option == question.answer
    player = player.on(f"{KEY}/{action.quiz}")
    note(player, action.quiz, quiz, name, right)
    left = tries_left(player, action.quiz, quiz, name)
    shown = "" if left else question.answer
    turn.draft.answered = QuizAnswer(action.campaign, action.quiz, name, right, left, shown)
    if right or not left:
        raise_answered(player, action.quiz, name, right)


def raise_answered(player: Player, quiz_name: str, question: str, right: bool) -> None:
    """Let a question's right answer, or its last wrong one, come about as an event."""
    said: dict[str, str | int] = {"campaign": player.published.id, "quiz": quiz_name, "question": question}
    player.turn.raised.append(Raised(RIGHT if right else WRONG, said, player.turn.now))


def _question(player: Player, quiz: Quiz, action: Answer) -> str:
    """The question that is answered; Unknown (`unknown_question`) where it is not asked now."""
    so_far = asked_so_far(player, action.quiz, quiz)
    name = action.question or (so_far[-1] if so_far else "")
    if name not in so_far:
        raise Unknown("question", name, next_asked(player, quiz))
    return name
