"""Broken files and broken events: the loader answers with findings, the parser with problems, and both in bounded time.

What is mutated is what is shipped: bytes and lines of the campaign files, their trees (keys, phrases and whole blocks
put where they don't belong), and batches of events.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from chalicelib.domain.file import reading
from chalicelib.domain.file.programme import EventsFile, Programme, ProgrammeFile
from chalicelib.domain.mechanics.definition import CampaignFile, prepare
from chalicelib.domain.mechanics.whole_lint import lint
from chalicelib.domain.publishing.definitions import Version
from chalicelib.domain.wire.ijson import canonical, parse
from chalicelib.domain.words.errors import TesseraError
from cli.campaign_file import load, load_programme, render
from local.backend import CAMPAIGNS
from tests.api.caller import Api
from tests.api.world import opened
from tests.proof.broken import broken_batch, broken_body, broken_bytes, broken_tree
from tests.proof.conftest import Proof

SECONDS = 2.0
"""CPU that one case may take: the largest shipped file takes a fiftieth of it."""

MASTER = b"m" * 32


@cache
def programme() -> Programme:
    found = load_programme(CAMPAIGNS).value
    assert found is not None
    return found


def fuzz(
    proof: Proof, name: str, cases: st.SearchStrategy[Any], check: Callable[[Any], str], short: int, long: int
) -> None:
    """Check so many cases, each within its time. What came of them is told by the words that `check` gives."""
    outcomes: Counter[str] = Counter()
    slowest = 0.0

    @seed(proof.seed)
    @settings(
        max_examples=long if proof.long else short,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(cases)
    def one(case: Any) -> None:
        nonlocal slowest
        began = time.thread_time()
        outcomes[check(case)] += 1
        seconds = time.thread_time() - began
        slowest = max(slowest, seconds)
        assert seconds < SECONDS

    one()
    came = ", ".join(f"{n:,} {what}" for what, n in outcomes.most_common())
    proof.tell(f"fuzzing {name}", f"{outcomes.total():,} cases: {came}; the slowest {slowest * 1000:.0f} ms of CPU")


def test_any_bytes_of_a_file_give_findings_with_their_lines(proof: Proof, tmp_path: Path) -> None:
    file = tmp_path / "campaign.yaml"

    def check(data: bytes) -> str:
        file.write_bytes(data)
        loaded = load(file)
        lines = data.count(b"\n") + 1
        assert all(1 <= one.place.line <= lines for one in loaded.findings), render(loaded.findings)
        assert loaded.value is not None or loaded.findings
        if loaded.value is None:
            return "refused"
        render(loaded.locate(lint(loaded.value, programme())))
        return "linted"

    fuzz(proof, "files", broken_bytes(), check, short=60, long=2_000)


def test_any_tree_gives_findings_and_what_has_none_can_be_played(proof: Proof) -> None:
    def check(tree: Any) -> str:
        campaign, findings = reading.read(tree, CampaignFile)
        for kind in (ProgrammeFile, EventsFile):
            reading.read(tree, kind)
        if campaign is None:
            assert findings
            return "refused"
        if any(one.level == "error" for one in lint(campaign, programme())):
            return "refused by the lint"
        prepare(Version(campaign.campaign, 1, tree, 0), MASTER)
        return "playable"

    fuzz(proof, "trees", broken_tree(), check, short=200, long=4_000)


def test_any_bytes_of_a_body_are_json_for_everybody_or_a_problem(proof: Proof) -> None:
    def check(raw: bytes) -> str:
        try:
            tree = parse(raw)
        except TesseraError as problem:
            return problem.code
        assert parse(canonical(tree)) == tree
        return "read"

    fuzz(proof, "bodies", broken_body(), check, short=500, long=8_000)


@pytest.fixture
def api(aws: None) -> Iterator[Api]:
    with opened() as caller:
        yield caller


def test_any_events_are_answered_each_in_its_place(proof: Proof, api: Api) -> None:
    member, _ = api.member("ana")

    def lifelike(event: Any) -> Any:
        if not isinstance(event, dict):
            return event
        real = {("subject", "ana"): member, ("time", "now"): api.time()}
        return {
            name: real.get((name, value) if isinstance(value, str) else ("", ""), value)
            for name, value in event.items()
        }

    def check(tree: Any) -> str:
        events = tree["events"] if isinstance(tree, dict) and isinstance(tree.get("events"), list) else tree
        if isinstance(events, list):
            events[:] = [lifelike(event) for event in events]
        response = api.report(tree)
        if response.status_code != 200:
            return str(response.json_body["code"])
        answers = response.json_body["events"]
        assert len(answers) == len(events)
        statuses = [answer["status"] for answer in answers]
        assert set(statuses) <= {"counted", "ignored", "refused"}, answers
        return "counted" if "counted" in statuses else "answered"

    fuzz(proof, "events", broken_batch(), check, short=100, long=2_000)
