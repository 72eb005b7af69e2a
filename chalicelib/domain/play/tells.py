"""Telling another member of what this one does: noted in the receipt, from which the event is queued."""

from collections.abc import Mapping

from chalicelib.domain.play.turn import Turn
from chalicelib.domain.record.sharing import pseudonym
from chalicelib.domain.record.told import Tell


def is_heard(turn: Turn, type: str) -> bool:
    """Whether any block listens to a type of event: else nobody is told."""
    return bool(turn.definitions.listeners.get(type))


def known_to(turn: Turn, token: str) -> str:
    """The pseudonym by which the member of a token knows this one; empty where the token is of nobody."""
    other = turn.definitions.sharing.open(token)
    return pseudonym(turn.member_id, other) if other else ""


def tell(turn: Turn, type: str, token: str, who: str, data: Mapping[str, str]) -> None:
    """Note an event for the member of a token. who: what this one is known by; with the data, it says what it is about.

    The token is made anew, since the same one may be spelled in several ways. For nobody, and for the member herself,
    nothing is noted.
    """
    sharing = turn.definitions.sharing
    other = sharing.open(token)
    if other not in ("", turn.member_id):
        told_apart = (*(value for value in data.values() if value != who), who)
        turn.draft.tells.append(Tell(type, sharing.seal(other), "/".join(told_apart), turn.counted, dict(data)))
