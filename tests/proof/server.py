"""`python -m tests.proof.server PORT CAMPAIGNS [DYNAMODB]`: a backend with a folder of campaigns until it is ended.

Without the URL of a DynamoDB it has one inside it.
"""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from subprocess import Popen

from local.backend import CAMPAIGNS, backend
from local.process import answering, free_port
from local.server import HOST


@contextmanager
def server(campaigns: Path = CAMPAIGNS, aws: str | None = None) -> Iterator[str]:
    """The URL of one more such process. Of several before one DynamoDB the first has published when it is given."""
    with running(campaigns, aws) as (url, _):
        yield url


@contextmanager
def running(campaigns: Path = CAMPAIGNS, aws: str | None = None) -> Iterator[tuple[str, Popen[bytes]]]:
    """Likewise, with the process itself."""
    port = free_port()
    command = [sys.executable, "-m", "tests.proof.server", str(port), str(campaigns), *([aws] if aws else [])]
    with answering(command, port) as process:
        yield f"http://{HOST}:{port}", process


def main(port: str, campaigns: str, aws: str | None = None) -> None:
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt), backend(int(port), Path(campaigns), aws) as one:
        one.server.wait()


if __name__ == "__main__":
    main(*sys.argv[1:])
