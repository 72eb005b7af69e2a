"""Uploading a partner's codes: which lines are taken, which are not and why, and that none is taken twice."""

import csv
from pathlib import Path
from typing import Any

import pytest

from cli.commands import codes
from cli.importing.code_lines import code_file
from cli.remote import Busy, Remote
from tests.cli.conftest import Run


def untaken(file: str) -> list[list[str]]:
    with Path(f"{file}.not-taken.csv").open(encoding="utf-8", newline="") as text:
        return list(csv.reader(text))[1:]


ROUNDED = "a spreadsheet has made a rounded number of it: save its column as text, and fill it anew"


@pytest.mark.parametrize(
    ("name", "text", "column", "read"),
    [
        pytest.param("a.txt", "A-1\n\n  B-2 \n", None, [(1, "A-1", ""), (3, "B-2", "")], id="a code a line"),
        pytest.param("a.txt", "\ufeffA-1\r\nB-2", None, [(1, "A-1", ""), (2, "B-2", "")], id="a byte order mark"),
        pytest.param("a.csv", "\ufeffcode\nA-1\n", None, [(2, "A-1", "")], id="the only column"),
        pytest.param("a.csv", "no;code\n1;A-1\n2;B-2\n", "code", [(2, "A-1", ""), (3, "B-2", "")], id="a column"),
        pytest.param("a.txt", "A-1\na-1\n", None, [(1, "A-1", ""), (2, "a-1", "")], id="case counts"),
        pytest.param(
            "a.txt", "A-1\nA-1 \n", None, [(1, "A-1", ""), (2, "A-1", "it stands on line 1 already")], id="twice"
        ),
        pytest.param("a.csv", "no,code\n1,\n", "code", [(2, "", "it has no code")], id="none"),
        pytest.param(
            "a.csv", "no,code\n1\n2,B\n", "code",
            [(2, "", "it has 1 cells, and the first line has 2"), (3, "B", "")], id="a line that is cut",
        ),
        pytest.param(
            "a.txt", "1.23457E+12\nE-1\n", None,
            [
                (1, "1.23457E+12", ROUNDED),
                (2, "E-1", ""),
            ],
            id="a number that a spreadsheet rounded",
        ),
        pytest.param("a.txt", "A" * 129, None, [(1, "A" * 129, "it is longer than 128 characters")], id="too long"),
    ],
)  # fmt: skip
def test_a_file_is_read_line_by_line(
    tmp_path: Path, name: str, text: str, column: str | None, read: list[tuple[int, str, str]]
) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    assert [tuple(one) for one in code_file(tmp_path / name, column).lines] == read


NO_TEXT = "it is not in UTF-8"
NUL = "it has a byte that is no text (NUL)"


@pytest.mark.parametrize(
    ("name", "bytes_", "read"),
    [
        pytest.param("a.txt", b"E\xe9-1\nE-2\n", [(1, r"E\xe9-1", NO_TEXT), (2, "E-2", "")], id="Latin 1"),
        pytest.param("a.txt", b"E-2\n\xc8\xaf\xc2-1", [(1, "E-2", ""), (2, r"ȯ\xc2-1", NO_TEXT)], id="cut"),
        pytest.param("a.txt", b"\xed\xb3\xa9\nE-2", [(1, r"\xed\xb3\xa9", NO_TEXT), (2, "E-2", "")], id="a surrogate"),
        pytest.param("a.txt", b"\xe9\n\xe9\nE", [(1, r"\xe9", NO_TEXT), (2, r"\xe9", NO_TEXT), (3, "E", "")], id="two"),
        pytest.param("a.txt", b"E\0-1\nE-2\n", [(1, "E\0-1", NUL), (2, "E-2", "")], id="a NUL"),
        pytest.param("a.csv", b"code\nE\xe9-1\nE-2\n", [(2, "", NO_TEXT), (3, "E-2", "")], id="in a table"),
    ],
)  # fmt: skip
def test_what_is_no_text_is_told_by_line_and_can_be_listed(
    run: Run, url: str, name: str, bytes_: bytes, read: list[tuple[int, str, str]]
) -> None:
    Path(name).write_bytes(bytes_)
    assert [tuple(one) for one in code_file(Path(name), None).lines] == read
    ended = run("codes", f"pool-{bytes_.hex()[:40]}", name, "--url", url)
    assert ended.exit_code == 1, ended.output
    assert untaken(name) == [[str(number), code, fault] for number, code, fault in read if fault]


