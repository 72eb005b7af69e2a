"""Every phrase: what is written, and the value it means or why it is refused."""

import re
from contextlib import suppress
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.file import phrases
from chalicelib.domain.file.phrases import PHRASES, Node, Phrase, PhraseError
from chalicelib.domain.time.windows import Moment
from chalicelib.domain.words.values import (
    DECIMALS,
    Amount,
    Chance,
    Condition,
    CouponTerms,
    Duration,
    EventBy,
    EventMatch,
    ExchangePrice,
    Limit,
    Money,
    Stock,
    Threshold,
)

CNY = "CNY"
TEN = 10 * 3_600_000

RIGHT: dict[str, list[tuple[Node, Any]]] = {
    "event_by": [
        ("order.paid by order", EventBy("order.paid", ("order",))),
        ("order.paid by [channel, order]", EventBy("order.paid", ("channel", "order"))),
        ("order.paid  by [ channel,order ]", EventBy("order.paid", ("channel", "order"))),
    ],
    "event_match": [
        ("order.paid by order", EventMatch("order.paid", ("order",))),
        (
            "order.paid by [channel, order], matching phone-end",
            EventMatch("order.paid", ("channel", "order"), "phone-end"),
        ),
    ],
    "whole": [("0", 0), ("5000000", 5_000_000), (" 7 ", 7), ("999999999999", 999_999_999_999)],
    "money": [
        ("399.00 CNY", Money(39_900, CNY)),
        ("0.01 USD", Money(1, "USD")),
        ("1200 JPY", Money(1_200, "JPY")),
        ("1.234 KWD", Money(1_234, "KWD")),
    ],
    "duration": [
        ("24 hours", Duration(24, "hours")),
        ("1 ms", Duration(1, "ms")),
        ("1 day", Duration(1, "days")),
        ("0 minutes", Duration(0, "minutes")),
        ("2  years", Duration(2, "years")),
    ],
    "crowd": [("200", 200), ("5000 a second", 5_000)],
    "percent": [("10%", Fraction(1, 10)), ("0.5%", Fraction(1, 200)), ("100%", Fraction(1))],
    "chance": [
        ("29.5%", Chance(Fraction(59, 200))),
        ("0.000001%", Chance(Fraction(1, 100_000_000))),
        ("100%", Chance(Fraction(1))),
        ("1/144", Chance(Fraction(1, 144))),
        ("rest", Chance(None)),
    ],
    "limit": [("3 a day", Limit(3, "day")), ("1 a campaign", Limit(1, "campaign")), ("2 a round", Limit(2, "round"))],
    "limits": [("3 a day", (Limit(3, "day"),)), (["3 a day", "9 a year"], (Limit(3, "day"), Limit(9, "year")))],
    "stock": [("300", Stock(300)), ("5000 a window", Stock(5_000, "window"))],
    "amount": [
        ("1 time", Amount("times", 1)),
        ("3 times", Amount("times", 3)),
        ("3 times (at most 1 a day)", Amount("times", 3, at_most=Limit(1, "day"))),
        ("3 days", Amount("days", 3)),
        ("7 days in a row", Amount("streak", 7)),
        ("3 different sku", Amount("different", 3, "sku")),
        ("2 different skus (in one event)", Amount("different", 2, "skus", in_one_event=True)),
        ("60 of minutes", Amount("sum", 60_000, "minutes")),
        ("1.5 of km", Amount("sum", 1_500, "km")),
        ("399.00 CNY of amount", Amount("sum", 39_900, "amount", CNY)),
        (
            "399.00 CNY of amount (in one event) (at most 2 a month)",
            Amount("sum", 39_900, "amount", CNY, in_one_event=True, at_most=Limit(2, "month")),
        ),
    ],
    "threshold": [("3", Threshold(3)), ("199.00 CNY", Threshold(19_900, CNY))],
    "exchange": [("3 spares", ExchangePrice(3, "spares")), ("4 alike", ExchangePrice(4, "alike"))],
    "condition": [
        ("gold", Condition("is", ("gold",))),
        ("NO", Condition("is", ("NO",))),
        ("live room", Condition("is", ("live room",))),
        (["gold", "silver"], Condition("is", ("gold", "silver"))),
        (["Time to play"], Condition("is", ("Time to play",))),
        ("not gold", Condition("not", ("gold",))),
        ("at least 5", Condition("at_least", ("5",))),
        ("at most 99.00 CNY", Condition("at_most", ("99.00 CNY",))),
        ("5 to 10", Condition("between", ("5", "10"))),
        ("1.00 CNY to 99.00 CNY", Condition("between", ("1.00 CNY", "99.00 CNY"))),
        ("2026-06-01 to 2026-06-18", Condition("between", ("2026-06-01", "2026-06-18"))),
    ],
    "coupon": [
        ("20.00 CNY off", CouponTerms("money_off", Money(2_000, CNY))),
        ("20.00 CNY off 148.00 CNY", CouponTerms("money_off", Money(2_000, CNY), minimum=Money(14_800, CNY))),
        ("10% off", CouponTerms("percent_off", percent=Fraction(1, 10))),
        ("10% off 99.00 CNY", CouponTerms("percent_off", percent=Fraction(1, 10), minimum=Money(9_900, CNY))),
        ("free towel", CouponTerms("free", sku="towel")),
        ("towel-2 for 9.90 CNY", CouponTerms("price", Money(990, CNY), sku="towel-2")),
    ],
    "parse_moment": [
        ("2026-06-01 00:00", Moment("once", 2026, 6, 1)),
        ("2026-06-01", Moment("once", 2026, 6, 1, bare=True)),
        ("2028-02-29 10:00", Moment("once", 2028, 2, 29, clock=TEN)),
        ("end of 2026-06-18", Moment("once", 2026, 6, 18, end=True)),
        ("daily 10:00", Moment("day", clock=TEN)),
        ("end of day", Moment("day", end=True)),
        ("Mon 10:00", Moment("week", weekday=0, clock=TEN)),
        ("end of Sun", Moment("week", weekday=6, end=True)),
        ("20th 10:00", Moment("month", day=20, clock=TEN)),
        ("1st 00:00", Moment("month", day=1)),
        ("31st 10:00:00.001", Moment("month", day=31, clock=TEN + 1)),
        ("end of 25th", Moment("month", day=25, end=True)),
        ("end of month", Moment("month", day=31, end=True)),
        ("Dec 1 10:00", Moment("year", month=12, day=1, clock=TEN)),
        ("Feb 29 10:00", Moment("year", month=2, day=29, clock=TEN)),
        ("end of Dec", Moment("year", month=12, day=31, end=True)),
        ("end of Dec 24", Moment("year", month=12, day=24, end=True)),
    ],
    "clock": [("00:00", 0), ("10:00", TEN), ("23:59:59.999", 86_399_999), ("00:00:01", 1_000)],
    "names": [
        ("outfit/collar", {"outfit/collar": 1}),
        (["a", "b"], {"a": 1, "b": 1}),
        ({"a": "2", "b": "1"}, {"a": 2, "b": 1}),
    ],
    "name": [("kids-atelier", "kids-atelier"), ("2026", "2026"), ("NO", "NO")],
    "event_name": [("order.paid", "order.paid"), ("member.checked_in", "member.checked_in")],
    "flag": [("true", True), ("false", False)],
    "text": [("童装，设计师（春）", "童装，设计师（春）")],
}

