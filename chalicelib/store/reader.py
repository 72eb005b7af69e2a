"""Reading items by their keys: all of them, or Unavailable."""

from collections.abc import Callable, Iterable, Sequence
from random import Random

from chalicelib.domain.words.errors import Unavailable
from chalicelib.store import dynamo
from chalicelib.store.backoff import THROTTLED_SECONDS, full_jitter
from chalicelib.store.dynamo import MOST_KEYS
from chalicelib.store.table import Item, Key

TRIES = 4


class Reader:
    """Reads with BatchGetItem."""

    def __init__(self, sleep: Callable[[float], None], rng: Random) -> None:
        """sleep: seconds."""
        self._sleep = sleep
        self._rng = rng

    def read(self, keys: Iterable[Key], consistent: bool = True) -> dict[Key, Item]:
        """The items under the keys; what does not exist is absent. One call for each 100 keys.

        Raises Unavailable where DynamoDB doesn't answer, or not for all keys.
        """
        wanted = list(dict.fromkeys(keys))
        found: dict[Key, Item] = {}
        for start in range(0, len(wanted), MOST_KEYS):
            found |= self._page(wanted[start : start + MOST_KEYS], consistent)
        return found

    def read_some(self, keys: Sequence[Key]) -> dict[Key, Item]:
        """Read up to 100 items as far as they can be read at once: eventually consistent, at half the price, without
        trying again.

        An item that the table is too busy to read is absent, as is one that does not exist. Raises Unavailable.
        """
        return dynamo.batch_get(keys, consistent=False)[0]

    def _page(self, keys: Sequence[Key], consistent: bool) -> dict[Key, Item]:
        for tried in range(TRIES):
            found, whole = dynamo.batch_get(keys, consistent)
            if whole:
                return found
            # All keys again, not only those left over: what was read together must be as of about the same moment.
            self._sleep(full_jitter(self._rng, THROTTLED_SECONDS, tried))
        raise Unavailable("The table is busy: try again.")
