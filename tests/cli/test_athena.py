"""The SQL for Athena: statements that read, columns that are described, and paths that the documents have."""

import re
from collections.abc import Iterator
from typing import Any, get_args, get_origin, get_type_hints

import msgspec
import pytest

from chalicelib.domain.record.member import Member
from chalicelib.domain.record.receipt import Receipt
from chalicelib.store.table import Item
from cli.athena import statements
from tests.cli.conftest import Run

FOLDER = "s3://bucket/AWSDynamoDB/01-ab/data/"
OPEN, CLOSE = "([{", ")]}"
DOCUMENTS = {"receipts": Receipt, "postings": Receipt, "sales": Receipt, "members": Member}
"""The document that each view reads."""


def parts() -> dict[str, str]:
    """The statements by the name of what each makes."""
    made = [one.strip() for one in statements(FOLDER).split(";\n") if one.strip()]
    names = [re.search(r"CREATE (?:EXTERNAL TABLE IF NOT EXISTS|OR REPLACE VIEW) tessera_(\w+)", one) for one in made]
    return {name[1]: one for name, one in zip(names, made, strict=True) if name}


def tokens(sql: str) -> Iterator[str]:
    """The tokens of a statement, texts and comments whole."""
    pattern = r"--[^\n]*|'(?:[^']|'')*'|[A-Za-z_][A-Za-z0-9_]*|\d+|->|\|\||[(){}\[\]<>,.:=*;-]|\s+"
    at = 0
    for found in re.finditer(pattern, sql):
        assert found.start() == at, sql[at : at + 40]
        at = found.end()
        if not found[0].isspace():
            yield found[0]
    assert at == len(sql)


def test_there_is_the_table_and_four_views() -> None:
    assert [*parts()] == ["items", "receipts", "postings", "sales", "members"]
    assert f"LOCATION '{FOLDER}'" in parts()["items"]


@pytest.mark.parametrize("name", parts())
def test_a_statement_is_of_known_tokens_whose_brackets_close(name: str) -> None:
    waiting: list[str] = []
    for token in tokens(parts()[name]):
        if token in OPEN:
            waiting.append(token)
        elif token in CLOSE:
            assert waiting.pop() == OPEN[CLOSE.index(token)]
    assert waiting == []


def test_the_table_has_attributes_of_items_alone() -> None:
    struct = parts()["items"].partition("struct<")[2].partition("> COMMENT")[0]
    columns = dict(re.findall(r"(\w+): struct<(\w): string>", struct))
    types = {one.attr_name: one.attr_type.lower() for one in Item.get_attributes().values()}
    assert columns.items() <= types.items()
    assert {*columns} == {"pk", "sk", "v", "at", "b", "m", "r", "ttl"}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_each_column_of_a_view_is_described_and_has_a_name(name: str) -> None:
    columns = parts()[name].partition("SELECT\n")[2].partition("\nFROM")[0].split("\n")
    described, said = columns[::2], columns[1::2]
    assert all(re.fullmatch(r"  -- .+", line) for line in described)
    assert all(re.fullmatch(r"  .+ AS [a-z_]+,?", line) for line in said)


@pytest.mark.parametrize(("name", "document"), DOCUMENTS.items())
def test_each_path_is_one_of_the_document(name: str, document: type[Any]) -> None:
    paths = re.findall(r"'\$\.([\w.]+)'", parts()[name])
    assert paths
    for path in paths:
        of_posting = ["postings"] if f"posting, '$.{path}'" in parts()[name] else []
        assert reaches(document, [*of_posting, *path.split(".")]), path


def reaches(kind: Any, path: list[str]) -> bool:
    """Whether a document of a kind has a path of names, as they are on the wire."""
    for name in path:
        kind = _inner(kind)
        if not (isinstance(kind, type) and issubclass(kind, msgspec.Struct)):
            return name == "type"  # what was asked is of any shape: of an event its type
        names = {one.encode_name: one.name for one in msgspec.structs.fields(kind)}
        if name not in names:
            return False
        kind = get_type_hints(kind)[names[name]]
    return True


def _inner(kind: Any) -> Any:
    """The struct that a field holds, one or many."""
    if isinstance(kind, type) and get_origin(kind) is None:
        return kind
    return next((one for one in map(_inner, get_args(kind)) if one not in (type(None), str, Ellipsis)), kind)


def test_the_command_prints_it_without_a_backend(run: Run) -> None:
    assert run("export", "--athena", FOLDER.rstrip("/")).stdout == statements(FOLDER)
    for wrong in ("bucket/data", "s3://b'; DROP", "s3://bucket/a b/"):
        told = run("export", "--athena", wrong)
        assert (told.exit_code, "no folder in S3" in told.output) == (2, True)
    assert run("export").exit_code == 2
