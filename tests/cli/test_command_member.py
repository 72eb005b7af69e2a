"""`tessera member`: a member's data is taken out whole, also after a cut, and erased."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from chalicelib.services import erase, export
from cli.remote import Remote
from local.backend import Backend, backend
from tests.cli.conftest import Run
from tests.local.test_stream import post

RECEIPTS = 8
GET = Remote.get


@pytest.fixture(scope="module")
def running() -> Iterator[Backend]:
    with backend() as running:
        yield running


@pytest.fixture
def member(running: Backend, request: pytest.FixtureRequest) -> str:
    """A member with a profile, two orders and a few visits."""
    name = f"ana-{abs(hash(request.node.name))}"
    found = str(post(running, "/v1/session", {"provider": "dev", "code": name})["member"])
    post(running, "/local/events", {"type": "member.updated", "subject": found, "data": {"born": "1990-05-17"}})
    for n in range(RECEIPTS - 2):
        order = {"order": f"{found}-{n}", "amount": "500.00 CNY"}
        post(running, "/local/events", {"type": "order.paid", "subject": found, "data": order})
    return found


def test_it_writes_everything_into_one_file(run: Run, running: Backend, member: str) -> None:
    ended = run("member", "export", member, "ana.json", "--url", running.url, "--as", "mia")
    assert ended.exit_code == 0, ended.output
    assert f"{RECEIPTS} receipts" in ended.output
    found = json.loads(Path("ana.json").read_text("utf-8"))
    assert found["record"]["profile"]["born"] == "1990-05-17"
    assert [one["provider"] for one in found["identities"]] == ["dev"]
    assert [one["number"] for one in found["receipts"]] == list(range(1, RECEIPTS + 1))
    assert {claim["value"] for claim in found["claims"]} == {f"{member}-{n}".upper() for n in range(RECEIPTS - 2)}
    assert not Path("ana.json.part").exists()


def test_after_a_cut_it_goes_on_where_it_was(
    run: Run, running: Backend, member: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "RECEIPTS_A_PAGE", 2)
    command = ("member", "export", member, "ana.json", "--url", running.url, "--as", "mia")
    assert run(*command).exit_code == 0
    whole = json.loads(Path("ana.json").read_text("utf-8"))
    asked = _asked(monkeypatch, cut_after=2)
    assert run(*command).exit_code != 0
    part = Path("ana.json.part")
    kept = [json.loads(line) for line in part.read_text("utf-8").splitlines()]
    assert len(kept) == 2
    part.write_text(part.read_text("utf-8") + '{"cut off', "utf-8")
    assert len(asked) == 3

    asked = _asked(monkeypatch)
    assert run(*command).exit_code == 0
    assert asked[0] == {"after": kept[-1]["after"]}
    again = json.loads(Path("ana.json").read_text("utf-8"))
    assert {name: found for name, found in again.items() if name in ("receipts", "claims", "record")} == {
        name: found for name, found in whole.items() if name in ("receipts", "claims", "record")
    }


def test_it_erases_in_as_many_steps_as_it_takes(
    run: Run, running: Backend, member: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erase, "REWRITTEN_AT_ONCE", 3)
    ended = run("member", "erase", member, "--yes", "--url", running.url, "--as", "mia")
    assert ended.exit_code == 0, ended.output
    assert f"{member} was erased at" in ended.output
    assert run("member", "export", member, "left.json", "--url", running.url).exit_code == 0
    left = json.loads(Path("left.json").read_text("utf-8"))
    assert left["identities"] == left["claims"] == []
    assert [(one["does"], one["by"]) for one in left["disclosures"]][:1] == [("erase", "mia")]
    assert "1990-05-17" not in json.dumps(left)


def test_it_asks_before_it_erases(run: Run, running: Backend, member: str) -> None:
    command = ("member", "erase", member, "--url", running.url)
    assert run(*command, input="n\n").exit_code == 1
    assert run("member", "export", member, "ana.json", "--url", running.url).exit_code == 0
    assert json.loads(Path("ana.json").read_text("utf-8"))["identities"]
    assert run(*command, input="y\n").exit_code == 0


def test_whom_nobody_knows_it_can_do_nothing_for(run: Run, running: Backend) -> None:
    for command in (("export", "nobody", "x.json"), ("erase", "nobody", "--yes")):
        ended = run("member", *command, "--url", running.url)
        assert ended.exit_code == 3
        assert "unknown_member" in ended.output


def _asked(monkeypatch: pytest.MonkeyPatch, cut_after: int = 99) -> list[Any]:
    """What is asked of the backend; the network is cut after so many pages."""
    asked: list[Any] = []

    def counted(self: Remote, *path: str, **query: str | None) -> Any:
        asked.append(query)
        if len(asked) > cut_after:
            raise KeyboardInterrupt
        return GET(self, *path, **query)

    monkeypatch.setattr(Remote, "get", counted)
    return asked
