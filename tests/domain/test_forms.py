"""Forms: which answers are taken, which tags they give and take, and where the words of members stay."""

import json
from typing import Any

import msgspec
import pytest

from chalicelib.domain.decide.in_memory import InMemoryStore
from chalicelib.domain.derived.counters import Counts, counted
from chalicelib.domain.derived.erasure import anonymous, anonymous_receipt
from chalicelib.domain.derived.notice import of_receipt
from chalicelib.domain.derived.report import report
from chalicelib.domain.file import reading
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.mechanics.form.play import Fill
from chalicelib.domain.mechanics.form.view import FormView
from chalicelib.domain.mechanics.whole_diff import diff
from chalicelib.domain.publishing.definitions import assemble
from chalicelib.domain.record.actions import Ask
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.scenarios import publish
from chalicelib.domain.views.home import home
from chalicelib.domain.words.errors import TesseraError
from tests.domain.game import EVENTS, HEAD, TIERS, Game, gets, tree
from tests.domain.test_quiz import read_file

TAGS = "{skin: {one_of: [dry, oily]}, likes: {any_of: [tea, tart, cake], valid: 12 months}}"
BLOCKS = """
forms:
  skin:
    asks:
      type:  {ask: Your skin is, options: {a: Dry, b: Oily, c: Neither}, tags: {a: skin/dry, b: skin/oily}}
      likes: {ask: You like, options: {t: Tea, r: Tart, k: Cake}, choose: 0 to 2,
              tags: {t: likes/tea, r: likes/tart, k: likes/cake}}
      words: {ask: More?, text: 30, needed: false}
challenges:
  gift: {tasks: {form: {when: form.sent, where: {form: skin}, each: 1 time, gives: {points: 50}}}}
  labels: {tasks: {visit: {when: shop.visited, each: 1 time, gives: {tags: likes/tea}}}}
"""
NOON = "06-03 12:00"
SCRIPT = "<script>alert(1)</script>"


def game(blocks: str = BLOCKS) -> Game:
    whole = {"timezone": "Asia/Shanghai", "tiers": tree(TIERS), "events": tree(EVENTS), "tags": tree(TAGS)}
    programme, findings = reading.read(whole, Programme)
    assert programme is not None, findings
    made = Game(blocks)
    made.store = InMemoryStore(publish(made.tree, programme))
    made.published = made.definitions.campaign("play")
    return made


def fill(made: Game, at: str | int = NOON, **answers: Any) -> Any:
    return made.play(Fill("play", "skin", answers), at)


def tags(made: Game) -> set[str]:
    return {*made.member("ann").document.given_tags}


def seen(made: Game, at: str = NOON) -> FormView:
    shown = home(made.definitions, made.member("ann"), made.at(at)).campaigns["play"]
    found: FormView = shown.forms["skin"]  # type: ignore[attr-defined] # made of the mechanics at run time
    return found


def test_answers_become_tags_and_a_task_hears_of_the_first_sending() -> None:
    made = game()
    done = fill(made, type="a", likes=["t", "k"])
    assert gets(done) == {"points": 50}
    assert done.sent == 1
    assert tags(made) == {"skin/dry", "likes/tea", "likes/cake"}
    again = fill(made, type="b", likes=["r"])
    assert (gets(again), again.sent) == ({}, 2)
    assert tags(made) == {"skin/oily", "likes/tart"}


def test_the_very_same_answers_are_a_receipt_too() -> None:
    made = game()
    for n in (1, 2):
        assert fill(made, type="a", words="the same").sent == n


def test_an_option_without_a_tag_takes_the_last_one_all_the_same() -> None:
    made = game()
    fill(made, type="a", likes=[])
    fill(made, type="c", likes=[])
    assert tags(made) == set()


