"""The catalogues of all languages say the same things, and nothing in them is never said."""

import re
from collections.abc import Mapping

import pytest
from msgspec import structs

from chalicelib.domain.file.phrases import parse_moment
from chalicelib.domain.file.phrases.moments import MONTHS, WEEKDAYS
from chalicelib.domain.file.programme import OWN_EVENTS
from chalicelib.domain.saying import values
from chalicelib.domain.saying.language import CATALOGUES, OTHERWISE, Language, language
from chalicelib.domain.saying.moments import good, window
from chalicelib.domain.saying.speaker import Speaker
from chalicelib.domain.views.sections import sections
from chalicelib.domain.words.errors import InvalidBody
from chalicelib.domain.words.values import Age, Condition, Duration, Limit
from tests.rules.whole import LOCALES, PROGRAMME, every, read, whole

BY_LANGUAGE = re.compile(r"money\.\w+|zone\.\S+|ends\.\S+")
"""Words that a language may have beside those that all need."""
USUAL = re.compile(r"event\.\S+|field\.\S+|zone\.\S+")
"""Words for what the files of brands may name."""
OF_ONE = {"k", "n", "nth", "field", "collection", "day"}
"""Blanks by which one language chooses a form, or which one language does without."""


@pytest.mark.parametrize("locale", [one for one in CATALOGUES if one != OTHERWISE])
def test_every_catalogue_has_the_same_keys_and_blanks(locale: str) -> None:
    ours, others = blanks(language(OTHERWISE)), blanks(language(locale))
    assert ours.keys() == others.keys()
    assert {key: found for key in ours if (found := (ours[key] ^ others[key]) - OF_ONE)} == {}


def blanks(one: Language) -> dict[str, set[str]]:
    """The names of the blanks by key."""
    words = {key: text for key, text in one.words.items() if not BY_LANGUAGE.fullmatch(key)}
    return {key: set(re.findall(r"\{(\w+)", text)) for key, text in words.items()}


@pytest.mark.parametrize("locale", LOCALES)
def test_every_sentence_of_a_catalogue_is_said_by_something(locale: str) -> None:
    heard = Heard(language(locale).words)
    listening = structs.replace(language(locale), words=heard)
    for one in (*every(), read(OTHERS, MESSAGES)):
        sections(one.campaign, one.programme, listening)
    say_conditions(listening)
    say_times(listening)
    silent = [key for key in heard if key not in heard.said and not USUAL.fullmatch(key)]
    assert silent == ["limits"]  # which is for the blocks of a mechanic that is new


@pytest.mark.parametrize("locale", LOCALES)
def test_every_event_that_is_known_and_its_fields_have_words(locale: str) -> None:
    words = language(locale).words
    assert {f"event.{name}" for name in OWN_EVENTS} <= words.keys()
    assert {f"field.{field}" for event in OWN_EVENTS.values() for field in event.fields} <= words.keys()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (None, "en"),
        ("en", "en"),
        ("en-GB", "en"),
        ("zh-CN", "zh-CN"),
        ("ZH-cn", "zh-CN"),
        ("zh", "zh-CN"),
        ("zh-Hant-TW", "zh-CN"),
        ("fr", "en"),
        ("zhx", "en"),
    ],
)
def test_a_locale_falls_back_to_the_nearest(asked: str | None, found: str) -> None:
    assert language(asked).locale == found


@pytest.mark.parametrize("asked", ["", "z", "zh_CN", "zh-", "en;q=1", "../en", "a" * 9, "zh-CN\n", "中文"])
def test_a_text_that_is_no_locale_is_refused(asked: str) -> None:
    with pytest.raises(InvalidBody) as refused:
        language(asked)
    assert refused.value.code == "invalid_query"


@pytest.mark.parametrize(
    ("asked", "title", "read"),
    [
        ("zh-TW", {"en": "Tea", "zh-CN": "茶", "zh-TW": "茶葉"}, "茶葉"),
        ("zh-TW", {"en": "Tea", "zh-CN": "茶"}, "茶"),
        ("fr", {"zh-CN": "茶", "en": "Tea"}, "Tea"),
        ("fr", {"zh-CN": "茶", "fr-CA": "Thé", "en": "Tea"}, "Thé"),
        ("en", {"zh-CN": "茶"}, "茶"),
        ("en", "Tea", "Tea"),
        ("en", None, "tea"),
        ("en", {}, "tea"),
        ("en", "<b>{n} Tea</b>", "<b>{n} Tea</b>"),
        ("en", "Tea\u202e 10%\n\u2067off", "Tea 10% off"),
    ],
)
def test_a_title_is_read_in_the_nearest_language(asked: str, title: str | dict[str, str] | None, read: str) -> None:
    assert language(asked).read(title, "tea") == read


class Heard(dict[str, str]):
    """Words that know which of them were looked up."""

    def __init__(self, words: Mapping[str, str]) -> None:
        super().__init__(words)
        self.said: set[str] = set()

    def __getitem__(self, key: str) -> str:
        self.said.add(key)
        return super().__getitem__(key)


