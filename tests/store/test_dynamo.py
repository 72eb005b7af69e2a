"""The calls to DynamoDB: private parts of the libraries are used there, and where its replies are parsed."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]

OURS = {"self", "cls"}

PUBLIC = {"_replace", "_asdict", "_fields"}
"""Names of a named tuple that begin with an underscore and are no private parts of it."""


def test_private_parts_of_others_are_used_where_dynamodb_is_called_and_its_replies_are_parsed() -> None:
    found = {str(path.relative_to(ROOT)) for path in ROOT.glob("chalicelib/**/*.py") for _ in private_parts(path)}

    assert found == {"chalicelib/store/dynamo.py", "chalicelib/store/attributes.py"}


def private_parts(path: Path) -> Iterator[str]:
    """The private attributes that a file reads of anything but its own objects."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and node.attr.startswith("_") and not node.attr.startswith("__"):
            own = isinstance(node.value, ast.Name) and node.value.id in OURS
            if not own and node.attr not in PUBLIC:
                yield ast.unparse(node)
