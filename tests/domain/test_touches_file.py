"""Channels and touches as a programme's file says them: what is read, what is wrong, and what a change means."""

from fractions import Fraction
from typing import Any

import pytest

from chalicelib.domain.file import reading
from chalicelib.domain.file.phrases import PHRASES
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.file.touches import Touch
from chalicelib.domain.lint.markets import rules
from chalicelib.domain.lint.programme import lint_programme
from chalicelib.domain.mechanics.definition import CampaignFile
from chalicelib.domain.mechanics.whole_diff import diff
from chalicelib.domain.words.values import BeforeEnd, Duration, Limit, QuietHours
from tests.domain.game import HEAD, tree
from tests.domain.wordless import but_words

GOOD = """
timezone: Asia/Shanghai
points: {valid: end of next year}
tiers: {green: {}, gold: {from: 300 stars, keeps: 1 year}}
channels:
  mini: {needs: grant}
  work: {limit: [1 a day, 4 a month]}
  sms:  {limit: 2 a month, needs: consent}
touches:
  limit: [1 a day, 3 a week]
  quiet: daily 21:00 to daily 09:00
  plan:
    points-end: {when: 14 days before points end, by: [mini, sms]}
    reached: {when: tier.reached, where: {tier: gold}, by: [work, mini], limit: 1 a month, waits: 7 days, holdout: 10%}
    birthday:   {when: member.birthday, who: {tier: gold}, by: [work, mini]}
events: {order.paid: {from: server, fields: {amount: money}}}
"""


def programme(text: str = GOOD) -> Programme:
    read, found = reading.read(tree(text), Programme)
    assert read is not None, found
    return read


def test_a_plan_is_read() -> None:
    read = programme()
    assert read.touches.limit == (Limit(1, "day"), Limit(3, "week"))
    assert read.touches.quiet == QuietHours(21 * 3_600_000, 9 * 3_600_000)
    assert list(read.touches.plan) == ["points-end", "reached", "birthday"]
    assert read.touches.plan["points-end"] == Touch(
        when=BeforeEnd(Duration(14, "days"), "points"), by=("mini", "sms"), waits=Duration(1, "days")
    )
    assert read.touches.plan["reached"].holdout == Fraction(1, 10)
    assert read.channels["sms"].needs == "consent"
    assert but_words(lint_programme(read)) == []


@pytest.mark.parametrize(
    ("text", "kind", "right"),
    [
        ("2 weeks before my points expire", BeforeEnd, "2 weeks before points end"),
        ("3 days before the coupon ends", BeforeEnd, "3 days before coupons end"),
        ("30 days before the tier expires", BeforeEnd, "30 days before tier ends"),
        ("21:00 to 09:00", QuietHours, "daily 21:00 to daily 09:00"),
        ("daily 9pm to daily 9am", QuietHours, "daily 21:00 to daily 09:00"),
        ("daily 21:00 to daily 21:00", QuietHours, "over as they begin"),
    ],
)
def test_what_is_meant_is_told(text: str, kind: Any, right: str) -> None:
    with pytest.raises(ValueError, match=right):
        PHRASES[kind](text)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("by: [work, mini], limit", "by: [wrk, mini], limit", "unknown-channel"),
        ("by: [work, mini], limit", "by: [work, work], limit", "channel-twice"),
        ("by: [work, mini], limit", "by: [], limit", "touch-without-channel"),
        ("by: [mini, sms]", "by: [mini]", "touch-needs-grants"),
        ("{limit: [1 a day, 4 a month]}", "{}", "channel-not-reached"),
        ("when: tier.reached", "when: tier.rched", "unknown-event"),
        ("where: {tier: gold}", "where: {teer: gold}", "unknown-field"),
        ("where: {tier: gold}", "where: {tier: gold or silver}", "one-value"),
        ("who: {tier: gold}", "who: {tag: 'new, vip'}", "one-value"),
        ("who: {tier: gold}", "who: {tier: glod}", "unknown-tier"),
        ("who: {tier: gold}", "who: {sector: gold}", "unknown-field"),
        ("when: 14 days before points end", "when: 14 days before points end, where: {tier: gold}", "where-misfit"),
        ("points: {valid: end of next year}", "", "touch-reaches-nobody"),
        ("when: 14 days before points end", "when: touch.sent", "touch-of-touch"),
        ("limit: 2 a month", "limit: 2 a round", "limit-misfit"),
        ("limit: [1 a day, 3 a week]", "limit: 1 a campaign", "limit-misfit"),
        ("  limit: [1 a day, 3 a week]\n", "", "touches-without-limit"),
        ("waits: 7 days", "waits: 12 hours", "waits-too-short"),
        ("waits: 7 days", "waits: 0 days", "waits-not"),
        ("waits: 7 days", "waits: 700 years", "too-long"),
        ("  quiet: daily 21:00 to daily 09:00\n", "", "sent-at-midnight"),
        ("timezone: Asia/Shanghai\n", "", "no-clock"),
    ],
)
def test_what_is_wrong_is_found(old: str, new: str, code: str) -> None:
    assert old in GOOD
    assert code in {one.code for one in but_words(lint_programme(programme(GOOD.replace(old, new))))}


def test_a_waiting_time_that_is_longer_than_the_quiet_hours_is_good() -> None:
    assert but_words(lint_programme(programme(GOOD.replace("waits: 7 days", "waits: 13 hours")))) == []


@pytest.mark.parametrize(("needs", "found"), [("needs: consent", []), ("needs: grant", ["cn-sms-consent"])])
def test_in_china_a_text_message_needs_consent(needs: str, found: list[str]) -> None:
    campaign, _ = reading.read(tree(HEAD), CampaignFile)
    judged = rules("CN")
    assert campaign is not None
    assert judged is not None
    codes = [one.code for one in judged(campaign, programme(GOOD.replace("needs: consent", needs)))]
    assert codes == found


@pytest.mark.parametrize(
    ("old", "new", "kinds"),
    [
        ("limit: 2 a month", "limit: 3 a month", ["adverse"]),
        ("limit: 2 a month", "limit: 1 a month", ["favourable"]),
        ("limit: 2 a month, needs: consent", "needs: consent", ["adverse"]),
        ("limit: [1 a day, 3 a week]", "limit: [1 a day, 3 a week, 5 a month]", ["favourable"]),
        ("limit: [1 a day, 3 a week]", "limit: 3 a week", ["adverse"]),
        (", needs: consent", "", ["adverse"]),
        ("{limit: [1 a day, 4 a month]}", "{limit: [1 a day, 4 a month], needs: consent}", ["favourable"]),
        ("21:00 to daily 09:00", "20:00 to daily 09:30", ["favourable"]),
        ("21:00 to daily 09:00", "22:00 to daily 09:30", ["adverse"]),
        ("  quiet: daily 21:00 to daily 09:00\n", "", ["adverse"]),
        ("  mini: {needs: grant}\n", "", ["neutral"]),
        ("holdout: 10%", "holdout: 20%", ["neutral"]),
        ("waits: 7 days", "waits: 8 days", ["neutral"]),
        ("when: tier.reached, where: {tier: gold}", "when: tier.reached", ["neutral"]),
        ("    birthday:   {when: member.birthday, who: {tier: gold}, by: [work, mini]}\n", "", ["neutral"]),
    ],
)
def test_who_gains_by_a_change(old: str, new: str, kinds: list[str]) -> None:
    assert old in GOOD
    assert [one.kind for one in diff(programme(), programme(GOOD.replace(old, new)))] == kinds
