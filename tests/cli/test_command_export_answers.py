"""What members answered to a form as CSV: a line a sending, with their words as they wrote them."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from local.backend import Backend, backend
from tests.cli.conftest import Run

SCRIPT = "=1+1 <script>"
SURVEY = Path(__file__).parents[2] / "examples" / "skin-care"


@pytest.fixture(scope="module")
def running() -> Iterator[Backend]:
    with backend(campaigns=SURVEY) as running:
        yield running


def send(running: Backend, key: str, answers: object) -> None:
    def call(path: str, body: object, token: str = "") -> dict[str, str]:
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}", "Idempotency-Key": key}
        with urlopen(Request(running.url + path, json.dumps(body).encode(), headers)) as response:
            found: dict[str, str] = json.load(response)
            return found

    call("/local/clock", {"now": "2026-05-20T12:00:00+08:00"})
    token = call("/v1/session", {"provider": "dev", "code": "ana"})["token"]
    call("/v1/campaigns/know-your-skin/forms/skin", {"answers": answers}, token)


def test_each_sending_is_a_line_with_a_column_for_each_question(run: Run, running: Backend) -> None:
    send(running, "one", {"type": "d", "likes": ["s", "n"], "words": SCRIPT})
    send(running, "two", {"type": "a"})
    running.stream.run()
    done = run("export", "know-your-skin", "said.csv", "--form", "skin", "--url", running.url, "--as", "ana")
    assert done.exit_code == 0, done.output
    with Path("said.csv").open(encoding="utf-8-sig", newline="") as table:
        lines = list(csv.DictReader(table))
    assert [(one["sent"], one["answer_type"], one["answer_likes"], one["answer_words"]) for one in lines] == [
        ("1", "d", "s n", f"'{SCRIPT}"),  # a spreadsheet takes it for no formula
        ("2", "a", "", ""),
    ]


def test_a_form_that_does_not_exist_is_no_empty_file(run: Run, running: Backend) -> None:
    refused = run("export", "know-your-skin", "said.csv", "--form", "skim", "--url", running.url, "--as", "ana")
    assert refused.exit_code == 3
    assert "has a form 'skim'" in refused.output
    assert not Path("said.csv").exists()
