"""How far a member is with a task: five measures, and one rule for what has been earned.

Every measure comes down to runs: a count, a sum or a number of different things is one run; days in a row are as many
runs as there are breaks. A threshold is earned once when a run reaches it (`reach`), or once in each repetition of the
target inside a run (`each`), the remainder carried on inside the round.
"""

from collections.abc import Iterator, Sequence
from hashlib import sha256

from chalicelib.domain.file.conditions import Value
from chalicelib.domain.mechanics.challenge.block import Task
from chalicelib.domain.play.wallet import require_exact
from chalicelib.domain.record.member import Progress
from chalicelib.domain.words.values import Amount, Money

MOST_SEEN = 1000
"""Different values that are kept, where the task does not pay for more of them."""

MOST_BEST = 8
"""Orders of which the best alone counts that are kept beside one another, in case it comes back."""

TARGET = ""
"""The label under which a task's own target is noted as paid; a milestone's label is its amount."""


def advance(progress: Progress, task: Task, day: int, value: Value | None, may_come_back: bool = False) -> bool:
    """Count one event on the day of that number (any origin); False where it adds nothing.

    may_come_back: the event is an order, whose amount may come back.
    """
    amount = measured(task)
    if amount.measure in ("days", "streak"):
        return add_day(progress, day)
    if amount.in_one_event:
        worth = _worth(amount, value)
        keeps = may_come_back and task.each is None and worth >= min(thresholds(task).values())
        return _add_alone(progress, task, amount, worth) | (keeps and _keep_best(progress, worth))
    if amount.measure == "different":
        return _add_different(progress, task, value)
    worth = _worth(amount, value)
    progress.amount += worth
    require_exact(progress.amount)
    return worth > 0


def runs(progress: Progress, amount: Amount) -> Sequence[int]:
    """The lengths that thresholds are compared with, in the units of the target."""
    if amount.measure == "streak":
        return progress.days[1::2]
    if amount.measure == "days":
        return (sum(progress.days[1::2]),)
    if amount.measure == "different" and not amount.in_one_event:
        return (len(progress.seen),)
    return (progress.amount,)


def earned(task: Task, lengths: Sequence[int], threshold: int) -> int:
    """How often a threshold of the task has been earned so far."""
    if task.each is None:
        return int(any(length >= threshold for length in lengths))
    target = task.each.target
    return sum(length // target + (length % target >= threshold) for length in lengths)


def thresholds(task: Task) -> dict[str, int]:
    """Each threshold by its label: the target, and the milestones before or beyond it."""
    return {TARGET: measured(task).target} | {str(key.amount): key.amount for key in task.milestones}


def measured(task: Task) -> Amount:
    """The amount that the task counts: `reach` or `each`, and one time where it says neither."""
    return task.each or task.reach or Amount("times", 1)


def days_of(progress: Progress) -> Iterator[int]:
    """The numbers of the days that count so far."""
    for first, n in zip(progress.days[::2], progress.days[1::2], strict=True):
        yield from range(first, first + n)


def add_day(progress: Progress, day: int) -> bool:
    """Count a day by its number; False where it counts already."""
    days = set(days_of(progress))
    if day in days:
        return False
    days.add(day)
    progress.days = as_runs(sorted(days))
    return True


def as_runs(days: Sequence[int]) -> list[int]:
    """Days, in their order, as runs: `Progress.days`."""
    found: list[int] = []
    for day in days:
        if found and found[-2] + found[-1] == day:
            found[-1] += 1
        else:
            found += [day, 1]
    return found


def _add_different(progress: Progress, task: Task, value: Value | None) -> bool:
    """Keep the values that are new; of very many, of one large basket, as many as the task pays for."""
    unseen = _different(value) - set(progress.seen)
    room = len(unseen) if task.each else max(MOST_SEEN, *thresholds(task).values()) - len(progress.seen)
    progress.seen += sorted(unseen)[: max(0, room)]
    return bool(unseen)


def _add_alone(progress: Progress, task: Task, amount: Amount, worth: int) -> bool:
    """`in one event`: the best single event counts for `reach`; whole targets for `each`, no remainder carried."""
    before = progress.amount
    if task.each is None:
        progress.amount = max(before, worth)
    else:
        progress.amount += worth - worth % amount.target
        require_exact(progress.amount)
    return progress.amount > before


def _keep_best(progress: Progress, worth: int) -> bool:
    """Keep an order among the best; False where as many better ones are kept."""
    before = progress.best
    progress.best = sorted([*before, worth], reverse=True)[:MOST_BEST]
    return progress.best != before


def _worth(amount: Amount, value: Value | None) -> int:
    """The amount that an event adds; a value of another currency, a missing or a negative one adds nothing."""
    if amount.measure == "times":
        return 1
    if amount.measure == "different":
        return len(_different(value))
    if isinstance(value, Money):
        return max(0, value.minor) if value.currency == amount.currency else 0
    return max(0, value) if isinstance(value, int) and amount.currency is None else 0


def _different(value: Value | None) -> set[str]:
    """The different values of an event's field, each as 48 bits of its hash, to be short in the document."""
    if value is None:
        return set()
    values = value if isinstance(value, tuple | list) else (value,)
    return {sha256(repr(one).encode()).hexdigest()[:12] for one in values}
