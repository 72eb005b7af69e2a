"""A campaign and a programme that use every key of the file that concerns members, and the shipped ones beside them."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from chalicelib.domain.file import reading
from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.mechanics.definition import CampaignFile
from chalicelib.domain.saying.language import CATALOGUES, language
from chalicelib.domain.views.rules import Section
from chalicelib.domain.views.sections import sections
from cli.campaign_file import load, load_programme
from tests.domain.game import tree

LOCALES = tuple(CATALOGUES)

PROGRAMME = """
timezone: Asia/Shanghai
points: {valid: 18 months, pays: 150 points for 1.20 CNY, at_most: 40% of a bill}
tiers:
  green: {title: Green leaf}
  gold:
    {title: Gold leaf, from: 310 stars in 11 months, keeps: 13 months, stays_with: 210 stars in a year, grace: 33 days}
  rose: {title: Rose leaf, from: 900 stars, keeps: end of next year}
  jade: {title: Jade leaf, from: 990 stars}
segments: {asleep: {last_order: 92 to 181 days ago}, fresh: {joined: within 31 days}}
tags: {skin: {title: Skin, one_of: [dry, oily]}}
touches:
  plan:
    wake: {when: segment.entered, where: {segment: asleep}, by: [mini]}
    soon: {when: 14 days before points end, by: [mini]}
channels: {mini: {title: Mini program}}
events:
  run.finished: {from: server, fields: {km: number, on: date, first: flag}}
  order.paid: {from: server, fields: {order: text, amount: money, skus: texts}, unique: order, spends: amount}
  order.refunded:
    {from: server, fields: {order: text, refund: text, amount: money}, unique: refund, takes_back: order.paid by order}
  order.claimed: {from: client, fields: {order: text}, claims: order.paid by order, within: 44 days, limit: 6 a day}
  member.checked_in: {from: client}
  dance.done: {from: client}
"""

CAMPAIGN = """
campaign: whole
title: {en: The whole, zh-CN: 全部}
timezone: Asia/Tokyo
opens: 2026-06-02 09:30
closes: end of 2027-11-29
who: {tier: at least gold, tag: not skin/dry}
opt_in: true
week_starts: Sun
grace: 27 hours
challenges:
  run:
    title: Runs
    who: {age: 19 to 61}
    repeats: weekly
    opens: Tue 08:05
    closes: end of Thu
    milestones: {2: {points: 21}}
    gives: {stars: 22}
    tasks:
      far:
        title: Far
        when: run.finished
        where: {km: at least 3.5, on: 2026-07-08 to 2026-08-09}
        who: {birthday: this month, segment: [asleep, fresh]}
        reach: 4 days in a row
        limit: 12 a round
        gives: {points: 23, fragments: {set/random: 24}, tags: skin/oily}
        after: 16 days
        milestones: {3: {draws: {box: 25}}}
        opens: Wed 08:05
        closes: Thu 20:15
        boosts:
          - title: Twice
            points: x2.5
            who: {orders: at least 26 in 5 months}
            opens: 2026-09-10 00:00
            closes: end of 2026-09-11
        make_up: {title: Mend, limit: 2 a week, costs: {points: 27}, within: 8 days}
      first: {title: First, when: run.finished, already: true, gives: {points: 28}}
      parts: {title: Parts, when: order.paid, each: 7 different skus (at most 3 a day), gives: {prizes: {gift: 29}}}
      money:
        title: Money
        when: order.paid
        reach: 31.50 CNY of amount (in one event)
        milestones: {10.25 CNY: {points: 32}}
collections:
  set:
    title: Set
    fragments: [red, blue]
    gives: {prizes: {gift: 33}}
    limit: 34 a month
    odds: {red: 12%, joker: 1/7, blue: rest}
    guarantees: [{of: [red], within: 35}]
    wildcard: joker
    exchange: 36 alike
    send: 37 a day
    receive: 38 a week
    cannot_send: [joker]
