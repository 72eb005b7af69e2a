"""Each function may do what it does, and nothing else: its policy is compared with the calls that it makes.

A new call of AWS on an unusual path belongs into the function's play in `plays.py`.
"""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.infra.calls import Right
from tests.infra.plays import World, world
from tests.infra.whole import Resource, functions, name_of, template


@pytest.fixture
def stage(aws: None) -> Iterator[World]:
    with world() as there:
        yield there


@pytest.mark.parametrize("function", sorted(functions()))
def test_a_function_may_do_what_it_does_and_nothing_else(stage: World, function: str) -> None:
    told = functions()[function]["Properties"]
    used = stage.rights_used(name_of(functions()[function]))

    assert _allowed(told) == used | _used_by_lambda(function, told)


def _allowed(function: Resource) -> set[Right]:
    role = template()["Resources"][function["Role"]["Fn::GetAtt"][0]]
    [policy] = role["Properties"]["Policies"]
    return {
        Right(action, name)
        for statement in policy["PolicyDocument"]["Statement"]
        for action in statement["Action"]
        for name in _names(statement["Resource"])
    }


def _names(resource: Any) -> list[str]:
    """The logical ids that a statement names. (An attribute of its own is the table's stream.)"""
    if isinstance(resource, list):
        return [name for one in resource for name in _names(one)]
    if isinstance(resource, str):
        return [resource]
    if "Fn::If" in resource:
        condition, given, other = resource["Fn::If"]
        return _names(other if condition == "Restored" else given)
    if "Ref" in resource:
        return [resource["Ref"]]
    if "Fn::Join" in resource:
        _, [table, index] = resource["Fn::Join"]
        return [f"{name}/{index}" for name in _names(table)]
    [name, attribute] = resource["Fn::GetAtt"]
    return [f"{name}.StreamArn" if attribute == "StreamArn" else name]


def _used_by_lambda(name: str, function: Resource) -> set[Right]:
    """What Lambda does in the function's name: its log, its traces, what wakes it up, and whom it tells of failures."""
    used = {Right(action, f"{name}Logs") for action in ("logs:CreateLogStream", "logs:PutLogEvents")}
    used |= {Right(action, "*") for action in ("xray:PutTelemetryRecords", "xray:PutTraceSegments")}
    events = function.get("Events", {}).values()
    for event in events:
        if event["Type"] == "SQS":
            actions = ("DeleteMessage", "GetQueueAttributes", "ReceiveMessage")
            used |= {Right(f"sqs:{action}", *_names(event["Properties"]["Queue"])) for action in actions}
        if event["Type"] == "DynamoDB":
            actions = ("DescribeStream", "GetRecords", "GetShardIterator")
            used |= {Right(f"dynamodb:{action}", *_names(event["Properties"]["Stream"])) for action in actions}
            used |= {Right("dynamodb:ListStreams", "*")}
    for told in [function.get("EventInvokeConfig", {}), *(event["Properties"] for event in events)]:
        if "DestinationConfig" in told:
            used |= {Right("sqs:SendMessage", *_names(told["DestinationConfig"]["OnFailure"]["Destination"]))}
    return used
