"""What is counted while a crowd plays: by one half of a run, and added up."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, fields
from typing import Any

from chalicelib.domain.record.outcome import StockKey


@dataclass(slots=True)
class Tally:
    """Counts of a run. Days are numbered from 0, the campaign's first.

    came: members · active: those for whom something was ever written · done: members who did it once or more, by
    `CHALLENGE/TASK`, `CHALLENGE` (all its tasks in one round), `compose NAME`, `draw BOX`, `redeem R/O` · times: how
    often it was done · sets: by collection, members who first had it composed on that day · prizes: handed out ·
    cost: of them by day, in minor units · earned, spent: points by day · visits: by day · draws:
    members by how many draws they made · takes: units of each stock in each window · taken: of each stock by day ·
    last_take: when the last so far went (epoch ms) · refused: by code · decisions: asked of the domain · cpu: seconds
    that all of it took.
    """

    came: int = 0
    active: int = 0
    done: Counter[str] = field(default_factory=Counter)
    times: Counter[str] = field(default_factory=Counter)
    sets: Counter[tuple[str, int]] = field(default_factory=Counter)
    prizes: Counter[str] = field(default_factory=Counter)
    cost: Counter[int] = field(default_factory=Counter)
    earned: Counter[int] = field(default_factory=Counter)
    spent: Counter[int] = field(default_factory=Counter)
    visits: Counter[int] = field(default_factory=Counter)
    draws: Counter[int] = field(default_factory=Counter)
    takes: Counter[StockKey] = field(default_factory=Counter)
    taken: Counter[tuple[str, int]] = field(default_factory=Counter)
    last_take: dict[StockKey, int] = field(default_factory=dict)
    refused: Counter[str] = field(default_factory=Counter)
    decisions: int = 0
    cpu: float = 0.0

    def __add__(self, other: Tally) -> Tally:
        added: dict[str, Any] = {}
        for one in fields(self):
            mine, theirs = getattr(self, one.name), getattr(other, one.name)
            if one.name == "last_take":
                added[one.name] = mine | {key: max(at, mine.get(key, at)) for key, at in theirs.items()}
            else:
                added[one.name] = _sum(mine, theirs)
        return Tally(**added)


def _sum(mine: Any, theirs: Any) -> Any:
    """Numbers and counters; `Counter.__add__` would drop keys whose sum is 0."""
    if not isinstance(mine, Counter):
        return mine + theirs
    total = Counter(mine)
    total.update(theirs)
    return total
