"""Every phrase: what is written, and the value it means or why it is refused."""

import re
from fractions import Fraction
from typing import Any

import pytest

from chalicelib.domain.file import phrases
from chalicelib.domain.file.phrases import PHRASES, Node, Phrase, PhraseError
from chalicelib.domain.file.phrases.moments import moment_text
from chalicelib.domain.time.windows import Moment
from chalicelib.domain.words.values import (
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
    "nth_draw": [("10th draw", 10), ("1st draw", 1), ("22nd  draw", 22), ("113th draw", 113), ("9999th draw", 9_999)],
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
    "01-Jun-2026 10:00": "2026-06-01 10:00",
    "1-Jun-26": "2026-06-01 00:00 or end of 2026-06-01",
    "2026-Jun-01": "2026-06-01 00:00 or end of 2026-06-01",
    "Monday 1 June 2026 10:00": "2026-06-01 10:00",
    "2026-06-01(周一) 10:00": "2026-06-01 10:00",
    "二零二六年六月一日 十点": "2026-06-01 10:00",
    "2026-06-01 noon": "2026-06-01 12:00",
    "2026-06-01 中午": "2026-06-01 12:00",
    "2026-06-01 早上9点半": "2026-06-01 09:30",
    "2026-06-01 half past nine": "2026-06-01 09:30",
    "2026-06-01 零点": "2026-06-01 00:00",
    "noon": "daily 12:00",
    "June 2026": "2026-06-01 00:00 or end of 2026-06-30",
    "2026-02": "2026-02-01 00:00 or end of 2026-02-28",
    "2026年6月": "2026-06-01 00:00 or end of 2026-06-30",
    "end of June 2026": "end of 2026-06-30",
    "last day of February 2028": "end of 2028-02-29",
    "2026年6月底": "end of 2026-06-30",
    "end of 2026": "end of 2026-12-31",
    "last day of month": "end of month",
    "end of the month": "end of month",
    "月底": "end of month",
    "6月底": "end of Jun",
    "weekends": "Sat 00:00 or end of Sun",
}
"""Moments in other forms, and what the message writes instead."""

RANGES = {
    "2026-06-01 to 2026-06-30": "2026-06-01 00:00 or end of 2026-06-30",
    "2026-06-01 ~ 2026-06-30": "2026-06-01 00:00 or end of 2026-06-30",
    "2026-06-01 10:00 - 2026-06-30 12:00": "2026-06-01 10:00 or 2026-06-30 12:00",
    "1-30 June": "Jun 1 00:00 or end of Jun 30",
    "1-30 June 2026": "2026-06-01 00:00 or end of 2026-06-30",
    "June 1 - June 30 2026": "2026-06-01 00:00 or end of 2026-06-30",
    "6月1日至6月30日": "Jun 1 00:00 or end of Jun 30",
    "2026年6月1日-30日": "2026-06-01 00:00 or end of 2026-06-30",
    "2026-06-01 10:00-12:00": "2026-06-01 10:00 or 2026-06-01 12:00",
    "Mon-Fri": "Mon 00:00 or end of Fri",
}
"""Two moments where one is wanted."""

ASKED = {
    "26/06/01": "is it 2026-06-01? Write 2026-06-01 00:00",
    "26.6.15": "is it 2026-06-15? Write 2026-06-15 00:00",
    "25/06/26": "is it 2026-06-25 or 2025-06-26? Write 2026-06-25 00:00 or 2025-06-26 00:00",
    "01/06/26": "is it 2026-06-01 or 2026-01-06? Write 2026-06-01 00:00 or 2026-01-06 00:00",
    "12-01 00:00": "in which year? Once it is YYYY-12-01 or YYYY-01-12, and each year: Write Dec 1 00:00 or Jan 12",
    "2026-06-01 midnight": "the day's beginning or its end? Write 2026-06-01 00:00 or end of 2026-06-01",
    "midnight": "the day's beginning or its end? Write daily 00:00 or end of day",
    "2026-06-30 25:00": "a day ends at 24:00: is it the day after? Write 2026-07-01 01:00",
    "2026-06-01 10:60": "there is no 10:60: write a clock time from 00:00 to 23:59",
    "tomorrow": "a file is read on any day: write the date itself",
    "明天 10:00": "a file is read on any day: write the date itself",
    "every week": "on which day of the week? Write Mon 00:00 or end of Sun",
    "每周 10:00": "on which day of the week? Write Mon 10:00",
    "every month": "on which day of the month? Write 1st 00:00 or end of month",
    "mid June 2026": 'what does "mid" say? Without it, write 2026-06-01 00:00 or end of 2026-06-30',
}
"""Moments that say too little, or more than one thing, and the question."""

