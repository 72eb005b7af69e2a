"""A pure test starts at once: what takes a second to import is imported by the tests that need it."""

import subprocess
import sys
from pathlib import Path

SLOW = {"boto3", "botocore", "chalice", "matplotlib", "moto", "pynamodb", "pytest_cov", "rich", "schemathesis"}

_COLLECT = """
import sys, pytest
ended = pytest.main(["--collect-only", "-qq", "tests/domain"])
print("imported:", *sorted({name.partition(".")[0] for name in sys.modules}))
sys.exit(ended)
"""


def test_tests_of_the_domain_import_no_aws_and_no_plugin_that_they_do_not_use() -> None:
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", _COLLECT], cwd=Path(__file__).parents[1], capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout + done.stderr
    imported = {*done.stdout.rpartition("imported:")[2].split()}
    assert {"chalicelib", "pytest"} <= imported
    assert not imported & SLOW
