"""The AWS that is deployed to: ministack, with what a test needs to look into it."""

import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import boto3
from botocore.config import Config

from local.independent_aws import ministack
from tests.deploy.command import REGION, last_lines, offline
from tests.deploy.report import Broken

T = TypeVar("T")

LOG_LINES = 30
LOG_SECONDS = 1.0
"""How much later than its answer a function's log may be."""
LAMBDAS_OWN = ("START ", "END ", "REPORT ")

PAUSE_SECONDS = 0.25
CALL = Config(connect_timeout=5, read_timeout=300, retries={"total_max_attempts": 1}, proxies={})
"""One try: an invocation that is sent twice would be two."""


class Aws:
    """A running ministack. All its services are at `url`."""

    def __init__(self, url: str, log: Path) -> None:
        self.url, self._log = url, log
        self._clients: dict[str, Any] = {}
        self.environment = {"AWS_ENDPOINT_URL": url}

    def client(self, service: str) -> Any:
        """boto3's client of a service, made once."""
        if service not in self._clients:
            self._clients[service] = boto3.client(
                service,
                endpoint_url=self.url,
                region_name=REGION,
                aws_access_key_id="test",
                aws_secret_access_key="test",
                config=CALL,
            )
        return self._clients[service]

    def invoke(self, function: str, event: Any) -> Any:
        """Invoke a function and give its answer. Raises Broken where it fails."""
        answer = self.client("lambda").invoke(FunctionName=function, Payload=json.dumps(event))
        body = answer["Payload"].read().decode()
        if "FunctionError" in answer:
            raise Broken(f"{function} fails: {body}")
        return json.loads(body or "null")

    def logs_of(self, function: str) -> str:
        """The last lines that a function itself wrote, oldest first; "" where it never did."""
        time.sleep(LOG_SECONDS)
        own = [line for line in self.lines_of(function) if not line.startswith(LAMBDAS_OWN)]
        return last_lines("\n".join(own), LOG_LINES)

    def lines_of(self, function: str) -> list[str]:
        """All that is logged of a function, oldest first."""
        logs, group = self.client("logs"), f"/aws/lambda/{function}"
        try:
            streams = logs.describe_log_streams(logGroupName=group)["logStreams"]
        except logs.exceptions.ResourceNotFoundException:
            return []
        events = [
            event
            for stream in streams
            for event in logs.get_log_events(logGroupName=group, logStreamName=stream["logStreamName"])["events"]
        ]
        return [event["message"] for event in sorted(events, key=_moment)]

    def log(self) -> str:
        """The last lines that ministack itself wrote."""
        return last_lines(self._log.read_text(errors="replace"), LOG_LINES)

    def host(self, api: str) -> tuple[str, str]:
        """Where an API of API Gateway answers: the address to connect to, and the name to call it by."""
        address = urlsplit(self.url)
        return f"{address.hostname}:{address.port}", f"{api}.execute-api.localhost:{address.port}"


@contextmanager
def aws(work: Path) -> Iterator[Aws]:
    """A whole AWS, empty, until the block ends. Raises local.process.NotStarted."""
    log = work / "ministack.log"
    # Functions inherit ministack's environment: nothing of ours is in it, and no way out of this machine.
    environment = offline(work, TMPDIR=str(work), SERVICES="", LOG_LEVEL="INFO", MINISTACK_REGION=REGION)
    with ministack(log, **environment) as url:
        yield Aws(url, log)


def until(what: str, seconds: float, look: Callable[[], T | None]) -> T:
    """Wait until `look` finds something true, and give that. Raises Broken where it takes too long."""
    deadline = time.monotonic() + seconds
    while True:
        if found := look():
            return found
        if time.monotonic() > deadline:
            raise Broken(f"{what}: not within {seconds:.0f} s")
        time.sleep(PAUSE_SECONDS)


def _moment(event: Mapping[str, Any]) -> int:
    moment: int = event["timestamp"]
    return moment
