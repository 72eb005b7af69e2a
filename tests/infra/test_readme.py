"""The parameters that the README lists are those of the template."""

import re

from infra import pieces
from tests.docs.pages import page
from tests.infra.whole import template

GUIDE = page("docs/operators.md")


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


def test_the_guide_adds_up_what_runs_at_once_with_the_defaults() -> None:
    parameters = pieces.joined()["Parameters"]
    queue, stream = (parameters[name]["Default"] for name in ("QueueConcurrency", "StreamConcurrency"))
    rows = re.findall(r"^   \| (members|the queue|the stream|all others|together).*\| ([^|]+) \|$", GUIDE, re.MULTILINE)
    told = dict(rows)
    least = {
        who: int(re.split(r"[=:]", figure.replace(",", ""))[0 if who == "together" else -1]) for who, figure in rows
    }

    assert (told["the queue"], told["the stream"]) == (f"{queue}", f"2 × {stream} = {2 * stream}")
    assert least["members"] == round(10_000 * 0.06)
    assert least["together"] == sum(figure for who, figure in least.items() if who != "together")
    factor = pieces.read("events")["Resources"]["CountReceipts"]["Properties"]["Events"]["Stream"]["Properties"]
    assert f"that is 120 × {factor['ParallelizationFactor']} × 2 = {120 * factor['ParallelizationFactor'] * 2}" in GUIDE
