"""The cipher of partners' codes and of addresses: beside the encryption of the table, so that who reads the table reads
none of them.

A text is sealed by HMAC-SHA256 alone, with keys that derive from the master seed (docs/adr/0019). Its tag is the HMAC
of the text and of the place where it stands, and the key stream is made from the tag, as in the SIV mode of RFC 5297:
no random number is needed, and whatever was changed, or stands elsewhere than it was put, does not open.
"""

import hmac
from typing import Final

TAG_BYTES: Final = 16
SEALED_BY: Final = b"\x01"
"""The first byte of what was sealed: which cipher did it."""


class CodeUnreadable(Exception):
    """A sealed code is not what was sealed at its place. A mistake of ours, for an operator."""


class CodeCipher:
    """Seals and opens the codes of pools."""

    def __init__(self, master: bytes) -> None:
        """master: the master seed; empty in a function that has none, which can then seal and open nothing."""
        self._master = master

    def mark(self, pool: str, code: str) -> str:
        """The digest that tells whether a pool has a code, and nothing of the code to who lacks the key."""
        return self._digest("mark", pool, code)[:TAG_BYTES].hex()

    def seal(self, pool: str, number: str, code: str) -> bytes:
        """Seal the code that stands in a pool under a number."""
        text = code.encode()
        tag = self._digest("tag", pool, number, code)[:TAG_BYTES]
        return SEALED_BY + tag + self._mixed(tag, text)

    def open(self, pool: str, number: str, sealed: bytes) -> str:
        """Open the code that stands in a pool under a number. Raises CodeUnreadable."""
        tag, mixed = sealed[1 : 1 + TAG_BYTES], sealed[1 + TAG_BYTES :]
        text = self._mixed(tag, mixed).decode(errors="replace")
        expected = self._digest("tag", pool, number, text)[:TAG_BYTES]
        if sealed[:1] != SEALED_BY or not hmac.compare_digest(tag, expected):
            raise CodeUnreadable(f"The code {number} of the pool {pool} can't be opened: is it another master seed?")
        return text

    def _mixed(self, tag: bytes, text: bytes) -> bytes:
        """The text with the key stream of its tag; done twice, it is the text again."""
        stream = b"".join(self._digest("stream", tag.hex(), str(block)) for block in range(-(-len(text) // 32)))
        return bytes(one ^ other for one, other in zip(text, stream, strict=False))

    def _digest(self, use: str, *parts: str) -> bytes:
        """The HMAC of what is told apart by its length, under the key for one use."""
        if not self._master:
            raise ValueError("Codes can't be read or written without the master seed.")
        key = hmac.digest(self._master, f"tessera codes: {use}".encode(), "sha256")
        return hmac.digest(key, b"".join(_told_apart(part.encode()) for part in parts), "sha256")


def _told_apart(part: bytes) -> bytes:
    return len(part).to_bytes(4, "big") + part
