"""Slips of managers' pens: a line of a sound file, what somebody writes there, and what is said of it, at which line.

Each case is one slip, and one finding is all that is said of it.
"""

from typing import Any, NamedTuple

import pytest

FOLDER = "spring-tea"

GOOD = """\
# yaml-language-server: $schema=../campaign.schema.json
campaign: spring-tea
title: {zh-CN: 春茶, en: Spring tea}
market: CN
timezone: Asia/Shanghai
opens: 2026-06-01 00:00
closes: end of 2026-06-28
week_starts: Mon
opt_in: false
grace: 2 days
who: {age: at least 18, tier: at least bronze}
budget: 90000.00 CNY
accepts: [long-run-chance]
challenges:
  week:
    repeats: weekly
    tasks:
      run:
        when: run.finished
        where: {km: at least 3}
        reach: 3 days
        gives: {points: 30}
      buy: {when: order.paid, each: 100.00 CNY of amount, limit: 3 a round, gives: {draws: tea}}
    milestones: {2: {points: 20}}
collections:
  set: {fragments: [cup, pot], odds: {cup: 50%, pot: 50%}, gives: {prizes: mug}, limit: 1 a campaign}
blind_boxes:
  tea:
    title: The tea box
    costs: {draws: tea}
    odds:
      gold: 1.5%
      leaf: rest
    guarantees: [{of: [gold], within: 50}]
    limit: 5 a day
    min_age: 8
    guardian_under: 18
redemptions:
  shop:
    opens: Wed 10:00
    closes: end of Wed
    offers:
      mug: {costs: {points: 100}, gives: {prizes: mug}, limit: 1 a week, stock: 200}
      cup: {costs: {points: 10}, gives: {fragments: {set/random: 2}}, limit: 2 a week}
prizes:
  gold: {gift: gold-leaf, value: 1288.00 CNY}
  leaf: {coupon: 20.00 CNY off 148.00 CNY, valid: 30 days}
  mug:  {gift: mug-blue, value: 48.00 CNY}
"""


class Slip(NamedTuple):
    """One slip."""

    right: str
    """A text of the good file, which stands there once."""
    wrong: str
    """The text in its place."""
    line: int
    level: str
    says: tuple[str, ...]
    """Each stands in the message."""


def slip(right: str, wrong: str, *says: str, level: str = "error", line: int | None = None) -> Any:
    """A row of the table. line: where the message stands; without it, in the line that was changed."""
    assert GOOD.count(right) == 1, right
    at = line or GOOD[: GOOD.index(right)].count("\n") + 1
    return pytest.param(Slip(right, wrong, at, level, says), id=f"{wrong.strip() or 'nothing'} for {right.strip()}")


OPENS, CLOSES = "opens: 2026-06-01 00:00", "closes: end of 2026-06-28"

