"""The statements that set up Athena over an export of the table, for whoever wants to ask more than reports tell."""

import re
from pathlib import Path
from typing import Final

STATEMENTS: Final = Path(__file__).with_suffix(".sql")

PLACE: Final = "${location}"
"""Stands in the statements for the folder."""

EXPORTED: Final = re.compile(r"s3://[A-Za-z0-9][A-Za-z0-9.-]{1,61}[A-Za-z0-9](/[A-Za-z0-9!_.*()/-]*)?")


def statements(location: str) -> str:
    """The statements as text. location: the folder of an export, `s3://BUCKET/AWSDynamoDB/ID/data/`.

    Raises ValueError for what is no such address: it stands between quotes.
    """
    if not EXPORTED.fullmatch(location):
        raise ValueError(f"{location!r} is no folder in S3; write one like s3://BUCKET/AWSDynamoDB/ID/data/")
    folder = location if location.endswith("/") else f"{location}/"
    return STATEMENTS.read_text("utf-8").replace(PLACE, folder)
