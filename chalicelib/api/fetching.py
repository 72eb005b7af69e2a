"""Headers that spare a client requests and bytes: the tag of an answer that it has, and what it prefers to be sent."""

from hashlib import blake2b
from typing import Final

ANY: Final = "*"
REPRESENTATION: Final = "return=representation"
"""The preference for an action's answer with the change of the home screen."""


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


def prefers_home(prefer: str) -> bool:
    """Whether a `Prefer` names that preference: https://www.rfc-editor.org/rfc/rfc7240."""
    named = (one.partition(";")[0].replace('"', "") for one in prefer.split(","))
    return REPRESENTATION in ("".join(one.split()).lower() for one in named)