MOMENTS = [
    slip(OPENS, "opens: 06/04/2026", "is it 2026-04-06 or 2026-06-04? Write 2026-04-06 00:00 or 2026-06-04 00:00"),
    slip(OPENS, "opens: 4.6.2026 10:00", "is it 2026-06-04 or 2026-04-06? Write 2026-06-04 10:00 or 2026-04-06 10:00"),
    slip(OPENS, "opens: 06/13/2026", "write 2026-06-13 00:00"),
    slip(OPENS, "opens: 13/06/2026", "write 2026-06-13 00:00"),
    slip(OPENS, "opens: 06/06/2026", "write 2026-06-06 00:00"),
    slip(OPENS, "opens: 2026/06/04", "write 2026-06-04 00:00"),
    slip(OPENS, "opens: 2026.6.4", "write 2026-06-04 00:00"),
    slip(OPENS, "opens: 2026年6月4日", "write 2026-06-04 00:00"),
    slip(OPENS, "opens: 2026年6月4日 上午10点", "write 2026-06-04 10:00"),
    slip(OPENS, "opens: 20260604", "write 2026-06-04 00:00"),
    slip(OPENS, "opens: 2026-6-4 9:00", "write 2026-06-04 09:00"),
    slip(OPENS, "opens: June 4, 2026", "write 2026-06-04 00:00"),
    slip(OPENS, "opens: 4 June 2026 10:00", "write 2026-06-04 10:00"),
    slip(OPENS, "opens: 2026-06-01 10:00 AM", "write 2026-06-01 10:00"),
    slip(OPENS, "opens: 2026-06-01 2:00pm", "write 2026-06-01 14:00"),
    slip(OPENS, "opens: 2026-06-01 12:00 am", "write 2026-06-01 00:00"),
    slip(OPENS, "opens: 2026-06-01T10:00", "write 2026-06-01 10:00"),
    slip(OPENS, "opens: 2026-06-01T10:00:00+08:00", "the campaign's own timezone", "write 2026-06-01 10:00"),
    slip(OPENS, "opens: 2026-06-01 10:00 CST", "the campaign's own timezone", "write 2026-06-01 10:00"),
    slip(CLOSES, "closes: 2026-06-28 24:00", "write end of 2026-06-28"),
    slip("closes: end of Wed", "closes: end of Wednesday", "write end of Wed"),
    slip("closes: end of Wed", "closes: end of June", "write end of Jun"),
    slip("opens: Wed 10:00", "opens: 20 10:00", "write 20th 10:00"),
    slip(CLOSES, "closes: until 28.06.2026", "write end of 2026-06-28"),
    slip(CLOSES, "closes: end of 2026-06-31", "there is no such day; write end of 2026-06-30"),
    slip("opens: Wed 10:00", "opens: Wednesday 10:00", "write Wed 10:00"),
    slip("opens: Wed 10:00", "opens: 周三 10:00", "write Wed 10:00"),
    slip("opens: Wed 10:00", "opens: 每周三 上午10:00", "write Wed 10:00"),
    slip("opens: Wed 10:00", "opens: 10:00 AM", "write daily 10:00"),
    slip("closes: end of Wed", "closes: Wed 24:00", "write end of Wed"),
    slip("week_starts: Mon", "week_starts: Tuesday", "write Tue"),
    slip("week_starts: Mon", "week_starts: 周二", "write Tue"),
    slip("grace: 2 days", "grace: 48h", "write 48 hours"),
]

NUMBERS = [
    slip("1288.00 CNY", "1,288.00 CNY", "write 1288.00 CNY"),
    slip("value: 48.00 CNY", "value: 48,00 CNY", '"48,00 CNY" is not money; write 48.00 CNY'),
    slip("value: 48.00 CNY", "value: ¥48", "write 48.00 CNY"),
    slip("value: 48.00 CNY", "value: 48元", "write 48.00 CNY"),
    slip("value: 48.00 CNY", "value: 48.00 RMB", "write 48.00 CNY"),
    slip("budget: 90000.00 CNY", "budget: 90,000.00 CNY", "write 90000.00 CNY"),
    slip("budget: 90000.00 CNY", "budget: 90.000,00 CNY", "write 90000.00 CNY"),
    slip("each: 100.00 CNY of amount", "each: 50,00 CNY of amount", "write 50.00 CNY of amount"),
    slip("each: 100.00 CNY of amount", "each: 1,288.00 CNY of amount", "write 1288.00 CNY of amount"),
    slip("each: 100.00 CNY of amount", "each: 100 CNY of amount", "write 100.00 CNY of amount"),
    slip("each: 100.00 CNY of amount", "each: 100.00 CNY", "which of the event's fields adds up?"),
    slip("each: 100.00 CNY of amount", "each: ¥100 of amount", "write 100.00 CNY of amount or 100 JPY of amount"),
    slip("reach: 3 days", "reach: 3", "write 3 times"),
    slip("reach: 3 days", "reach: three days", "write 3 days"),
    slip("reach: 3 days", "reach: 3 times (max 1 per day)", "write 3 times (at most 1 a day)"),
    slip("leaf: rest", "leaf: 100%", "the chances add up to 101.5%", line=31),
    slip("points: 100}", "points: 1,000}", '"1,000" is not an amount of points; write 1000'),
    slip("points: 30}", "points: ３０}", "write 30"),
    slip("gold: 1.5%", "gold: 1,5%", "write 1.5%"),
    slip("gold: 1.5%", "gold: 1.5 %", "write 1.5%"),
    slip("gold: 1.5%", "gold: 1 in 144", "write 1/144"),
    slip("limit: 5 a day", "limit: 5 per day", "write 5 a day"),
    slip("limit: 5 a day", "limit: 每天5次", "write 5 a day"),
    slip("limit: 5 a day", "limit: 5", "write 5 a day or 5 a campaign"),
    slip("stock: 200", "stock: 200 per week", "write 200 a week"),
    slip("stock: 200", "stock: 200 pieces", "write 200"),
    slip("coupon: 20.00 CNY off 148.00 CNY", "coupon: 8折", "write 20% off"),
    slip("coupon: 20.00 CNY off 148.00 CNY", "coupon: 20 CNY off 148 CNY", "write 20.00 CNY off 148.00 CNY"),
]