def test_a_tag_that_another_rule_gave_is_not_the_forms() -> None:
    made = game()
    made.event("shop.visited", NOON, shop="north")
    fill(made, type="a", likes=["t"])
    fill(made, type="a", likes=[])
    assert tags(made) == {"skin/dry", "likes/tea"}


def test_nor_is_one_that_another_rule_gave_anew() -> None:
    made = game()
    fill(made, type="a", likes=["t", "k"])
    made.event("shop.visited", NOON, shop="north")
    fill(made, type="a", likes=[])
    assert tags(made) == {"skin/dry", "likes/tea"}


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        pytest.param({"likes": []}, "type: 0 options are chosen; choose 1.", id="a needed one is missing"),
        pytest.param({"type": "x", "likes": []}, "type: there is no option 'x'", id="no such option"),
        pytest.param({"type": ["a", "b"], "likes": []}, "type: 2 options are chosen; choose 1.", id="too many"),
        pytest.param(
            {"type": "a", "likes": ["t", "r", "k"]}, "likes: 3 options are chosen; choose 0 to 2.", id="three"
        ),
        pytest.param({"type": "a", "likes": ["t", "t"]}, "likes: an option is chosen twice", id="one twice"),
        pytest.param({"type": "a", "colour": "red"}, "colour: the form has no such question", id="nobody asked"),
        pytest.param({"type": "a", "words": ["x"]}, "words: it takes a text, and no list.", id="a list for a text"),
        pytest.param({"type": "a", "words": "x" * 31}, "words: it has 31 characters; it takes 30 at most.", id="long"),
        pytest.param(
            {"type": "a", "words": " " * 31}, "words: it has 31 characters; it takes 30 at most.", id="blanks"
        ),
    ],
)
def test_a_bad_answer_says_which_and_why_and_changes_nothing(answers: dict[str, Any], told: str) -> None:
    made = game()
    refused = fill(made, **answers)
    assert isinstance(refused, TesseraError)
    assert refused.code == "bad_answer"
    assert refused.message.startswith(told)
    assert not tags(made)


@pytest.mark.parametrize(
    ("words", "is_taken"),
    [
        (None, False),
        ("", False),
        (" \u3000\n", False),
        ("\u200b\u200d\ufeff", False),
        ("\x00", False),
        ("-", True),
        (" a ", True),
        ("\U0001f600", True),
    ],
)
def test_a_needed_text_says_something(words: str | None, is_taken: bool) -> None:
    made = game(BLOCKS.replace("text: 30, needed: false", "text: 30"))
    answers = {"type": "a"} if words is None else {"type": "a", "words": words}
    done = fill(made, **answers)
    assert (gets(done) == {"points": 50}) is is_taken
    if not is_taken:
        assert isinstance(done, TesseraError)
        assert done.message == "words: it has to be answered."


@pytest.mark.parametrize(
    "answers",
    [
        pytest.param({"type": "a"}, id="none of what may be none"),
        pytest.param({"type": ["a"]}, id="a list of one"),
        pytest.param({"type": "a", "words": "x" * 30}, id="as long as it may be"),
        pytest.param({"type": "a", "words": ""}, id="an empty text"),
        pytest.param({"type": "a", "words": "  "}, id="blanks"),
        pytest.param({"type": "a", "words": SCRIPT}, id="a script"),
        pytest.param({"type": "a", "words": "\u5f88\u559c\u6b22\U0001f600\n"}, id="signs of any kind"),
    ],
)
def test_what_is_taken(answers: dict[str, Any]) -> None:
    assert gets(fill(game(), **answers)) == {"points": 50}


@pytest.mark.parametrize(
    ("at", "blocks", "expected"),
    [
        pytest.param("05-31 23:59", BLOCKS, "window_closed", id="before the campaign"),
        pytest.param(
            NOON, BLOCKS.replace("    asks", "    who: {tier: gold}\n    asks", 1), "not_eligible", id="others"
        ),
        pytest.param("07-01 00:00", BLOCKS, "window_closed", id="after it"),
    ],
)
def test_when_and_for_whom(at: str, blocks: str, expected: str) -> None:
    assert gets(fill(game(blocks), at, type="a")) == expected


