"""The JSON Schemas beside the campaigns: current, and of one mind with the reader."""

from typing import Any

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from chalicelib.domain.file.programme import EventsFile, ProgrammeFile
from chalicelib.domain.file.reading import read
from chalicelib.domain.file.schema import json_schema
from chalicelib.domain.mechanics.definition import CampaignFile
from cli import schemas
from cli.yaml_tree import parse

CAMPAIGN = """
campaign: lantern-fair
title: {en: Lantern fair, zh-CN: 灯会}
market: CN
timezone: Asia/Shanghai
opens: 2027-02-01 00:00
closes: end of 2027-02-28
opt_in: true
crowd: 500 a second
budget: 20000.00 CNY
challenges:
  week:
    repeats: weekly
    tasks:
      visit: {when: shop.visited, reach: 3 times (at most 1 a day), gives: {draws: lantern}}
      watch: {when: live.watched, where: {minutes: 5 to 60}, already: true, gives: {points: 10}}
      buy:
        when: order.paid
        where: {channel: [shop, 7], weight: at least 1.5}
        each: 99.00 CNY of amount (in one event)
        limit: [1 a day, 3 a month]
        milestones: {199.00 CNY: {prizes: {tee: 2}}, 3: {fragments: [riddle/moon, riddle/sun]}}
    milestones: {2: {points: 20}}
collections:
  riddle: {fragments: [moon, sun], gives: {points: 50}, exchange: 3 spares, send: 1 a day, cannot_send: [sun]}
blind_boxes:
  lantern:
    costs: {draws: lantern}
    ten_costs: {draws: {lantern: 9}}
    odds: {tee: 0.5%, 2027: 1/144, towel: rest}
    guarantees: [{of: [tee], within: 90, ramp: {from: 70, step: 2%}}]
    min_age: 8
redemptions:
  monthly: {opens: 20th 10:00, closes: end of month, offers: {towel: {gives: {prizes: towel}, stock: 500}}}
prizes:
  tee: {gift: tee-110cm, value: 199.00 CNY, stock: 5 a day, when_out: towel}
  2027: {badge: 2027}
  towel: {coupon: towel for 9.90 CNY, valid: 30 days}
"""
EVENTS = """
member.joined: {from: server, kept: true}
order.paid: {from: server, fields: {order: text, amount: money}, unique: order}
"""
PROGRAMME = "tiers: {green: {}, gold: {title: 2nd}}"

FILES: dict[str, tuple[Any, str]] = {
    "campaign": (CampaignFile, CAMPAIGN),
    "events": (EventsFile, EVENTS),
    "programme": (ProgrammeFile, PROGRAMME),
}


def as_an_editor(text: str) -> Any:
    """YAML 1.2 with its scalars typed, and keys as JSON has them."""

    def with_text_keys(node: Any) -> Any:
        if isinstance(node, dict):
            return {str(key): with_text_keys(value) for key, value in node.items()}
        return [with_text_keys(item) for item in node] if isinstance(node, list) else node

    return with_text_keys(YAML(typ="safe", pure=True).load(text))


def complaints(kind: Any, text: str) -> list[str]:
    return [error.message for error in Draft202012Validator(json_schema(kind)).iter_errors(as_an_editor(text))]


@pytest.mark.parametrize("path", schemas.texts(), ids=lambda path: path.name)
def test_the_committed_schema_is_current(path: Any) -> None:
    written = path.read_text(encoding="utf-8") if path.exists() else "none"
    assert written == schemas.texts()[path], "the definition has changed: run `python -m cli.schemas`"


@pytest.mark.parametrize("name", FILES)
def test_a_schema_is_valid_itself(name: str) -> None:
    Draft202012Validator.check_schema(json_schema(FILES[name][0]))


@pytest.mark.parametrize("name", FILES)
def test_a_right_file_satisfies_schema_and_reader(name: str) -> None:
    kind, text = FILES[name]
    assert complaints(kind, text) == []
    node = parse(text.encode()).node
    assert node is not None
    assert read(node, kind)[1] == []


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("campaign", "closes: end of 2027-02-28", "closing: end of 2027-02-28"),
        ("campaign", "timezone: Asia/Shanghai", ""),
        ("campaign", "20th 10:00", "20th 24:00"),
        ("campaign", "repeats: weekly", "repeats: yearly"),
        ("campaign", "1 a day, 3 a month", "1 a day, 3"),
        ("campaign", "towel: rest", "towel: 29.5"),
        ("campaign", "market: CN", "market: [CN]"),
        ("campaign", "week:", "week of light:"),
        ("campaign", "199.00 CNY: {", "199 RMB!: {"),
        ("campaign", "points: 20", "points: 5,000"),
        ("campaign", "points: 20", "points: -1"),
        ("campaign", "tee: 2", "tee: 0"),
        ("campaign", "min_age: 8", "min_age: eight"),
        ("campaign", "30 days", "30"),
        ("events", "from: server, kept", "from: shop, kept"),
        ("events", "amount: money", "amount: cash"),
        ("events", "order.paid", "paid"),
        ("programme", "tiers:", "levels:"),
    ],
)
def test_schema_and_reader_refuse_the_same(name: str, right: str, wrong: str) -> None:
    kind, text = FILES[name]
    assert right in text
    broken = text.replace(right, wrong)
    assert complaints(kind, broken)
    node = parse(broken.encode()).node
    assert node is not None
    assert read(node, kind)[1]
