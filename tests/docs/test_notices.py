"""The guide for another system's engineer: its examples are what Tessera tells, to the letter."""

import json
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from chalicelib.domain.derived.notice import Notice, ReceiptWritten, of_closing, of_edge, of_receipt
from chalicelib.domain.derived.touch_notice import TouchSent, of_touch
from chalicelib.domain.publishing.calendar import calendar_of
from chalicelib.domain.publishing.edges import Edge, Effective, edges
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.record.touched import Touched
from cli.campaign_file import load
from tests.docs.pages import ROOT, blocks, page, rows, section
from tests.triggers.test_notices import DRAW

PAGE = page("docs/notices.md")
HOUR = 3_600_000


def edge(campaign: str, redemption: str | None, turned: str, since: int) -> Edge:
    """The first of a shipped campaign."""
    definition = load(ROOT / "campaigns" / campaign / "campaign.yaml").value
    assert definition is not None
    found = edges([Effective(0, definition)], since, calendar_of(definition).window.closes)
    return next(one for one in found if (one.redemption, one.turned) == (redemption, turned))


TOUCH = replace(
    DRAW,
    id="q8Xn2RbT5mWc0Zya",
    does="touch",
    touched=Touched("points-end", "mini", DRAW.at, DRAW.at + 10 * HOUR, {"points": "350", "ends": "2026-06-30"}),
)


def touch_of(member: str, receipt: Receipt) -> Notice:
    """The notice of its touch."""
    notice = of_touch(member, receipt)
    assert notice is not None
    return notice


EXAMPLES: list[tuple[str, Notice]] = [
    ("A receipt", of_receipt("m-ana", DRAW)),
    ("A touch", touch_of("m-ana", TOUCH)),
    ("A window", of_edge(edge("monthly-gifts", "monthly", "opened", DRAW.at - HOUR), paused=False)),
    ("A window", of_edge(edge("care-box", None, "closed", 0), paused=False)),
    ("A campaign closed for good", of_closing("care-box", edge("care-box", None, "closed", 0).at + 25 * HOUR, 2)),
]


def examples(heading: str) -> list[Any]:
    return [json.loads(block) for block in blocks(section(PAGE, heading), "json")]


@pytest.mark.parametrize(("heading", "notice"), EXAMPLES, ids=[notice.id for _, notice in EXAMPLES])
def test_the_examples_are_what_is_told(heading: str, notice: Notice) -> None:
    assert json.loads(msgspec.json.encode(notice)) in examples(heading)


def test_every_type_has_an_example() -> None:
    told = {name.strip("`") for name, *_ in rows(PAGE)}
    shown = [one for heading in dict.fromkeys(heading for heading, _ in EXAMPLES) for one in examples(heading)]

    assert told == {one["type"] for one in shown}
    assert len(shown) == len(EXAMPLES)


def test_every_field_of_a_receipts_notice_is_explained() -> None:
    told = [name.strip("`") for name, _ in rows(section(PAGE, "A receipt"))]

    assert told == list(ReceiptWritten.__struct_fields__)


def test_every_field_of_a_touchs_notice_is_explained() -> None:
    told = [name.strip("`") for name, _ in rows(section(PAGE, "A touch"))]

    assert told == list(TouchSent.__struct_fields__)
