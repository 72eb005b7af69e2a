"""The sentences themselves, in each language: what a lawyer would look for, case by case."""

import pytest

from tests.rules.whole import read

HEAD = """
campaign: play
title: Play
timezone: Asia/Shanghai
opens: 2026-06-01 10:00
closes: end of 2026-06-30
"""
PROGRAMME = """
timezone: Asia/Shanghai
points: {valid: 24 months}
tiers: {silver: {title: Silver}, gold: {title: Gold, from: 300 stars in 12 months, keeps: 1 year, grace: 30 days}}
segments: {asleep: {last_order: more than 180 days ago}}
events:
  order.paid: {from: server, fields: {amount: money, skus: texts, channel: text, first: flag}}
  dance.done: {from: client}
"""


def task(text: str) -> str:
    return f"challenges: {{c: {{tasks: {{t: {{when: order.paid, {text}}}}}}}}}"


def offer(text: str, more: str = "opens: daily 00:00, closes: end of day") -> str:
    return f"redemptions: {{r: {{{more}, offers: {{o: {{{text}}}}}}}}}"


def prize(text: str, beside: str = "b: {title: B, badge: b}") -> str:
    return f"prizes: {{a: {{title: A, {text}}}, {beside}}}"


def box(text: str) -> str:
    return (
        f"blind_boxes: {{x: {{title: X, odds: {{a: 1%, b: 9%, c: rest}}, {text}}}}}\n"
        "prizes: {a: {title: A, badge: a}, b: {title: B, badge: b}, c: {title: C, badge: c}}"
    )


