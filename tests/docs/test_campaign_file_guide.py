"""The guide for campaign managers: every example in it reads, holds against the lint, and plays as it says."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from msgspec import Struct

from chalicelib.domain.file import phrases, reading
from chalicelib.domain.file.annotations import struct_fields
from chalicelib.domain.file.blocks import Block
from chalicelib.domain.file.campaign import Guarantee, Prize
from chalicelib.domain.file.phrases import Phrase, PhraseError
from chalicelib.domain.file.programme import EventsFile, EventType, ProgrammeFile
from chalicelib.domain.file.tags import TagGroup
from chalicelib.domain.file.touches import Touch
from chalicelib.domain.mechanics.blind_box.block import BlindBox
from chalicelib.domain.mechanics.board.block import Board
from chalicelib.domain.mechanics.challenge.block import Challenge, MakeUp, Task
from chalicelib.domain.mechanics.collection.block import Collection
from chalicelib.domain.mechanics.definition import CampaignFile
from chalicelib.domain.mechanics.form.block import Form, FormAsk
from chalicelib.domain.mechanics.quiz.block import Question, Quiz
from chalicelib.domain.mechanics.redemption.block import Offer, Redemption
from chalicelib.domain.mechanics.whole_lint import lint
from chalicelib.domain.scenarios import check, written
from chalicelib.domain.scenarios.file import Given
from chalicelib.domain.scenarios.words import doing, when
from cli import yaml_tree
from cli.campaign_file import load, load_programme, load_tree, render
from cli.folder import publish
from tests.docs.pages import ROOT, blocks, page, section

GUIDE = page("docs/campaign-file.md")

PARSERS: dict[str, Phrase[Any]] = {
    "AMOUNT": phrases.amount,
    "CHANCE": phrases.chance,
    "DRAW": phrases.nth_draw,
    "CONDITION": phrases.condition,
    "COUPON": phrases.coupon,
    "DURATION": phrases.duration,
    "EVENT": phrases.event_name,
    "EXCHANGE": phrases.exchange,
    "SCORE": phrases.scoring,
    "RANKS": phrases.ranks,
    "FLAG": phrases.flag,
    "HOW MANY": phrases.how_many,
    "INT": phrases.whole,
    "KEY": phrases.threshold,
    "LIMIT": phrases.limit,
    "MOMENT": phrases.parse_moment,
    "MONEY": phrases.money,
    "NAME": phrases.name,
    "NAMES": phrases.names,
    "PERCENT": phrases.percent,
    "RATE": phrases.crowd,
    "STOCK": phrases.stock,
}
"""What reads each word of the guide's phrase tables."""

DESCRIBED: dict[str, tuple[type[Struct], ...]] = {
    "Campaign (the file itself)": (CampaignFile,),
    "Challenge: a set of tasks": (Challenge,),
    "Task": (Task,),
    "make_up: a missed day": (MakeUp,),
    "Collection: a set of fragments": (Collection,),
    "Blind box": (BlindBox, Guarantee),
    "Redemption: things to get for points, at certain times": (Redemption,),
    "Offer": (Offer,),
    "Board: a ranking with prizes": (Board,),
    "Form: questions whose answers become tags": (Form,),
    "Question of a form": (FormAsk,),
    "Quiz: questions with one right answer": (Quiz,),
    "Question": (Question,),
    "Prize": (Prize,),
    "Events and tiers": (EventType,),
    "Touch: what members are told": (Touch,),
    "Tags": (TagGroup,),
}
"""Which blocks each heading of the guide describes."""

OF_PROGRAMME = ("tiers", "segments", "tags")
"""The keys of programme.yaml with which examples begin."""

WRONG, RIGHT = 1, 2
"""The columns of the table of slips."""


class Whole(NamedTuple):
    """A campaign that stands whole in the guide, and the scenarios that follow it, if any do."""

    name: str
    campaign: str
    scenarios: str | None


def examples_of_files() -> list[str]:
    """The fenced blocks of YAML, without those that are one comment."""
    return [block for block in blocks(GUIDE, "yaml") if keys(block)]


def keys(block: str) -> list[str]:
    return re.findall(r"^([\w.]+):", block, re.MULTILINE)


def wholes() -> list[Whole]:
    found: list[Whole] = []
    for block in examples_of_files():
        if keys(block)[0] == "campaign":
            found.append(Whole(re.findall(r"^campaign: (.+)$", block, re.MULTILINE)[0], block, None))
        elif keys(block) == ["scenarios"]:
            found[-1] = found[-1]._replace(scenarios=block)
    return found


def rows(mark: str) -> Iterator[list[str]]:
    """The rows of the tables that stand below `<!-- mark`, heads left out."""
    for table in re.findall(rf"<!-- {mark}.*?-->\n\n((?:\|.*\n)+)", GUIDE):
        for row in table.splitlines()[2:]:
            yield [cell.strip() for cell in row.strip("|").split("|")]


