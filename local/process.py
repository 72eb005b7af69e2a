"""Runs the backend, or another server, in a process of its own."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from local.server import HOST

START_SECONDS = 60.0
STOP_SECONDS = 10.0


class NotStarted(Exception):
    """The process ended before it answered, or never did; what it printed tells why."""


@contextmanager
def backend_process(campaigns: Path | None = None) -> Iterator[str]:
    """Run a backend, and give its URL once it answers. campaigns: the folder that it publishes; None: the shipped ones.

    Raises NotStarted.
    """
    port = free_port()
    folder = ["--campaigns", str(campaigns)] if campaigns else []
    with answering([sys.executable, "-m", "local", "--port", str(port), *folder], port):
        yield f"http://{HOST}:{port}"


@contextmanager
def answering(
    command: Sequence[str],
    port: int,
    environment: Mapping[str, str] | None = None,
    patience: float = START_SECONDS,
    log: Path | None = None,
) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a process that listens on this port of 127.0.0.1, give it, and end it afterwards. Raises NotStarted.

    environment: replaces this process's own.
    patience: the seconds that its start may take.
    log: the file that gets what it prints; without one its errors are shown here.
    """
    with ExitStack() as until_the_end:
        output = until_the_end.enter_context(log.open("wb")) if log else subprocess.DEVNULL
        errors = subprocess.STDOUT if log else None
        process = until_the_end.enter_context(
            subprocess.Popen(command, stdout=output, stderr=errors, env=environment)  # noqa: S603 - our own choice
        )
        try:
            _wait_for(process, port, patience)
            yield process
        finally:
            process.terminate()
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(process: subprocess.Popen[bytes], port: int, patience: float) -> None:
    deadline = time.monotonic() + patience
    while process.poll() is None and time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.05)
    raise NotStarted(f"Nothing answers at port {port}: the process did not start.")
