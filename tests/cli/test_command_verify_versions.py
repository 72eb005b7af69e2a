"""`tessera verify` over versions: a draw is checked by the odds of the version that its receipt names."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

import pytest
from click.testing import CliRunner

from cli.__main__ import tessera
from local.backend import backend
from tests.cli.conftest import Run
from tests.cli.test_command_verify import call

CAMPAIGN = """
campaign: fair
title: {title}
timezone: Asia/Shanghai
opens: 2026-06-01 00:00
closes: end of 2026-06-30
budget: 999.00 CNY
blind_boxes: {{box: {{limit: 9 a day, odds: {{bike: {bike}, tee: rest}}{guarantees}}}}}
prizes: {{bike: {{gift: bike, value: 99.00 CNY}}, tee: {{gift: tee, value: 1.00 CNY}}}}
"""
GUARANTEE = ", guarantees: [{of: [bike], within: 3}]"
VERSIONS = (
    {"title": "Fair", "bike": "0.0001%", "guarantees": ""},
    {"title": "Fair again", "bike": "0.0001%", "guarantees": ""},
    {"title": "Fair again", "bike": "0.0001%", "guarantees": GUARANTEE},
)
SCENARIOS = "scenarios: {nothing: {steps: [{at: opens}]}}\n"


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str, list[Any]]]:
    """A backend, a member, and her receipts of three draws under each of three versions; then all is over."""
    home = tmp_path_factory.mktemp("campaigns")
    for name in ("events.yaml", "programme.yaml"):
        (home / name).write_bytes((Path(__file__).parents[2] / "campaigns" / name).read_bytes())
    (home / "fair").mkdir()
    (home / "fair" / "scenarios.yaml").write_text(SCENARIOS)
    with backend() as running:
        url = running.url
        call(url, "/local/clock", {"now": "2026-06-05T12:00:00+08:00"})
        session = call(url, "/v1/session", {"provider": "dev", "code": "ana"})
        for number, fields in enumerate(VERSIONS, 1):
            (home / "fair" / "campaign.yaml").write_text(CAMPAIGN.format(**fields))
            for words in (
                ("submit", str(home / "fair"), "--as", "ana"),
                ("approve", "fair", str(number), "--as", "bo"),
                ("publish", "fair", str(number), "--as", "ana"),
            ):
                ended = CliRunner().invoke(tessera, [*words, "--url", url], prog_name="tessera")
                assert ended.exit_code == 0, ended.output
            call(url, "/local/clock", {"forward": "1 day"})
            for n in range(3):
                call(url, "/v1/campaigns/fair/boxes/box/draw", {}, session["token"], f"draw-{number}-{n}")
        receipts = call(url, "/v1/me/receipts", token=session["token"])["receipts"]
        call(url, "/local/clock", {"now": "2026-07-03T00:00:00+08:00"})
        yield url, session["member"], [one for one in receipts if one["does"] == "draw"]


def test_draws_of_every_version_are_as_they_should_be(run: Run, played: Any) -> None:
    url, member, receipts = played
    assert [one["versions"]["fair"].partition(":")[0] for one in receipts] == ["3"] * 3 + ["2"] * 3 + ["1"] * 3
    Path("receipts.json").write_text(json.dumps(receipts))
    ended = run("verify", "receipts.json", "--member", member, "--url", url)
    assert ended.exit_code == 0, ended.output
    assert ended.output.count("as it should be") == 9


def test_a_draw_of_an_earlier_version_will_do_by_its_id(run: Run, played: Any) -> None:
    url, member, receipts = played
    ended = run("verify", "--member", member, "--url", url, "--", receipts[-1]["id"])
    assert ended.exit_code == 0, ended.output


def test_a_draw_is_not_believed_by_the_odds_of_another_version(run: Run, played: Any) -> None:
    url, member, receipts = played
    guaranteed, first = receipts[0], receipts[-1]
    assert guaranteed["draws"][0]["rows"] == ["bike"]
    later = {**guaranteed, "versions": first["versions"]}
    Path("receipt.json").write_text(json.dumps(later))
    assert run("verify", "receipt.json", "--member", member, "--url", url).exit_code == 1


@pytest.mark.parametrize("spelled", ["{number}", "{hash}", "{number}:{hash}"], ids=["number", "hash", "both"])
def test_odds_and_rules_of_every_version_are_served(played: Any, spelled: str) -> None:
    url, _, receipts = played
    for receipt, fields in zip(receipts[::-3], VERSIONS, strict=True):
        label = receipt["versions"]["fair"]
        number, _, digest = label.partition(":")
        named = spelled.format(number=number, hash=digest)
        odds = call(url, f"/v1/campaigns/fair/boxes/box/odds?version={named}")["odds"]
        assert (odds["version"], odds["rows"]["bike"]["published"]) == (label, fields["bike"])
        assert (len(odds["guarantees"]), odds["seed"] is None) == (bool(fields["guarantees"]), False)
        rules = call(url, f"/v1/campaigns/fair/rules?version={named}")["rules"]
        assert (rules["version"], rules["file"]["title"]) == (label, fields["title"])
        assert "budget" not in rules["file"]


def test_rules_say_when_they_were_in_force(played: Any) -> None:
    url, _, _ = played
    found = [call(url, f"/v1/campaigns/fair/rules?version={number}")["rules"] for number in (1, 2, 3)]
    assert [one["until"] for one in found] == [found[1]["since"], found[2]["since"], None]
    assert call(url, "/v1/campaigns/fair/rules")["rules"] == found[2]


def test_a_version_that_never_was_is_unknown(played: Any) -> None:
    url, _, _ = played
    with pytest.raises(HTTPError, match="404"):
        call(url, "/v1/campaigns/fair/rules?version=4")