def test_a_list_that_cannot_be_written_is_no_fault_of_the_command(run: Run, url: str) -> None:
    Path("a.txt").write_text("G-1\nG-1\n")
    Path("a.txt.not-taken.csv").mkdir()
    ended = run("codes", "unlisted", "a.txt", "--url", url)
    assert (ended.exit_code, "a.txt.not-taken.csv can't be written: Is a directory." in ended.output) == (1, True)


HEADING, A_CODE = "Line 1 was taken for the heading: ", "Line 1 was taken for a code."


@pytest.mark.parametrize(
    ("name", "text", "options", "first", "sent"),
    [
        pytest.param("a.csv", "code\nF1\n", [], f"{HEADING}code.", 1, id="a heading"),
        pytest.param("a.csv", "Voucher Code\nF1\n", [], f"{HEADING}Voucher Code.", 1, id="in two words"),
        pytest.param("a.csv", '"couponCode"\n"F1"\n', [], f"{HEADING}couponCode.", 1, id="in one"),
        pytest.param("a.csv", "兑换码\nF1\n", [], f"{HEADING}兑换码.", 1, id="in Chinese"),
        pytest.param("a.csv", "F1\nF2\n", ["--no-heading"], A_CODE, 2, id="none, as is said"),
        pytest.param("a.csv", "F1\nF1\n", ["--no-heading"], A_CODE, 1, id="none, and twice"),
        pytest.param("a.csv", "1\n2\n", ["--no-heading"], A_CODE, 2, id="none, of digits"),
        pytest.param("a.csv", "\nF1\nF2\n", ["--no-heading"], A_CODE.replace("1", "2"), 2, id="below a blank"),
        pytest.param("a.csv", "F1\nF2\n", ["--column", "F1"], f"{HEADING}F1.", 1, id="one that looks like a code"),
        pytest.param("a.csv", "code\nF1\n", ["--no-heading"], A_CODE, 2, id="a code that looks like one"),
        pytest.param("a.csv", "no,code\n1,F1\n", ["--column", "code"], f"{HEADING}code.", 1, id="of two columns"),
        pytest.param("a.txt", "F1\nF2\n", [], A_CODE, 2, id="a text"),
        pytest.param("a.txt", "code\nF2\n", ["--no-heading"], A_CODE, 2, id="a text, as is said"),
        pytest.param("a.txt", "code\nF2\n", ["--column", "code"], f"{HEADING}code.", 1, id="a text with a heading"),
        pytest.param("a.txt", "CODEWORD\nTREE\nTEA\n", [], A_CODE, 3, id="a word that is none of a heading's"),
        pytest.param("a.txt", "CODE\nABCD\n", ["--no-heading"], A_CODE, 2, id="codes that are words"),
        pytest.param("a.txt", "WELCOME\n", [], A_CODE, 1, id="a single word"),
        pytest.param("a.txt", "WELCOME\nSPRINGTIME\nTEA\n", [], A_CODE, 3, id="words"),
        pytest.param("a.txt", "KXWPTA\nK2WPT7\nKJ3PT8\n", [], A_CODE, 3, id="by chance without a digit"),
        pytest.param("a.txt", "A-9\nA-10\nA-11\n", [], A_CODE, 3, id="longer and longer"),
    ],
)  # fmt: skip
def test_what_the_first_line_was_taken_for_is_told(
    run: Run, url: str, name: str, text: str, options: list[str], first: str, sent: int
) -> None:
    Path(name).write_text(text, "utf-8")
    ended = run("codes", "headings", name, "--dry-run", *options, "--url", url)
    assert ended.output.splitlines()[:2] == [first, f"{sent} would be sent to headings."]


