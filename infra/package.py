"""Makes the package of a stage: what Chalice makes of the application, joined with the pieces of this folder."""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from os import environ
from pathlib import Path
from typing import Any

from chalice.package import TemplateDeepMerger

from infra import answers, archive, functions, pieces, restored

ROOT = Path(__file__).parent.parent
KINDS = ("dev", "prod")
"""The kinds of stages, as `.chalice/config.json` and `stages.json` know them: in `dev` anyone signs in as anyone."""

STAGE = re.compile(r"[a-z][a-z0-9-]{0,38}")
"""The name of a stage: with `tessera-` before it and a function's name behind, Lambda takes it as a function's name."""

PACKAGED = ("app.py", "requirements.txt", "chalicelib", ".chalice")
"""The files and folders that Chalice's packager reads."""

_CHALICE = "import sys; from chalice.cli import main; sys.exit(main())"


class PackagingError(Exception):
    """The stage can't be packaged; the message says why."""


def kind_of(stage: str) -> str:
    """The kind of a stage of which nothing else is said: whatever is not called `dev` is as safe as production."""
    return stage if stage in KINDS else "prod"


def package(stage: str, out_dir: Path, kind: str | None = None) -> None:
    """Write `template.json` and `deployment.zip` to a folder. kind: none is that of `kind_of`.

    The same sources, locks and interpreter give the same bytes. Raises PackagingError.
    """
    if stage == "local" or not STAGE.fullmatch(stage):
        raise PackagingError(
            f"A stage can't be called {stage!r}: write 1 to 39 small letters, digits or hyphens, a letter first. "
            "(`local` is the laptop, whose secrets everybody knows.)"
        )
    kind = kind or kind_of(stage)
    with tempfile.TemporaryDirectory() as made:
        _run_chalice(kind, Path(made))
        template = json.loads((Path(made) / "sam.json").read_text(encoding="utf-8"))
        out_dir.mkdir(parents=True, exist_ok=True)
        archive.rewrite(Path(made) / "deployment.zip", out_dir / "deployment.zip")
    text = json.dumps(join(template, stage, kind), indent=1, sort_keys=True)
    (out_dir / "template.json").write_text(text + "\n", encoding="utf-8")


def join(template: dict[str, Any], stage: str, kind: str | None = None) -> dict[str, Any]:
    """Chalice's template with the pieces merged in, as `chalice package --merge-template` merges.

    What the kind sets are defaults, so that a parameter that was given to a stack stays as it was given.
    """
    try:
        own = pieces.joined()
    except pieces.Clash as error:
        raise PackagingError(str(error)) from None
    merged: dict[str, Any] = TemplateDeepMerger().merge(own, template)
    if unknown := [name for name, resource in merged["Resources"].items() if "Type" not in resource]:
        raise PackagingError(f"The pieces speak of functions that app.py does not have: {', '.join(unknown)}.")
    merged = TemplateDeepMerger().merge(functions.parts(merged["Resources"]), merged)
    merged = restored.in_use(merged)
    for name, value in {**pieces.read("stages")[kind or kind_of(stage)], "Stage": stage}.items():
        merged["Parameters"][name]["Default"] = value
    functions.call_alias(merged["Resources"]["RestAPI"])
    answers.let_pages_read(merged["Resources"]["RestAPI"])
    return merged


def _run_chalice(kind: str, made: Path) -> None:
    """Package a clean copy of the sources, since Chalice packages all of `chalicelib`, compiled modules too."""
    with tempfile.TemporaryDirectory() as copy:
        for name in PACKAGED:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, Path(copy) / name, ignore=shutil.ignore_patterns("__pycache__", "deployments"))
            else:
                shutil.copy(source, copy)
        done = subprocess.run(  # noqa: S603 - our own interpreter
            [sys.executable, "-B", "-c", _CHALICE, "--project-dir", copy, "package", "--stage", kind, str(made)],
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
