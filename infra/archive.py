"""The deployment package, made anew so that the same contents are the same bytes: what is deployed goes by its hash."""

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest that a zip can say."""
_READABLE = 0o100644 << 16


def rewrite(source: Path, target: Path) -> None:
    """Copy a zip, in the order of names, without what is compiled and without when and where it was packaged."""
    with ZipFile(source) as old, ZipFile(target, "w", ZIP_DEFLATED) as new:
        for name in sorted(set(old.namelist())):
            if name.endswith(("/", ".pyc")):
                continue
            entry = ZipInfo(name, _EPOCH)
            entry.external_attr, entry.compress_type = _READABLE, ZIP_DEFLATED
            new.writestr(entry, old.read(name))