MOMENTS = {
    "2026/04/06": "2026-04-06 00:00 or end of 2026-04-06",
    "2026.4.6 10:00": "2026-04-06 10:00",
    "2026年4月6日 下午2点30分": "2026-04-06 14:30",
    "20260406 1000": "2026-04-06 10:00",
    "13/06/2026 9:00": "2026-06-13 09:00",
    "06/13/2026 9.30": "2026-06-13 09:30",
    "June 4, 2026": "2026-06-04 00:00 or end of 2026-06-04",
    "4th of June 2026 at 10:00": "2026-06-04 10:00",
    "2026-06-01 9:00": "2026-06-01 09:00",
    "2026-06-01T10:00": "2026-06-01 10:00",
    "2026-06-01 10:00 AM": "2026-06-01 10:00",
    "2026-06-01 12:30 am": "2026-06-01 00:30",
    "2026-06-01 2:00pm": "2026-06-01 14:00",
    "2026-06-01 24:00": "end of 2026-06-01",
    "2026-13-06 10:00": "2026-06-13 10:00",
    "until 2026/06/30": "end of 2026-06-30",
    "10:00 AM": "daily 10:00",
    "24:00": "end of day",
    "every day 10:00": "daily 10:00",
    "Wed": "Wed 00:00 or end of Wed",
    "Wednesday 10:00": "Wed 10:00",
    "每周二 10:00": "Tue 10:00",
    "end of Tuesday": "end of Tue",
    "20th": "20th 00:00 or end of 20th",
    "22th 10:00": "22nd 10:00",
    "每月20日 10:00": "20th 10:00",
    "12月1日 10:00": "Dec 1 10:00",
    "December 1 10:00": "Dec 1 10:00",
}
"""Moments in other forms, and what the message writes instead."""

