"""The very package that would be deployed: made offline, made again elsewhere, measured."""

import hashlib
import os
import shutil
import sys
import zipfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from tests.deploy.command import offline, run
from tests.deploy.report import Broken, Found
from tests.deploy.wheelhouse import ROOT

ZIPPED, UNZIPPED = 50 * 10**6, 250 * 10**6
"""Lambda's limits in bytes, counted strictly. The zip's is that of an upload without S3, which SAM does not need.
https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
"""

HEAVIEST = 8
SECONDS = 180.0
LONG_AGO = 1_000_000_000
"""Of another decade than any checkout of this, in epoch seconds."""


class Package(NamedTuple):
    """The files of `make package`: the code, and the template that names it."""

    code: Path
    template: Path


def build(stage: str, wheels: Path, work: Path) -> Found[Package]:
    """The package of a stage, made without an index; and made again from a copy at another place whose files are of
    another time, where each byte must be the same.
    """
    elsewhere = _copied(work / "elsewhere")
    with ThreadPoolExecutor() as pool:
        making = [
            pool.submit(_packaged, stage, root, work / out, wheels, work, seed)
            for root, out, seed in ((ROOT, "first", "1"), (elsewhere, "second", "2"))
        ]
    first, second = (one.result() for one in making)
    hashes = {path.name: (_hash(path), _hash(again)) for path, again in zip(first, second, strict=True)}
    if different := [name for name, (one, other) in hashes.items() if one != other]:
        raise Broken(f"Made twice, these differ: {', '.join(different)}{_differences(first.code, second.code)}")
    return Found(", ".join(f"{name} {one[:12]}" for name, (one, _) in hashes.items()) + ", both times", first)


def build_other(stage: str, made: Package, wheels: Path, work: Path) -> Found[Package]:
    """The package of another stage: another template, of the same code to the byte."""
    other = _packaged(stage, ROOT, work / stage, wheels, work, seed="3")
    if _hash(other.code) != _hash(made.code):
        raise Broken(f"Stages differ in their code:{_differences(made.code, other.code)}")
    return Found(f"of {stage}: the same code; template.json {_hash(other.template)[:12]}", other)


def measure(package: Package) -> str:
    """The sizes beside Lambda's limits, and what weighs most."""
    with zipfile.ZipFile(package.code) as archive:
        entries = archive.infolist()
    zipped, unzipped = package.code.stat().st_size, sum(entry.file_size for entry in entries)
    if zipped > ZIPPED or unzipped > UNZIPPED:
        raise Broken(
            f"{_mb(zipped)} zipped and {_mb(unzipped)} unzipped: Lambda takes {_mb(ZIPPED)} and {_mb(UNZIPPED)}"
        )
    weights: Counter[str] = Counter()
    for entry in entries:
        weights[entry.filename.partition("/")[0]] += entry.file_size
    heaviest = [f"  {_mb(size):>9}  {name}" for name, size in weights.most_common(HEAVIEST)]
    figure = f"{_mb(zipped)} of {_mb(ZIPPED)} zipped, {_mb(unzipped)} of {_mb(UNZIPPED)} unzipped; what weighs most:"
    return "\n".join((figure, *heaviest))


def unzipped(package: Package, work: Path) -> Path:
    """The package as Lambda unpacks it."""
    place = work / "unzipped"
    with zipfile.ZipFile(package.code) as archive:
        archive.extractall(place)
    return place


def _packaged(stage: str, root: Path, out: Path, wheels: Path, work: Path, seed: str) -> Package:
    environment = offline(
        work,
        PIP_NO_INDEX="1",
        PIP_FIND_LINKS=str(wheels),
        PIP_CONFIG_FILE=os.devnull,
        PYTHONHASHSEED=seed,
        PYTHONDONTWRITEBYTECODE="1",
    )
    run([sys.executable, "-m", "infra", stage, out], environment, SECONDS, cwd=root)
    return Package(out / "deployment.zip", out / "template.json")


def _copied(place: Path) -> Path:
    """The tree without what git ignores and without what it keeps, its files of another time."""
    shutil.copytree(
        ROOT, place, ignore=shutil.ignore_patterns(".git", ".venv", ".*_cache", ".hypothesis", "__pycache__")
    )
    for path in place.rglob("*"):
        os.utime(path, (LONG_AGO, LONG_AGO))
    return place


def _differences(one: Path, other: Path) -> str:
    """The entries of two archives that differ, for whoever has to find out why."""
    with zipfile.ZipFile(one) as first, zipfile.ZipFile(other) as second:
        ours, theirs = ({(entry.filename, entry.CRC) for entry in archive.infolist()} for archive in (first, second))
    names = sorted({name for name, _ in ours ^ theirs})
    return "".join(f"\n  {name}" for name in names) or " (in order or times, not in content)"


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _mb(size: int) -> str:
    return f"{size / 10**6:.1f} MB"