WHOLE = {
    "1.5万": "15000",
    "1.5k": "1500",
    "3 thousand": "3000",
    "2千": "2000",
    "1m": "1000000",
    "三十": "30",
    "一百二十": "120",
    "thirty": "30",
    "twenty-five": "25",
    "30积分": "30",
    "约30": "30",
    "8+": "8",
    "at least 8": "8",
    "8岁": "8",
    "within 50 draws": "50",
}
MONEY = {
    "CN¥60.50": "60.50 CNY",
    "60块5": "60.50 CNY",
    "RMB60": "60.00 CNY",
    "人民币60元": "60.00 CNY",
    "60元整": "60.00 CNY",
    "A$60": "60.00 AUD",
    "9万元": "90000.00 CNY",
    "90k CNY": "90000.00 CNY",
    "about 60 CNY": "60.00 CNY",
}
DURATIONS = {
    "1.5 hours": "90 minutes",
    "half a day": "12 hours",
    "半天": "12 hours",
    "half a year": "6 months",
    "2 days 3 hours": "51 hours",
    "两周": "2 weeks",
    "30 days after": "30 days",
    "2w": "2 weeks",
    "5m": "5 minutes",
}
CHANCES = {
    "5‰": "0.5%",
    "15 per mille": "1.5%",
    "百分之1.5": "1.5%",
    "万分之5": "0.05%",
    "三分之一": "1/3",
    "1/144 chance": "1/144",
    "~1.5%": "1.5%",
}
LIMITS = {
    "每人每天5次": "5 a day",
    "一天五次": "5 a day",
    "max 5 a day": "5 a day",
    "at most 5 per day": "5 a day",
    "每人5次": "5 a day or 5 a campaign",
    "5 per member": "5 a day or 5 a campaign",
    "5 in total": "5 a campaign",
    "every day": "1 a day",
    "five times every week": "5 a week",
}
AMOUNTS = {
    "at least 3 days": "3 days",
    "3+ days": "3 days",
    "累计3天": "3 days",
    "3 days consecutively": "3 days in a row",
    "连续三天": "3 days in a row",
    "3 distinct sku": "3 different sku",
    "every 100 CNY of amount": "100.00 CNY of amount",
    "10k of steps": "10000 of steps",
}
COUPONS = {
    "8折": "20% off",
    "八五折": "15% off",
    "half price": "50% off",
    "满148元减20元": "20.00 CNY off 148.00 CNY",
    "148 CNY off 20 CNY": "20.00 CNY off 148.00 CNY",
    "20 CNY off orders over 148 CNY": "20.00 CNY off 148.00 CNY",
    "20元代金券": "20.00 CNY off",
    "满99元打9折": "10% off 99.00 CNY",
    "towel for free": "free towel",
}
"""What people write in other words or signs, and the right spelling."""

