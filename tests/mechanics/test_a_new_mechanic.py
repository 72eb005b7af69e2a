"""A new mechanic is one folder and its name in the one list: a copy of the tree gets both, and everything sees it."""

import subprocess
import sys
from pathlib import Path
from shutil import copytree, ignore_patterns
from xml.etree import ElementTree

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
LIST = "chalicelib/domain/mechanics/__init__.py"
PYTEST = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--import-mode=importlib")
CASES = "tests/mechanics/wheel_cases.py"


def with_wheels(tree: Path) -> Path:
    """A copy of the tree with the folder `wheel/`, and the wheel in the list of mechanics."""
    leave = ignore_patterns("__pycache__")
    for folder in ("chalicelib", "cli", "audit", "local", "campaigns", "tests"):
        copytree(ROOT / folder, tree / folder, ignore=leave)
    copytree(HERE / "wheel", tree / "chalicelib/domain/mechanics/wheel", ignore=leave)
    listed = (tree / LIST).read_text("utf-8")
    for name, named in (
        (", redemption\n", ", redemption, wheel\n"),
        (
            "    redemption.MECHANIC,\n",
            "    redemption.MECHANIC,\n    wheel.MECHANIC,\n",
        ),
    ):
        assert listed.count(name) == 1
        listed = listed.replace(name, named)
    (tree / LIST).write_text(listed, "utf-8")
    return tree


def test_one_folder_and_its_name_in_the_list_is_all(tmp_path: Path) -> None:
    tree, results = with_wheels(tmp_path / "tree"), tmp_path / "results.xml"
    played = subprocess.run(  # noqa: S603 - this very interpreter
        [*PYTEST, f"--rootdir={tree}", "-o", f"pythonpath={tree}", f"--junitxml={results}", CASES],
        cwd=tree,
        capture_output=True,
        text=True,
        check=False,
    )
    if played.returncode:
        pytest.fail(played.stdout[-6000:] + played.stderr[-2000:])
    suite = ElementTree.parse(results).getroot().find("testsuite")  # noqa: S314 - just written
    assert suite is not None
    assert int(suite.attrib["tests"]) >= 22
