"""The template is whole: each function has what it needs; nothing refers to what is not there or waits for itself."""

import json
import re
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import pytest

from chalicelib import settings
from chalicelib.api import cors
from chalicelib.api.problem import BEFORE, STATUSES
from infra import pieces
from infra.package import KINDS, PackagingError, kind_of, package
from infra.restored import in_use
from local import gateway
from tests.infra.whole import Resource, functions, name_of, resources, template

FUNCTIONS = sorted(functions())
OF_NOTHING = {
    "xray:PutTelemetryRecords",
    "xray:PutTraceSegments",
    "dynamodb:ListStreams",
    "secretsmanager:BatchGetSecretValue",  # gives no secret: each takes GetSecretValue too
}
"""Actions for which IAM knows no resource."""

DEFAULTS = {
    "TESSERA_DYNAMODB",
    "TESSERA_TOKEN_ISSUER",
    "TESSERA_TOKEN_AUDIENCE",
    "TESSERA_TOKEN_MINUTES",
}
"""Settings that a stage leaves as they are."""

LAMBDA_QUOTA = 1000
"""The concurrency of an account at first: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html."""

NAMES = {
    "AlarmName",
    "DashboardName",
    "FunctionName",
    "LogGroupName",
    "Name",
    "QueueName",
    "RoleName",
    "TableName",
    "TopicName",
}
"""Properties by which resources are named."""

ALARMS = sorted(resources("AWS::CloudWatch::Alarm"))


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_has_a_role_of_its_own_with_the_policy_file_of_its_name(function: str) -> None:
    role = functions()[function]["Properties"]["Role"]["Fn::GetAtt"][0]
    [policy] = template()["Resources"][role]["Properties"]["Policies"]
    written = json.loads((pieces.HERE.parent / f".chalice/policy-{name_of(functions()[function])}.json").read_text())

    assert policy["PolicyDocument"] == in_use(written)
    assert [other for other in FUNCTIONS if functions()[other]["Properties"]["Role"]["Fn::GetAtt"][0] == role] == [
        function
    ]


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_logs_into_a_group_of_its_own_that_is_not_kept_for_ever(function: str) -> None:
    group = template()["Resources"][f"{function}Logs"]["Properties"]
    name = functions()[function]["Properties"]["FunctionName"]["Fn::Sub"]

    assert group["LogGroupName"] == {"Fn::Sub": f"/aws/lambda/{name}"}
    assert group["RetentionInDays"] == {"Ref": "LogDays"}
    [logs] = [statement for statement in _statements(function) if "logs:PutLogEvents" in statement["Action"]]
    assert logs["Resource"] == {"Fn::GetAtt": [f"{function}Logs", "Arn"]}


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_may_touch_named_resources_only(function: str) -> None:
    open_to_all = {
        action
        for statement in _statements(function)
        for action in statement["Action"]
        if "*" in json.dumps(statement["Resource"]) or "*" in action
    }

    assert open_to_all <= OF_NOTHING


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_is_watched(function: str) -> None:
    properties = functions()[function]["Properties"]
    kinds = {event["Type"] for event in properties.get("Events", {}).values()}
    wanted = {"FunctionErrorsAlarm"}
    wanted |= {"StreamLagAlarm"} if "DynamoDB" in kinds else {"ThrottlesAlarm"}  # the cap of the stream's refuses runs
    wanted |= {"ScheduleSilentAlarm"} if "Schedule" in kinds else set()

    assert {name.removesuffix(function) for name in ALARMS if name.endswith(f"Alarm{function}")} == wanted
    assert properties["Tracing"] == "Active"


