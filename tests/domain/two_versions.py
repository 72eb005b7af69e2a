"""A campaign of which a case edits a part, and how each change of it is classed."""

from functools import cache

from chalicelib.domain.file import reading
from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.mechanics.definition import CampaignFile
from chalicelib.domain.mechanics.whole_diff import diff
from tests.domain.game import tree

TIERS = ("green", "silver", "gold")

BASE = """
campaign: play
title: Play
timezone: Asia/Shanghai
opens: 2026-06-01 00:00
closes: end of 2026-06-30
who: {tier: [green, silver], age: 18 to 60}
grace: 24 hours
challenges:
  week:
    repeats: weekly
    tasks:
      run: {when: run.finished, where: {km: at least 5}, reach: 3 times (at most 1 a day), gives: {points: 10},
            milestones: {1: {points: 1}, 2: {points: 1}}, limit: 2 a campaign}
      buy: {when: order.paid, each: 399.00 CNY of amount, limit: 3 a month, gives: {draws: box}}
    gives: {points: 100}
  open: {tasks: {visit: {when: shop.visited, already: true, gives: {points: 1}}}, milestones: {1: {points: 5}}}
collections:
  set: {fragments: [a, b], gives: {points: 9}, odds: {a: 50%, b: 50%}, exchange: 3 spares, send: 1 a day,
        cannot_send: [b], limit: 1 a campaign}
blind_boxes:
  box:
    costs: {draws: box}
    ten_costs: {draws: {box: 9}}
    odds: {bike: 1%, tee: 19%, cup: 20%, sticker: rest}
    guarantees: [{of: [bike, tee], within: 20, ramp: {from: 10, step: 1%}}]
    limit: 2 a day
    min_age: 8
    guardian_under: 18
redemptions:
  monthly:
    opens: 20th 10:00
    closes: end of 25th
    limit: 2 a month
    offers:
      serum: {costs: {points: 100}, gives: {prizes: tee}, stock: 500 a window, who: {tier: at least silver}}
prizes:
  sticker: {badge: play-2026}
  cup:     {gift: cup, value: 50.00 CNY}
  mug:     {gift: mug, value: 50.00 CNY}
  tee:     {gift: tee, value: 99.00 CNY, stock: 300, when_out: cup}
  bike:    {gift: bike, value: 1299.00 CNY, stock: 5, when_out: tee, valid: 30 days}
  coupon:  {coupon: 20.00 CNY off 148.00 CNY, valid: 30 days}
  none:    {nothing: true, title: No prize}
  pack:    {points: 200}
"""


@cache
def campaign(text: str) -> Campaign:
    value, findings = reading.read(tree(text), CampaignFile)
    assert value is not None, findings
    return value


def edited(edit: tuple[str, str]) -> str:
    assert edit[0] in BASE
    return BASE.replace(*edit)


def classed(before: str, after: str) -> dict[str, str]:
    """The kind of each change by its place in the file, the worst where one place changes twice."""
    changes = diff(campaign(before), campaign(after), TIERS)
    assert all(change.reason for change in changes)
    order = ("neutral", "favourable", "adverse")
    return {
        ".".join(map(str, change.path)): change.kind
        for change in sorted(changes, key=lambda one: order.index(one.kind))
    }
