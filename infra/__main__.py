"""`python -m infra STAGE OUT_DIR`: package the application as `template.json`, `deployment.zip` and `parameters`."""

import argparse
import sys
from pathlib import Path

from infra.package import STAGES, PackagingError, package


def main() -> None:
    """Package as the command line says; an error is one line."""
    parser = argparse.ArgumentParser(prog="python -m infra", description="Package Tessera for SAM or the AWS CLI.")
    parser.add_argument("stage", choices=STAGES)
    parser.add_argument("out_dir", type=Path)
    given = parser.parse_args()
    try:
        package(given.stage, given.out_dir)
    except PackagingError as error:
        sys.exit(str(error))
    for name in sorted(path.name for path in given.out_dir.iterdir()):
        print(given.out_dir / name)


main()
