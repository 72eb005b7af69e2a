"""A small campaign with nothing to complain of, and how a case changes it."""

from functools import cache
from typing import Any

import pytest

from chalicelib.domain.file import reading
from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.mechanics.definition import CampaignFile
from chalicelib.domain.mechanics.whole_lint import lint
from cli import yaml_tree
from tests.domain.wordless import but_words

PROGRAMME = """
tiers: {silver: {}, gold: {}, black: {}}
events:
  order.paid:        {from: server, unique: order, fields: {order: text, channel: text, amount: money, skus: texts}}
  run.finished:      {from: server, fields: {km: number, on: date, indoors: flag}}
  member.joined:     {from: server, kept: true}
  member.checked_in: {from: client}
  article.read:      {from: client, fields: {article: text, minutes: number}}
"""

CAMPAIGN = """
campaign: spring
title: Spring
market: CN
timezone: Asia/Shanghai
opens: 2026-06-01 00:00
closes: end of 2026-06-30
challenges:
  missions:
    tasks:
      join: {when: member.joined, already: true, gives: {fragments: boat/bow}}
      run:  {when: run.finished, where: {km: at least 3}, reach: 3 days, gives: {fragments: boat/hull}}
      buy:  {when: order.paid, each: 100.00 CNY of amount, limit: 3 a round, gives: {draws: care}}
    milestones: {2: {points: 20}}
    gives: {points: 100}
collections:
  boat: {fragments: [bow, hull], gives: {prizes: tee}, limit: 1 a campaign}
blind_boxes:
  care: {costs: {draws: care}, odds: {bike: 1%, tee: rest, note: rest}, limit: 3 a day, min_age: 8, guardian_under: 18}
redemptions:
  monthly:
    opens: 20th 10:00
    closes: end of month
    limit: 2 a window
    offers:
      serum: {who: {tier: gold}, costs: {points: 100}, gives: {prizes: serum}, stock: 50 a window}
prizes:
  note:  {coupon: 20.00 CNY off 148.00 CNY, valid: 30 days}
  tee:   {gift: tee-110cm, value: 99.00 CNY}
  bike:  {gift: bike-14in, value: 1299.00 CNY, stock: 5, when_out: tee}
  serum: {gift: serum-7ml, value: 60.00 CNY}
"""

LEAVE_OUT = "(leave out)"


def case(id: str, changes: dict[str, str], *expected: str) -> Any:
    """A row of a table: places of the good campaign (`prizes/tee/value`; `programme/events/…`) and what is written
    there, and every finding that follows, as `level code place`."""
    return pytest.param(changes, expected, id=id)


def findings(changes: dict[str, str]) -> tuple[str, ...]:
    """The findings of the good campaign with changes, as `level code place`."""
    return tuple(f"{one.level} {one.code} {'/'.join(map(str, one.path))}" for one in but_words(lint(*changed(changes))))


def messages(changes: dict[str, str]) -> str:
    """What the findings say, a line each."""
    return "\n".join(one.message for one in but_words(lint(*changed(changes))))


def changed(changes: dict[str, str]) -> tuple[Campaign, Programme]:
    """The good campaign and its programme, changed, as the reader gives them."""
    tree = {**_tree(CAMPAIGN), "programme": _tree(PROGRAMME)}
    for place, text in changes.items():
        *path, last = place.split("/")
        block = tree
        for key in path:
            block = block.setdefault(key, {})
        if text == LEAVE_OUT:
            del block[last]
        else:
            block[last] = _tree(f"title: {text}")["title"]
    of_programme = tree.pop("programme")
    programme = _programme(of_programme) if any(one.startswith("programme/") for one in changes) else _good_programme()
    campaign, wrong = reading.read(tree, CampaignFile)
    assert campaign is not None, wrong
    return campaign, programme


@cache
def _good_programme() -> Programme:
    return _programme(_tree(PROGRAMME))


def _programme(tree: Any) -> Programme:
    programme, wrong = reading.read(tree, Programme)
    assert programme is not None, wrong
    return programme


def _tree(text: str) -> Any:
    form = yaml_tree.parse(text.encode())
    assert not form.findings, form.findings
    return form.node