NUMBERS = {"is": ("1",), "not": ("1",), "at_least": ("1",), "at_most": ("1",), "between": ("1", "2")}
MONEY = {op: tuple(f"{n}.00 CNY" for n in found) for op, found in NUMBERS.items()}
FACTS: dict[str, dict[str, tuple[str, ...]]] = {
    "tier": {op: ("green", "gold")[: len(found)] for op, found in NUMBERS.items()},
    "tag": {"is": ("vip",), "not": ("vip",)},
    "birthday": {"is": ("today", "this week", "this month"), "not": ("today",)},
    "segment": {"is": ("asleep",), "not": ("asleep",)},
    "invited": {"is": ("true",), "not": ("true",)},
    "spent": MONEY,
    "age": NUMBERS,
    "points": NUMBERS,
    "orders": NUMBERS,
    **{fact: {op: NUMBERS[op] for op in ("at_most", "at_least", "between")} for fact in ("last_order", "joined")},
}
"""All conditions that there may be on each fact of members."""


def say_conditions(listening: Language) -> None:
    """Say each condition on members and on events."""
    speaker = Speaker(listening, whole().campaign, whole().programme)
    for fact, ops in FACTS.items():
        for op, found in ops.items():
            speaker.members({fact: Condition(op, found, months=2 * (fact == "spent"))})  # type: ignore[arg-type]
    for op, found in NUMBERS.items():
        speaker.event("run.finished", {"km": Condition(op, found)})  # type: ignore[arg-type]
    for flag in ("true", "false"):
        speaker.event("run.finished", {"first": Condition("is", (flag,))})
    speaker.event("chat.said", {"text": Condition("has", ("a", "b"))})


def say_times(listening: Language) -> None:
    """Say each kind of moment, duration, limit and month."""
    starts = ("2026-01-02 03:04", "daily 03:04", "Mon 03:04", "2nd 03:04", "Feb 3 03:04")
    ends = ("end of 2026-01-02", "end of day", "end of Mon", "end of 2nd", "end of month", "end of Feb 3", "end of Feb")
    for text in (*starts, *ends):
        moment = parse_moment(text)
        window(listening, moment, None)
        window(listening, moment, moment)
        good(listening, moment)
    for month in MONTHS:
        window(listening, parse_moment(f"{month} 1 00:00"), None)
    for day in WEEKDAYS:
        window(listening, parse_moment(f"{day} 00:00"), None)
    for unit in ("ms", "seconds", "minutes", "hours", "days", "weeks", "months", "years"):
        values.duration(listening, Duration(1, unit))
    for per in ("day", "week", "month", "year", "round", "window", "campaign"):
        values.limits(listening, [Limit(1, per)])
    for base in ("points", "tier.keeps"):
        for age in (Age(), Age(months=1), Age(years=0), Age(years=1)):
            values.age(listening, age, base)


OTHERS = """
campaign: others
title: Others
timezone: Africa/Nairobi
opens: 2026-06-01 00:00
closes: end of 2026-06-30
challenges:
  daily:
    repeats: daily
    tasks: {a: {when: order.paid, each: 2 times, gives: {points: 1}, milestones: {1: {points: 1}}}}
  weekly: {repeats: weekly, tasks: {a: {when: order.paid, each: 2 days, gives: {points: 1}}}}
  monthly:
    repeats: monthly
    tasks:
      a: {when: order.paid, each: 2.00 CNY of amount (in one event), gives: {points: 1}}
      b: {when: order.paid, each: 2 different skus (in one event), gives: {points: 1}}
      c: {when: order.paid, reach: 2 different skus (in one event), gives: {points: 1}}
      d: {when: order.paid, reach: 2 different skus, gives: {points: 1}, milestones: {1: {points: 1}}}
      e: {when: order.paid, reach: 1 time (at most 1 a day), gives: {points: 1}}
      f: {when: touch.sent, where: {touch: soon}, reach: 2 times, gives: {points: 1}, milestones: {1: {points: 1}}}
      g: {when: touch.sent, where: {touch: later}, gives: {points: 1}}
      h: {when: touch.sent, where: {touch: last}, gives: {points: 1}}
      i: {when: order.paid, each: 1.00 CNY of amount, gives: {points: 1}}
      k: {when: dance.done, gives: {points: 1}}
      j: {when: order.paid, reach: 2 days, milestones: {1: {points: 1}}}
boards:
  a: {when: order.paid, score: count, gives: {1: {points: 1}}, repeats: daily}
  b: {when: order.paid, score: sum of amount, gives: {1: {points: 1}}, repeats: weekly}
collections:
  a: {fragments: [a, b], gives: {points: 1}, exchange: 3 spares}
blind_boxes:
  free: {odds: {a: rest}, guarantees: [{of: [a], unchanged: [b], within: 3}]}
prizes:
  a: {coupon: 10.00 CNY off, stock: 2, limit: 1 a day, when_out: f}
  b: {coupon: 10% off, stock: 3 a day}
  c: {coupon: 10% off 20.00 CNY, stock: 3 a month}
  d: {coupon: free mug, stock: 3 a window}
  e: {pool: cinema, value: 3.00 USD}
  f: {nothing: true}
redemptions: {a: {opens: 31st 00:00, closes: end of 30th, offers: {a: {gives: {points: 1}}}}}
quizzes: {a: {questions: {2026-06-01: {ask: Which?, options: {a: A, b: B}, answer: a}}}}
"""
"""What no other campaign has."""

MESSAGES = PROGRAMME.replace(
    "    soon:",
    """    later: {when: 2 days before coupons end, by: [mini]}
    last: {when: 2 days before tier ends, by: [mini]}
    soon:""",
)
