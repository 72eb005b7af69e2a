"""A pure test starts at once, and takes no time: what takes seconds stands with the tests that need it."""

import ast
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
SLOW = {"boto3", "botocore", "chalice", "matplotlib", "moto", "pynamodb", "pytest_cov", "rich", "schemathesis"}

_COLLECT = """
import sys, pytest
ended = pytest.main(["--collect-only", "-qq", "tests/domain"])
print("imported:", *sorted({name.partition(".")[0] for name in sys.modules}))
sys.exit(ended)
"""


def test_tests_of_the_domain_import_no_aws_and_no_plugin_that_they_do_not_use() -> None:
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", _COLLECT], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout + done.stderr
    imported = {*done.stdout.rpartition("imported:")[2].split()}
    assert {"chalicelib", "pytest"} <= imported
    assert not imported & SLOW


IMPURE = {"asyncio", "os", "shutil", "subprocess", "tempfile", "threading", "time", "cli.judging", "tests.proof"}
"""The disk, the clock, the environment (which asks for the long form of proofs), and what uses them."""


def test_tests_of_the_domain_write_no_files_measure_no_time_and_are_no_proofs() -> None:
    """Whole lives, brute force and speed are proven in tests/proof; files on disk are judged in tests/cli."""
    found = {}
    for path in (ROOT / "tests" / "domain").rglob("*.py"):
        nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        imported = {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
        imported |= {one.name for node in nodes if isinstance(node, ast.Import) for one in node.names}
        asked = {one.arg for node in nodes if isinstance(node, ast.FunctionDef) for one in node.args.args}
        impure = {name for name in imported for one in IMPURE if f"{name}.".startswith(f"{one}.")}
        if wrong := impure | (asked & {"tmp_path", "tmp_path_factory", "proof"}):
            found[path.name] = wrong
    assert found == {}