WORDS = [
    slip("campaign: spring-tea", "campaign: 春茶", "names are Latin letters", "the words go into its title"),
    slip("campaign: spring-tea", "campaign: 🍵", "names are Latin letters", "title"),
    slip("campaign: spring-tea", "campaign: spring tea", "write spring-tea"),
    slip("campaign: spring-tea", "campaign: spring_tea", "write spring-tea"),
    slip("gift: mug-blue", "gift: 蓝杯", "names are Latin letters", "title"),
    slip("age: at least 18", "age: 18+", "write at least 18"),
    slip("age: at least 18", "age: >= 18", "write at least 18"),
    slip("age: at least 18", "age: ≥18", "write at least 18"),
    slip("age: at least 18", "age: 18 and over", "write at least 18"),
    slip("age: at least 18", "age: over 17", "write at least 18"),
    slip("age: at least 18", "age: 满18岁", "write at least 18"),
    slip("age: at least 18", "age: 18-30", "write 18 to 30"),
    slip("age: at least 18", "age: <= 30", "write at most 30"),
    slip("tier: at least bronze", "tier: bronze+", "write at least bronze"),
    slip("tier: at least bronze", "tier: silver or gold", "write [silver, gold]"),
    slip("km: at least 3", "km: 3+", "write at least 3"),
    slip("opt_in: false", "opt_in: no", "write false"),
    slip("tier: at least bronze", "tier: bronze, silver", "several values are a list, [bronze, silver]"),
    slip("tier: at least bronze", "tier: Gold", "did you mean gold?"),
    slip("market: CN", "market: China", "did you mean CN?"),
    slip("gives: {points: 30}", "gives: 30 points", "write {points: 30}"),
    slip("gives: {points: 30}", "gives: 30", "write {points: 30}"),
    slip("gives: {draws: tea}", "gives: draws tea", "write {draws: tea}"),
    slip("fragments: [cup, pot]", "fragments: [cup pot]", "write cup-pot"),
    slip("of: [gold]", "of: gold", "stands where a list is wanted: [gold]"),
    slip("opt_in: false", "opt_in: 是", "write true"),
    slip("when: run.finished", "when: run_finished", "write run.finished"),
    slip("title: The tea box", "title: The tea box\n    description: Tea", "did you mean text?", line=30),
    slip("title: The tea box", "title: The tea box\n    image: ../tea.png", "is not a picture", line=30),
    slip("gift: mug-blue", "gift: mug-blue, picture: mug.png", "did you mean image?"),
    slip("title: The tea box", "name: The tea box", "did you mean title?"),
    slip("title: The tea box", "titel: The tea box", "did you mean title?"),
    slip("opt_in: false", "opt-in: false", "did you mean opt_in?"),
    slip(OPENS, "starts: 2026-06-01 00:00", "did you mean opens?"),
    slip("gives: {points: 30}", "reward: {points: 30}", "did you mean gives?"),
    slip("challenges:", "challanges:", "did you mean challenges?"),
    slip("challenges:", "Challenges:", "did you mean challenges?"),
    slip("challenges:", "duties:", '"duties" is not known here; here may stand'),
    slip("challenges:", "promotions:", '"promotions" is not known here; here may stand'),
    slip("collections:", "colections:", "did you mean collections?"),
    slip("blind_boxes:", "blindboxes:", "did you mean blind_boxes?"),
    slip("blind_boxes:", "lottery:", "did you mean blind_boxes?"),
    slip("prizes:\n  gold", "price:\n  gold", '"price" is not known here'),
]

