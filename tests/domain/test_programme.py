"""The programme's own lint: its clock, what is unique, and who may report what."""

import pytest

from chalicelib.domain.file import reading
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.lint.programme import lint_programme
from tests.domain.game import tree

GOOD = """
timezone: Asia/Shanghai
tiers: {green: {}, gold: {}}
events:
  member.checked_in: {from: client}
  order.paid: {from: server, fields: {order: text, amount: money}, unique: order}
"""

CASES = [
    ("timezone: Asia/Shanghai\n", "", "warning", "no-timezone", ("timezone",)),
    ("Asia/Shanghai", "Asia/Shanghay", "error", "unknown-timezone", ("timezone",)),
    ("unique: order", "unique: number", "error", "unknown-field", ("events", "order.paid", "unique")),
    ("unique: order", "unique: amount", "error", "unique-misfit", ("events", "order.paid", "unique")),
    ("unique: order", "unique: [order, number]", "error", "unknown-field", ("events", "order.paid", "unique")),
    ("unique: order", "unique: [order, amount]", "error", "unique-misfit", ("events", "order.paid", "unique")),
    ("unique: order", "unique: [order, order]", "error", "unique-misfit", ("events", "order.paid", "unique")),
    ("unique: order", "unique: order (or none)", "error", "unique-misfit", ("events", "order.paid", "unique")),
    ("{from: server, f", "{from: client, f", "error", "client-claims", ("events", "order.paid", "unique")),
    (
        "{from: client}",
        "{from: client, fields: {paid: money}}",
        "warning",
        "client-money",
        ("events", "member.checked_in", "fields", "paid"),
    ),
]


def read(text: str) -> Programme:
    programme, findings = reading.read(tree(text), Programme)
    assert programme is not None, findings
    return programme


def test_a_sound_programme_has_no_findings() -> None:
    assert lint_programme(read(GOOD)) == []


@pytest.mark.parametrize(("said", "instead", "level", "code", "path"), CASES, ids=[case[3] for case in CASES])
def test_each_slip_is_found_at_its_place(said: str, instead: str, level: str, code: str, path: tuple[str, ...]) -> None:
    found = lint_programme(read(GOOD.replace(said, instead)))

    assert (level, code, path) in [(one.level, one.code, one.path) for one in found]


def test_the_nearest_timezone_is_named() -> None:
    [found] = lint_programme(read(GOOD.replace("Shanghai", "Shanghay")))

    assert "Asia/Shanghai" in found.message
