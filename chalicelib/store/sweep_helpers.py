"""Asks Lambda for helpers: another function that sweeps a part of the index of who is due, at the same time.

Nothing waits for them and nothing is kept: what a helper did not do, the next sweep asks for again.
"""

from functools import cached_property
from typing import Any

import msgspec
from botocore.exceptions import ClientError, HTTPClientError
from botocore.exceptions import ConnectionError as NoConnection

from chalicelib.domain.words.errors import Unavailable
from chalicelib.store.clients import client


class Helpers:
    """Asks for helpers. Safe to use from several threads."""

    def __init__(self, function: str, region: str) -> None:
        """function: its name; "" for a stage without one, where the sweep does all by itself."""
        self._function = function
        self._region = region

    @property
    def exist(self) -> bool:
        """Whether the stage has them."""
        return bool(self._function)

    def ask(self, part: int) -> None:
        """Ask for one who sweeps a part. Raises Unavailable."""
        payload = msgspec.json.encode({"part": part})
        try:
            self._client.invoke(FunctionName=self._function, InvocationType="Event", Payload=payload)
        except (ClientError, HTTPClientError, NoConnection) as error:
            raise Unavailable("No helper could be asked for: try again.") from error

    @cached_property
    def _client(self) -> Any:
        return client("lambda", self._region)
