"""ministack: a DynamoDB that shares no code with the embedded one, in a process, on the loopback, empty at each start.

It pins another botocore than is deployed, so that it has an environment of its own, which `make proof` sets up.
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
def ministack() -> Iterator[str]:
    """Its URL while it runs. Raises local.demo.process.NotStarted."""
    port = free_port()
    environment = {
        "PATH": os.environ["PATH"],
        "BIND_HOST": HOST,  # its default is every interface
        "GATEWAY_PORT": str(port),
        "SERVICES": "dynamodb",
        "LOG_LEVEL": "ERROR",
    }
    with answering([str(COMMAND)], port, environment):
        yield f"http://{HOST}:{port}"
