"""Answers that a client has already: the tag of one, and the comparison with what a client says it has."""

from hashlib import blake2b
from typing import Final

ANY: Final = "*"


def tag_of(body: bytes) -> str:
    """The ETag of the part of an answer that tells something: equal bytes have equal tags.

    It is a weak one, because `server_time` beside that part is another in each answer.
    """
    return f'W/"{blake2b(body, digest_size=12).hexdigest()}"'


def has(if_none_match: str, tag: str) -> bool:
    """Whether one of the tags of an `If-None-Match` is this one; a strong and a weak tag of one text are alike.

    https://www.rfc-editor.org/rfc/rfc9110#name-if-none-match
    """
    named = (one.strip().removeprefix("W/") for one in if_none_match.split(","))
    return any(one in (ANY, tag.removeprefix("W/")) for one in named)
