"""The parameters that the README lists are those of the template."""

from infra import pieces
from tests.infra.whole import template


def test_the_readme_lists_each_parameter_with_its_default_and_meaning() -> None:
    rows = [
        f"| `{name}` | {parameter['Default'] if parameter['Default'] != '' else 'none'} | {parameter['Description']} |"
        if "Default" in parameter
        else f"| `{name}` | the stage's | {parameter['Description']} |"
        for name, parameter in pieces.joined()["Parameters"].items()
    ]

    text = (pieces.HERE / "README.md").read_text(encoding="utf-8")
    assert text.endswith("\n".join(rows) + "\n")
    assert len(rows) == len(template()["Parameters"])
