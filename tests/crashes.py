"""Crashes of a container at one of its calls: before that is sent, after it was done, or with its reply lost."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

import pytest
from botocore.exceptions import ReadTimeoutError
from moto.core.models import botocore_stubber

from chalicelib.domain.words.errors import Conflict
from tests.faults import Reply, instead


class Crash(BaseException):
    """The container is gone, as far as the code is concerned."""


def before(request: Any) -> None:
    raise Crash


def after(request: Any) -> None:
    botocore_stubber("before-send", request)
    raise Crash


def unheard(request: Any) -> None:
    """It was done, or cancelled, and the reply is lost."""
    botocore_stubber("before-send", request)
    raise ReadTimeoutError(endpoint_url=request.url)


CRASHES = (before, after, unheard)


def crash_at(calls: Sequence[str], number: int, crash: Reply, do: Callable[[], object], keyed: bool = False) -> None:
    """Do something, and let it crash at one of its calls.

    calls: the operations that it takes, in their order. keyed: it does not meet itself where its reply is lost. (The
    SDK sends it again, and the container goes on. To a resend DynamoDB gives the first reply; the engine here knows no
    tokens, so that a write without a key meets itself.)
    """
    earlier: list[Reply | None] = [None] * calls[:number].count(calls[number])
    with instead(calls[number], *earlier, crash):
        if crash is unheard:
            with suppress(*() if keyed else (Conflict,)):
                do()
        else:
            with pytest.raises(Crash):
                do()
