"""`python -m bench`: measure speed and cost, each beside its baselines in the same run. `make bench` sets it up."""

import argparse
import os
import sys
import time
from pathlib import Path

from bench.guide import write_guide
from bench.report import tables
from bench.results import FULL, QUICK, measure
from local.independent_aws import COMMAND as MINISTACK

RUNTIME = Path(os.environ.get("RUNTIME") or Path(__file__).parent.parent / ".venv" / "runtime" / "bin" / "python")
"""The interpreter of an environment that holds what is deployed, and no more; `make` makes it."""

WRITES_THE_GUIDE = "python -m bench --write-docs"


def main() -> int:
    """Print the tables; figures that are not reached are no failure of the run, which is a measurement."""
    arguments = _arguments()
    began = time.monotonic()
    python = RUNTIME if RUNTIME.exists() else Path(sys.executable)
    results = measure(QUICK if arguments.quick else FULL, python, MINISTACK.exists(), _tell)
    text = tables(results)
    print(text)
    _tell(f"Done in {time.monotonic() - began:.0f} s")
    if arguments.write_docs:
        write_guide(text, WRITES_THE_GUIDE)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a short form, to see that it runs: its times say little")
    parser.add_argument("--write-docs", action="store_true", help="put the tables into docs/performance.md")
    return parser.parse_args()


def _tell(what: str) -> None:
    print(f"… {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
