"""Quizzes: each question has a right option, is asked some day, and is no foregone conclusion."""

import re
from collections.abc import Iterator
from typing import Final

from chalicelib.domain.file.blocks import having
from chalicelib.domain.lint.heard import heard
from chalicelib.domain.lint.openings import openings
from chalicelib.domain.lint.subject import Rule, Subject, error, undeclared, warning
from chalicelib.domain.mechanics.quiz.block import Question, Quiz, day_of
from chalicelib.domain.mechanics.quiz.play import RIGHT, WRONG
from chalicelib.domain.time.localtime import DAY, midnight
from chalicelib.domain.words.findings import Finding, Path
from chalicelib.domain.words.values import EventName

FEW: Final = 3
"""From so many questions on, always the same answer is no accident."""

_LIKE_A_DAY = re.compile(r"\d{1,4}-\d{1,2}-\d{1,2}")


def _quizzes(subject: Subject) -> Iterator[tuple[Path, Quiz]]:
    for name, quiz in subject.campaign.blocks(Quiz).items():
        yield ("quizzes", name), quiz


def _questions(subject: Subject) -> Iterator[tuple[Path, Quiz, Question]]:
    for path, quiz in _quizzes(subject):
        for name, question in quiz.questions.items():
            yield (*path, "questions", name), quiz, question


def _options(subject: Subject) -> Iterator[Finding]:
    for path, _, question in _questions(subject):
        if len(question.options) < 2:
            yield error((*path, "options"), "no-choice", "there is nothing to choose: write two options or more")
        elif question.answer not in question.options:
            yield undeclared((*path, "answer"), "option", question.answer, question.options)


def _tries(subject: Subject) -> Iterator[Finding]:
    for path, quiz in _quizzes(subject):
        if not quiz.tries:
            yield error((*path, "tries"), "no-tries", "nobody may answer: write 1 or more, or leave the line out")
        fewest = min((len(one.options) for one in quiz.questions.values()), default=0)
        if 1 < fewest <= quiz.tries:
            message = f"{quiz.tries} tries for {fewest} options: whoever goes on is right; allow {fewest - 1} at most"
            yield warning((*path, "tries"), "tries-for-all", message)


def _names(subject: Subject) -> Iterator[Finding]:
    for path, quiz in _quizzes(subject):
        dated = [name for name in quiz.questions if day_of(name)]
        if not quiz.questions:
            yield error((*path, "questions"), "no-questions", "a quiz without questions: write one")
        if dated and len(dated) < len(quiz.questions):
            message = "some questions have a date and some a name: write the others as a quiz of their own"
            yield error((*path, "questions"), "mixed-questions", message)
        for name in quiz.questions:
            if _LIKE_A_DAY.fullmatch(name) and day_of(name) is None:
                message = f'"{name}" is no day of the calendar: write it like 2026-06-01'
                yield error((*path, "questions", name), "no-day", message)


def _are_asked(subject: Subject) -> Iterator[Finding]:
    """The quiz is open on the day of each question."""
    zone, window = subject.zone, subject.window
    for path, quiz, _ in _questions(subject):
        day = day_of(str(path[-1]))
        if zone is None or window is None or day is None:
            continue
        begins = midnight(day, zone)
        ends = midnight(type(day).fromordinal(day.toordinal() + 1), zone) if day.year < 9999 else begins + DAY
        if not any(one.opens < ends and one.closes > begins for one in openings(zone, window, quiz)):
            yield warning(path, "never-asked", "the quiz is not open on this day, so that nobody is asked")


def _same_answer(subject: Subject) -> Iterator[Finding]:
    for path, quiz in _quizzes(subject):
        answers = {one.answer for one in quiz.questions.values()}
        if len(quiz.questions) >= FEW and len(answers) == 1:
            message = f"the right option is always {answers.pop()}, which members soon find out: mix them"
            yield warning((*path, "questions"), "same-answer", message)


def _are_heard(subject: Subject) -> Iterator[Finding]:
    tasks = [one.by.block.where.get("quiz") for one in having(subject.campaign, EventName) if one.value == RIGHT]
    for path, _ in _quizzes(subject):
        if not any(where is None or where.op != "is" or path[1] in where.values for where in tasks):
            message = f"a right answer gives nothing: let a task listen to {RIGHT}, where: {{quiz: {path[1]}}}"
            yield warning(path, "right-gives-nothing", message)


def _are_there(subject: Subject) -> Iterator[Finding]:
    yield from heard(subject, (RIGHT, WRONG), "quiz", subject.campaign.blocks(Quiz))


RULES: tuple[Rule, ...] = (_options, _tries, _names, _are_asked, _same_answer, _are_heard, _are_there)
