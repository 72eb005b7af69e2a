"""Mistakes in quizzes: what is asked when, how often it may be answered, and who reads the right answer too soon."""

from tests.proof.mutations.mutation import OF_LINT, Mutation

PLAY = "chalicelib/domain/mechanics/quiz/play.py"
ASKED = "chalicelib/domain/mechanics/quiz/asked.py"
VIEW = "chalicelib/domain/mechanics/quiz/view.py"
DIFF = "chalicelib/domain/mechanics/quiz/diff.py"
LINT = "chalicelib/domain/mechanics/quiz/lint.py"
RULES = "chalicelib/domain/views/rules.py"

OF_QUIZ = "tests/domain/test_quiz.py"
OF_SECRETS = "tests/api/test_quiz_secrets.py"

MUTATIONS = (
    Mutation(
        "last-try-of-two-records-is-not-told",
        "chalicelib/domain/mechanics/quiz/__init__.py",
        "absorbs=merging.absorb,",
        "absorbs=None,",
        "a question would be over, and no task would hear of it",
        OF_QUIZ,
    ),
    Mutation(
        "last-try-is-told-twice",
        "chalicelib/domain/mechanics/quiz/merging.py",
        "if over and not any(is_over(one, name, quiz, question) for one in each):",
        "if over:",
        "a task would be paid again for a question that was over before",
        OF_QUIZ,
    ),
    Mutation(
        "answer-told-with-a-try-left",
        PLAY,
        'shown = "" if left else question.answer',
        "shown = question.answer",
        "whoever has two tries would be right with the second",
        f"{OF_QUIZ} {OF_SECRETS}",
    ),
    Mutation(
        "answer-in-the-view",
        VIEW,
        "answer=question.answer if over else None,",
        "answer=question.answer,",
        "the home screen's bytes would hold the answer before it is given",
        f"{OF_QUIZ} {OF_SECRETS}",
    ),
    Mutation(
        "answers-in-the-rules",
        RULES,
        "if mechanic.key in file and (secret := hidden(kind)):",
        "if False and (secret := hidden(kind)):",
        "anybody could read all answers in the published rules",
        OF_SECRETS,
    ),
    Mutation(
        "right-twice",
        ASKED,
        "if is_right(player, quiz_name, question):",
        "if False:",
        "whoever was right with the first of three tries would be paid three times",
        OF_QUIZ,
    ),
    Mutation(
        "tries-without-end",
        ASKED,
        "    count(player, path, _tries(quiz, question), Scope())\n",
        "",
        "a member could answer until it is right",
        OF_QUIZ,
    ),
    Mutation(
        "any-question-of-the-file",
        PLAY,
        "if name not in so_far:",
        "if name not in quiz.questions:",
        "tomorrow's question could be answered today",
        OF_QUIZ,
    ),
    Mutation(
        "a-day-of-another-zone",
        ASKED,
        "today = local(player.turn.moment, player.published.zone).date().isoformat()",
        "today = local(player.turn.moment, player.turn.definitions.programme.zone).date().isoformat()",
        "a question would be asked on the day of another place",
        OF_QUIZ,
    ),
    Mutation(
        "wrong-before-the-last-try",
        PLAY,
        "if right or not left:",
        "if True:",
        "what comforts a wrong answer would be paid for each try",
        OF_QUIZ,
    ),
    Mutation(
        "an-asked-answer-may-change",
        DIFF,
        "elif old[name] != new[name] and not _was_asked(scene, name):",
        "elif old[name] != new[name]:",
        "what was right when it was asked would be wrong afterwards",
        OF_QUIZ,
    ),
    Mutation(
        "an-answer-that-is-no-option",
        LINT,
        "elif question.answer not in question.options:",
        "elif False:",
        "a question could be published that nobody can answer",
        OF_LINT,
    ),
)
