"""`tessera rebuild`: counted anew, and gone on with after an interruption."""

from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.services import report as reports
from cli.remote import Remote
from local.backend import Backend, backend
from tests.cli.conftest import Run
from tests.local.test_stream import post

POST = Remote.post


@pytest.fixture
def running(monkeypatch: pytest.MonkeyPatch) -> Iterator[Backend]:
    """Six members, and a backend that does ten items a step."""
    monkeypatch.setattr(reports, "LOOKED_AT", 10)
    monkeypatch.setattr(reports, "STEP_SECONDS", 0)
    with backend() as running:
        for n in range(6):
            post(running, "/v1/session", {"provider": "dev", "code": f"ana-{n}"})
        yield running


def test_after_an_interruption_it_goes_on(run: Run, running: Backend, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = _asked(monkeypatch, interrupted_at=2)
    assert run("rebuild", "--url", running.url).exit_code != 0
    first = [one["step"] for one in asked]
    assert not first[-1]["done"]

    asked = _asked(monkeypatch)
    ended = run("rebuild", "--url", running.url)
    assert ended.exit_code == 0, ended.output
    assert "The report was counted anew, from 6 receipts." in ended.output  # of those who joined
    assert asked[0]["step"]["generation"] == first[-1]["generation"] == 2
    assert asked[0]["step"]["looked"] > first[-1]["looked"]


def test_it_begins_anew_where_that_is_asked(run: Run, running: Backend, monkeypatch: pytest.MonkeyPatch) -> None:
    _asked(monkeypatch, interrupted_at=1)
    run("rebuild", "--url", running.url)
    asked = _asked(monkeypatch)
    assert run("rebuild", "--anew", "--url", running.url).exit_code == 0
    assert {one["step"]["generation"] for one in asked} == {3}


def _asked(monkeypatch: pytest.MonkeyPatch, interrupted_at: int = 99) -> list[Any]:
    """The answers of the backend; after so many somebody presses Ctrl-C."""
    answers: list[Any] = []

    def answered(self: Remote, *path: str, **body: Any) -> Any:
        if len(answers) == interrupted_at:
            raise KeyboardInterrupt
        answer = POST(self, *path, **body)
        if "step" in answer:
            answers.append(answer)
        return answer

    monkeypatch.setattr(Remote, "post", answered)
    return answers