blind_boxes:
  box:
    title: Box
    odds: {bike: 2%, tee: 18%, none: rest}
    costs: {draws: box}
    ten_costs: {points: 390 older than 40 months}
    limit: [41 a day, 42 a window]
    guarantees: [{of: [bike, tee], within: 43, ramp: {from: 14, step: 1.5%}, featured: tee, unchanged: [bike]}]
    min_age: 9
    guardian_under: 17
    who: {spent: at least 45.60 CNY}
    opens: daily 22:00
    closes: daily 06:00
redemptions:
  shop:
    title: Shop
    opens: 20th 10:00
    closes: end of month
    limit: 46 a window
    who: {points: at least 47}
    offers:
      tee:
        title: Tee
        gives: {prizes: {gift: 48}}
        costs: {points: 49, cash: 50.10 CNY}
        stock: 51 a month
        limit: 52 a year
        who: {joined: more than 53 days ago}
        opens: 21st 11:00
        closes: 23rd 12:00
boards:
  best:
    title: Best
    when: run.finished
    where: {km: at most 54}
    score: best of km
    gives: {1: {points: 55}, 2 to 6: {points: 56}}
    who: {invited: true}
    limit: 57 a day
    repeats: monthly
    opens: Dec 5 07:00
    closes: end of Dec
    review: 58 days
quizzes:
  ask:
    title: Ask
    tries: 3
    who: {tier: not green}
    opens: daily 12:00
    closes: end of day
    questions: {one: {ask: Which?, options: {a: A, b: B}, answer: a}}
forms:
  form:
    title: Form
    who: {last_order: within 59 days}
    opens: 2026-10-11 00:00
    closes: end of 2026-10-12
    asks:
      type: {ask: Your skin is, options: {a: Dry, b: Oily}, tags: {b: skin/oily}, choose: 0 to 2, needed: false}
      words: {ask: Anything else?, text: 160}
prizes:
  gift:
    title: Gift
    gift: mug
    value: 60.70 CNY
    stock: 61 a week
    limit: 62 a campaign
    from: 63rd draw
    when_out: spare
  spare: {title: Spare, badge: medal}
  bike: {title: Bike, gift: bike, stock: 64}
  tee: {title: Tee, coupon: 65.00 CNY off 66.00 CNY, valid: 67 days, with: [cup]}
  cup: {title: Cup, coupon: mug for 68.90 CNY, valid: end of Fri, with: [tee]}
  code: {title: Code, pool: cinema, valid: 69 hours, when_out: spare}
  more: {title: More, points: 70, valid: end of 2027-12-13}
  tries: {title: Tries, draws: {box: 71}}
  bits: {title: Bits, fragments: {set/red: 72}}
  none: {title: Nothing this time, nothing: true}
"""


class Read(NamedTuple):
    """A campaign, its tree as written, and the programme around it."""

    campaign: Campaign
    tree: Any
    programme: Programme
    around: Any
    """The tree of the programme, with its events."""

    def said(self, locale: str) -> list[Section]:
        """Its rules in a language."""
        return sections(self.campaign, self.programme, language(locale))


def read(text: str, programme: str = PROGRAMME) -> Read:
    """A campaign of a text; the text must read."""
    return parsed(tree(text), tree(programme))


def parsed(written: Any, around: Any) -> Read:
    """A campaign of a tree; the tree must read."""
    campaign, wrong = reading.read(written, CampaignFile)
    programme, other = reading.read(around, Programme)
    assert campaign, wrong
    assert programme, other
    return Read(campaign, written, programme, around)


@cache
def whole() -> Read:
    """The campaign above."""
    return read(CAMPAIGN)


def _shipped() -> Iterator[Path]:
    for pattern in ("campaigns/*", "examples/*/*", "examples/*/campaigns/*"):
        yield from sorted(path.parent for path in Path().glob(f"{pattern}/campaign.yaml"))


SHIPPED = tuple(_shipped())


@cache
def shipped(folder: Path) -> Read:
    """A shipped campaign."""
    file, around = load(folder / "campaign.yaml"), load_programme(folder.parent)
    assert file.value is not None
    assert around.value is not None
    return Read(file.value, file.tree, around.value, around.tree)


def every() -> list[Read]:
    """All of them."""
    return [whole(), *map(shipped, SHIPPED)]
