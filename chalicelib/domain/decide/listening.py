"""Blocks that listen: an event counts for each of them."""

from collections.abc import Mapping

from chalicelib.domain.file.conditions import Value
from chalicelib.domain.mechanics import MECHANICS
from chalicelib.domain.mechanics.mechanic import Fate
from chalicelib.domain.play.touches import note
from chalicelib.domain.play.turn import Turn
from chalicelib.domain.publishing.definitions import Listener

COUNTS = {mechanic.key: mechanic.counts for mechanic in MECHANICS if mechanic.counts is not None}
"""The functions that count an event for a block, by the key under which the block stands in its file."""


def count(turn: Turn, type: str, values: Mapping[str, Value], comes_back: bool = False) -> set[Fate]:
    """Count an event of the turn's moment for every block that listens; gives what became of it.

    comes_back: whether it may be undone, though it is no order.
    """
    declared = turn.definitions.programme.events[type]
    if declared.kept and type not in turn.member.kept:
        turn.member.kept[type] = turn.moment
    note(turn, type, values)
    listeners = turn.definitions.listeners.get(type, ())
    if declared.spends is None and not comes_back:
        return {count_for(turn, listener, values) for listener in listeners}
    turn.spends, turn.traces = declared.spends or "", []
    fates = {count_for(turn, listener, values) for listener in listeners}
    turn.draft.tasks += turn.traces
    turn.spends, turn.traces = "", None
    return fates


def count_for(turn: Turn, listener: Listener, values: Mapping[str, Value]) -> Fate:
    """Count an event for one block."""
    placed = listener.placed
    return COUNTS[str(placed.path[0])](turn.player(listener.published), placed, values)
