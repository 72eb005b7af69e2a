"""The deployment package depends on its contents alone."""

from pathlib import Path
from zipfile import ZipFile, ZipInfo

from infra.archive import rewrite


def packaged(folder: Path, names: list[str], year: int, mode: int) -> bytes:
    source, target = folder / f"{year}.zip", folder / f"{year}-again.zip"
    with ZipFile(source, "w") as made:
        for name in names:
            entry = ZipInfo(name, (year, 1, 1, 0, 0, 0))
            entry.external_attr = mode << 16
            made.writestr(entry, f"what {name} says")
    rewrite(source, target)
    return target.read_bytes()


def test_the_same_contents_are_the_same_bytes_whenever_and_wherever_they_were_packaged(tmp_path: Path) -> None:
    first = packaged(tmp_path, ["app.py", "chalicelib/a.py"], 2026, 0o100600)
    second = packaged(tmp_path, ["chalicelib/a.py", "app.py"], 2027, 0o100755)

    assert first == second


def test_what_is_compiled_stays_out_and_all_else_is_readable_in_lambda(tmp_path: Path) -> None:
    packaged(tmp_path, ["app.py", "chalicelib/__pycache__/a.cpython-311.pyc"], 2026, 0o100600)

    with ZipFile(tmp_path / "2026-again.zip") as archive:
        [entry] = archive.infolist()
        assert (entry.filename, archive.read(entry)) == ("app.py", b"what app.py says")
        assert entry.external_attr >> 16 & 0o044 == 0o044
