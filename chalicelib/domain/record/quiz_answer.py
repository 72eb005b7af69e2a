"""An answer to a question of a quiz, as its receipt tells it."""

from msgspec import Struct


class QuizAnswer(Struct, frozen=True, omit_defaults=True):
    """Whether an answer was right, and what is left to do."""

    campaign: str
    """The campaign of the quiz."""
    quiz: str
    """The quiz."""
    question: str
    """The question that was answered."""
    right: bool
    """Whether the answer was right."""
    left: int = 0
    """How often the member may still answer it; 0: it is over."""
    answer: str = ""
    """The right option once the question is over; empty (left out) while a try is left."""
