"""Other engines than the embedded AWS: one that would lose what members have is refused, and one that lacks a call that
Tessera needs is told of in one line.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from botocore.exceptions import BotoCoreError, ClientError
from pynamodb.exceptions import PynamoDBException

from chalicelib.domain.words.errors import Unavailable

PATIENCE = 10.0
OF_MOTO = "/moto-api/"
"""The page by which a moto_server shows what it holds."""

INSTEAD = "Take ministack (`make ministack`), or leave AWS= out for the embedded AWS."


class Unfit(Exception):
    """Tessera can't play on this engine; the message says why, in one line."""


@contextmanager
def engine(aws: str | None) -> Iterator[None]:
    """Set up a backend inside of this, on the engine at a URL; None: the embedded one. Raises Unfit."""
    if aws is None:
        yield
        return
    _check(aws)
    try:
        yield
    except (BotoCoreError, ClientError, PynamoDBException, Unavailable) as error:
        raise Unfit(_told(error, aws)) from error


def _check(aws: str) -> None:
    """Raise Unfit where nothing answers, or a plain moto_server does."""
    where = urlsplit(aws)
    if where.scheme not in ("http", "https") or not where.hostname:
        raise Unfit(f"AWS={aws} is no URL: write, for example, AWS=http://127.0.0.1:4566")
    connect = HTTPSConnection if where.scheme == "https" else HTTPConnection
    try:
        connection = connect(where.hostname, where.port, timeout=PATIENCE)
        connection.request("GET", OF_MOTO)
        answer = connection.getresponse()
        page = answer.read()
        connection.close()
    except (OSError, HTTPException, ValueError) as error:
        raise Unfit(f"Nothing answers at {aws} ({error}): start it first. {INSTEAD}") from error
    if answer.status == 200 and b"moto" in page.lower():
        raise Unfit(
            f"At {aws} is a plain moto_server, which takes no lock: of a crowd it grants one unit twice and loses what "
            f"it has acknowledged (60 gifts for 90 members: 29 granted, 48 taken). {INSTEAD}"
        )


def _told(error: BaseException, aws: str) -> str:
    for one in _causes(error):
        if isinstance(one, ClientError):
            code = one.response.get("Error", {}).get("Code", "no code")
            return f"The engine at {aws} does not do {one.operation_name} ({code}), which Tessera needs. {INSTEAD}"
    *_, first = _causes(error)
    return f"The engine at {aws} does not answer as DynamoDB does: {' '.join(str(first).split())} {INSTEAD}"


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """The error, and what it came of. (PynamoDB keeps the client's error beside its own.)"""
    while error is not None:
        yield error
        error = error.__cause__ or getattr(error, "cause", None) or error.__context__
