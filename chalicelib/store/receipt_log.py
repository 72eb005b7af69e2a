"""A member's log: the ids of the last 16 receipts, newest first, packed into one small attribute.

It shows that a key was already answered when the receipt itself was missed, because a batch read is not a snapshot: it
may see the receipt's place from before a commit and the member from after it. It is also the head of the history,
which each receipt continues with the log before it.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode

LENGTH = 16
WIDTH = 12
"""Bytes of a receipt's id, which is the base64 of them."""
LETTERS = 16
"""Letters of a receipt's id."""


def noted(log: bytes, id: str) -> bytes:
    """The log with one more id in front."""
    return (urlsafe_b64decode(id) + log)[: LENGTH * WIDTH]


def ids(log: bytes) -> list[str]:
    """The ids in the log, newest first."""
    text = urlsafe_b64encode(log).decode()  # of all at once: an id is a whole number of base64's groups
    return [text[at : at + LETTERS] for at in range(0, len(text), LETTERS)]
