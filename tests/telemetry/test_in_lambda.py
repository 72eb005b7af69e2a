"""The whole way in a process of its own, with what Lambda puts into the environment."""

import json
import subprocess
import sys
from pathlib import Path

from tests.telemetry.told import collected

ROOT = Path(__file__).parent.parent.parent
PROGRAM = """
import app, types
context = types.SimpleNamespace(aws_request_id="of-lambda")
request = {"resourcePath": "/v1/health", "httpMethod": "GET", "path": "/v1/health", "requestId": "of-the-gateway"}
event = {"requestContext": request, "multiValueQueryStringParameters": None, "headers": {}, "pathParameters": {},
         "stageVariables": None, "body": None, "isBase64Encoded": False}
app.app(event, context)
app.app.log.error("what else is logged")
"""
ENVIRONMENT = {
    "_HANDLER": "app.app",
    "TESSERA_STAGE": "local",
    "_X_AMZN_TRACE_ID": "Root=1-abc-def;Parent=77;Sampled=0",
    "AWS_ACCESS_KEY_ID": "none",
    "AWS_SECRET_ACCESS_KEY": "none",
}


def test_a_function_writes_its_lines_to_its_output() -> None:
    run = [sys.executable, "-c", PROGRAM]

    done = subprocess.run(run, cwd=ROOT, env=ENVIRONMENT, capture_output=True, check=True)  # noqa: S603

    invocation, other = map(json.loads, done.stdout.splitlines())
    assert {name: invocation[name] for name in ("function", "route", "status", "request", "gateway", "trace")} == {
        "function": "app",
        "route": "health",
        "status": 200,
        "request": "of-lambda",
        "gateway": "of-the-gateway",
        "trace": "1-abc-def",
    }
    assert collected([invocation]) == {
        ("ColdStarts", frozenset({("stage", "local")})): [1],
        ("ColdStarts", frozenset({("stage", "local"), ("function", "app")})): [1],
    }
    assert (other["message"], done.stderr) == ("what else is logged", b"")
