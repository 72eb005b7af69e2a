"""Gives each function of the application a name, a log group and alarms, and lets the API call it by its alias."""

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

Resource = dict[str, Any]

WITNESS = "Watch"
"""The function that runs each minute, by which it is known whether rarer ones had the time to run."""

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
    def alarm(kind: str, section: str, says: str, watches: dict[str, Any], **rule: Any) -> tuple[str, Resource]:
        properties = {
            "AlarmName": {"Fn::Sub": f"${{AWS::StackName}}-{section}-${{{function}}}"},
            "AlarmDescription": f"{says} docs/runbooks.md#{section}",
            "ComparisonOperator": "GreaterThanThreshold",
            "TreatMissingData": "notBreaching",
            "AlarmActions": [{"Ref": "TesseraAlarms"}],
            "OKActions": [{"Ref": "TesseraAlarms"}],
        }
        return f"{kind}{function}", {"Type": "AWS::CloudWatch::Alarm", "Properties": properties | watches | rule}

    few = {"EvaluationPeriods": 3, "DatapointsToAlarm": 2, "Threshold": 0}
    yield alarm("FunctionErrorsAlarm", "function-errors", "The function fails.", _plain(function, "Errors"), **few)
    events = resource["Properties"].get("Events", {}).values()
    if all(event["Type"] != "DynamoDB" for event in events):
        # Of those that the stream wakes, the cap refuses runs in a crowd, as it should: their lag is what counts.
        refused = _plain(function, "Throttles")
        yield alarm("ThrottlesAlarm", "throttles", "Lambda refuses to run the function.", refused, **few)
    for event in events:
        if event["Type"] == "DynamoDB":
            late = {"EvaluationPeriods": 5, "Threshold": {"Ref": "StreamMilliseconds"}}
            age = _plain(function, "IteratorAge", "Maximum")
            yield alarm("StreamLagAlarm", "stream-lag", "The function is behind the stream.", age, **late)
        if event["Type"] == "Schedule":
            seconds = _seconds(event["Properties"]["Schedule"])
            silent = _silent_each_minute(function) if seconds == _SECONDS["minute"] else _silent(function, seconds)
            yield alarm("ScheduleSilentAlarm", "schedule-silent", "The schedule does not fire.", silent)


def _silent_each_minute(function: str) -> dict[str, Any]:
    """Rings where nothing has run for ten minutes. A new stack runs it before these are over."""
    few = {"EvaluationPeriods": 2, "ComparisonOperator": "LessThanThreshold", "Threshold": 1}
    return _plain(function, "Invocations", seconds=300) | few | {"TreatMissingData": "breaching"}


def _silent(function: str, seconds: int) -> dict[str, Any]:
    """Rings where the function has not run for two of its periods in which the witness ran nearly all the time.

    A stack that is newer has not run it yet, and has not had the witness for so long either. Where all schedules are
    silent, the witness's own alarm rings.
    """
    runs, witness = (_stat(one, "Invocations", "Sum", seconds) for one in (function, WITNESS))
    return {
        "Metrics": [
            {
                "Id": "alone",
                "Label": "runs of the witness in a period without one of the function",
                "Expression": "IF(FILL(runs, 0) < 1, FILL(witness, 0), 0)",
                "ReturnData": True,
            },
            {"Id": "runs", "MetricStat": runs, "ReturnData": False},
            {"Id": "witness", "MetricStat": witness, "ReturnData": False},
        ],
        "EvaluationPeriods": 2,
        "Threshold": seconds // _SECONDS["minute"] * 3 // 4,
    }


def _plain(function: str, metric: str, statistic: str = "Sum", seconds: int = 60) -> dict[str, Any]:
    """An alarm's own metric."""
    stat = _stat(function, metric, statistic, seconds)
    return {**stat["Metric"], "Statistic": stat["Stat"], "Period": stat["Period"]}


def _stat(function: str, metric: str, statistic: str, seconds: int) -> dict[str, Any]:
    of = [{"Name": "FunctionName", "Value": {"Ref": function}}]
    named = {"Namespace": "AWS/Lambda", "MetricName": metric, "Dimensions": of}
    return {"Metric": named, "Stat": statistic, "Period": seconds}


def _seconds(schedule: str) -> int:
    """Seconds between two runs of a rate, such as `rate(5 minutes)`."""
    number, unit = re.fullmatch(r"rate\((\d+) (minute|hour|day)s?\)", schedule).groups()  # type: ignore[union-attr]
    return int(number) * _SECONDS[unit]