SIGNS = [
    slip(
        "timezone: Asia/Shanghai",
        "timezone:Asia/Shanghai",
        "a space is missing after the colon: timezone: Asia/Shanghai",
    ),
    slip("reach: 3 days", "reach:3 days", "a space is missing after the colon: reach: 3 days"),
    slip("points: 30}", "points:30}", "a space is missing after the colon: points: 30"),
    slip("gold: 1.5%", "gold:1.5%", "a space is missing after the colon: gold: 1.5%"),
    slip("title: The tea box", 'title: "The tea box', 'the quote " that begins here is not closed'),
    slip("title: The tea box", "title: 'The tea box", "the quote ' that begins here is not closed"),
    slip("title: The tea box", "title: Tea: the box", 'needs quotes: title: "Tea: the box"'),
    slip("title: The tea box", "title: 'The tea's box'", "the text goes on after its closing '"),
    slip("gives: {points: 30}", "gives: {points: 30", "the { that begins here is not closed"),
    slip("timezone: Asia/Shanghai", "timezone: “Asia/Shanghai”", "the quotes “ ” are part of the text"),
    slip("limit: 5 a day", "limit: 5\u00a0a day", "NO-BREAK SPACE (U+00A0)", 'type "5 a day" anew'),
    slip("campaign: spring-tea", "campaign: spring-tea\u200b", "ZERO WIDTH SPACE (U+200B)", 'after "spring-tea"'),
    slip("timezone: Asia/Shanghai", "time\u200dzone: Asia/Shanghai", "ZERO WIDTH JOINER (U+200D)", 'after "time"'),
    slip("gold: 1.5%", "gold: \ufeff1.5%", "ZERO WIDTH NO-BREAK SPACE (U+FEFF), at its beginning"),
    slip("limit: 5 a day", "limit： 5 a day", "full-width ： where : belongs"),
    slip("title: The tea box", "title: “The tea box”", "members see the quotes of “The tea box”", level="warning"),
]

ZONES = [
    slip("timezone: Asia/Shanghai", f"timezone: {written}", f"write {right}")
    for written, right in {
        "Asia/Beijing": "Asia/Shanghai",
        "Beijing": "Asia/Shanghai",
        "北京": "Asia/Shanghai",
        "PRC time": "Asia/Shanghai",
        "China Standard Time": "Asia/Shanghai",
        "asia/shanghai": "Asia/Shanghai",
        "Shanghai": "Asia/Shanghai",
        "CST": "Asia/Shanghai",
        "Asia/Osaka": "Asia/Tokyo",
        "JST": "Asia/Tokyo",
        "Hong Kong": "Asia/Hong_Kong",
        "New York": "America/New_York",
        "Europe/Munich": "Europe/Berlin",
        "PST": "America/Los_Angeles",
        "UTC+8": "the city whose clock is meant, like Asia/Shanghai, Asia/Hong_Kong or Asia/Singapore",
        "GMT+08:00": "the city whose clock is meant, like Asia/Shanghai, Asia/Hong_Kong or Asia/Singapore",
        '"+05:30"': "the city whose clock is meant, like Asia/Kolkata",
        "Asia/Shanghia": "one like Asia/Shanghai",
        "localtime": "the city whose clock is meant, like Asia/Shanghai or Europe/Paris",
        "Factory": "the city whose clock is meant, like Asia/Shanghai or Europe/Paris",
        "posixrules": "the city whose clock is meant, like Asia/Shanghai or Europe/Paris",
        "right/Asia/Shanghai": "Asia/Shanghai",
        "somewhere": "the city whose clock is meant, like Asia/Shanghai or Europe/Paris",
    }.items()
] + [
    slip("timezone: Asia/Shanghai", f"timezone: {written}", "is no place", right, level="warning")
    for written, right in {
        "Etc/GMT-8": "like Asia/Shanghai, Asia/Hong_Kong or Asia/Singapore",
        "Etc/GMT+8": "like America/Los_Angeles",
        "EST": "write America/New_York",
        "GMT": "the city whose clock is meant, like Europe/London",
        "GMT0": "the city whose clock is meant, like Europe/London",
        "UCT": "the city whose clock is meant, like Europe/London",
        "Zulu": "the city whose clock is meant, like Europe/London",
        "Etc/Universal": "the city whose clock is meant, like Europe/London",
        "EET": "write Europe/Athens",
        "WET": "write Europe/Lisbon",
        "MET": "write Europe/Berlin",
        "HST": "write Pacific/Honolulu",
    }.items()
]

