"""The backend in a process of its own, as it is for everybody who plays."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from local.server import HOST

START_SECONDS = 60.0
STOP_SECONDS = 10.0


class NotStarted(Exception):
    """The backend ended before it answered, or never did; what it printed tells why."""


@contextmanager
def backend_process() -> Iterator[str]:
    """The URL of a backend that answers. Raises NotStarted."""
    port = _free_port()
    command = [sys.executable, "-m", "local", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:  # noqa: S603 - our own module
        try:
            _wait_for(process, port)
            yield f"http://{HOST}:{port}"
        finally:
            process.terminate()
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.05)
    raise NotStarted("The backend did not start.")
