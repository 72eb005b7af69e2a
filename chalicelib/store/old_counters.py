"""Deletes counters of generations that no report reads any more."""

from collections.abc import Sequence
from itertools import islice

from pynamodb.exceptions import TransactWriteError

from chalicelib.store import dynamo, writes
from chalicelib.store.dynamo import key_of
from chalicelib.store.faults import give_up
from chalicelib.store.table import Key
from chalicelib.store.writes import MOST_WRITES


def delete(pks: Sequence[str], at_most: int) -> tuple[str, ...]:
    """Delete up to `at_most` counters of these partitions, and give the partitions in which some may be left.

    Raises Unavailable where the table does not answer.
    """
    left = list(pks)
    while left and at_most > 0:
        some = islice(dynamo.query_all(left[0], consistent=False), min(at_most, MOST_WRITES))
        keys = [key_of(raw) for raw in some]
        if not keys:
            left.pop(0)
            continue
        _delete(keys)
        at_most -= len(keys)
    return tuple(left)


def _delete(keys: Sequence[Key]) -> None:
    try:
        dynamo.transact(deletes=[writes.delete(key) for key in keys])
    except TransactWriteError as error:
        give_up(error)
