"""ministack: an AWS that shares no code with the embedded one, in a process, on the loopback, empty at each start.

It pins another botocore than is deployed, so that it has an environment of its own, which `make proof` and
`make deploy-test` set up.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from local.demo.process import answering, free_port
from local.server import HOST

COMMAND = Path(os.environ.get("MINISTACK") or Path(__file__).parents[2] / ".venv" / "ministack" / "bin" / "ministack")
"""Where `make` installs it; MINISTACK in the environment names another."""


@contextmanager
def ministack(log: Path | None = None, **more: str) -> Iterator[str]:
    """Its URL while it runs: a DynamoDB, unless `more` says otherwise to its environment. Raises
    local.demo.process.NotStarted.
    """
    port = free_port()
    environment = {
        "PATH": os.environ["PATH"],
        "BIND_HOST": HOST,  # its default is every interface
        "GATEWAY_PORT": str(port),
        "SERVICES": "dynamodb",
        "LOG_LEVEL": "ERROR",
        **more,
    }
    with answering([str(COMMAND)], port, environment, log=log):
        yield f"http://{HOST}:{port}"
