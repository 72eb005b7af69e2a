"""Hands over all that was written until now, before time jumps: what happened before a jump is heard of before it.

In AWS a second passes from a receipt to whoever hears of it. A clock that pretends may pass weeks within that second.
"""

import logging
from collections.abc import Collection
from typing import Final

from local.inbox import Inbox
from local.stream import Stream

MOST_ROUNDS: Final = 100
"""How many rounds are handed over at most: whoever goes on writing meanwhile must not hold the clock."""

log = logging.getLogger(__name__)


def hand_over(stream: Stream, inboxes: Collection[Inbox]) -> None:
    """Hand over records and messages, and what follows from them, until nothing is new.

    What is not taken is tried again at its own pace: nobody waits for it here.
    """
    try:
        for _ in range(MOST_ROUNDS):
            if not stream.run() + sum([one.run() for one in inboxes]):
                return
        log.warning("More was written for as long as it was handed over: the clock moves all the same")
    except Exception:  # the clock moves all the same
        log.exception("Not all was heard of before the clock moved")
