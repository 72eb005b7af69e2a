"""A quiz as one member sees it: the question that is asked now. What is right is shown once the question is over."""

from typing import Literal

from msgspec import Struct

from chalicelib.domain.mechanics.quiz.asked import asked_so_far, is_over, is_right, tries_left
from chalicelib.domain.mechanics.quiz.block import Quiz
from chalicelib.domain.play.audience import in_audience
from chalicelib.domain.play.turn import Player
from chalicelib.domain.time.windows import Window
from chalicelib.domain.words.values import Title


class QuestionView(Struct, frozen=True):
    """A question as the member sees it."""

    name: str
    """Its name, or its date: what an answer names."""
    ask: Title
    """The text to show, or one by locale."""
    options: dict[str, Title]
    """The texts of the options by their names, in the order to show them."""
    state: Literal["asked", "right", "wrong"]
    """asked: it may be answered; right: it was answered right; wrong: no try is left."""
    left: int
    """How often the member may still answer it."""
    answer: str | None
    """The name of the right option; null while the question is asked."""


class QuizView(Struct, frozen=True):
    """A quiz as the member sees it."""

    for_me: bool
    """Whether the member belongs to those whom it is for."""
    open: Window | None
    """The window that is open now; null while it is closed."""
    next_opens: int | None
    """When its next window opens, epoch ms; null where none comes."""
    tries: int
    """How often each question may be answered."""
    question: QuestionView | None
    """The question that is asked, or was the last one; null while it is closed, for others, or where none is asked."""


def view(player: Player, name: str, quiz: Quiz) -> QuizView:
    """The quiz as it stands now."""
    window = player.published.opening(player.turn.moment, quiz)
    coming = player.published.next_opening(player.turn.moment, quiz)
    for_me = in_audience(player, quiz.who)
    asked = asked_so_far(player, name, quiz) if window is not None and for_me else []
    return QuizView(
        for_me=for_me,
        open=window,
        next_opens=coming.opens if coming else None,
        tries=quiz.tries,
        question=_question(player, name, quiz, asked[-1]) if asked else None,
    )


def _question(player: Player, name: str, quiz: Quiz, of: str) -> QuestionView:
    question = quiz.questions[of]
    over, right = is_over(player, name, quiz, of), is_right(player, name, of)
    return QuestionView(
        name=of,
        ask=question.title,
        options=question.options,
        state="right" if right else "wrong" if over else "asked",
        left=tries_left(player, name, quiz, of),
        answer=question.answer if over else None,
    )
