"""Pictures beside a file: whether those that it names are there, and small enough for phones; and their copies."""

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from chalicelib.domain.file.blocks import blocks
from chalicelib.domain.words.findings import Finding

KINDS = (".svg", ".png", ".jpg", ".jpeg", ".webp")
MOST_BYTES = 200 * 1024
"""The size from which on a picture keeps members waiting."""


def missing(folder: Path, definition: Struct) -> Iterator[Finding]:
    """An error for each picture that is not in a folder, and a warning for each that is too large for phones."""
    for placed in blocks(definition):
        image = getattr(placed.block, "image", None)
        if not image or image.startswith("https://"):
            continue
        file, path = folder / image, (*placed.path, "image")
        if not file.is_file():
            yield Finding(path, "error", "no-picture", f"there is no such picture: put it there, as {image}")
        elif (size := file.stat().st_size) > MOST_BYTES:
            message = (
                f"the picture has {size // 1024:,} KB, and members wait for it: {MOST_BYTES // 1024} KB are enough"
            )
            yield Finding(path, "warning", "large-picture", message)


def copied(folder: Path, into: Path) -> None:
    """Copy the pictures of a folder, and of those in it, into another one; what is there stays as it is."""
    for file in sorted(folder.rglob("*")):
        to = into / file.relative_to(folder)
        if file.suffix in KINDS and file.is_file() and not to.exists():
            to.parent.mkdir(parents=True, exist_ok=True)
            to.write_bytes(file.read_bytes())
