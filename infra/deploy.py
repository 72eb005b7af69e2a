"""`python -m infra.deploy STAGE STACK PACKAGE BUCKET [NAME=VALUE …]`: deploys a package with the AWS CLI.

A stack that is not there yet is made in two steps: first with a table that can be deleted, so that CloudFormation can
take all of it back where something fails, then once more, protected. A first deployment that failed leaves an empty
stack, which can only be deleted: that is done before it is made again.
"""

import shlex
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

Command = Sequence[str]

NONE = ""
"""The status of a stack that is not there."""

NOT_MADE_YET = (NONE, "REVIEW_IN_PROGRESS", "ROLLBACK_COMPLETE")
"""The status of a stack that holds nothing: its first deployment comes, or failed and was taken back."""

STUCK = ("CREATE_FAILED", "ROLLBACK_FAILED", "DELETE_FAILED")
"""The status of a stack that somebody has to look at."""


class Stuck(Exception):
    """The stack can't be deployed as it is; the message says what to do."""


def commands(
    stage: str, stack: str, package: Path, bucket: str, parameters: Sequence[str], status: str
) -> list[Command]:
    """The commands that deploy a package, by the status that the stack is in. parameters: `NAME=VALUE`.

    Raises Stuck.
    """
    if status in STUCK:
        raise Stuck(f"The stack {stack} is {status}: docs/runbooks.md#first-deployment says how to go on.")
    uploaded = package / "uploaded.json"
    upload = ["aws", "cloudformation", "package", "--template-file", str(package / "template.json")]
    upload += ["--s3-bucket", bucket, "--s3-prefix", stack, "--use-json", "--output-template-file", str(uploaded)]
    deploy = ["aws", "cloudformation", "deploy", "--template-file", str(uploaded), "--stack-name", stack]
    deploy += [
        "--s3-bucket",
        bucket,
        "--s3-prefix",
        stack,
        "--capabilities",
        "CAPABILITY_IAM",
        "CAPABILITY_AUTO_EXPAND",
    ]
    deploy += ["--tags", "application=tessera", f"stage={stage}", "--no-fail-on-empty-changeset"]
    deploy += ["--parameter-overrides"]
    found: list[Command] = [upload]
    if status == "ROLLBACK_COMPLETE":
        found.append(["aws", "cloudformation", "delete-stack", "--stack-name", stack])
        found.append(["aws", "cloudformation", "wait", "stack-delete-complete", "--stack-name", stack])
    if status in NOT_MADE_YET:
        # Two stacks of one package would share the stage's metrics, and its alarms ring for both.
        found.append([*deploy, f"Stage={stack.removeprefix('tessera-')}", *parameters, "FirstDeployment=true"])
    found.append([*deploy, *parameters, "FirstDeployment=false"])
    return found


def main(arguments: Sequence[str]) -> int:
    """Deploy as the command line says; gives the exit code of the command that failed, or 0."""
    if len(arguments) < 4:
        print(__doc__, file=sys.stderr)
        return 2
    stage, stack, package, bucket, *parameters = arguments
    try:
        for command in commands(stage, stack, Path(package), bucket, parameters, _status(stack)):
            print(shlex.join(command), flush=True)
            if failed := subprocess.run(command, check=False).returncode:  # noqa: S603 - our own
                return failed
    except Stuck as stuck:
        print(stuck, file=sys.stderr)
        return 1
    except FileNotFoundError:
        print("The AWS CLI is missing: install it, so that the command `aws` is found.", file=sys.stderr)
        return 1
    return 0


def _status(stack: str) -> str:
    """The stack's status, as AWS has it; NONE where it is not there. Another failure shows with the next command."""
    ask = ["aws", "cloudformation", "describe-stacks", "--stack-name", stack]
    ask += ["--query", "Stacks[0].StackStatus", "--output", "text"]
    answer = subprocess.run(ask, capture_output=True, text=True, check=False)  # noqa: S603 - our own
    if answer.returncode and "does not exist" not in answer.stderr:
        raise Stuck(f"AWS does not tell how the stack {stack} is: {answer.stderr.strip()}")
    return answer.stdout.strip() if not answer.returncode else NONE


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
