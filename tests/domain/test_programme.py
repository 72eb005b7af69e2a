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
    ("from: client}", "from: tessera}", "error", "own-event", ("events", "member.checked_in", "from")),
    ("member.checked_in:", "tier.reached:", "error", "own-event", ("events", "tier.reached")),
    (
        "member.checked_in: {from: client}",
        "member.birthday: {from: tessera, fields: {year: number}}",
        "error",
        "own-event",
        ("events", "member.birthday"),
    ),
]
TIERS = "timezone: Asia/Shanghai\ntiers: {green: {}, silver: {SILVER}, vip: {VIP}, gold: {GOLD}}\n"
OF_TIERS: list[tuple[str, str, str, tuple[str, ...]]] = [
    ("from: 30 stars", "", "from: 60 stars", ()),
    ("from: 30 stars", "", "from: 30 stars", ("error tiers-not-rising tiers/gold/from",)),
    ("from: 30 stars", "", "from: 29 stars", ("error tiers-not-rising tiers/gold/from",)),
    ("from: 30 stars in 12 months", "", "from: 30 stars in a year", ("error tiers-not-rising tiers/gold/from",)),
    ("from: 30 stars in 12 months", "", "from: 30 stars in 6 months", ()),
    ("from: 30 stars", "", "from: 30 stars in 6 months", ()),
    ("from: 30 stars", "from: 20 stars", "from: 60 stars", ("error tiers-not-rising tiers/vip/from",)),
    ("from: 30 stars, keeps: 1 year, grace: 30 days, stays_with: 30 stars", "", "", ()),
    (
        "from: 30 stars, keeps: 1 year, stays_with: 31 stars",
        "",
        "",
        ("warning kept-with-more tiers/silver/stays_with",),
    ),
    ("keeps: 1 year", "", "", ("error tier-without-stars tiers/silver/keeps",)),
    ("stays_with: 1 star", "", "", ("error tier-without-stars tiers/silver/stays_with",)),
    ("grace: 1 days", "", "", ("error tier-without-stars tiers/silver/grace",)),
    ("from: 30 stars, grace: 1 days", "", "", ("warning kept-for-ever tiers/silver/grace",)),
    ("from: 30 stars, stays_with: 20 stars", "", "", ("warning kept-for-ever tiers/silver/stays_with",)),
    ("from: 30 stars", "", "from: 60 stars, keeps: 1 year", ("warning given-by-falling tiers/vip",)),
    ("from: 30 stars", "from: 40 stars", "from: 60 stars, keeps: 1 year", ()),
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


@pytest.mark.parametrize(("silver", "vip", "gold", "expected"), OF_TIERS)
def test_tiers_rise_with_their_stars(silver: str, vip: str, gold: str, expected: tuple[str, ...]) -> None:
    text = TIERS.replace("SILVER", silver).replace("VIP", vip).replace("GOLD", gold)

    assert (
        tuple(f"{one.level} {one.code} {'/'.join(map(str, one.path))}" for one in lint_programme(read(text)))
        == expected
    )


def test_stars_need_a_clock() -> None:
    text = TIERS.replace("SILVER", "from: 30 stars").replace("VIP", "").replace("GOLD", "").partition("\n")[2]

    assert [one.code for one in lint_programme(read(text)) if one.level == "error"] == ["no-clock"]
