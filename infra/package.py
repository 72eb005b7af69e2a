"""Makes the package of a stage: what Chalice makes of the application, joined with the pieces of this folder."""

import json
import shutil
import subprocess
import sys
import tempfile
from os import environ
from pathlib import Path
from typing import Any

from chalice.package import TemplateDeepMerger

from infra import archive, functions, pieces, restored

ROOT = Path(__file__).parent.parent
STAGES = ("dev", "prod")
"""The stages that can be deployed. `local` can't: its secrets are known to everybody."""

PACKAGED = ("app.py", "requirements.txt", "chalicelib", ".chalice")
"""The files and folders that Chalice's packager reads."""

_CHALICE = "import sys; from chalice.cli import main; sys.exit(main())"


class PackagingError(Exception):
    """The stage can't be packaged; the message says why."""


def package(stage: str, out_dir: Path) -> None:
    """Write `template.json`, `deployment.zip` and `parameters` (what this stage sets, `NAME=VALUE` a line) to a folder.

    The same sources, locks and interpreter give the same bytes. Raises PackagingError.
    """
    with tempfile.TemporaryDirectory() as made:
        _run_chalice(stage, Path(made))
        template = json.loads((Path(made) / "sam.json").read_text(encoding="utf-8"))
        out_dir.mkdir(parents=True, exist_ok=True)
        archive.rewrite(Path(made) / "deployment.zip", out_dir / "deployment.zip")
    text = json.dumps(join(template, stage), indent=1, sort_keys=True)
    (out_dir / "template.json").write_text(text + "\n", encoding="utf-8")
    settings = pieces.read("stages")[stage]
    (out_dir / "parameters").write_text("".join(f"{name}={value}\n" for name, value in settings.items()), "utf-8")


def join(template: dict[str, Any], stage: str) -> dict[str, Any]:
    """Chalice's template with the pieces merged in, as `chalice package --merge-template` merges."""
    try:
        own = pieces.joined()
    except pieces.Clash as error:
        raise PackagingError(str(error)) from None
    merged: dict[str, Any] = TemplateDeepMerger().merge(own, template)
    if unknown := [name for name, resource in merged["Resources"].items() if "Type" not in resource]:
        raise PackagingError(f"The pieces speak of functions that app.py does not have: {', '.join(unknown)}.")
    merged = TemplateDeepMerger().merge(functions.parts(merged["Resources"]), merged)
    merged = restored.in_use(merged)
    merged["Parameters"]["Stage"]["Default"] = stage
    merged["Parameters"]["TableName"]["Default"] = f"tessera-{stage}"
    functions.call_alias(merged["Resources"]["RestAPI"])
    return merged


def _run_chalice(stage: str, made: Path) -> None:
    """Package a clean copy of the sources, since Chalice packages all of `chalicelib`, compiled modules too."""
    with tempfile.TemporaryDirectory() as copy:
        for name in PACKAGED:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, Path(copy) / name, ignore=shutil.ignore_patterns("__pycache__", "deployments"))
            else:
                shutil.copy(source, copy)
        done = subprocess.run(  # noqa: S603 - our own interpreter
            [sys.executable, "-B", "-c", _CHALICE, "--project-dir", copy, "package", "--stage", stage, str(made)],
            cwd=copy,
            # Chalice asks its SDK for the names of services, which are the same in all regions.
            env={**environ, "PYTHONDONTWRITEBYTECODE": "1", "AWS_DEFAULT_REGION": "us-east-1"},
            capture_output=True,
            text=True,
            check=False,
        )
    # Of a dependency without a wheel for Lambda, Chalice only warns, and packages without it.
    if done.returncode or "Could not install dependencies" in done.stdout + done.stderr:
        raise PackagingError(f"Chalice can't package the application.\n{done.stdout}{done.stderr}".rstrip())