WRONG: dict[str, list[tuple[Node, str]]] = {
    "event_by": [
        ("order.paid", "say by which of its `unique` fields"),
        ("paid by order", "name the event, and the f"),
    ],
    "event_match": [("order.paid by [], matching end", "order.paid by order")],
    "whole": [
        *((text, "not a whole number; write, for example, 500") for text in ("0x10", "", "many", "1000000000000")),
        *((text, "not a whole number; write 10000") for text in ("1万", "10k", "10 K", "1w", "ten thousand", "一万")),
        *((text, f"; write {right}") for text, right in WHOLE.items()),
        ("-1", "is it without the minus? Write 1"),
        ("1.5", "which is it? Write 1 or 2"),
        ("10-30", "one number is wanted: which is it? Write 10 or 30"),
        ("unlimited", "without the line there is no limit: leave it out"),
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
        ("399.00", "not money; in which currency? Write 399.00 CNY or 399 JPY"),
        ("-1.00 CNY", "not money; it is never below 0: is it without the minus? Write 1.00 CNY"),
        ("60.5055 CNY", "write 60.50 CNY or 60.51 CNY"),
        ("60.5", "in which currency? Write 60.50 CNY"),
        ("free", "not money; write, for example, 399.00 CNY"),
        ("60 to 70 CNY", "not money; write, for example, 399.00 CNY"),
        *((text, f"not money; write {right}") for text, right in MONEY.items()),
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
        *((text, f"not a duration; write {right}") for text, right in DURATIONS.items()),
        ("forever", "without the line nothing ends it: leave it out"),
        ("1.5 months", "not a duration; write, for example, 24 hours"),
    ],
    "nth_draw": [
        ("10", "not a draw; write 10th draw"),
        ("10st draw", "its ending is another; write 10th draw"),
        ("draw 3", "write 3rd draw"),
        ("the 12th", "write 12th draw"),
        ("0th draw", "not a draw; write, for example, 10th draw"),
        ("10000th draw", "not a draw; write, for example, 10th draw"),
    ],
    "crowd": [
        ("0", "not a rate"),
        ("200 a minute", "200 a second"),
        ("5k", "write 5000"),
        ("200/s", "write 200"),
        ("1,000 per second", "write 1000"),
    ],
    "percent": [
        ("0%", "more than 0%"),
        ("101%", "not a percentage; it is at most 100%"),
        ("0.5", "write 0.5% or 50%"),
        ("0,5 %", "write 0.5%"),
    ],
    "chance": [
        ("0.0000001%", "not a chance"),
        ("0%", "more than 0%"),
        ("29.5", "write 29.5%"),
        ("1 in 144", "write 1/144"),
        ("remaining", "write rest"),
        ("其他", "write rest"),
        *((text, f"not a chance; write {right}") for text, right in CHANCES.items()),
        ("29.5％", "write 29.5%"),
        ("3/2", "at most 1"),
        ("1/0", "not a chance"),
        ("100.1%", "not a chance"),
    ],
    "limit": [
        *((text, "not a limit; write 3 a day") for text in ("3 per day", "3/day", "3 daily", "three a day", "每天3次")),
        ("3", "not a limit; write 3 a day or 3 a campaign"),
        ("0 a day", "not a limit"),
        ("3 a minute", "write for how long: a day, week, month, year, round, window or campaign"),
        *((text, f"not a limit; write {right}") for text, right in LIMITS.items()),
        ("5 a day, 10 a week", "several limits are a list: write [5 a day, 10 a week]"),
        ("unlimited", "leave it out"),
        ("1 every 2 days", "not a limit; write, for example, 3 a day"),
        ("3\ta day", "not a limit; write 3 a day"),
    ],
    "limits": [(["3 a day", "3"], '"3" is not a limit'), ([["3 a day"]], "a list is not a limit")],
    "stock": [
        ("5000 a round", "5000 a window"),
        ("5,000", "write 5000"),
        ("50 per day", "write 50 a day"),
        ("1万份", "write 10000"),
        ("2w", "write 20000"),
        ("每天50", "write 50 a day"),
        ("不限量", "leave it out"),
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
        *((text, f"; write {right}") for text, right in AMOUNTS.items()),
        ("10 km", "does it count how often, or add up a field of the event? Write 10 times or 10 of km"),
        ("3 times a day", "is said by `repeats` of the challenge. Write 3 times"),
        ("100元", "which of the event's fields adds up? Write 100.00 CNY of FIELD"),
    ],
    "threshold": [
        ("1 to 3", "one number is wanted: which is it? Write 1 or 3"),
        ("two", "write 2"),
        ("199元", "write 199.00 CNY"),
        ("0", "not a threshold"),
        ("0.00 CNY", "more than 0"),
    ],
    "exchange": [("3", "3 spares or 3 alike"), ("0 alike", "not an exchange")],
    "condition": [
        ("at least", "not a condition; write, for example, gold"),
        ("not", "not a condition"),
        ("at most 5 6", "not a condition"),
        ("at least 18 years", "not a condition; write at least 18"),
        ([], "something else than values"),
        ([["a"]], "something else than values"),
        ({"a": "b"}, "a map is not a condition"),
    ],
    "coupon": [
        ("10%", "say what is taken away with `off`: 10% off leaves 90% to pay; write 10% off"),
        *((text, f"; write {right}") for text, right in COUPONS.items()),
        ("148 off 20", "in which currency? Write 20.00 CNY off 148.00 CNY or 20 JPY off 148 JPY"),
        ("满148减20", "in which currency? Write 20.00 CNY off 148.00 CNY or 20 JPY off 148 JPY"),
        ("buy 1 get 1 free", "a coupon knows no second piece"),
        ("10% discount", "write 10% off"),
        ("120% off", "more than all"),
        ("0% off", "more than 0%"),
        ("20 CNY off", "as in 20.00 CNY; write 20.00 CNY off"),
        ("20.00 CNY off 148.00 USD", "one currency"),
    ],
    "parse_moment": [
        *((spelled, f"; write {right}") for spelled, right in MOMENTS.items()),
        *((spelled, f"not a range: is it the first or the last? Write {right}") for spelled, right in RANGES.items()),
        *((spelled, f"; {asked}") for spelled, asked in ASKED.items()),
        ("06/04/2026", "is it 2026-04-06 or 2026-06-04? Write 2026-04-06 00:00 or 2026-06-04 00:00"),
        ("2026-06-01T10:00Z", "without Z or an offset: where it is that there, write 2026-06-01 10:00"),
        ("2026-02-30 10:00", "there is no such day; write 2026-02-28 10:00"),
        ("2026-19-32 10:00", "there is no such day; write, for example, "),
        ("32nd 10:00", "not a moment; write, for example, 2026-06-01 10:00 or 20th 10:00 or end of 2026-06-30"),
        *(
            (text, "write, for example, 2026-06-01 10:00")
            for text in ("soon", "2026-13", "30 days", "a month and a half", "0 10 * * 3")
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
        (["a", "a"], '"a" is listed twice; write {a: 2}'),
        ("2 tea", "write {tea: 2}"),
        ("tea x2", "write {tea: 2}"),
        ("tea, mug", "several names are a list: write [tea, mug]"),
        ({"a": "0"}, '"0" is not how many'),
        ({"a": "two"}, '"two" is not how many, in plain digits from 1; write 2'),
        ("two words", '"two words" is not a name; write two-words; a fragment is COLLECTION/NAME'),
        ("a/b/c", "not a name"),
        ([["a"]], "a list is not a name"),
    ],
    "name": [
        ("kids_atelier", "not a name; write kids-atelier"),
        ("-a", "write a"),
        ("a b", "write a-b"),
        ("a and b", "several names are a list: write [a, b]"),
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
    assert re.search(r"; .*(?:[Ww]rite\b|[?]|leave it out|did you mean|names are)", str(refused.value))


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


@pytest.mark.parametrize(
    "text",
    [
        "2026-06-01 00:00",
        "2026-06-01",
        "end of 2026-06-30",
        "daily 09:30",
        "end of day",
        "Wed 14:00:05",
        "end of Wed",
        "1st 10:00",
        "22nd 10:00",
        "23rd 10:00",
        "13th 23:59:59.999",
        "end of 25th",
        "end of month",
        "Dec 1 00:00",
        "end of Feb",
        "end of Feb 28",
    ],
)
def test_a_moment_is_spelled_as_it_was_written(text: str) -> None:
    assert moment_text(phrases.parse_moment(text)) == text
