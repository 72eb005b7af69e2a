"""The way an event counted for a task, as it was then: enough to take it back, whatever version is in force."""

from msgspec import Struct, field

from chalicelib.domain.words.values import Bag


class CountedTask(Struct, frozen=True, omit_defaults=True):
    """One task for which an event counted, as it was then: enough to take it back."""

    campaign: str = field(name="c")
    """The campaign."""
    challenge: str = field(name="h")
    """The challenge."""
    task: str = field(name="t")
    """The task."""
    round: str = field(name="r")
    """The id of the round in which it counted."""
    measure: str = field(name="m")
    """The way it counts: `sum` of the order's amount, `alone` for a sum in one event, `times`; of others nothing is
    taken back."""
    target: int = field(name="n")
    """The target, in the units of the measure."""
    each: bool = field(default=False, name="e")
    """Whether it pays again with each further target."""
    gives: Bag = field(default=Bag(), name="g")
    """The bag for the target."""
    of_challenge: Bag = field(default=Bag(), name="a")
    """The bag for all tasks of the challenge."""
    boost: str = field(default="", name="b")
    """How many times as many points, `1.5`; empty: as many."""
    due: int = field(default=0, name="d")
    """When what it gave was to be given, epoch ms; 0: at once."""
    month: int = field(default=0, name="y")
    """The number of the month to which its points and stars belong."""
    limits: tuple[tuple[int, str], ...] = field(default=(), name="l")
    """The task's limits: how often, and the id of the period in which the event counted."""
    least: int = field(default=0, name="f")
    """How much must be left of the order for it to count, in minor units; 0: anything."""
    times: int | None = field(default=None, name="i")
    """How often the event itself brought the reward; None: not known."""
    made: dict[str, Bag] = field(default={}, name="p")
    """The contents of the prizes of points, draws or fragments that it and its challenge give, by prize."""
    lots: dict[str, int] = field(default={}, name="o")
    """The lots that its points went into, by name."""
