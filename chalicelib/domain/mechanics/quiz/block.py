"""The blocks of quizzes, as managers write them."""

import re
from datetime import date
from typing import Annotated

from msgspec import field

from chalicelib.domain.file.blocks import Block
from chalicelib.domain.file.campaign import Closes, Opens
from chalicelib.domain.words.values import HIDDEN, Audience, Name, Options, Title


class Question(Block, frozen=True, kw_only=True):
    """One question, with the options to choose from."""

    title: Title = field(name="ask")
    """The text of the question: one, or one for each language."""
    options: Options
    """The options to choose from, each a text under a name of your choice: {a: Berries, b: Nuts}."""
    answer: Name
    """The name of the right option: `a`. Members read it nowhere before their last try."""


class Quiz(Block, frozen=True, kw_only=True):
    """Questions with one right answer each."""

    questions: Annotated[dict[Name, Question], HIDDEN]
    """The questions: each under its date, 2026-06-01, and then asked on that day only; or all under names of your
    choice, and then asked one after the other."""
    tries: int = 1
    """How often a member may answer one question. Without it, once."""
    who: Audience = {}
    """The members whom it is for, by tier, tag or age: {tier: gold}. Without it everybody."""
    opens: Opens | None = None
    """From when it is asked: a date, or again and again, `daily 12:00`. Without it, with the campaign."""
    closes: Closes | None = None
    """The first moment at which it is asked no more, of the same kind as `opens`. Without it, the campaign's end."""


def day_of(question: str) -> date | None:
    """The day on which a question is asked; None for one that is asked in its turn."""
    try:
        return date.fromisoformat(question) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", question) else None
    except ValueError:  # 2026-02-30 is no day
        return None
