"""The page at `/play`: the app as it is built, and the panel beside it."""

import re
from email.utils import parsedate_to_datetime
from http.client import HTTPConnection
from pathlib import Path

import pytest

from local import play
from local.play import page
from local.server import HOST, serve
from tests.local.test_server import tiny_app

A_DAY_IN_JUNE = 1_781_928_000_000


@pytest.mark.parametrize(
    ("path", "status", "media_type"),
    [
        ("/play", 308, None),
        ("/play/", 200, "text/html; charset=utf-8"),
        ("/play/stage.js", 200, "text/javascript; charset=utf-8"),
        ("/play/app/", 200, "text/html; charset=utf-8"),
        ("/play/app/static/logo.svg", 200, "image/svg+xml; charset=utf-8"),
        ("/play/app/nothing.js", 404, "text/plain; charset=utf-8"),
        ("/play/../play.py", 404, "text/plain; charset=utf-8"),
        ("/play/%2e%2e/play.py", 404, "text/plain; charset=utf-8"),
        ("/play/app/%2e%2e/package.json", 404, "text/plain; charset=utf-8"),
    ],
)
def test_files_of_the_stage_and_the_app_are_shown_and_none_beside_them(
    path: str, status: int, media_type: str | None
) -> None:
    shown = page(path)

    assert shown is not None
    assert (shown.status, shown.headers.get("Content-Type")) == (status, media_type)


@pytest.mark.parametrize("path", ["/v1/me", "/playing", "/"])
def test_no_other_path_is_taken(path: str) -> None:
    assert page(path) is None


def test_all_that_the_built_app_begins_with_is_there() -> None:
    named = re.findall(r'(?:src|href)="\./([^"]+)"', (play.APP / "index.html").read_text())

    assert named
    assert [name for name in named if not (play.APP / name).is_file()] == []


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "app").mkdir()
    (tmp_path / "secret").write_text("seed")
    (tmp_path / "app" / "link").symlink_to(tmp_path / "secret")

    shown = page("/play/app/link", app=tmp_path / "app")

    assert shown is not None
    assert shown.status == 404


def test_the_header_date_tells_the_pretended_time() -> None:
    server = serve(tiny_app(), 0, now=lambda: A_DAY_IN_JUNE)
    server.start()
    try:
        connection = HTTPConnection(HOST, server.port)
        connection.request("GET", "/play/")
        told = connection.getresponse().headers["Date"]
    finally:
        server.stop()

    assert parsedate_to_datetime(told).timestamp() * 1000 == A_DAY_IN_JUNE
