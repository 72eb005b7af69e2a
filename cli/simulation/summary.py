"""The summary of a simulation: percentiles over its runs."""

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
    """Something that members do."""

    name: str
    members: Band
    """How many did it once or more."""
    times: Band
    """How often it was done in all."""


class Handed(Struct, frozen=True):
    """A prize."""

    name: str
    number: Band
    """How many were handed out."""
    value: int | None
    """The value of one in minor currency units; None where the file gives none."""


class Stocked(Struct, frozen=True):
    """A limited stock."""

    name: str
    quota: int
    """Units of one window."""
    recurring: bool
    """Whether each window has its own units."""
    windows: Band
    """How many windows anybody took from."""
    taken: Band
    """Units taken in all of them."""
    gone: float
    """The share of the windows of all runs in which it ran out."""
    days: Band | None
    """After how many days of the campaign it ran out; None where it recurs or never did."""
    left: Line | None
    """The share that is left, by day; None where it recurs."""


class Summary(Struct, frozen=True):
    """The summary of all runs. Money is in minor units of `currency`; a band without a note is a total of one run."""

    campaign: str
    currency: str
    budget: Money | None
    runs: int
    days: int
    played: int
    """Members of all runs together."""
    decisions: int
    """Decisions of the domain in all runs together."""
    cpu: float
    """Seconds of CPU that all runs took."""
    members: Band
    """How many came."""
    active: Band
    """Members for whom anything was written."""
    deeds: tuple[Deed, ...]
    prizes: tuple[Handed, ...]
    cost: Band
    cost_by_day: Line
    stocks: tuple[Stocked, ...]
    earned: Band
    spent: Band
    points: Band
    """Points that members still hold in the end."""
    points_by_day: Line
    visits_by_day: Line
    drawn: Band
    """Draws of a member on average."""
    draws: dict[int, float]
    """The share of all members by how many draws they made."""
    sets: dict[str, Line]
    """By collection, the share of all members who had it composed by the end of each day."""
    refused: dict[str, Band]
    """Refusals by code."""

    @property
    def over_budget(self) -> bool:
        """Whether the 95th percentile of the cost exceeds the budget."""
        return self.budget is not None and self.cost.high > self.budget.minor
