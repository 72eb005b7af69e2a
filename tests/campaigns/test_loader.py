"""The loader of campaign files: everything that is wrong at once, each with its file, line and field."""

from pathlib import Path

import pytest

from chalicelib.domain.file.programme import OWN_EVENTS, EventType, Tier
from chalicelib.domain.words.findings import Finding
from cli.campaign_file import field, load, load_programme, render
from cli.yaml_tree import MOST_BYTES, parse

KIDS = """\
campaign: paper-boats
title: {zh-CN: 纸船（春季），第一期, en: Paper boats}
market: CN
timezone: Asia/Shanghai
opens: 2026-04-01 00:00
closes: end of 2026-04-30

challenges:
  missions:
    tasks:
      join:  {when: member.joined, already: true,                    gives: {fragments: boat/bow}}
      visit: {when: shop.visited, reach: 3 times (at most 1 a day),  gives: {fragments: boat/hull}}
      buy:   {when: order.paid,   reach: 299.00 CNY of amount,       gives: {fragments: boat/sail}}
    milestones: {2: {points: 20}}
    gives: {points: 100}

collections:
  boat: {fragments: [bow, hull, sail], gives: {draws: {harbour: 3}}, limit: 1 a campaign}

blind_boxes:
  harbour:
    costs: {draws: harbour}
    odds: {kite: 0.5%, cap: 29.5%, sticker: rest}
    guarantees: [{of: [kite, cap], within: 3}]
    limit: 3 a day

prizes:
  sticker: {badge: boats-2026}
  cap:     {gift: cap-52cm,  value: 89.00 CNY}
  kite:    {gift: kite-red,  value: 999.00 CNY, stock: 5, when_out: cap}
"""
WEEKS = """\
campaign: spring-run
title: Spring run
timezone: America/New_York
opens: 2026-03-02 00:00
closes: end of 2026-03-29
week_starts: Mon
opt_in: true
challenges:
  week:
    repeats: weekly
    tasks:
      run: {when: run.finished, where: {km: at least 3}, reach: 3 days, gives: {points: 30}}
    gives: {prizes: ribbon}
prizes:
  ribbon: {badge: spring-run}
"""

TWELVE_MISTAKES = """\
campaign: paper boats
title: Paper boats
timezone: Asia/Shanghai
opens: 2026-04-01 24:00
opens: 2026-04-01 00:00
chalenges: {}
challenges:
  missions:
    repeats: hourly
    tasks:
      visit:
        when: shop.visited
        limit: 3 per day
        gives: {points: 5,000}
      buy: {reach: 299 CNY of amount}
blind_boxes:
  harbour:
    odds:
      kite: 29.5％
      cap: &rest rest
"""


@pytest.mark.parametrize("text", [KIDS, WEEKS], ids=["all blocks", "a weekly challenge"])
def test_a_right_file_loads_without_findings(tmp_path: Path, text: str) -> None:
    path = tmp_path / "campaign.yaml"
    path.write_text(text, encoding="utf-8")
    loaded = load(path)
    assert render(loaded.findings) == ""
    assert loaded.value is not None
    assert f"campaign: {loaded.value.campaign}" in text


def test_every_mistake_of_a_file_is_shown_with_its_line_and_field(tmp_path: Path) -> None:
    path = tmp_path / "campaign.yaml"
    path.write_text(TWELVE_MISTAKES, encoding="utf-8")
    loaded = load(path)
    assert loaded.value is None
    visit, buy = "challenges.missions.tasks.visit", "challenges.missions.tasks.buy"
    assert [(one.place.line, field(one.finding.path), one.finding.code) for one in loaded.findings] == [
        (1, "campaign", "bad-name"),
        (1, "closes", "missing-key"),
        (4, "opens", "bad-phrase"),
        (5, "opens", "duplicate-key"),
        (6, "chalenges", "unknown-key"),
        (9, "challenges.missions.repeats", "bad-choice"),
        (13, f"{visit}.limit", "bad-phrase"),
        (14, f"{visit}.gives.points", "bad-phrase"),
        (15, f"{buy}.reach", "bad-phrase"),
        (15, f"{buy}.when", "missing-key"),
        (19, "blind_boxes.harbour.odds.kite", "full-width"),
        (20, "blind_boxes.harbour.odds.cap", "anchor"),
    ]


