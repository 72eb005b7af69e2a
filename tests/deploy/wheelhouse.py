"""The wheels of what is deployed, downloaded once: packaging then needs no index."""

import hashlib
import os
import shutil
import sys
from pathlib import Path

from tests.deploy.command import run
from tests.deploy.report import Found

ROOT = Path(__file__).parents[2]
LOCK = ROOT / "requirements.txt"
WHEELS = ROOT / ".venv" / "wheelhouse"
PLATFORM = "manylinux2014_x86_64"
"""Lambda's own, on the architecture that Chalice packages for."""

SECONDS = 300.0


def fill() -> Found[Path]:
    """The folder of wheels: for Lambda and, where that is another platform, for this machine, since Chalice looks at
    these first. Filled anew where the lock has changed.
    """
    stamp, lock = WHEELS / ".lock", hashlib.sha256(LOCK.read_bytes()).hexdigest()
    there = stamp.exists() and stamp.read_text() == lock
    if not there:
        shutil.rmtree(WHEELS, ignore_errors=True)
        WHEELS.mkdir(parents=True)
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        download = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
        download += ["--require-hashes", "--only-binary=:all:", "--dest", str(WHEELS), "--requirement", str(LOCK)]
        # With this user's own settings: they say where packages come from.
        run(download, os.environ, SECONDS)
        run(
            [*download, "--platform", PLATFORM, "--python-version", version, "--implementation", "cp"],
            os.environ,
            SECONDS,
        )
        stamp.write_text(lock)
    wheels = list(WHEELS.glob("*.whl"))
    size = sum(wheel.stat().st_size for wheel in wheels)
    return Found(f"{len(wheels)} wheels, {size / 2**20:.1f} MiB{', there already' if there else ''}", WHEELS)
