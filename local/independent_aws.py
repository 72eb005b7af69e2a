"""Runs ministack, an AWS that shares no code with the embedded one: a process on the loopback, empty at each start.

It pins another botocore than the one that is deployed, so it has an environment of its own, which `make proof`,
`make bench` and `make deploy-test` set up.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from local.process import answering, free_port
from local.server import HOST

COMMAND = Path(os.environ.get("MINISTACK") or Path(__file__).parents[1] / ".venv" / "ministack" / "bin" / "ministack")
"""The command that `make` installs; MINISTACK in the environment names another."""


@contextmanager
def ministack(log: Path | None = None, **more: str) -> Iterator[str]:
    """Give the URL of a ministack while it is open. It serves DynamoDB with its streams unless SERVICES is in `more`.

    log: the file that gets what it prints; without one its errors are shown here. more: variables of its environment.
    Raises local.process.NotStarted.
    """
    port = free_port()
    environment = {
        "PATH": os.environ["PATH"],
        "BIND_HOST": HOST,  # its default is every interface
        "GATEWAY_PORT": str(port),
        "SERVICES": "dynamodb,dynamodbstreams",
        "LOG_LEVEL": "ERROR",
        **more,
    }
    with answering([str(COMMAND)], port, environment, log=log):
        yield f"http://{HOST}:{port}"