CASES = {
    "the campaign": (
        "",
        "",
        "The campaign is open from 10:00 on 1 June 2026 to the end of 30 June 2026.",
        "活动时间：2026年6月1日10:00至2026年6月30日24:00。",
    ),
    "its timezone": ("", "", "those of Beijing time (Asia/Shanghai).", "均以北京时间（Asia/Shanghai）为准。"),
    "tiers": (
        "who: {tier: at least silver}",
        "",
        "Only for members whose tier is “Silver” or higher.",
        "等级为“Silver”及以上",
    ),
    "a segment, by what it is": (
        "who: {segment: asleep}",
        "",
        "who are one of these: members whose last order was more than 180 days ago.",
        "最近一次下单距今超过180天",
    ),
    "several conditions": (
        "who: {tier: gold, age: at least 18}",
        "",
        "whose tier is “Gold” and who are known to be at least 18 years old.",
        "等级为“Gold”，且已登记年龄且年满18周岁的会员。",
    ),
    "days of each month": (
        offer("gives: {points: 1}", "opens: 20th 10:00, closes: end of 25th"),
        "redemptions/r",
        "Open every month from 10:00 on the 20th to the end of the 25th.",
        "开放时间：每月20日10:00至25日24:00。",
    ),
    "over a new year": (
        offer("gives: {points: 1}", "opens: Dec 24 18:00, closes: Jan 2 06:00"),
        "redemptions/r",
        "Open every year from 18:00 on 24 December to 06:00 on 2 January in the following year.",
        "开放时间：每年12月24日18:00至次年1月2日06:00。",
    ),
    "over midnight": (
        offer("gives: {points: 1}", "opens: daily 22:00, closes: daily 06:00"),
        "redemptions/r",
        "Open every day from 22:00 to 06:00 on the next day.",
        "开放时间：每天22:00至次日06:00。",
    ),
    "a day that months lack": (
        offer("gives: {points: 1}", "opens: 30th 10:00, closes: 31st 10:00"),
        "redemptions/r",
        "Where a month lacks a day that is named, its last day counts.",
        "当月没有该日的，以当月最后一日为准。",
    ),
    "one end alone": (
        task("closes: end of 2026-06-07, gives: {points: 1}"),
        "challenges/c/t",
        "Open until the end of 7 June 2026.",
        "开放时间：至2026年6月7日24:00止。",
    ),
    "again and again": (
        task("each: 399.00 CNY of amount, gives: {points: 5}, limit: 3 a round"),
        "challenges/c/t",
        "Every CNY 399.00 (amount paid) gives 5 points. | What is left over counts on until the end of the campaign",
        "支付金额每累计满399.00元，获得5积分。 | 不足部分在活动期间继续累计",
    ),
    "so often": (
        task("reach: 3 times (at most 1 a day), gives: {points: 1}"),
        "challenges/c/t",
        "Of one member it counts at most 1 a day. | Reaching the 3rd time gives 1 point, once in the campaign.",
        "每位会员计入次数的上限：每天1次。 | 累计满3次，获得1积分（活动期间一次）。",
    ),
    "an event that has no words": (
        "challenges: {c: {tasks: {t: {title: Dance, when: dance.done, gives: {points: 1}}}}}",
        "challenges/c/t",
        "This counts: what “Dance” asks for.",
        "计入的行为：“Dance”所要求的行为。",
    ),
    "once": (
        task("gives: {points: 1}"),
        "challenges/c/t",
        "The first time gives 1 point, once in the campaign.",
        "首次完成，获得1积分（活动期间一次）。",
    ),
    "conditions": (
        task("where: {amount: at least 9.90 CNY, channel: [app, own], first: true}, gives: {points: 1}"),
        "challenges/c/t",
        "an order that is paid (amount paid: at least CNY 9.90; channel: “app” or “own”; first order: yes).",
        "支付订单（支付金额：不少于9.90元；渠道：“app”或“own”；首单：是）。",
    ),
    "a price of old points and cash": (
        offer("gives: {points: 1}, costs: {points: 500 older than 1 year, cash: 29.00 CNY}"),
        "redemptions/r/o",
        "It costs 500 points (only of months that ended at least 12 months ago) and CNY 29.00.",
        "所需：500积分（仅限所属月份结束已满12个月的积分）和29.00元。",
    ),
    "no price": (offer("gives: {points: 1}"), "redemptions/r/o", "It is free of charge.", "免费。"),
    "stock": (
        offer("gives: {points: 1}, stock: 50 a window"),
        "redemptions/r/o",
        "There are 50 for all members together each time it is open. | Once they are gone, there are no more.",
        "每次开放期间全体会员共50份。 | 领完为止。",
    ),
    "chances": (
        box("limit: 5 a day"),
        "blind_boxes/x",
        "“A”: 1% | “C”: 90% | at most: 5 a day.",
        "“A”：1% | “C”：90% | 每天5次。",
    ),
    "a guarantee of one": (
        box("guarantees: [{of: [a], within: 50}]"),
        "blind_boxes/x",
        "or from the last that gave “A”, at the latest the 50th draw gives it.",
        "保底：自首次抽取或上次获得“A”起，最迟第50次抽取必得该奖品。",
    ),
    "a guarantee of several, and a ramp": (
        box("guarantees: [{of: [a, b], within: 21, ramp: {from: 11, step: 2%}, featured: a}]"),
        "blind_boxes/x",
        "at the latest the 21st draw gives one of them. | the 11th draw and each after it raise the chance of these "
        "together by another 2%. | After any other of “A” or “B”, the next one of them is “A”.",
        "最迟第21次抽取必得其中之一。 | 从第11次抽取开始，每次抽取使其合计概率再提高2%。 | 必为“A”。",
    ),
    "a guarantee of a lower class": (
        box("guarantees: [{of: [b], within: 10, unchanged: [a]}]"),
        "blind_boxes/x",
        "gives it, or “A” in its place, and then with the next draw. | leaves the chance of “A” as it is.",
        "（如抽中“A”，则顺延至下一次抽取） | 保底不改变“A”的概率。",
    ),
    "a coupon": (
        prize("coupon: 20.00 CNY off 148.00 CNY"),
        "prizes/a",
        "CNY 20.00 off a bill of at least CNY 148.00.",
        "满148.00元减20.00元。",
    ),
    "a coupon with another one": (
        prize("coupon: 10% off, with: [b]", "b: {title: B, coupon: 5% off, with: [a]}"),
        "prizes/a",
        "A coupon: 10% off. | together with “B”, and with no other coupon.",
        "减免10%。 | 可与“B”同时使用",
    ),
    "a coupon that only one names": (
        prize("coupon: 10% off, with: [b]", "b: {title: B, coupon: 5% off}"),
        "prizes/a",
        "No other coupon may be used on the same bill.",
        "不可与其他优惠券同时使用。",
    ),
    "what takes its place, and when": (
        prize("gift: a, stock: 3, limit: 1 a campaign, from: 10th draw, when_out: b"),
        "prizes/a",
        "“B” is given in its place once none is left, to whoever has had as many as one may or before that draw.",
        "领完后、会员达到上限后或在上述次数之前，改为发放“B”。",
    ),
    "how long it is good": (
        prize("coupon: 10% off, valid: 30 days"),
        "prizes/a",
        "Good until the end of the day 30 days after the day on which it was received.",
        "有效期：自获得次日起算30天，至最后一日24:00止。",
    ),
    "hours": (
        prize("coupon: 10% off, valid: 72 hours"),
        "prizes/a",
        "Good for 72 hours from the moment",
        "自获得时起72小时。",
    ),
    "to the end of its month": (
        prize("coupon: 10% off, valid: end of month"),
        "prizes/a",
        "that it is the end of a month.",
        "至获得后的首个月末（当月最后一日24:00）止。",
    ),
    "points": (
        "",
        "points",
        "until the end of the month 24 months after the one in which they were earned",
        "积分的有效期至获得当月之后第24个月的月末",
    ),
    "a tier of stars": (
        "",
        "tiers/gold",
        "reached at once with 300 stars within 12 calendar months | 12 months later. | looked at 30 days later",
        "含当月在内12个自然月中的300颗星 | 保级至12个月后的同一日24:00。 | 届时起再过30天",
    ),
}
"""What is added to a campaign, the block that is looked at, and parts of what is said of it, between bars."""


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
@pytest.mark.parametrize("locale", ["en", "zh-CN"])
def test_what_is_said(case: tuple[str, str, str, str], locale: str) -> None:
    text, about, *wanted = case
    found = read(HEAD + text, PROGRAMME).said(locale)
    said = "\n".join(one for section in found if section.about == about for one in section.sentences)
    for part in wanted[locale == "zh-CN"].split(" | "):
        assert part in said


