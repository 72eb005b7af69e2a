"""Reading items by their keys: all of them, or Unavailable."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from random import Random
from typing import Any

from pynamodb.constants import NONE
from pynamodb.exceptions import GetError

from chalicelib.domain.words.errors import Unavailable
from chalicelib.store.backoff import THROTTLED_SECONDS, full_jitter
from chalicelib.store.faults import Kind, kind_of
from chalicelib.store.table import Item, Key, item_of, raw_item

PAGE = 100
"""Keys that one BatchGetItem takes."""

TRIES = 4


class Reader:
    """Reads with BatchGetItem. sleep: seconds."""

    def __init__(self, sleep: Callable[[float], None], rng: Random) -> None:
        self._sleep = sleep
        self._rng = rng

    def read(self, keys: Iterable[Key], consistent: bool = True) -> dict[Key, Item]:
        """The items under the keys; what does not exist is absent. One call for each 100 keys.

        Raises Unavailable where DynamoDB doesn't answer, or not for all keys.
        """
        wanted = list(dict.fromkeys(keys))
        found: dict[Key, Item] = {}
        for start in range(0, len(wanted), PAGE):
            found |= self._page(wanted[start : start + PAGE], consistent)
        return found

    def read_some(self, keys: Sequence[Key]) -> dict[Key, Item]:
        """What of up to 100 items can be read at once: eventually consistent, at half the price, without trying again.

        What the table is too busy to read is absent, as is what does not exist. Raises Unavailable.
        """
        return _found(_batch_get(keys, consistent=False))

    def _page(self, keys: Sequence[Key], consistent: bool) -> dict[Key, Item]:
        for tried in range(TRIES):
            reply = _batch_get(keys, consistent)
            if not reply["UnprocessedKeys"]:
                return _found(reply)
            # All keys again, not only those left over: what was read together must be as of about the same moment.
            self._sleep(full_jitter(self._rng, THROTTLED_SECONDS, tried))
        raise Unavailable("The table is busy: try again.")


def _found(reply: dict[str, Any]) -> dict[Key, Item]:
    items = reply["Responses"].get(Item.Meta.table_name, ())
    return {Key(raw["pk"]["S"], raw["sk"]["S"]): item_of(raw) for raw in items}


def _batch_get(keys: Sequence[Key], consistent: bool) -> dict[str, Any]:
    try:
        reply: dict[str, Any] = Item._get_connection().connection.batch_get_item(
            Item.Meta.table_name,
            [raw_item(key) for key in keys],  # type: ignore[misc] # PynamoDB says str, and means a key's attributes
            consistent_read=consistent,
            return_consumed_capacity=NONE,
        )
    except GetError as error:
        if kind_of(error) is Kind.INVALID:
            raise
        raise Unavailable("The table did not answer: try again.") from error
    return reply