def test_findings_are_rendered_one_a_line(tmp_path: Path) -> None:
    path = tmp_path / "campaign.yaml"
    path.write_text(KIDS.replace("limit: 3 a day", "limit: 3 per day"), encoding="utf-8")
    assert render(load(path).findings) == (
        f'{path}:25: error: blind_boxes.harbour.limit: "3 per day" is not a limit; write 3 a day'
    )


def test_findings_of_others_get_the_line_of_the_nearest_place(tmp_path: Path) -> None:
    path = tmp_path / "campaign.yaml"
    path.write_text(KIDS, encoding="utf-8")
    paths = [
        ("prizes", "kite", "stock"),
        ("prizes", "kite", "valid"),
        ("blind_boxes", "harbour", "guarantees", 0, "of", 1),
        ("redemptions",),
    ]
    located = load(path).locate(Finding(path, "warning", "x", "y") for path in paths)
    assert [(one.place.line, one.finding.path) for one in located] == [
        (1, paths[3]),
        (24, paths[2]),
        (30, paths[0]),
        (30, paths[1]),
    ]


def test_a_missing_file_is_a_finding(tmp_path: Path) -> None:
    assert "no-file" in [one.finding.code for one in load(tmp_path / "none.yaml").findings]


def test_the_programme_is_two_files(tmp_path: Path) -> None:
    (tmp_path / "events.yaml").write_text("# ours\norder.paid: {from: server}\n", encoding="utf-8")
    (tmp_path / "programme.yaml").write_text("tiers:\n  green: {}\n  gold: {}\n", encoding="utf-8")
    loaded = load_programme(tmp_path)
    assert loaded.findings == ()
    assert loaded.value is not None
    assert loaded.value.events == {**OWN_EVENTS, "order.paid": EventType(source="server")}
    assert list(loaded.value.tiers.items()) == [("green", Tier()), ("gold", Tier())]
    assert loaded.tree == {"tiers": {"green": {}, "gold": {}}, "events": {"order.paid": {"from": "server"}}}
    found = [Finding(path, "note", "x", "y") for path in (("events", "order.paid"), ("tiers", "gold"))]
    places = [(Path(one.place.file).name, one.place.line) for one in loaded.locate(found)]
    assert places == [("events.yaml", 2), ("programme.yaml", 3)]