WRONG: dict[str, list[tuple[Node, str]]] = {
    "event_by": [("order.paid", "write, for example, order.paid by order"), ("paid by order", "order.paid by order")],
    "event_match": [("order.paid by [], matching end", "order.paid by order")],
    "whole": [
        *((text, "not a whole number; write, for example, 500") for text in ("0x10", "-1", "", "ten", "1000000000000")),
        *((text, "not a whole number; write 1000") for text in ("1,000", "1e3", "1_000", "1 000", "1000.0", "+1000")),
        *((text, "not a whole number; write 5") for text in ("５", "05", "5.0", "5 points")),
        ("5,000,000", "write 5000000"),
        (["1"], "a list is not a whole number"),
    ],
    "money": [
        ("399 CNY", "CNY has 2 decimals, as in 399.00 CNY"),
        ("399.0 CNY", "as in 399.00 CNY"),
        ("1200.00 JPY", "JPY has 0 decimals, as in 1200 JPY"),
        ("399.00 RMB", "did you mean CNY?"),
        ("399.00 EUE", "did you mean EUR?"),
        ("399.00 QQQ", "known are AUD"),
        ("1,299.00 CNY", "not money; write 1299.00 CNY"),
        ("399.00", "not money; write, for example, 399.00 CNY"),
        ("-1.00 CNY", "not money"),
        ("399.00 cny", "not money; write 399.00 CNY"),
        ("３99.00 CNY", "not money; write 399.00 CNY"),
        *((text, "not money; write 50.00 CNY") for text in ("50,00 CNY", "50元", "CNY 50", "50.00CNY", "￥50.00")),
        ("1.288,00 EUR", "write 1288.00 EUR"),
        ("¥50", "write 50.00 CNY or 50 JPY"),
    ],
    "duration": [
        ("24", "not a duration; write 24 days or 24 hours"),
        ("a day", "write 1 day"),
        ("30d", "write 30 days"),
        ("90 min", "write 90 minutes"),
        ("1.5 hours", "not a duration; write, for example, 24 hours"),
    ],
    "crowd": [("0", "not a rate"), ("200 a minute", "200 a second")],
    "percent": [
        ("0%", "more than 0%"),
        ("101%", "not a percentage"),
        ("0.5", "write 0.5% or 50%"),
        ("0,5 %", "write 0.5%"),
    ],
    "chance": [
        ("0.0000001%", "not a chance"),
        ("0%", "more than 0%"),
        ("29.5", "write 29.5%"),
        ("1 in 144", "write 1/144"),
        ("remaining", "write rest"),
        ("29.5％", "write 29.5%"),
        ("3/2", "at most 1"),
        ("1/0", "not a chance"),
        ("100.1%", "not a chance"),
    ],
    "limit": [
        *((text, "not a limit; write 3 a day") for text in ("3 per day", "3/day", "3 daily", "three a day", "每天3次")),
        ("3", "not a limit; write 3 a day or 3 a campaign"),
        ("0 a day", "not a limit"),
        ("3 a minute", "not a limit; write, for example, 3 a day or 1 a campaign"),
        ("3\ta day", "not a limit; write 3 a day"),
    ],
    "limits": [(["3 a day", "3"], '"3" is not a limit'), ([["3 a day"]], "a list is not a limit")],
    "stock": [
        ("5000 a round", "5000 a window"),
        ("5,000", "write 5000"),
        ("50 per day", "write 50 a day"),
        ("0", "not a stock"),
    ],
    "amount": [
        ("3", "write 3 times"),
        ("7 consecutive days", "write 7 days in a row"),
        ("three", "write 3 times"),
        ("3 times (at most 1)", "not an amount"),
        ("3 times (in one event)", "only a sum or different values"),
        ("399 CNY of amount", "CNY has 2 decimals, as in 399.00 CNY; write 399.00 CNY of amount"),
        ("1,500 of km", "is the comma one of thousands or of decimals? Write 1500 of km or 1.500 of km"),
        ("0.00 CNY of amount", "more than 0"),
        ("0 of minutes", "more than 0"),
        ("399.00 CNY", "which of the event's fields adds up? Write 399.00 CNY of FIELD"),
        ("7 days in a row (at most 1 a minute)", "not an amount"),
        ("3 times（at most 1 a day）", "not an amount"),
        ("8 Days", "write 8 days"),
    ],
    "threshold": [("1 to 3", "not a threshold"), ("0", "not a threshold"), ("0.00 CNY", "more than 0")],
    "exchange": [("3", "3 spares or 3 alike"), ("0 alike", "not an exchange")],
    "condition": [
        ("at least", "not a condition; write, for example, gold"),
        ("not", "not a condition"),
        ("at most 5 6", "not a condition"),
        ([], "something else than values"),
        ([["a"]], "something else than values"),
        ({"a": "b"}, "a map is not a condition"),
    ],
    "coupon": [
        ("10%", "say what is taken away with `off`: 10% off leaves 90% to pay; write 10% off"),
        ("8折", "write 20% off"),
        ("10% discount", "write 10% off"),
        ("120% off", "more than all"),
        ("0% off", "more than 0%"),
        ("20 CNY off", "as in 20.00 CNY; write 20.00 CNY off"),
        ("20.00 CNY off 148.00 USD", "one currency"),
        ("towel for free", "write, for example, 20.00 CNY off 148.00 CNY"),
    ],
    "parse_moment": [
        *((spelled, f"; write {right}") for spelled, right in MOMENTS.items()),
        ("06/04/2026", "is it 2026-04-06 or 2026-06-04? Write 2026-04-06 00:00 or 2026-06-04 00:00"),
        ("2026-06-01T10:00Z", "without Z or an offset: where it is that there, write 2026-06-01 10:00"),
        ("2026-02-30 10:00", "there is no such day; write 2026-02-28 10:00"),
        ("2026-19-32 10:00", "there is no such day; write, for example, "),
        ("32nd 10:00", "not a moment; write, for example, 2026-06-01 10:00 or 20th 10:00 or end of 2026-06-30"),
        *(
            (text, "write, for example, 2026-06-01 10:00")
            for text in ("tomorrow", "2026-06", "2026-06-01 25:00", "30 days")
        ),
        ("Feb 30 10:00", "Feb has no 30, it ends with 29"),
        ("end of 2026-06-18 10:00", "not a moment"),
    ],
    "clock": [
        ("24:00", "not a clock time"),
        ("9:00", "write 09:00"),
        ("10:00:00.5", "not a clock time"),
        ("10:60", "not a"),
    ],
    "names": [
        (["a", "a"], '"a" is listed twice, say how many as {a: 2}'),
        ({"a": "0"}, '"0" is not how many'),
        ({"a": "two"}, '"two" is not how many'),
        ("two words", '"two words" is not a name: write two-words; a fragment is COLLECTION/NAME'),
        ("a/b/c", "not a name"),
        ([["a"]], "a list is not a name"),
    ],
    "name": [
        ("kids_atelier", "not a name; write kids-atelier"),
        ("-a", "write a"),
        ("a b", "write a-b"),
        *((text, "names are Latin letters, digits and hyphens") for text in ("名", "🎁", "茶tea")),
        ("名", "the words go into its title"),
    ],
    "event_name": [("paid", "not a type of event; write, for example, order.paid"), ("Order.Paid", "write order.paid")],
    "flag": [
        ("yes", "write true"),
        ("True", "write true"),
        ("否", "write false"),
        ("maybe", "for example, true or false"),
    ],
}


