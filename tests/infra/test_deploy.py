"""`make deploy`: the commands that it gives, by how the stack is."""

import os
import stat
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from infra.deploy import NONE, Stuck, commands

PACKAGE = Path("build/eu")


def told(status: str, *parameters: str, stack: str = "tessera-eu") -> list[str]:
    """What is done, in short: each command's verb, and the parameters that it gives."""
    return [_short(one) for one in commands("eu", stack, PACKAGE, "bucket", parameters, status)]


def _short(command: Sequence[str]) -> str:
    verb = " ".join(command[2:4] if command[2] == "wait" else command[2:3])
    given = command[command.index("--parameter-overrides") + 1 :] if "--parameter-overrides" in command else ()
    return " ".join((verb, *given))


FIRST = ["deploy Stage=eu AlarmEmail=a@b.c FirstDeployment=true", "deploy AlarmEmail=a@b.c FirstDeployment=false"]


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        pytest.param(NONE, ["package", *FIRST], id="not there"),
        pytest.param("REVIEW_IN_PROGRESS", ["package", *FIRST], id="its change set failed"),
        pytest.param(
            "ROLLBACK_COMPLETE",
            ["package", "delete-stack", "wait stack-delete-complete", *FIRST],
            id="its first deployment failed",
        ),
        pytest.param("CREATE_COMPLETE", ["package", FIRST[1]], id="there"),
        pytest.param("UPDATE_COMPLETE", ["package", FIRST[1]], id="updated before"),
        pytest.param("UPDATE_ROLLBACK_COMPLETE", ["package", FIRST[1]], id="its last update failed"),
    ],
)
def test_a_stack_that_was_never_whole_is_made_so_that_it_can_be_taken_back(status: str, expected: list[str]) -> None:
    assert told(status, "AlarmEmail=a@b.c") == expected


@pytest.mark.parametrize("status", ["ROLLBACK_FAILED", "CREATE_FAILED", "DELETE_FAILED"])
def test_a_stack_that_is_stuck_is_left_to_its_runbook(status: str) -> None:
    with pytest.raises(Stuck, match=rf"{status}: docs/runbooks\.md#first-deployment"):
        told(status)


def test_a_stack_of_another_name_is_a_stage_of_its_own_from_its_first_deployment_on() -> None:
    assert told(NONE, stack="tessera-drill")[1] == "deploy Stage=drill FirstDeployment=true"
    assert told("UPDATE_COMPLETE", stack="tessera-drill")[1] == "deploy FirstDeployment=false"


def test_nothing_is_given_that_was_not_asked_for() -> None:
    """CloudFormation keeps a parameter as it was, unless it is given."""
    assert told("UPDATE_COMPLETE") == ["package", "deploy FirstDeployment=false"]


AWS = """\
#!/bin/sh
echo "$@" >> "$CALLS"
case "$2" in describe-stacks) %s;; deploy) exit %d;; esac
"""


@pytest.mark.parametrize(
    ("status", "deploys", "code", "called"),
    [
        ("echo CREATE_COMPLETE", 0, 0, ["describe-stacks", "package", "deploy"]),
        ("echo CREATE_COMPLETE", 3, 3, ["describe-stacks", "package", "deploy"]),
        (
            "echo 'Stack with id x does not exist' >&2; exit 254",
            0,
            0,
            ["describe-stacks", "package", "deploy", "deploy"],
        ),
        ("echo 'Stack with id x does not exist' >&2; exit 254", 3, 3, ["describe-stacks", "package", "deploy"]),
        ("echo 'Unable to locate credentials' >&2; exit 253", 0, 1, ["describe-stacks"]),
        ("echo ROLLBACK_FAILED", 0, 1, ["describe-stacks"]),
    ],
)
def test_it_asks_how_the_stack_is_and_stops_at_the_first_failure(
    tmp_path: Path, status: str, deploys: int, code: int, called: list[str]
) -> None:
    fake, calls = tmp_path / "aws", tmp_path / "calls"
    fake.write_text(AWS % (status, deploys))
    fake.chmod(fake.stat().st_mode | stat.S_IEXEC)
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "CALLS": str(calls)}
    command = [sys.executable, "-m", "infra.deploy", "eu", "tessera-eu", "build/eu", "bucket"]

    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - ours

    assert (done.returncode, [line.split()[1] for line in calls.read_text().splitlines()]) == (code, called)
    assert len(done.stderr.splitlines()) == (1 if code == 1 else 0)


def test_without_the_aws_cli_one_line_says_so(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "infra.deploy", "eu", "tessera-eu", "build/eu", "bucket"]
    environment = {**os.environ, "PATH": str(tmp_path)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - ours

    assert (done.returncode, done.stderr) == (
        1,
        "The AWS CLI is missing: install it, so that the command `aws` is found.\n",
    )