@pytest.mark.parametrize(
    ("name", "text", "options", "says"),
    [
        pytest.param("a.csv", "F1\nF2\n", [], "'F1', a heading or a code? If it names the column", id="a table"),
        pytest.param("a.csv", "F1\n", [], "--column F1; if it is a code, say --no-heading", id="of one line"),
        pytest.param("a.tsv", "CODE1234\nCODE1235\n", [], "a heading or a code?", id="a code that begins with a word"),
        pytest.param("a.txt", "code\nF2\n", [], "--column code; if it is a code, say --no-heading", id="a text"),
        pytest.param("a.txt", "\n Voucher code \nF2\n", [], "is line 2 of a.txt, 'Voucher code', a", id="further down"),
        pytest.param("a.txt", "Cinema\nF2-33\nF4-1\n", [], "'Cinema', a heading or a code?", id="no digit, unlike"),
        pytest.param("a.txt", "Cinema\nXKWQ\nXKWR\n", [], "'Cinema', a heading or a code?", id="no length like it"),
        pytest.param("a.txt", "no;code\n1;F2\n", [], "--column NAME; if", id="a table that is called a text"),
        pytest.param("a.csv", "F1\nF2\n", ["--column", "code"], "has no column 'code'; its columns: F1", id="another"),
        pytest.param("a.csv", "code,code\nF1,F2\n", [], "by --column; there are code, code", id="two of a name"),
        pytest.param("a.csv", "code,code\nF1,F2\n", ["--column", "code"], "two columns 'code': rename one", id="named"),
        pytest.param("a.csv", "no,code\n", [], "by --column; there are no, code", id="columns and nothing below"),
        pytest.param("a.csv", "\nF1\n", [], "line 1 of a.csv is empty", id="an empty heading"),
        pytest.param("a.csv", "1,F1\n", ["--no-heading"], "line 1 of a.csv has 2 cells", id="two cells, no heading"),
        pytest.param("a.csv", "F1\n", ["--no-heading", "--column", "F1"], "but not both", id="both"),
    ],
)  # fmt: skip
def test_where_a_code_may_be_lost_nothing_is_sent(
    run: Run, url: str, name: str, text: str, options: list[str], says: str
) -> None:
    Path(name).write_text(text, "utf-8")
    ended = run("codes", "unclear", name, *options, "--url", url)
    assert (ended.exit_code, says in " ".join(ended.output.split())) == (2, True), ended.output
    assert "unknown_pool" in run("codes", "unclear", "--url", url).output


def test_a_first_line_that_is_no_text_is_told_too(run: Run, url: str) -> None:
    Path("a.csv").write_bytes(b"F\xe9\nF2\n")
    ended = run("codes", "strange", "a.csv", "--no-heading", "--url", url)
    assert (ended.exit_code, untaken("a.csv")) == (1, [["1", "", NO_TEXT]])


def test_codes_are_added_once_and_what_is_not_is_told_by_line(run: Run, url: str) -> None:
    Path("june.txt").write_text("A-1\nA-2\nA-1\n")
    first = run("codes", "cinema", "june.txt", "--url", url)
    assert first.exit_code == 1, first.output
    assert "2 added to cinema." in first.output
    assert "line 3: it stands on line 1 already" in first.output
    assert untaken("june.txt") == [["3", "A-1", "it stands on line 1 already"]]

    again = run("codes", "cinema", "june.txt", "--url", url)
    assert "0 added to cinema; 2 of this file were there before." in again.output

    Path("july.txt").write_text("A-3\nA-2\n")
    other = run("codes", "cinema", "july.txt", "--url", url)
    assert "1 added to cinema." in other.output
    assert untaken("july.txt") == [["2", "A-2", "the pool has it already"]]

    shown = run("codes", "cinema", "--url", url)
    assert shown.exit_code == 0
    assert "cinema: 3 of 3 codes are left." in shown.output


