"""Shows at `/play` on a laptop the app as members see it, in a phone's frame, with a clock and a till at its side.

The app comes as it is built in `clients/app/built`, which is in the repository, so that a fresh clone needs no Node.
"""

from mimetypes import guess_type
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import unquote

ROOT: Final = "/play/"
APP: Final = Path(__file__).parent.parent / "clients" / "app" / "built"
STAGE: Final = Path(__file__).parent / "stage"

TEXTUAL: Final = ("text/", "application/json", "application/javascript", "image/svg+xml")


class Page(NamedTuple):
    """A file as it is answered."""

    status: int
    """200, 308 or 404."""
    headers: dict[str, str]
    """By name."""
    body: bytes
    """The file's bytes."""


def page(path: str, app: Path = APP, stage: Path = STAGE) -> Page | None:
    """The answer to a path of `/play`; None where it is none. path: still percent-encoded, without its query."""
    if path == ROOT.rstrip("/"):
        return Page(308, {"Location": ROOT}, b"")
    if not path.startswith(ROOT):
        return None
    inside = unquote(path.removeprefix(ROOT))
    folder, name = (app, inside.removeprefix("app/")) if inside.startswith("app/") else (stage, inside)
    file = (folder / (name or "index.html")).resolve()
    if not file.is_relative_to(folder.resolve()) or not file.is_file():
        return Page(404, {"Content-Type": "text/plain; charset=utf-8"}, f"There is no {path} here.".encode())
    return Page(200, {"Content-Type": _media_type(file), "Cache-Control": "no-cache"}, file.read_bytes())


def _media_type(file: Path) -> str:
    known = guess_type(file.name)[0] or "application/octet-stream"
    return f"{known}; charset=utf-8" if known.startswith(TEXTUAL) else known
