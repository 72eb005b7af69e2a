"""Quizzes: which question is asked when, how often it may be answered, and what is shown of the right answer."""

from datetime import datetime
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.domain.file import reading
from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.mechanics.definition import CampaignFile
from chalicelib.domain.mechanics.quiz.play import Answer
from chalicelib.domain.mechanics.quiz.view import QuizView
from chalicelib.domain.mechanics.whole_diff import diff
from chalicelib.domain.publishing.definitions import assemble
from chalicelib.domain.record.actions import Ask, Merge
from chalicelib.domain.record.member import Profile
from chalicelib.domain.record.quiz_answer import QuizAnswer
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.time.localtime import instant
from chalicelib.domain.views.home import home
from chalicelib.domain.words.errors import WindowClosed
from tests.domain.game import HEAD, Game, gets, tree

BY_DAY = """
quizzes:
  door:
    opens: daily 12:00
    closes: end of day
    tries: {tries}
    questions:
      2026-06-01: {{ask: Which?, options: {{a: One, b: Two, c: Three}}, answer: a}}
      2026-06-02: {{ask: When?, options: {{a: "19:00", b: "20:00", c: "21:00"}}, answer: b}}
challenges:
  door:
    tasks:
      right: {{when: quiz.right, where: {{quiz: door}}, each: 1 time, gives: {{points: 10}}}}
      wrong: {{when: quiz.wrong, where: {{campaign: play}}, each: 1 time, gives: {{points: 1}}}}
"""
IN_TURN = """
quizzes:
  door:
    questions:
      one: {ask: Which?, options: {a: One, b: Two}, answer: a}
      two: {ask: Where?, options: {a: Here, b: There}, answer: b}
challenges: {door: {tasks: {right: {when: quiz.right, each: 1 time, gives: {points: 10}}}}}
"""
FIRST = "06-01 12:00"
DAY = 86_400_000


def by_day(tries: int = 1, profiles: dict[str, Profile] | None = None) -> Game:
    return Game(BY_DAY.format(tries=tries), profiles=profiles)


def answer(game: Game, option: str, at: str | int, question: str | None = None, by: str = "ann") -> Any:
    return game.play(Answer("play", "door", option, question), at, by)


def told(answered: Any) -> QuizAnswer:
    assert isinstance(answered, Receipt)
    assert answered.answered is not None
    return answered.answered


def seen(game: Game, at: str | int, by: str = "ann") -> QuizView:
    shown = home(game.definitions, game.member(by), game.at(at)).campaigns["play"]
    found: QuizView = shown.quizzes["door"]  # type: ignore[attr-defined] # made of the mechanics at run time
    return found


def test_a_right_answer_is_told_and_a_task_hears_of_it() -> None:
    game = by_day()
    done = answer(game, "a", FIRST)
    assert gets(done) == {"points": 10}
    assert told(done) == QuizAnswer("play", "door", "2026-06-01", right=True, left=0, answer="a")


def test_a_wrong_answer_shows_the_right_one_with_the_last_try_alone() -> None:
    game = by_day(tries=2)
    first, last = answer(game, "b", FIRST), answer(game, "c", FIRST)
    assert told(first) == QuizAnswer("play", "door", "2026-06-01", right=False, left=1, answer="")
    assert gets(first) == {}
    assert told(last) == QuizAnswer("play", "door", "2026-06-01", right=False, left=0, answer="a")
    assert gets(last) == {"points": 1}


@pytest.mark.parametrize(
    ("tries", "said", "then", "expected"),
    [
        pytest.param(1, "b", "a", "limit_reached", id="the only try was wrong"),
        pytest.param(3, "a", "a", "limit_reached", id="right once is enough"),
        pytest.param(3, "a", "b", "limit_reached", id="right is not undone"),
        pytest.param(2, "b", "a", {"points": 10}, id="right with the last try"),
        pytest.param(1, "x", "a", {"points": 10}, id="an option that there is not takes no try"),
    ],
)
def test_a_second_answer(tries: int, said: str, then: str, expected: Any) -> None:
    game = by_day(tries)
    answer(game, said, FIRST)
    assert gets(answer(game, then, FIRST)) == expected


