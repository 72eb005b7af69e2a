"""`tessera import-members`: each line is a member, once, whatever is sent again, cut off or wrong."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from cli.commands import import_members
from cli.importing.member_lines import MemberLine, read
from cli.remote import Busy, Remote
from local.backend import Backend, backend
from tests.cli.conftest import Run

HEAD = "id crm,tier,points 2026-04,stars 2026-05,orders 2026-05,amount 2026-05,tags,guardian\n"


@pytest.fixture(scope="module")
def running() -> Iterator[Backend]:
    with backend() as running:
        yield running


def said(**more: Any) -> dict[str, Any]:
    return {"ids": ["crm:1"], **more, "line": 2}


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param("id crm\n1\n", [MemberLine(2, said())], id="an id alone"),
        pytest.param("id crm;tier\n1;gold\n", [MemberLine(2, said(tier="gold"))], id="semicolons"),
        pytest.param("id crm,points 2026-04\n1,\n", [MemberLine(2, said())], id="an empty cell"),
        pytest.param("id crm,points 2026-04\n1,0\n", [MemberLine(2, said())], id="nothing of a month"),
        pytest.param(
            "id crm,orders 2026-05,amount 2026-05\n1,3,42.00 CNY\n",
            [MemberLine(2, said(orders={"2026-05": {"count": 3, "amount": "42.00 CNY"}}))],
            id="orders of a month",
        ),
        pytest.param(
            "id crm,tags,guardian\n1,a|b,yes\n", [MemberLine(2, said(tags=["a", "b"], guardian=True))], id="tags"
        ),
        pytest.param(
            "id crm,points 2026-04\n1,x\n",
            [MemberLine(2, {}, "points 2026-04: 'x' is no whole number: write digits alone, such as 1200")],
            id="no number",
        ),
        pytest.param(
            "id crm\n1\n1\n",
            [MemberLine(2, said()), MemberLine(3, {}, "one of its ids stands on line 2 already")],
            id="twice",
        ),
        pytest.param('{"ids": ["crm:1"]}\n', [MemberLine(1, said() | {"line": 1})], id="an object a line"),
        pytest.param(
            '{"ids": ["crm:1"]}\n[]\n',
            [MemberLine(1, said() | {"line": 1}), MemberLine(2, {}, "it is no JSON object")],
            id="a list",
        ),
    ],
)
def test_lines_are_read(tmp_path: Path, text: str, lines: list[MemberLine]) -> None:
    (tmp_path / "m").write_text(text, "utf-8")
    assert list(read(tmp_path / "m")) == lines


@pytest.mark.parametrize(
    ("text", "fault"),
    [('{"ids": []}\n', "length"), ('{"ids": ["crm:1"], "x": 1}', "unknown field"), ("{", "Expecting")],
)
def test_what_is_of_another_shape_says_why(tmp_path: Path, text: str, fault: str) -> None:
    (tmp_path / "m").write_text(text, "utf-8")
    [line] = read(tmp_path / "m")
    assert fault in line.fault


def test_a_column_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text("id crm,point 2026-04\n1,5\n")
    with pytest.raises(click.UsageError, match="point 2026-04"):
        list(read(tmp_path / "m.csv"))


def members(name: str, n: int) -> Path:
    rows = [f"{name}-{i},silver,{i + 1},5,1,10.00 CNY,vip,\n" for i in range(n)]
    path = Path(f"{name}.csv")
    path.write_text(HEAD + "".join(rows))
    return path


def test_a_file_is_brought_in_once(run: Run, running: Backend) -> None:
    path = members("once", 250)
    with path.open("a") as out:
        out.write("once-x,platinum,1,1,1,1.00 CNY,,\n")
    command = ("import-members", str(path), "--url", running.url, "--as", "mia")
    ended = run(*command)
    assert ended.exit_code == 1, ended.output
    assert "250" in ended.output
    [head, line] = csv.reader(Path("once.csv.not-taken.csv").read_text("utf-8").splitlines())
    assert head == ["line", "status", "code", "detail"]
    assert line[:3] == ["252", "refused", "bad_event_field"]
    assert "brought in already" in run(*command).output
    again = run(*command, "--restart")
    assert "known" in again.output
    assert "imported" not in again.output


def test_a_changed_line_is_told_and_not_applied(run: Run, running: Backend) -> None:
    path = members("changed", 2)
    command = ("import-members", str(path), "--url", running.url, "--as", "mia")
    assert run(*command).exit_code == 0
    path.write_text(path.read_text().replace("changed-1,silver,2", "changed-1,silver,9"))
    assert run(*command).exit_code == 1
    [_, line] = csv.reader(Path("changed.csv.not-taken.csv").read_text("utf-8").splitlines())
    assert line[:3] == ["3", "changed", "idempotency_key_reused"]


def test_after_a_cut_it_goes_on_where_it_was(run: Run, running: Backend, monkeypatch: pytest.MonkeyPatch) -> None:
    path, sent, post = members("cut", 900), [0], Remote.post
    monkeypatch.setattr(import_members, "TRIES", 1)
    monkeypatch.setattr(import_members, "CONNECTIONS", 4)

    def cut(self: Remote, *path: str, **body: Any) -> Any:
        sent[0] += "imports" in path
        if sent[0] > 6:
            raise Busy("gone")
        return post(self, *path, **body)

    command = ("import-members", str(path), "--url", running.url, "--as", "mia")
    monkeypatch.setattr(Remote, "post", cut)
    assert run(*command).exit_code == 4
    done = json.loads(Path("cut.csv.progress").read_text())
    assert (done["line"], done["counts"]) == (401, {"imported": 400})
    monkeypatch.setattr(Remote, "post", post)
    ended = run(*command)
    assert ended.exit_code == 0, ended.output
    done = json.loads(Path("cut.csv.progress").read_text())
    assert (done["whole"], sum(done["counts"].values())) == (True, 900)


def test_a_dry_run_sends_nothing(run: Run) -> None:
    ended = run("import-members", str(members("dry", 2)), "--dry-run", "--url", "http://127.0.0.1:1")
    assert ended.exit_code == 0, ended.output
    assert "2 would be sent, 0 could not be" in ended.output
    assert not Path("dry.csv.progress").exists()
