"""Writes all that is logged as lines of JSON with the ids of the invocation.

A fault is written as its type and the places it came through, without its text: an exception quotes what it choked on,
be that a member's id, a coupon's code or a token. Libraries are heard from WARNING on, whatever level is set: below it
they print whole requests.
"""

import logging
import traceback
from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from chalicelib.credentials import SettingsError
from chalicelib.telemetry.invocation import identity

LIBRARIES = ("botocore", "boto3", "pynamodb", "urllib3", "chalice")

TELLING = (SettingsError,)
"""Exceptions whose text we write ourselves, and from nothing that a request brought along."""

MOST_PLACES = 15


class Failed(Exception):
    """Raised to Lambda in place of a fault, because Lambda would print the fault's text."""


def log_as_lines(write: Callable[[str], object]) -> None:
    """Let all that is logged in this process be written as lines."""
    logging.getLogger().handlers[:] = [Lines(write)]
    for name in LIBRARIES:
        logging.getLogger(name).setLevel(logging.WARNING)


class Lines(logging.Handler):
    """A log handler that writes each record as a line."""

    def __init__(self, write: Callable[[str], object]) -> None:
        """write: takes lines."""
        super().__init__()
        self._write = write

    def emit(self, record: logging.LogRecord) -> None:
        try:
            line = msgspec.json.encode(_told(record)).decode()
        except Exception:  # a line that can't be made must not fail the request that it is about
            line = f'{{"level":"ERROR","message":"A line of {record.name} could not be written"}}'
        self._write(line)


def _told(record: logging.LogRecord) -> dict[str, Any]:
    told = {
        "level": record.levelname,
        **identity(),
        "at": int(record.created * 1000),
        "logger": record.name,
        "message": record.getMessage(),
    }
    error = record.exc_info[1] if record.exc_info else None
    if error is not None:
        told["error"] = " from ".join(map(_name, _chain(error)))
        told["places"] = _places(error)
    return told


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Give the error and its causes, each once: an error that was raised from itself is its own cause."""
    seen: list[BaseException] = []
    cause: BaseException | None = error
    while cause is not None and cause not in seen:
        seen.append(cause)
        yield cause
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)


def _name(error: BaseException) -> str:
    """Give the error's type; of an error of AWS the code, too."""
    said: str | None = str(error) if isinstance(error, TELLING) else getattr(error, "cause_response_code", None)
    if not said and isinstance(response := getattr(error, "response", None), dict):
        said = response.get("Error", {}).get("Code")
    return type(error).__name__ + (f" ({said})" if said else "")


def _places(error: BaseException) -> list[str]:
    frames = [(frame.f_code, line) for frame, line in traceback.walk_tb(error.__traceback__)]
    return [f"{code.co_filename}:{line} {code.co_name}" for code, line in frames[-MOST_PLACES:]]