@pytest.mark.parametrize(
    ("option", "at", "question", "expected"),
    [
        pytest.param("a", -1, None, "window_closed", id="a millisecond before it is asked"),
        pytest.param("a", 0, None, {"points": 10}, id="when it is asked first"),
        pytest.param("a", DAY // 2 - 1, None, {"points": 10}, id="the last millisecond of its day"),
        pytest.param("a", DAY // 2, None, "window_closed", id="the day after, before the quiz opens"),
        pytest.param("a", DAY, "2026-06-01", "unknown_question", id="yesterday's question"),
        pytest.param("b", 0, "2026-06-02", "unknown_question", id="tomorrow's question"),
        pytest.param("b", DAY, "2026-06-02", {"points": 10}, id="today's by its name"),
        pytest.param("a", 2 * DAY, None, "unknown_question", id="a day without a question"),
        pytest.param("a", 0, "elsewhere", "unknown_question", id="no question at all"),
        pytest.param("x", 0, None, "bad_answer", id="no such option"),
    ],
)
def test_a_question_is_asked_on_its_day(option: str, at: int, question: str | None, expected: Any) -> None:
    game = by_day()
    assert gets(answer(game, option, game.at(FIRST) + at, question)) == expected


def test_a_closed_quiz_says_when_it_opens() -> None:
    game = by_day()
    refused = answer(game, "a", "06-01 11:00")
    assert isinstance(refused, WindowClosed)
    assert refused.opens == game.at(FIRST)


def test_the_day_is_that_of_the_campaigns_zone() -> None:
    """In Samoa it is yesterday; and where the clock goes back, a day has an hour more."""
    head = HEAD.replace("Asia/Shanghai", "Pacific/Pago_Pago")
    game = Game(BY_DAY.format(tries=1), head)
    at = instant(datetime.fromisoformat("2026-06-01 23:59"), game.published.zone)
    assert told(answer(game, "a", at)).question == "2026-06-01"
    assert told(answer(game, "b", at + DAY)).question == "2026-06-02"


def test_named_questions_are_asked_one_after_the_other() -> None:
    game = Game(IN_TURN)
    assert gets(answer(game, "b", FIRST, "two")) == "unknown_question"
    assert told(answer(game, "b", FIRST)).question == "one"
    assert gets(answer(game, "a", FIRST, "one")) == "limit_reached"  # another device still shows it
    assert told(answer(game, "b", "06-20 10:00")) == QuizAnswer("play", "door", "two", right=True, answer="b")
    assert gets(answer(game, "a", "06-20 10:00")) == "limit_reached"


def test_it_is_for_its_audience() -> None:
    game = Game(BY_DAY.format(tries=1).replace("opens: daily", "who: {tier: gold}\n    opens: daily"))
    assert gets(answer(game, "a", FIRST)) == "not_eligible"
    assert seen(game, FIRST).question is None


def test_a_paused_campaign_asks_nothing() -> None:
    game = by_day()
    game.store.definitions = assemble(game.definitions.programme, [game.published], paused={"play": 0})
    assert gets(answer(game, "a", FIRST)) == "campaign_paused"


@pytest.mark.parametrize(
    ("game", "kept"),
    [
        pytest.param(by_day(), [], id="of a day: with it, and its grace"),
        pytest.param(Game(IN_TURN), ["quizzes/door/one@c"], id="of a name: never"),
    ],
)
def test_tries_are_forgotten(game: Game, kept: list[str]) -> None:
    answer(game, "b", FIRST)
    game.event("member.joined", "06-08 12:00")
    assert [*game.member("ann").document.played["play"].counts] == kept


@pytest.mark.parametrize(
    ("tries", "said", "state"),
    [
        pytest.param(1, "", ("asked", 1, None), id="before"),
        pytest.param(2, "b", ("asked", 1, None), id="a try is left"),
        pytest.param(2, "bc", ("wrong", 0, "a"), id="no try is left"),
        pytest.param(2, "a", ("right", 0, "a"), id="right"),
    ],
)
def test_the_home_screen_shows_the_question(tries: int, said: str, state: tuple[str, int, str | None]) -> None:
    game = by_day(tries)
    for option in said:
        answer(game, option, FIRST)
    question = seen(game, FIRST).question
    assert question is not None
    assert (question.state, question.left, question.answer) == state
    assert (question.name, question.ask, [*question.options]) == ("2026-06-01", "Which?", ["a", "b", "c"])


def test_the_home_screen_shows_nothing_of_a_quiz_that_is_closed() -> None:
    shown = seen(by_day(), "06-01 11:59")
    assert (shown.open, shown.question, shown.next_opens) == (None, None, by_day().at(FIRST))


def test_two_devices_at_once_have_one_try_between_them() -> None:
    game = by_day()
    asks = [Ask(name, Answer("play", "door", option)) for name, option in (("one", "b"), ("two", "a"))]
    outcome = game.decide(asks, FIRST)
    assert [gets(one) for one in outcome.results] == [{"points": 1}, "limit_reached"]


def test_nobody_reports_a_right_answer() -> None:
    assert by_day().event("quiz.right", FIRST, quiz="door", question="2026-06-01").code == "event_from_tessera"


def changes(old: str, new: str, at: int | None = None) -> set[str]:
    """Whom the changes between two texts of a file favour."""
    return {one.kind for one in diff(read_file(old), read_file(new), at=at)}


def read_file(text: str) -> Campaign:
    """A campaign's file, as the reader gives it."""
    read, findings = reading.read(tree(text), CampaignFile)
    assert read is not None, findings
    return read


CHANGED = [
    pytest.param("2026-06-01", "answer: a", "answer: b", "06-01 12:00", {"adverse"}, id="the answer of what was asked"),
    pytest.param("2026-06-01", "c: Three", "c: Four", "06-01 12:00", {"adverse"}, id="an option of what was asked"),
    pytest.param("2026-06-01", "Which?", "Which one?", "06-01 12:00", {"neutral"}, id="another wording"),
    pytest.param("2026-06-01", "answer: a", "answer: b", "06-01 11:59", {"neutral"}, id="before it is asked"),
    pytest.param("2026-06-02", "answer: b", "answer: c", "06-01 13:00", {"neutral"}, id="the answer of tomorrow"),
    pytest.param("2026-06-02", "answer: b", "answer: c", "06-03 00:00", {"adverse"}, id="the answer of yesterday"),
    pytest.param("2026-06-02", "2026-06-02", "2026-06-03", "06-01 13:00", {"adverse", "favourable"}, id="moved"),
]


@pytest.mark.parametrize(("question", "old", "new", "at", "kinds"), CHANGED)
def test_whom_a_change_favours(question: str, old: str, new: str, at: str, kinds: set[str]) -> None:
    text = HEAD + BY_DAY.format(tries=1)
    before, found, rest = text.partition(question)
    assert changes(text, before + (found + rest).replace(old, new, 1), by_day().at(at)) == kinds


@pytest.mark.parametrize(("tries", "kind"), [(2, "favourable"), (1, "adverse")])
def test_more_tries_are_better(tries: int, kind: str) -> None:
    fewer, more = (HEAD + BY_DAY.format(tries=n) for n in (3 - tries, tries))
    assert changes(fewer, more) == {kind}


def test_what_a_member_reads_does_not_depend_on_the_answer_while_a_try_is_left() -> None:
    """Two quizzes that differ in the right option alone answer and look the same, but for the hash of their files."""
    told = []
    for right in ("a", "b"):
        game = Game(BY_DAY.format(tries=2).replace("answer: a", f"answer: {right}"))
        before = seen(game, FIRST)
        receipt = answer(game, "c", FIRST)
        assert isinstance(receipt, Receipt)
        told.append((before, replace(receipt, versions={}), seen(game, FIRST), game.member("ann").document))
    assert told[0] == told[1]


TWO_TRIES = IN_TURN.replace("    questions:", "    tries: 2\n    questions:").replace(
    "{right:", "{wrong: {when: quiz.wrong, each: 1 time, gives: {points: 1}}, right:"
)


@pytest.mark.parametrize(
    ("blocks", "ann", "bob", "at", "points"),
    [
        pytest.param(TWO_TRIES, "b", "b", "06-05 12:00", 1, id="the last try is that of the other record"),
        pytest.param(TWO_TRIES, "bb", "b", "06-05 12:00", 1, id="it was over for her, and told"),
        pytest.param(TWO_TRIES, "b", "bb", "06-05 12:00", 1, id="it was over for the other, and told"),
        pytest.param(TWO_TRIES, "bb", "bb", "06-05 12:00", 2, id="it was over for both, and told of each"),
        pytest.param(TWO_TRIES, "b", "ba", "06-05 12:00", 10, id="the other was right"),
        pytest.param(TWO_TRIES, "b", "", "06-05 12:00", 0, id="a try is left"),
        pytest.param(BY_DAY.format(tries=2), "b", "b", "06-01 13:00", 1, id="on the day of the question"),
        pytest.param(BY_DAY.format(tries=2), "b", "b", "06-02 13:00", 0, id="a day later nobody asks any more"),
        pytest.param(BY_DAY.format(tries=3), "b", "b", "06-01 13:00", 0, id="of three tries one is left"),
    ],
)
def test_a_question_that_is_over_by_the_tries_of_two_records_was_answered_wrong(
    blocks: str, ann: str, bob: str, at: str, points: int
) -> None:
    game = Game(blocks)
    for who, options in (("ann", ann), ("bob", bob)):
        game.member(who)
        for option in options:
            answer(game, option, FIRST, by=who)
    assert isinstance(game.play(Merge("bob"), at), Receipt)
    assert game.holds()["points"] == points