def test_pages_may_read_each_of_the_gateways_own_answers() -> None:
    body = template()["Resources"]["RestAPI"]["Properties"]["DefinitionBody"]

    for answer in body["x-amazon-apigateway-gateway-responses"].values():
        added = answer["responseParameters"]
        assert added["gatewayresponse.header.Access-Control-Allow-Origin"] == "'*'"
        assert added["gatewayresponse.header.Access-Control-Expose-Headers"] == f"'{cors.READ}'"
    throttled = body["x-amazon-apigateway-gateway-responses"]["THROTTLED"]["responseParameters"]
    assert throttled["gatewayresponse.header.Retry-After"] == "'2'"


def test_the_gateway_compresses_what_the_laptops_does() -> None:
    assert template()["Resources"]["RestAPI"]["Properties"]["MinimumCompressionSize"] == gateway.COMPRESSED_FROM


def test_what_stream_and_queue_wake_leaves_concurrency_to_the_members() -> None:
    """A table warmed for a crowd has a hundred shards and more; each would wake both consumers four times at once."""
    caps = {}
    for name, one in functions().items():
        for event in one["Properties"].get("Events", {}).values():
            if event["Type"] in ("SQS", "DynamoDB"):
                own = event["Properties"].get("ScalingConfig", {}).get("MaximumConcurrency")
                caps[name] = own or one["Properties"].get("ReservedConcurrentExecutions")
    stream = {"Fn::If": ["StreamCapped", {"Ref": "StreamConcurrency"}, {"Ref": "AWS::NoValue"}]}

    assert caps == {"TakeEvents": {"Ref": "QueueConcurrency"}, "CountReceipts": stream, "SendNotices": stream}
    most = {
        name: template("staging")["Parameters"][name]["Default"] for name in ("QueueConcurrency", "StreamConcurrency")
    }
    assert 0 < most["QueueConcurrency"] + 2 * most["StreamConcurrency"] <= LAMBDA_QUOTA // 4


@pytest.mark.parametrize("alarm", ALARMS)
def test_an_alarm_reaches_somebody_and_names_its_page(alarm: str) -> None:
    properties = resources("AWS::CloudWatch::Alarm")[alarm]["Properties"]

    assert properties["AlarmActions"] == properties["OKActions"] == [{"Ref": "TesseraAlarms"}]
    assert re.search(r"\. docs/runbooks\.md#[a-z-]+$", properties["AlarmDescription"])
    each_minute = alarm.startswith("ScheduleSilent") and "Metrics" not in properties
    assert properties["TreatMissingData"] == ("breaching" if each_minute else "notBreaching")


@pytest.mark.parametrize("stage", KINDS)
def test_what_is_referred_to_is_there(stage: str) -> None:
    known = {*template(stage)["Resources"], *template(stage)["Parameters"]}
    referred = set(_references([template(stage)["Resources"], template(stage)["Outputs"], template(stage)["Globals"]]))

    assert {name for name in referred if not name.startswith("AWS::")} <= known
    assert set(template(stage)["Parameters"]) <= referred


def test_everything_moves_over_to_a_table_that_was_restored() -> None:
    """Outside of the choice itself, nothing knows the stack's own table."""
    chosen = json.dumps(
        in_use([{"Ref": "TesseraTable"}, *({"Fn::GetAtt": ["TesseraTable", of]} for of in ("Arn", "StreamArn"))])
    )
    choices = json.loads(chosen)
    others = {name: one for name, one in template().items() if name != "Parameters"}
    others["Resources"] = {name: one for name, one in others["Resources"].items() if name != "TesseraTable"}
    text = json.dumps(others)

    for choice in choices:
        assert json.dumps(choice) in text
        text = text.replace(json.dumps(choice), "")
    assert "TesseraTable" not in text


def test_nothing_waits_for_itself() -> None:
    """An alias waits for the alarms of its release: none of them may wait for what calls the alias."""
    waits = {name: set(_waits(name, resource)) for name, resource in template()["Resources"].items()}

    assert len(list(TopologicalSorter(waits).static_order())) >= len(waits)