def spans(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def first_cells(heading: str) -> str:
    """The keys that the tables under a heading describe, with the tables' own heads."""
    return " ".join(re.findall(r"^\| ([*\w, ]+) \| ", section(GUIDE, heading), re.MULTILINE))


def examples(mark: str, column: int) -> list[Any]:
    return [pytest.param(row[0], text, id=f"{row[0]}: {text}") for row in rows(mark) for text in spans(row[column])]


def node(text: str) -> Any:
    return yaml_tree.parse(text.encode()).node


def folder_of(whole: Whole, parent: Path) -> Path:
    """The campaign's own folder, beside the shipped events and tiers."""
    for name in ("events.yaml", "programme.yaml"):
        (parent / name).write_bytes((ROOT / "campaigns" / name).read_bytes())
    folder = parent / whole.name
    folder.mkdir()
    (folder / "campaign.yaml").write_text(whole.campaign, "utf-8")
    if whole.scenarios:
        (folder / "scenarios.yaml").write_text(whole.scenarios, "utf-8")
    return folder


def test_no_marked_table_is_passed_over() -> None:
    marks = re.findall(r"<!-- (\w+)", GUIDE)
    assert set(marks) == {"phrases", "slips", "at", "does"}
    assert len(re.findall(r"<!-- .*?-->\n\n\|", GUIDE)) == len(marks)


def test_shows_whole_campaigns_and_scenarios() -> None:
    assert [whole.name for whole in wholes()] == ["hello", "spring-tea"]
    assert wholes()[-1].scenarios


@pytest.mark.parametrize("whole", wholes(), ids=lambda whole: whole.name)
class TestWholeCampaign:
    def test_reads_and_lints_without_errors(self, whole: Whole, tmp_path: Path) -> None:
        folder = folder_of(whole, tmp_path)
        loaded, programme = load(folder / "campaign.yaml"), load_programme(tmp_path)
        assert loaded.value is not None, render(loaded.findings)
        assert programme.value is not None
        found = lint(loaded.value, programme.value)
        assert {one.code for one in found} <= {"no-market", "long-run-chance"}, render(loaded.locate(found))

    def test_plays_its_scenarios(self, whole: Whole, tmp_path: Path) -> None:
        folder = folder_of(whole, tmp_path)
        definitions = publish(folder)
        if whole.scenarios:
            tree = load_tree(folder / "scenarios.yaml").tree
            assert tree is not None
            checked = check(tree, definitions, whole.name)
            assert checked.holds, checked


@pytest.mark.parametrize(
    "block",
    [block for block in examples_of_files() if keys(block)[0] not in ("campaign", "scenarios")],
    ids=lambda block: keys(block)[0],
)
def test_a_part_of_a_file_reads(block: str) -> None:
    head = "campaign: part\ntitle: Part\ntimezone: UTC\nopens: 2026-06-01 00:00\ncloses: end of 2026-06-30\n"
    first = keys(block)[0]
    kind: Any = EventsFile if "." in first else ProgrammeFile if first in OF_PROGRAMME else CampaignFile
    form = yaml_tree.parse(((head if kind is CampaignFile else "") + block).encode())
    assert not form.findings
    assert form.node is not None
    _, findings = reading.read(form.node, kind)
    assert not findings


@pytest.mark.parametrize(("kind", "text"), examples("phrases", 1))
def test_a_phrase_reads(kind: str, text: str) -> None:
    PARSERS[kind](node(text))


@pytest.mark.parametrize(("kind", "text"), examples("slips", WRONG))
def test_a_slip_is_refused(kind: str, text: str) -> None:
    with pytest.raises(PhraseError):
        PARSERS[kind](node(text))


@pytest.mark.parametrize(("kind", "text"), examples("slips", RIGHT))
def test_what_is_right_instead_of_a_slip_reads(kind: str, text: str) -> None:
    PARSERS[kind](node(text))


def test_every_kind_of_phrase_has_examples() -> None:
    assert {row[0] for row in rows("phrases")} == set(PARSERS)


@pytest.mark.parametrize(("heading", "structs"), DESCRIBED.items(), ids=list(DESCRIBED))
def test_a_block_is_described_with_its_keys_and_no_others(heading: str, structs: tuple[type[Struct], ...]) -> None:
    """What may stand in any block, its words, is described once for all of them; what is needed is bold."""
    cells = first_cells(heading)
    fields = {key: field for struct in structs for key, field in struct_fields(struct).items()}
    needed = {key for key, field in fields.items() if field.required}
    words = {"key", "hint", *struct_fields(Block)}
    assert set(re.findall(r"\w+", cells)) - words == set(fields) - words
    assert set(re.findall(r"\*\*(\w+)\*\*", cells)) - words == needed - words


def test_what_a_scenario_may_say_is_described() -> None:
    given = set(struct_fields(Given)) | {"stock", "others"}
    step = set(struct_fields(written.Step)) - {"path", "text"} | {"with"}
    steps = first_cells("A step: what happens") + " " + first_cells("A step: what must come of it")
    assert set(re.findall(r"\w+", first_cells("given: how it begins"))) - {"key"} == given
    assert set(re.findall(r"\w+", steps)) - {"key", "code"} == step


@pytest.mark.parametrize("text", [text for row in rows("at") for text in spans(row[0])])
def test_a_moment_of_a_step_reads(text: str) -> None:
    when(text)


@pytest.mark.parametrize("text", [text for row in rows("does") for text in spans(row[0])])
def test_what_a_step_does_reads(text: str) -> None:
    doing(text, "hello", {"amount": ("1.00 CNY",)} if text.partition(" ")[0] in ("quote", "hold", "pay") else {})
