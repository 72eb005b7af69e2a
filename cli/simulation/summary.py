"""What the runs of a simulation have in common, and how far they differ: percentiles over runs."""

from __future__ import annotations

from msgspec import Struct

from chalicelib.domain.words.values import Money


class Band(Struct, frozen=True):
    """The 5th, 50th and 95th percentile over the runs."""

    low: float
    middle: float
    high: float


class Line(Struct, frozen=True):
    """A band for each day, at its end."""

    days: tuple[Band, ...]


class Deed(Struct, frozen=True):
    """Something that members do. members: who did it once or more · times: how often in all."""

    name: str
    members: Band
    times: Band


class Handed(Struct, frozen=True):
    """A prize. number: handed out · value: of one, in minor units; None where the file gives none."""

    name: str
    number: Band
    value: int | None


class Stocked(Struct, frozen=True):
    """A limited stock. quota: of one window · windows: that anybody took from · taken: over all of them · gone: the
    share of the windows, over all runs, in which it ran out · days: after how many days of the campaign it did; for a
    recurring stock, None · left: the share that is left, by day; None for a recurring one.
    """

    name: str
    quota: int
    recurring: bool
    windows: Band
    taken: Band
    gone: float
    days: Band | None
    left: Line | None


class Summary(Struct, frozen=True):
    """All of it. Money is in minor units of `currency`. members: that came · active: for whom anything was written ·
    draws: a member of those who drew, by their number · sets: the share of all members who had a collection composed.
    """

    campaign: str
    currency: str
    budget: Money | None
    runs: int
    days: int
    played: int
    decisions: int
    cpu: float
    members: Band
    active: Band
    deeds: tuple[Deed, ...]
    prizes: tuple[Handed, ...]
    cost: Band
    cost_by_day: Line
    stocks: tuple[Stocked, ...]
    earned: Band
    spent: Band
    points: Band
    points_by_day: Line
    visits_by_day: Line
    drawn: Band
    draws: dict[int, float]
    sets: dict[str, Line]
    refused: dict[str, Band]

    @property
    def over_budget(self) -> bool:
        """Whether the 95th percentile of the cost exceeds the budget."""
        return self.budget is not None and self.cost.high > self.budget.minor