@pytest.mark.parametrize(
    ("stage", "kind"),
    [("dev", "dev"), ("prod", "prod"), ("staging", "prod"), ("qa-2", "prod"), ("drill", "dev")],
)
def test_a_stage_has_any_name_and_what_its_kind_sets_is_a_default(stage: str, kind: str) -> None:
    """A default, since a parameter that each deployment gave anew would not stay as it was last given."""
    plain, parameters = pieces.joined()["Parameters"], template(stage, kind)["Parameters"]
    own = {name: one["Default"] for name, one in parameters.items() if one["Default"] != plain[name].get("Default")}

    assert own == {"Stage": stage, **pieces.read("stages")[kind]}
    assert {
        function["Properties"]["Environment"]["Variables"]["TESSERA_DEV_SIGN_IN"]
        for function in functions(stage, kind).values()
    } == {"on" if kind == "dev" else "off"}


@pytest.mark.parametrize(
    ("stage", "kind"), [("dev", "dev"), ("prod", "prod"), ("staging", "prod"), ("local-2", "prod")]
)
def test_a_stage_of_which_nothing_is_said_lets_nobody_sign_in_as_anyone_but_in_dev(stage: str, kind: str) -> None:
    assert kind_of(stage) == kind


@pytest.mark.parametrize("stage", ["local", "", "Prod", "2nd", "a_b", "a b", "x" * 40, "prod;rm"])
def test_a_name_that_no_stage_can_have_is_told_before_anything_is_made(stage: str, tmp_path: Path) -> None:
    with pytest.raises(PackagingError, match=r"small letters.*`local` is the laptop"):
        package(stage, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_stages_of_one_kind_share_no_name() -> None:
    """All that has a name has the stack's in it, and the metrics the stage's; the names of packaged stages differ."""
    given = {
        (name, key): value
        for name, resource in template()["Resources"].items()
        for key, value in resource["Properties"].items()
        if key in NAMES and resource["Type"] != "AWS::Lambda::Permission"
    }

    assert len(given) > 40
    assert [of for of, value in given.items() if "AWS::StackName" not in json.dumps(value)] == []


def test_what_is_kept_when_a_stack_is_deleted_is_taken_back_where_it_was_never_made_whole() -> None:
    """Else its name would be taken, and the first deployment could not be repeated."""
    named = {
        name: one["DeletionPolicy"]
        for name, one in template()["Resources"].items()
        if "DeletionPolicy" in one and NAMES & one["Properties"].keys()
    }
    protected = template()["Resources"]["TesseraTable"]["Properties"]["DeletionProtectionEnabled"]

    assert named == {"TesseraTable": "RetainExceptOnCreate", "TesseraMasterSeed": "RetainExceptOnCreate"}
    assert protected == {"Fn::If": ["Protected", True, False]}
    for protection, first, expected in (("true", "false", True), ("true", "true", False), ("false", "false", False)):
        assert _holds("Protected", {"DeletionProtection": protection, "FirstDeployment": first}) is expected


def _holds(condition: str, given: dict[str, str]) -> bool:
    def value(tree: Any) -> Any:
        if not isinstance(tree, dict):
            return tree
        [(key, of)] = tree.items()
        if key == "Ref":
            return given[of]
        if key == "Fn::Equals":
            return value(of[0]) == value(of[1])
        return not value(of[0]) if key == "Fn::Not" else all(value(one) for one in of)

    return bool(value(template()["Conditions"][condition]))


def test_a_stage_tells_all_that_the_settings_read() -> None:
    read = set(re.findall(r"TESSERA_[A-Z_]+[A-Z]\b", settings.__doc__ or ""))
    told = {name for function in functions().values() for name in _environment(function)}

    assert {name.removesuffix("_SECRET") for name in told} == read - DEFAULTS


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_sets_parameters_that_there_are(kind: str) -> None:
    given, parameters = pieces.read("stages")[kind], pieces.joined()["Parameters"]

    assert all(str(value) in map(str, parameters[name].get("AllowedValues", [value])) for name, value in given.items())


def test_the_api_calls_the_alias_for_any_method() -> None:
    for path, methods in template()["Resources"]["RestAPI"]["Properties"]["DefinitionBody"]["paths"].items():
        assert "x-amazon-apigateway-any-method" in methods, path
        for method in methods.values():
            uri, told = method["x-amazon-apigateway-integration"]["uri"]["Fn::Sub"]
            assert (uri.count("${Function}"), told) == (1, {"Function": {"Ref": "APIHandler.Alias"}})


def test_limits_are_those_of_paths_that_there_are() -> None:
    """CloudFormation spells a slash inside of a path `~1`."""
    api = template()["Resources"]["RestAPI"]["Properties"]
    limited = {(one["ResourcePath"], one["HttpMethod"]) for one in api["MethodSettings"]}
    spelled = {(f"/{path.replace('/', '~1')}", "POST") for path in api["DefinitionBody"]["paths"]}

    assert len(limited & spelled) == 1
    assert limited - spelled == {("/*", "*")}


@pytest.mark.parametrize(
    "kind",
    sorted(
        pieces.read("edge")["Resources"]["RestAPI"]["Properties"]["DefinitionBody"][
            "x-amazon-apigateway-gateway-responses"
        ]
    ),
)
def test_the_gateway_answers_problems_that_the_api_knows(kind: str) -> None:
    api = template()["Resources"]["RestAPI"]["Properties"]["DefinitionBody"]
    answer = api["x-amazon-apigateway-gateway-responses"][kind]
    [(media_type, text)] = answer["responseTemplates"].items()
    problem = json.loads(text.replace("$context.requestTimeEpoch", "1"))

    assert media_type == "application/problem+json"
    assert problem["type"] == f"urn:tessera:problem:{problem['code']}"
    assert problem["status"] == {**STATUSES, **BEFORE}[problem["code"]]
    assert answer.get("statusCode", problem["status"]) == problem["status"]


def _environment(function: Resource) -> dict[str, Any]:
    shared = template()["Globals"]["Function"]["Environment"]["Variables"]
    return {**shared, **function["Properties"]["Environment"]["Variables"]}


def _statements(function: str) -> list[dict[str, Any]]:
    role = functions()[function]["Properties"]["Role"]["Fn::GetAtt"][0]
    [policy] = template()["Resources"][role]["Properties"]["Policies"]
    statements: list[dict[str, Any]] = policy["PolicyDocument"]["Statement"]
    return statements


def _references(tree: Any) -> Iterator[str]:
    """The logical ids that a part of the template refers to."""
    if isinstance(tree, list):
        for branch in tree:
            yield from _references(branch)
    elif isinstance(tree, dict):
        for key, branch in tree.items():
            if key == "Ref":
                yield branch.partition(".")[0]
            elif key == "Fn::GetAtt":
                yield branch[0]
            elif key == "Fn::Sub":
                text, own = (branch, {}) if isinstance(branch, str) else branch
                yield from ({name.partition(".")[0] for name in re.findall(r"\$\{([\w:.]+)\}", text)} - set(own))
                yield from _references(own)
            elif key == "DependsOn":
                yield from [branch] if isinstance(branch, str) else branch
            elif key == "Condition" and isinstance(branch, str):
                yield from _references(template()["Conditions"][branch])
            elif key == "Fn::If":
                yield from _references(template()["Conditions"][branch[0]])
                yield from _references(branch[1:])
            else:
                yield from _references(branch)


def _waits(name: str, resource: Resource) -> Iterator[str]:
    """What CloudFormation makes before it: of a function by its alias also what its release looks at."""
    properties = {
        key: value for key, value in resource["Properties"].items() if key not in ("DeploymentPreference", "Events")
    }
    yield from set(_references([properties, resource.get("DependsOn", [])])) & template()["Resources"].keys()
    if '"APIHandler.Alias"' in json.dumps(properties):
        yield from _references(functions()["APIHandler"]["Properties"]["DeploymentPreference"])