def test_a_heading_stands_over_what_is_inside_of_it() -> None:
    said = read(HEAD + task("gives: {points: 1}"), PROGRAMME).said("en")
    assert [(one.about, bool(one.sentences)) for one in said][1:3] == [
        ("challenges/c", False),
        ("challenges/c/t", True),
    ]


@pytest.mark.parametrize("locale", ["en", "zh-CN"])
def test_questions_are_not_told_before_they_are_asked(locale: str) -> None:
    text = "quizzes: {q: {title: Q, questions: {one: {ask: SECRET?, options: {a: HIDDEN, b: UNSEEN}, answer: a}}}}"
    said = str(read(HEAD + text, PROGRAMME).said(locale))
    assert not [word for word in ("SECRET", "HIDDEN", "UNSEEN") if word in said]


@pytest.mark.parametrize("locale", ["en", "zh-CN"])
def test_a_hostile_title_stays_a_text_of_one_line(locale: str) -> None:
    title = '"<script>{n}</script>\\u202e\\n{bag|x|y} 100%"'
    said = read(HEAD + f"prizes: {{a: {{title: {title}, points: 7, when_out: a}}}}", PROGRAMME).said(locale)
    (section,) = [one for one in said if one.about == "prizes/a"]
    assert section.title == "<script>{n}</script> {bag|x|y} 100%"
