"""Each record is whole: every mechanic has a shipped campaign, a scenario, a case of the lint, and a mutation."""

import re
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from chalicelib.domain.file.annotations import alternatives
from chalicelib.domain.file.blocks import named
from chalicelib.domain.mechanics import MECHANICS
from chalicelib.domain.mechanics.definition import CampaignFile
from chalicelib.domain.mechanics.mechanic import Mechanic
from chalicelib.domain.words.values import EventName, FragmentOdds, PrizeOdds
from cli.campaign_file import load
from cli.folder import load_scenarios
from tests.domain.lint_cases import earning, giving, whole
from tests.proof.mutations import MUTATIONS

CAMPAIGNS = sorted(
    path.parent for places in ("campaigns/*", "examples/*/*") for path in Path().glob(f"{places}/campaign.yaml")
)

each = pytest.mark.parametrize("mechanic", MECHANICS, ids=lambda one: one.key)


def kinds(mechanic: Mechanic[Any, Any]) -> list[Any]:
    """What the fields of a mechanic's structs say."""
    made = mechanic.judged().judges
    return [one for kind in made for field in structs.fields(kind) for one in alternatives(field.type)]


@each
def test_a_shipped_campaign_uses_it(mechanic: Mechanic[Any, Any]) -> None:
    read = [load(folder / "campaign.yaml").value for folder in CAMPAIGNS]
    assert any(one.blocks(mechanic.block) for one in read if one is not None)


@each
def test_a_scenario_plays_it(mechanic: Mechanic[Any, Any]) -> None:
    """Its actions; of a mechanic that counts events, an event."""
    steps = [
        step.does
        for folder in CAMPAIGNS
        if (folder / "scenarios.yaml").exists()
        for scenario in load_scenarios(folder, folder.name).value or ()
        for step in scenario.steps
    ]
    done = {type(does) for does in steps}
    assert {play.action for play in mechanic.plays} <= done
    assert mechanic.plays or mechanic.counts


@each
def test_a_case_holds_its_lint(mechanic: Mechanic[Any, Any]) -> None:
    """Some case of the lint expects a finding in one of its blocks."""
    rows = [
        row for of in (earning, giving, whole) for name, table in vars(of).items() if name.isupper() for row in table
    ]
    expected = [finding for row in rows if hasattr(row, "values") for finding in row.values[1]]
    assert mechanic.judged().rules
    assert any(finding.split()[2].startswith(f"{mechanic.key}/") for finding in expected)


@each
def test_a_mutation_is_made_in_it(mechanic: Mechanic[Any, Any]) -> None:
    folder = mechanic.block.__module__.removesuffix(".block").replace(".", "/")
    assert any(one.file.startswith(f"{folder}/") for one in MUTATIONS)


@each
def test_it_says_of_itself_what_its_block_has(mechanic: Mechanic[Any, Any]) -> None:
    said = kinds(mechanic)
    assert (mechanic.odds is not None) == (PrizeOdds in said or FragmentOdds in said)
    assert (mechanic.counts is not None) == (EventName in said)


@each
def test_odds_stand_in_the_block_of_the_first_level(mechanic: Mechanic[Any, Any]) -> None:
    """Its path is what seeds, odds pages and scenarios know."""
    kind: Any = mechanic.block
    inside = [of for _, _, of in named(kind)]
    said = [one for of in inside for field in structs.fields(of) for one in alternatives(field.type)]
    assert not [one for one in said if one in (PrizeOdds, FragmentOdds)]


@each
def test_each_action_is_spelled_in_one_way(mechanic: Mechanic[Any, Any]) -> None:
    """Route, words, example and what is kept speak of the fields that the action has."""
    for play in mechanic.plays:
        fields = set(play.action.__struct_fields__)
        needed = {one.name for one in structs.fields(play.action) if one.required} - {"campaign"}
        assert set(re.findall(r"{(\w+)}", play.path)) < fields
        assert play.path.startswith(f"{mechanic.plural}/{{{mechanic.word}}}/") or mechanic.word in play.path
        for words, left_open in play.words.items():
            said = {*re.findall(r"{(\w+)}", words), *left_open}
            assert needed <= said <= fields
        assert {*play.kept, *play.example.asked} <= fields


def test_the_names_of_mechanics_differ() -> None:
    for name in ("key", "plural", "word", "name"):
        assert len({getattr(one, name) for one in MECHANICS}) == len(MECHANICS)
    tags = [play.action.__struct_config__.tag for one in MECHANICS for play in one.plays]
    assert len(set(tags)) == len(tags)


def test_a_record_without_a_part_is_none() -> None:
    """A part that is forgotten is an error of types, and at once."""
    assert Mechanic.__struct_defaults__ == ()


def test_the_file_has_the_keys_in_the_order_of_the_list() -> None:
    keys = [mechanic.key for mechanic in MECHANICS]
    assert [*CampaignFile.__struct_fields__][-len(keys) - 1 :] == [*keys, "prizes"]
