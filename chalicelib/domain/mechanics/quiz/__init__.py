"""Quizzes: questions with one right answer, asked day by day or one after the other."""

from chalicelib.domain.mechanics.mechanic import Example, Judged, Mechanic, Play
from chalicelib.domain.mechanics.quiz import merging, play, view
from chalicelib.domain.mechanics.quiz.block import Quiz
from chalicelib.domain.play.buttons import MAY
from chalicelib.domain.record.quiz_answer import QuizAnswer
from chalicelib.domain.saying.own import OwnOf
from chalicelib.domain.time.windows import Window
from chalicelib.domain.words.errors import BadAnswer, LimitReached, Unknown


def _judged() -> Judged:
    from chalicelib.domain.mechanics.quiz import choices, diff, lint

    return Judged(rules=lint.RULES, judges=diff.JUDGES, choices=choices.choices)


def _says() -> OwnOf:
    from chalicelib.domain.mechanics.quiz import says

    return says.SAYS


ANSWER = Play(
    action=play.Answer,
    handler=play.answer,
    path="quizzes/{quiz}/answer",
    summary="Answer the question of a quiz that is asked now.",
    refused={
        Unknown: ("unknown_quiz", "unknown_question"),
        LimitReached: ("limit_reached",),
        BadAnswer: ("bad_answer",),
    },
    words={"answer {quiz} {option}": {}, "answer {quiz}/{question} {option}": {}},
    kept=("campaign", "quiz", "question"),
    example=Example(
        asked={"quiz": "door", "option": "a", "question": "2026-06-01"},
        moved={"points": 10},
        why="challenges/door/right",
        answered=QuizAnswer("kids-atelier", "door", "2026-06-01", right=True, answer="a"),
    ),
)

SEEN = view.QuizView(
    for_me=True,
    open=Window(1_780_286_400_000, 1_780_329_600_000),
    next_opens=1_780_372_800_000,
    tries=1,
    question=view.QuestionView(
        name="2026-06-01",
        ask="Which colour comes back this summer?",
        options={"a": "Green", "b": "Orange"},
        state="asked",
        left=1,
        answer=None,
    ),
    buttons={"answer": MAY},
)

MECHANIC = Mechanic(
    key="quizzes",
    plural="quizzes",
    word="quiz",
    offers="a question of the day, with something for who is right",
    described="Questions with one right answer, each quiz under a name of your choice. Without it there are none.",
    block=Quiz,
    plays=(ANSWER,),
    view=view.view,
    shown=view.QuizView,
    seen={"door": SEEN},
    odds=None,
    counts=None,
    falls_due=None,
    releases=None,
    undoes=None,
    settles=None,
    waits=None,
    absorbs=merging.absorb,
    judged=_judged,
    says=_says,
)
