"""Telling another member of what this one does: noted in the receipt, from which the event is queued."""

from chalicelib.domain.play.turn import Turn
from chalicelib.domain.record.sharing import pseudonym
from chalicelib.domain.record.told import Tell


def is_heard(turn: Turn, type: str) -> bool:
    """Whether any block listens to a type of event: else nobody is told."""
    return bool(turn.definitions.listeners.get(type))


def tell(turn: Turn, type: str, token: str, about: str, **data: str) -> None:
    """Note an event for the member of a token, which says of this one nothing but a pseudonym.

    about: the field that holds it. data: the other fields, which with it say what the event is about.
    """
    sharing = turn.definitions.sharing
    other = sharing.open(token)
    if other:
        who = pseudonym(turn.member_id, other)
        known_by = "/".join((*data.values(), who))
        turn.draft.tells.append(Tell(type, sharing.seal(other), known_by, turn.counted, {**data, about: who}))
