"""Other programs, run so that they end, and with an environment in which nothing but this machine can be reached."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.deploy.report import Broken

NOBODY = "http://127.0.0.1:9"
"""A proxy that is not there: whatever would go out fails at once."""

REGION = "eu-central-1"

LAST_LINES = 40


def offline(home: Path, **more: str) -> dict[str, str]:
    """An environment without this user's settings, without credentials of anything real, and without the world."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "HTTP_PROXY": NOBODY,
        "HTTPS_PROXY": NOBODY,
        "http_proxy": NOBODY,
        "https_proxy": NOBODY,
        "NO_PROXY": "127.0.0.1",
        "no_proxy": "127.0.0.1",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": REGION,
        "AWS_REGION": REGION,
        "AWS_EC2_METADATA_DISABLED": "true",
        "SAM_CLI_TELEMETRY": "0",
        **more,
    }


def run(command: Sequence[str | Path], environment: Mapping[str, str], seconds: float, cwd: Path | None = None) -> str:
    """Run a program and give its output. Raises Broken with the last lines where it fails or takes longer."""
    name = Path(command[0]).name
    try:
        done = subprocess.run(  # noqa: S603 - our own choice
            [str(part) for part in command],
            env=dict(environment),
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        printed = (late.stdout or b"").decode(errors="replace")  # bytes even where text was asked for: bpo-34852
        raise Broken(f"{name} did not end within {seconds:.0f} s\n{last_lines(printed)}") from None
    if done.returncode:
        raise Broken(f"{name} ended with {done.returncode}\n{last_lines(done.stdout)}")
    return done.stdout


def last_lines(text: str, count: int = LAST_LINES) -> str:
    return "\n".join(text.rstrip().splitlines()[-count:])
