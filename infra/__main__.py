"""`python -m infra STAGE OUT_DIR`: package the application as `template.json` and `deployment.zip`."""

import argparse
import sys
from pathlib import Path

from infra.package import KINDS, PackagingError, package


def main() -> None:
    """Package as the command line says; an error is one line."""
    parser = argparse.ArgumentParser(prog="python -m infra", description="Package Tessera for SAM or the AWS CLI.")
    parser.add_argument("stage", help="its name; whatever is not called dev is made as prod is")
    parser.add_argument("out_dir", type=Path)
    parser.add_argument("--kind", choices=KINDS, help="dev: anyone may sign in as anyone")
    given = parser.parse_args()
    try:
        package(given.stage, given.out_dir, given.kind)
    except PackagingError as error:
        sys.exit(str(error))
    for name in sorted(path.name for path in given.out_dir.iterdir()):
        print(given.out_dir / name)


main()