def test_a_file_without_a_code_says_so(run: Run, url: str) -> None:
    Path("none.csv").write_text("no,code\n1,\n")
    result = run("codes", "nothing", "none.csv", "--column", "code", "--url", url)
    assert (result.exit_code, "0 added to nothing." in result.output) == (1, True)
    assert untaken("none.csv") == [["2", "", "it has no code"]]


@pytest.mark.parametrize(
    ("name", "text"),
    [("none.txt", ""), ("none.txt", "\n \n"), ("none.csv", "code\n")],
    ids=["empty", "blank", "heading"],
)
@pytest.mark.parametrize("more", [(), ("--dry-run",)], ids=["upload", "dry run"])
def test_a_file_without_a_line_is_an_error(run: Run, url: str, name: str, text: str, more: tuple[str, ...]) -> None:
    Path(name).write_text(text)
    result = run("codes", "nothing", name, *more, "--url", url)
    assert (result.exit_code, f"{name} has no codes" in result.output) == (1, True)


def test_a_dry_run_sends_nothing(run: Run, url: str) -> None:
    Path("a.txt").write_text("B-1\nB-1\n")
    assert "1 would be sent to dry." in run("codes", "dry", "a.txt", "--dry-run", "--url", url).output
    assert "unknown_pool" in run("codes", "dry", "--url", url).output


def test_a_table_of_several_columns_wants_one_named(run: Run, url: str) -> None:
    Path("a.csv").write_text("no,code\n1,C-1\n")
    result = run("codes", "tables", "a.csv", "--url", url)
    assert (result.exit_code, "--column; there are no, code" in result.output) == (2, True)


def test_a_spreadsheet_is_not_read(run: Run, url: str) -> None:
    Path("a.txt").write_bytes(b"PK\x03\x04rest")
    assert "a spreadsheet or an archive" in run("codes", "tables", "a.txt", "--url", url).output


def test_an_upload_that_was_cut_goes_on(run: Run, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second batch is never answered; whoever runs the command again adds the rest, and nothing twice.

    What can't be taken is told by its line each time: what is wrong in the file, and what the pool had before.
    """
    Path("earlier.txt").write_text("D-1\n")
    assert run("codes", "cut", "earlier.txt", "--url", url).exit_code == 0
    monkeypatch.setattr(codes, "BATCH", 2)
    monkeypatch.setattr(codes, "TRIES", 2)
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    Path("long.txt").write_text("".join(f"D-{n}\n" for n in (*range(5), 3, 0)))
    wrong = [
        "line 2: the pool has it already",
        *(f"line {n}: it stands on line {n2} already" for n, n2 in [(6, 4), (7, 1)]),
    ]
    post, sent = Remote.post, []

    def cut(self: Remote, *path: str, **body: Any) -> Any:
        sent.extend([body["codes"]] if "codes" in body else [])
        if len(sent) > 1:
            raise Busy("no answer")
        return post(self, *path, **body)

    with monkeypatch.context() as broken:
        broken.setattr(Remote, "post", cut)
        ended = run("codes", "cut", "long.txt", "--url", url)
    assert (ended.exit_code, sent) == (4, [["D-0", "D-1"], ["D-2", "D-3"], ["D-2", "D-3"]])
    assert ended.output.splitlines()[1:5] == ["1 added to cut.", *wrong]
    Path("long.txt.not-taken.csv").unlink()

    result = run("codes", "cut", "long.txt", "--url", url)
    assert "3 added to cut; 1 of this file were there before." in result.output
    assert "cut: 5 of 5 codes are left." in result.output
    assert [line for line in result.output.splitlines() if line.startswith("line ")] == wrong
    assert [line[0] for line in untaken("long.txt")] == ["2", "6", "7"]