SENSE = [
    slip("zh-CN: 春茶", "cn: 春茶", '"cn" is no language', "write zh-CN"),
    slip("zh-CN: 春茶", "zh-XX: 春茶", '"zh-XX" is no language', "write zh, or with a country that there is"),
    slip("zh-CN: 春茶", "zh-ZZ: 春茶", "write zh, or with a country that there is"),
    slip("en: Spring tea", "en-XA: Spring tea", "write en, or with a country that there is"),
    slip("zh-CN: 春茶", "zh_CN: 春茶", "write zh-CN"),
    slip("zh-CN: 春茶", "jp: 春茶", "write ja"),
    slip("en: Spring tea", "en-UK: Spring tea", "write en-GB"),
    slip("en: Spring tea", "tw: Spring tea", "is zh-TW meant?", level="warning"),
    slip(CLOSES, "closes: end of 2062-06-25", "it lasts 36 years", "is the year right?", level="warning"),
    slip("reach: 3 days", "reach: 8 days", "a week has 7 days that can count, so 8 are never reached: write 7 or less"),
    slip("reach: 3 days", "reach: 8 days in a row", "a week has 7 days in a row that can count"),
    slip("reach: 3 days", "reach: 8 times (at most 1 a day)", "a week has 7 times that can count"),
    slip(
        "costs: {points: 100}",
        "costs: {points: 100000}",
        "it costs 100000 points, and all that the campaign gives one member is 200",
        level="warning",
    ),
    slip(
        "costs: {points: 10}, gives: {fragments: {set/random: 2}}, limit: 2 a week",
        "gives: {fragments: {set/random: 2}}",
        "it costs nothing, and one member may have it without end: add costs, a limit or a stock",
        level="warning",
    ),
    slip(
        "budget: 90000.00 CNY",
        "budget: 9000.00 CNY",
        "what is in stock is worth 9600.00 CNY in all, most of it mug, and the budget is 9000.00 CNY",
        level="warning",
    ),
    slip("coupon: 20.00 CNY off 148.00 CNY", "coupon: 100% off", "it takes 100% off, so nothing is left to pay"),
    slip("coupon: 20.00 CNY off 148.00 CNY", "coupon: 120% off", "nobody can take off more than all"),
    slip("coupon: 20.00 CNY off 148.00 CNY", "coupon: 20.00 CNY off 20.00 CNY", "so nothing is left to pay"),
    slip("campaign: spring-tea", "campaign: summer-tea", "the folder is spring-tea", "write spring-tea, or rename"),
    slip("milestones: {2: {points: 20}}", "milestones: {2: {points: 0}}", "0 points are none", level="warning"),
    slip("costs: {points: 10}", "costs: {points: 0}", "0 points are none", level="warning"),
    slip(
        "accepts: [long-run-chance]",
        "accepts: [long-run-chance, steep-discont]",
        "nothing here warns of steep-discont",
        level="warning",
    ),
    slip("accepts: [long-run-chance]", "accepts: []", "in the long run", level="warning", line=34),
]

SLIPS = [*MOMENTS, *NUMBERS, *WORDS, *SIGNS, *ZONES, *SENSE]
