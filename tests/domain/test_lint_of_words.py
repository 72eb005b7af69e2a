"""What members would see without words is told by the check, in one warning a language; names keep their order."""

from typing import Any

import pytest

from chalicelib.domain.file import reading
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.lint.programme import lint_programme
from chalicelib.domain.mechanics.definition import CampaignFile
from chalicelib.domain.mechanics.whole_lint import lint
from cli import yaml_tree

PROGRAMME = """
tiers: {gold: {title: {zh-CN: 金牌, en: Gold}}}
events: {shop.visited: {from: server}}
"""
CAMPAIGN = """
campaign: spring
title: {zh-CN: 春, en: Spring}
market: CN
timezone: Asia/Shanghai
opens: 2026-06-01 00:00
closes: end of 2026-06-30
challenges:
  week:
    title: {zh-CN: 每周, en: The week}
    tasks:
      visit: {title: {zh-CN: 逛店, en: Visit}, when: shop.visited, gives: {fragments: [set/a, set/b]}}
collections:
  set:
    title: {zh-CN: 一套, en: A set}
    fragments: {a: {title: {zh-CN: 甲, en: First}}, b: {title: {zh-CN: 乙, en: Second}}}
    gives: {prizes: mug}
    limit: 1 a campaign
forms:
  taste:
    title: {zh-CN: 口味, en: Taste}
    asks:
      tea: {ask: {zh-CN: 茶？, en: Tea?}, options: {a: {zh-CN: 是, en: "Yes"}, b: {zh-CN: 否, en: "No"}}}
prizes:
  mug: {title: {zh-CN: 杯子, en: Mug}, gift: mug, value: 9.00 CNY}
"""


def tree(text: str) -> Any:
    form = yaml_tree.parse(text.encode())
    assert not form.findings, form.findings
    return form.node


def found(right: str = "", wrong: str = "") -> list[tuple[str, str, str]]:
    """The findings of the campaign with a change: code, place and message."""
    assert not right or CAMPAIGN.count(right) == 1
    programme, _ = reading.read(tree(PROGRAMME), Programme)
    campaign, errors = reading.read(tree(CAMPAIGN.replace(right, wrong) if right else CAMPAIGN), CampaignFile)
    assert programme is not None
    assert campaign is not None, errors
    return [(one.code, "/".join(map(str, one.path)), one.message) for one in lint(campaign, programme)]


def test_a_campaign_with_words_is_passed() -> None:
    assert found() == []


@pytest.mark.parametrize(
    ("right", "wrong", "code", "place", "says"),
    [
        ("title: {zh-CN: 逛店, en: Visit}, ", "", "no-title", "challenges/week/tasks/visit", "challenges/week/visit"),
        (
            "b: {title: {zh-CN: 乙, en: Second}}",
            "b: {}",
            "no-title",
            "collections/set/fragments/b",
            "collections/set/b",
        ),
        ("{zh-CN: 杯子, en: Mug}", "{zh-CN: 杯子}", "no-locale", "prizes/mug/title", "members who read en"),
        ("{zh-CN: 一套, en: A set}", "{en: A set}", "no-locale", "collections/set/title", "members who read zh-CN"),
        ('{zh-CN: 否, en: "No"}', "{zh-CN: 否}", "no-locale", "forms/taste/asks/tea/options/b", "members who read en"),
        ("{zh-CN: 杯子, en: Mug}", f"{'x' * 201}", "too-long", "prizes/mug/title", "201 characters"),
        ("gift: mug", f"gift: mug, text: {'x' * 2001}", "too-long", "prizes/mug/text", "2,001 characters"),
        ("gift: mug", f"gift: mug, extra: {{a: {'x' * 501}}}", "too-long", "prizes/mug/extra/a", "501 characters"),
        (
            "gift: mug",
            f"gift: mug, extra: {{{', '.join(f'n{n}: {n}' for n in range(21))}}}",
            "too-many-extras",
            "prizes/mug/extra",
            "20 at most",
        ),
        ("gift: mug", "gift: mug, text: {cn: 好}", "unknown-locale", "prizes/mug/text/cn", "zh-CN"),
    ],
)
def test_what_is_missing_or_too_long_is_named(right: str, wrong: str, code: str, place: str, says: str) -> None:
    [*_, (said, where, message)] = [one for one in found(right, wrong) if one[0] == code]
    assert (said, where) == (code, place)
    assert says in message


@pytest.mark.parametrize(
    ("right", "wrong", "place"),
    [
        ("campaign: spring", "campaign: 2026", "campaign"),
        ("  week:", "  7:", "challenges/7"),
        ("options: {a:", "options: {1:", "forms/taste/asks/tea/options/1"),
        ("      tea: {ask", "      1: {ask", "forms/taste/asks/1"),
    ],
)
def test_a_name_of_digits_alone_is_refused(right: str, wrong: str, place: str) -> None:
    assert [(code, where) for code, where, _ in found(right, wrong) if code == "digits-only"] == [
        ("digits-only", place)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (PROGRAMME, []),
        ("tiers: {gold: {}}\nevents: {}\n", ["no-title tiers/gold"]),
        ("tiers: {}\ntags: {t: {title: T, one_of: {a: {title: A}, b: {}}}}\n", ["no-title tags/t/one_of/b"]),
        (
            "channels: {sms: {title: {en: SMS}}, app: {title: {en: App, ja: アプリ}}}\n",
            ["no-locale channels/sms/title"],
        ),
        ("tiers: {1: {title: One}}\n", ["digits-only tiers/1"]),
        ("tags: {t: {title: T, any_of: [1, a1]}}\n", ["no-title tags/t/any_of/1", "digits-only tags/t/any_of/1"]),
    ],
)
def test_the_programme_is_held_to_the_same(text: str, expected: list[str]) -> None:
    programme, errors = reading.read(tree(text), Programme)
    assert programme is not None, errors
    told = [f"{one.code} {'/'.join(map(str, one.path))}" for one in lint_programme(programme)]
    assert [one for one in told if one.partition(" ")[0] in ("no-title", "no-locale", "digits-only")] == expected
