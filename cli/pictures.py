"""Pictures that a file names: whether they are in the folder, and small enough for phones."""

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from chalicelib.domain.file.blocks import blocks
from chalicelib.domain.words.findings import Finding

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
