"""The stack that SAM makes of the package."""

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from tests.deploy.aws import Aws
from tests.deploy.command import REGION, offline, run
from tests.deploy.lacks import mended
from tests.deploy.package import Package
from tests.deploy.report import Broken, Found
from tests.deploy.wheelhouse import ROOT

BIN = ROOT / ".venv" / "sam" / "bin"
"""Where `make` installs SAM and cfn-lint."""

STACK = "tessera-proof"
SECONDS = 240.0


class Stack(NamedTuple):
    """A deployed stack."""

    outputs: dict[str, str]
    """By name."""
    names: dict[str, str]
    """The physical names, by the names in the template."""


def lint(packages: Sequence[Package], work: Path) -> str:
    """The templates as they are, read by cfn-lint and by SAM. Raises Broken with what they found."""
    environment = offline(work)
    readers: tuple[list[str | Path], ...] = (
        [BIN / "cfn-lint", "--regions", REGION, "--"],
        [BIN / "sam", "validate", "--lint", "--template-file"],
    )
    with ThreadPoolExecutor(len(readers)) as pool:
        for reading in [
            pool.submit(run, [*reader, package.template], environment, SECONDS)
            for package in packages
            for reader in readers
        ]:
            reading.result()
    counts = [len(json.loads(package.template.read_text())["Resources"]) for package in packages]
    return f"{' and '.join(map(str, counts))} resources, nothing found"


def deploy(package: Package, stack_aws: Aws, work: Path, *parameters: str) -> Found[Stack]:
    """`sam deploy` of the package with the stage's parameters and with these (`NAME=VALUE`), which win. The template is
    a copy, mended where ministack is not as AWS. Raises Broken.
    """
    template, lacks = mended(json.loads(package.template.read_text()))
    copy = package.template.with_name("deployed.json")
    copy.write_text(json.dumps(template))
    command: list[str | Path] = [BIN / "sam", "deploy", "--template-file", copy, "--stack-name", STACK, "--resolve-s3"]
    command += ["--capabilities", "CAPABILITY_IAM", "--no-confirm-changeset", "--region", REGION]
    command += ["--parameter-overrides", *package.parameters.read_text().split(), *parameters]
    run(command, offline(work, **stack_aws.environment), SECONDS)
    return Found(
        "\n".join((f"{len(template['Resources'])} resources; of a copy of the template, where:", *lacks)),
        _read(stack_aws),
    )


def _read(stack_aws: Aws) -> Stack:
    formation = stack_aws.client("cloudformation")
    [stack] = formation.describe_stacks(StackName=STACK)["Stacks"]
    if stack["StackStatus"] != "CREATE_COMPLETE":
        raise Broken(f"The stack is {stack['StackStatus']}")
    pages = formation.get_paginator("list_stack_resources").paginate(StackName=STACK)
    return Stack(
        outputs={one["OutputKey"]: one["OutputValue"] for one in stack["Outputs"]},
        names={
            one["LogicalResourceId"]: one["PhysicalResourceId"]
            for page in pages
            for one in page["StackResourceSummaries"]
        },
    )
