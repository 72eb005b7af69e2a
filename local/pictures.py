"""Serves the pictures of campaigns on a laptop, as a bucket or a CDN does for a stage."""

import re
from pathlib import Path
from typing import NamedTuple

from chalicelib.domain.file.phrases.words import FILE, NAME

_ADDRESS = re.compile(rf"/images/(?P<file>{NAME}/{FILE})")
_TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".webp": "image/webp"}


class Picture(NamedTuple):
    """A picture as it is sent."""

    headers: dict[str, str]
    """Its type, and what a browser may do with it."""
    content: bytes
    """The bytes of the file."""


def picture(folder: Path, path: str) -> Picture | None:
    """The picture of a campaign at `/images/CAMPAIGN/PATH`; None where that is none, or there is no such file.

    A link that leads out of the folder is none: campaigns come from others too.
    """
    found = _ADDRESS.fullmatch(path)
    file = folder / found["file"] if found else None
    if file is None or not file.is_file() or not file.resolve().is_relative_to(folder.resolve()):
        return None
    headers = {
        "Content-Type": _TYPES.get(file.suffix, "image/jpeg"),
        "Cache-Control": "no-cache",  # whoever draws wants to see it anew
        "X-Content-Type-Options": "nosniff",
        # An SVG that is opened by itself is a page: nothing in it may run.
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    }
    return Picture(headers, file.read_bytes())
