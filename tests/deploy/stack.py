"""The stack that SAM makes of the package."""

import json
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

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


def fail(package: Package, stack_aws: Aws, work: Path, *parameters: str) -> str:
    """A first deployment that fails on purpose, late: all that it made is taken back, and the empty stack deleted.
    Raises Broken.
    """
    template, _ = mended(json.loads(package.template.read_text()))
    spoiled = {**template, "Resources": {**template["Resources"], "Spoiled": _never_made(template)}}
    try:
        _deploy(package, stack_aws, work, spoiled, [*parameters, "FirstDeployment=true"])
    except Broken:
        pass  # as it should
    else:
        raise Broken("The deployment was to fail, and did not")
    formation = stack_aws.client("cloudformation")
    [stack] = formation.describe_stacks(StackName=STACK)["Stacks"]
    if stack["StackStatus"] != "ROLLBACK_COMPLETE":
        raise Broken(f"The stack is {stack['StackStatus']}: {stack.get('StackStatusReason')}")
    pages = formation.get_paginator("describe_stack_events").paginate(StackName=STACK)
    events = [event for page in pages for event in page["StackEvents"]]
    made = {one["LogicalResourceId"] for one in events if one["ResourceStatus"] == "CREATE_COMPLETE"}
    if lacking := {"TesseraTable", "TesseraMasterSeed"} - made:
        raise Broken(f"It failed before these were made, and shows nothing: {', '.join(sorted(lacking))}")
    tables = stack_aws.client("dynamodb").list_tables()["TableNames"]
    secrets = [one["Name"] for one in stack_aws.client("secretsmanager").list_secrets()["SecretList"]]
    if left := [*tables, *secrets]:
        raise Broken(f"These were not taken back: {', '.join(left)}")
    formation.delete_stack(StackName=STACK)
    formation.get_waiter("stack_delete_complete").wait(StackName=STACK, WaiterConfig={"Delay": 1})
    return f"{len(made)} resources made and taken back, among them a table and a master seed"


def deploy(package: Package, stack_aws: Aws, work: Path, *parameters: str) -> Found[Stack]:
    """`sam deploy` of the package with these parameters (`NAME=VALUE`), as `make deploy` does it: the table is
    protected in a second step. The template is a copy, mended where ministack is not as AWS. Raises Broken.
    """
    template, lacks = mended(json.loads(package.template.read_text()))
    for first in ("true", "false"):
        _deploy(package, stack_aws, work, template, [*parameters, f"FirstDeployment={first}"])
        found = _read(stack_aws)
        described = stack_aws.client("dynamodb").describe_table(TableName=found.outputs["TableName"])["Table"]
        if described["DeletionProtectionEnabled"] is (first == "true"):
            raise Broken(f"With FirstDeployment={first} the table's protection is the other way round")
    return Found(
        "\n".join((f"{len(template['Resources'])} resources; of a copy of the template, where:", *lacks)), found
    )


def _deploy(
    package: Package, stack_aws: Aws, work: Path, template: Mapping[str, Any], parameters: Sequence[str]
) -> None:
    copy = package.template.with_name("deployed.json")
    copy.write_text(json.dumps(template))
    command: list[str | Path] = [BIN / "sam", "deploy", "--template-file", copy, "--stack-name", STACK, "--resolve-s3"]
    command += ["--capabilities", "CAPABILITY_IAM", "--no-confirm-changeset", "--no-fail-on-empty-changeset"]
    command += ["--region", REGION]
    run([*command, "--parameter-overrides", *parameters], offline(work, **stack_aws.environment), SECONDS)


def _never_made(template: Mapping[str, Any]) -> dict[str, Any]:
    """A resource that can't be made: its name is taken by one of the stack, which it waits for as for all others."""
    waits = [name for name, one in template["Resources"].items() if "Condition" not in one]
    bus = template["Resources"]["TesseraBus"]
    return {"Type": bus["Type"], "DependsOn": waits, "Properties": bus["Properties"]}


def _read(stack_aws: Aws) -> Stack:
    formation = stack_aws.client("cloudformation")
    [stack] = formation.describe_stacks(StackName=STACK)["Stacks"]
    if stack["StackStatus"] not in ("CREATE_COMPLETE", "UPDATE_COMPLETE"):
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