def cases(table: dict[str, list[tuple[Node, Any]]]) -> list[Any]:
    return [pytest.param(kind, *case, id=f"{kind}: {case[0]}") for kind, rows in table.items() for case in rows]


@pytest.mark.parametrize(("kind", "written", "value"), cases(RIGHT))
def test_a_phrase_means(kind: str, written: Node, value: Any) -> None:
    assert getattr(phrases, kind)(written) == value


@pytest.mark.parametrize(("kind", "written", "why"), cases(WRONG))
def test_a_phrase_is_refused_with_what_would_be_right(kind: str, written: Node, why: str) -> None:
    with pytest.raises(PhraseError, match=re.escape(why)) as refused:
        getattr(phrases, kind)(written)
    assert re.search("; (?:write,?|names are|is|which|a moment is) ", str(refused.value))


def test_a_long_text_is_quoted_in_part() -> None:
    with pytest.raises(PhraseError) as refused:
        phrases.limit("x" * 100_000)
    assert len(str(refused.value)) < 200


@pytest.mark.parametrize("phrase", PHRASES.values(), ids=lambda phrase: phrase.name)
def test_the_examples_of_a_phrase_are_right(phrase: Phrase[Any]) -> None:
    for example in phrase.examples:
        if example[0] not in "[{":
            phrase(example)


@pytest.mark.parametrize("kind", [kind for kind in RIGHT if isinstance(getattr(phrases, kind), Phrase)])
def test_what_is_read_satisfies_the_pattern_that_editors_check(kind: str) -> None:
    pattern = getattr(phrases, kind).schema.get("pattern", "")
    for written, _ in RIGHT[kind]:
        if isinstance(written, str):
            assert re.search(pattern, written.strip()), written


@given(st.integers(0, 10**12 - 1), st.sampled_from(sorted(DECIMALS)))
def test_money_means_what_it_shows(minor: int, currency: str) -> None:
    places = DECIMALS[currency]
    whole, rest = divmod(minor, 10**places)
    written = f"{whole}.{rest:0{places}}" if places else f"{whole}"
    assert phrases.money(f"{written} {currency}") == Money(minor, currency)


@given(st.integers(0, 86_399_999))
def test_a_clock_time_means_what_it_shows(ms: int) -> None:
    seconds, rest = divmod(ms, 1000)
    written = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"
    assert phrases.clock(written) == ms


@given(st.text(max_size=40))
def test_any_text_is_a_value_or_a_phrase_error(written: str) -> None:
    for phrase in PHRASES.values():
        with suppress(PhraseError):
            phrase(written)
