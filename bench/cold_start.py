"""Measures cold starts: the imports before the first request, in fresh processes that take turns."""

import os
from pathlib import Path
from statistics import median
from subprocess import PIPE, run

from bench.container import REGION

ROOT = Path(__file__).parent.parent

PROGRAMS = {
    "chalice and one botocore DynamoDB client": "from chalice.app import Chalice; import botocore.session; "
    f"Chalice('bare'); botocore.session.get_session().create_client('dynamodb', '{REGION}')",
    "app": "import app",
    "app, with its parts and its client": "import app; from chalicelib import wiring; wiring.parts()",
}
BARE, APP, READY = PROGRAMS
_TIMED = "import time; began = time.process_time(); {}; print((time.process_time() - began) * 1000)"


def measure(python: Path, rounds: int) -> dict[str, float]:
    """Milliseconds of CPU by program: medians.

    python: the interpreter of an environment that holds what is deployed, and no more.
    """
    environment = {"PATH": os.environ["PATH"], "TESSERA_STAGE": "local", "PYTHONPATH": str(ROOT)}
    environment |= {"AWS_ACCESS_KEY_ID": "bench", "AWS_SECRET_ACCESS_KEY": "bench"}
    taken: dict[str, list[float]] = {name: [] for name in PROGRAMS}
    for _ in range(rounds + 1):
        for name, program in PROGRAMS.items():
            timed = [str(python), "-c", _TIMED.format(program)]
            taken[name].append(float(run(timed, check=True, stdout=PIPE, env=environment, cwd=ROOT).stdout))  # noqa: S603
    return {name: median(rounds[1:]) for name, rounds in taken.items()}  # the first compiles, and reads the disk
