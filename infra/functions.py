"""Gives each function of the application a name, a log group and alarms, and lets the API call it by its alias."""

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

Resource = dict[str, Any]

_SECONDS = {"minute": 60, "hour": 3600, "day": 86400}


def parts(resources: dict[str, Resource]) -> dict[str, Any]:
    """The resources to be merged into a template that has these."""
    added: dict[str, Resource] = {}
    for function, resource in resources.items():
        if resource.get("Type") == "AWS::Serverless::Function":
            added |= _log_group(function, resource) | dict(_alarms(function, resource))
    return {"Resources": added}


def call_alias(api: Resource) -> None:
    """Let the API call its function by the alias, where Chalice's template calls the function without a version.

    And let it call the function for any method of a path, so that it answers 405 as it does on the laptop: API Gateway
    would answer that an authentication token is missing.
    """
    for path in api["Properties"]["DefinitionBody"]["paths"].values():
        for method in path.values():
            uri = method["x-amazon-apigateway-integration"]["uri"]
            uri["Fn::Sub"] = [
                uri["Fn::Sub"].replace("${APIHandler.Arn}", "${Function}"),
                {"Function": {"Ref": "APIHandler.Alias"}},
            ]
        path["x-amazon-apigateway-any-method"] = deepcopy(method)


def _log_group(function: str, resource: Resource) -> dict[str, Resource]:
    """The function's name is given, so that its role can name the log group: by `Ref` each would wait for the other."""
    name = {"Fn::Sub": "${AWS::StackName}-" + resource["Properties"]["Handler"].removeprefix("app.")}
    group = {"LogGroupName": {"Fn::Sub": "/aws/lambda/" + name["Fn::Sub"]}, "RetentionInDays": {"Ref": "LogDays"}}
    return {
        function: {"Properties": {"FunctionName": name, "AutoPublishAliasAllProperties": True}},
        f"{function}Logs": {"Type": "AWS::Logs::LogGroup", "Properties": group},
    }


def _alarms(function: str, resource: Resource) -> Iterator[tuple[str, Resource]]:
    def alarm(kind: str, section: str, says: str, metric: str, **rule: Any) -> tuple[str, Resource]:
        name = {"Fn::Sub": f"${{AWS::StackName}}-{section}-${{{function}}}"}
        properties = {
            "AlarmName": name,
            "AlarmDescription": f"{says} docs/runbooks.md#{section}",
            "Namespace": "AWS/Lambda",
            "MetricName": metric,
            "Dimensions": [{"Name": "FunctionName", "Value": {"Ref": function}}],
            "ComparisonOperator": "GreaterThanThreshold",
            "TreatMissingData": "notBreaching",
            "Statistic": "Sum",
            "Period": 60,
            "AlarmActions": [{"Ref": "TesseraAlarms"}],
            "OKActions": [{"Ref": "TesseraAlarms"}],
        }
        return f"{kind}{function}", {"Type": "AWS::CloudWatch::Alarm", "Properties": properties | rule}

    few = {"EvaluationPeriods": 3, "DatapointsToAlarm": 2, "Threshold": 0}
    yield alarm("FunctionErrorsAlarm", "function-errors", "The function fails.", "Errors", **few)
    yield alarm("ThrottlesAlarm", "throttles", "Lambda refuses to run the function.", "Throttles", **few)
    for event in resource["Properties"].get("Events", {}).values():
        if event["Type"] == "DynamoDB":
            late = {"EvaluationPeriods": 5, "Statistic": "Maximum", "Threshold": {"Ref": "StreamMilliseconds"}}
            yield alarm("StreamLagAlarm", "stream-lag", "The function is behind the stream.", "IteratorAge", **late)
        if event["Type"] == "Schedule":
            silent = {
                "EvaluationPeriods": 2,
                "Period": max(300, _seconds(event["Properties"]["Schedule"])),
                "ComparisonOperator": "LessThanThreshold",
                "Threshold": 1,
                "TreatMissingData": "breaching",
            }
            yield alarm(
                "ScheduleSilentAlarm", "schedule-silent", "The schedule does not fire.", "Invocations", **silent
            )


def _seconds(schedule: str) -> int:
    """Seconds between two runs of a rate, such as `rate(5 minutes)`."""
    number, unit = re.fullmatch(r"rate\((\d+) (minute|hour|day)s?\)", schedule).groups()  # type: ignore[union-attr]
    return int(number) * _SECONDS[unit]