def test_a_paused_campaign_takes_no_form() -> None:
    made = game()
    made.store.definitions = assemble(made.definitions.programme, [made.published], paused={"play": 0})
    assert gets(fill(made, type="a")) == "campaign_paused"


def test_two_devices_get_the_gift_once() -> None:
    made = game()
    asks = [Ask(name, Fill("play", "skin", {"type": name})) for name in ("a", "b")]
    outcome = made.decide(asks, NOON)
    assert [gets(one) for one in outcome.results] == [{"points": 50}, {}]
    assert {*outcome.member.given_tags} == {"skin/oily"}


def test_words_are_in_the_receipt_alone_and_go_with_the_person() -> None:
    """Neither the document, a notice, a counter nor the report holds them."""
    made = game()
    done = fill(made, type="a", words=SCRIPT)
    assert isinstance(done, Receipt)
    assert done.asked["answers"]["words"] == SCRIPT
    document = made.member("ann").document
    counts = counted(done, {"play": made.published.campaign})
    told = report(made.published.campaign, {"2026-06-03": counts["play", "2026-06-03"]})
    gone = (anonymous_receipt(done), anonymous(document, 1))
    for one in (document, of_receipt("ann", done), counts, told, *gone):
        assert "script" not in repr(one)
    assert "answers" not in anonymous_receipt(done).asked
    assert SCRIPT in json.loads(msgspec.json.encode(done))["asked"]["answers"]["words"]


def test_the_report_counts_options() -> None:
    made = game()
    days: dict[str, Counts] = {}
    for n, answers in enumerate(({"type": "a", "likes": ["t", "k"], "words": "a"}, {"type": "b", "likes": ["t"]})):
        done = fill(made, f"06-0{n + 3} 12:00", **answers)
        days |= {day: counts for (_, day), counts in counted(done, {"play": made.published.campaign}).items()}
    [line] = report(made.published.campaign, days).forms
    assert (line.form, line.members, line.sent) == ("skin", 1, 2)
    assert line.chosen == {"type": {"a": 1, "b": 1, "c": 0}, "likes": {"t": 2, "r": 0, "k": 1}}


def test_the_home_screen_shows_what_is_asked() -> None:
    made = game()
    fill(made, type="a")
    shown = seen(made)
    assert shown.sent == 1
    assert {name: (one.least, one.most, one.text, one.needed) for name, one in shown.asks.items()} == {
        "type": (1, 1, None, True),
        "likes": (0, 2, None, True),
        "words": (0, 0, 30, False),
    }


CHANGES = [
    pytest.param("words: {ask: More?, text: 30, needed: false}", "", {"favourable"}, id="a question less"),
    pytest.param("words: {", "why: {ask: Why?, text: 9}\n      words: {", {"adverse"}, id="one more that is needed"),
    pytest.param("choose: 0 to 2", "choose: 0 to 3", {"favourable"}, id="more may be chosen"),
    pytest.param("choose: 0 to 2", "choose: 1 to 2", {"adverse"}, id="one has to be chosen"),
    pytest.param("text: 30", "text: 20", {"adverse"}, id="a shorter text"),
    pytest.param("needed: false", "needed: true", {"adverse"}, id="needed"),
    pytest.param("c: Neither", "c: Not so", {"neutral"}, id="other words"),
    pytest.param("a: skin/dry", "a: skin/oily", {"neutral"}, id="another tag"),
]


@pytest.mark.parametrize(("old", "new", "kinds"), CHANGES)
def test_whom_a_change_favours(old: str, new: str, kinds: set[str]) -> None:
    before = HEAD + BLOCKS
    assert old in before
    assert {one.kind for one in diff(read_file(before), read_file(before.replace(old, new)))} == kinds