def test_mistakes_of_the_programme_are_shown_with_their_own_file(tmp_path: Path) -> None:
    (tmp_path / "events.yaml").write_text("order.paid: {from: shop}\n", encoding="utf-8")
    (tmp_path / "programme.yaml").write_text("tiers:\n  green: {}\nevents: {}\n", encoding="utf-8")
    loaded = load_programme(tmp_path)
    assert loaded.value is None
    shown = [(Path(one.place.file).name, one.place.line, field(one.finding.path)) for one in loaded.findings]
    assert shown == [("events.yaml", 1, "order.paid.from"), ("programme.yaml", 3, "events")]


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        pytest.param(
            "a: 10:00\nb: NO\nc: 0123\nd: ~\ne:\n",
            {"a": "10:00", "b": "NO", "c": "0123", "d": "~", "e": ""},
            id="traps",
        ),
        pytest.param("%YAML 1.1\n---\na: off\n", {"a": "off"}, id="version 1.1 declared"),
        pytest.param(
            "1: {b: {}, c: []}\r\nd: 'it''s'\r\n", {"1": {"b": {}, "c": []}, "d": "it's"}, id="flow, CRLF, quotes"
        ),
        pytest.param(
            "title: 春，夏（秋）：冬％  # 注：（好）\n",
            {"title": "春，夏（秋）：冬％"},
            id="full-width in title and comment",
        ),
        pytest.param("a: |\n  x\n  y\n- \n".replace("- \n", ""), {"a": "x\ny\n"}, id="block text"),
    ],
)
def test_every_scalar_stays_text(text: str, tree: object) -> None:
    found = parse(text.encode())
    assert (found.node, found.findings) == (tree, [])


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(b"", [(1, "empty")], id="empty"),
        pytest.param(b"# only\n", [(1, "empty")], id="comments only"),
        pytest.param(b"\xef\xbb\xbfa: 1\nb: \t2\n", [(1, "bom"), (2, "tab")], id="byte order mark and tab"),
        pytest.param(b"a:\n\tb: 1\n", [(2, "tab")], id="tab as an indent"),
        pytest.param(b"a: 1\n\tb: 2\n", [(2, "tab")], id="tab and what it breaks: said once"),
        pytest.param(b"a: 1\nb: \xff\n", [(2, "not-utf-8")], id="not UTF-8"),
        pytest.param(b"a: 1\nb: \x01\n", [(2, "character")], id="control character"),
        pytest.param(b"a: 1\n---\nb: 2\n", [(2, "documents")], id="two documents"),
        pytest.param(b"a: 1\nb: 2\na: 3\na: 4\n", [(3, "duplicate-key"), (4, "duplicate-key")], id="duplicate keys"),
        pytest.param(b"a: &x 1\nb: *x\n", [(1, "anchor"), (2, "alias")], id="anchor and alias"),
        pytest.param(b"&x a: 1\n", [(1, "anchor")], id="anchor at a key"),
        pytest.param(b"a: 1\n<<: {b: 1}\n", [(2, "merge")], id="merge"),
        pytest.param(b"a: !!str 1\nb: !x {c: 1}\n", [(1, "tag"), (2, "tag")], id="tags"),
        pytest.param(b"? [a]\n: 1\n", [(1, "bad-key")], id="a list as a key"),
        pytest.param(
            "a: 3（1 a day）\nb: 5％\n".encode(), [(1, "full-width"), (2, "full-width")], id="full-width values"
        ),
        pytest.param("a: {b: 1，c: 2}\n".encode(), [(1, "full-width")], id="full-width comma"),
        pytest.param("a: 1\nb：2\n".encode(), [(2, "full-width")], id="full-width colon"),
        pytest.param("a：1\nb: 2\n".encode(), [(1, "full-width")], id="full-width colon, where YAML stumbles later"),
        pytest.param(b"a: 1\nb: [1, 2\nc: 3\n", [(2, "syntax")], id="open bracket"),
        pytest.param("title: {a: 春，夏\nc: 3\n".encode(), [(1, "syntax")], id="open brace after a title"),
        pytest.param(b"a: " + b"[" * 20, [(1, "too-deep")], id="too deep"),
        pytest.param(b"[" * MOST_BYTES, [(1, "too-deep")], id="a million levels"),
        pytest.param(rb'title: "a \ud83d"', [(1, "half-sign")], id="half of a sign"),
        pytest.param(rb'x: {"\ude00\ud83d": 1}', [(1, "half-sign")], id="two halves in the wrong order, in a key"),
        pytest.param(b"#" * (MOST_BYTES + 1), [(1, "too-big")], id="too big"),
    ],
)
def test_what_would_mean_something_else_than_it_shows_is_refused(data: bytes, expected: list[tuple[int, str]]) -> None:
    assert [(line, finding.code) for line, finding in parse(data).findings] == expected


def test_a_sign_that_json_escapes_as_two_halves_is_one() -> None:
    assert parse(rb'{"title": "tea \ud83c\udf75", "\ud83c\udf75": "\u8336"}').node == {"title": "tea 🍵", "🍵": "茶"}


def test_twenty_levels_are_deep_enough() -> None:
    assert parse(b"[" * 20 + b"]" * 20).findings == []
