"""The blocks of challenges, as managers write them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Self

from msgspec import structs

from chalicelib.domain.file.blocks import Block
from chalicelib.domain.file.campaign import Campaign, Closes, Opens, Repeats
from chalicelib.domain.words.findings import Path
from chalicelib.domain.words.values import (
    Already,
    Amount,
    Audience,
    Bag,
    Conditions,
    Earned,
    EventName,
    Limits,
    Name,
    Threshold,
)


class Task(Block, frozen=True, kw_only=True):
    """One thing to do: when an event, where its fields, reach so much, gives a reward."""

    when: EventName
    where: Conditions = {}
    who: Audience = {}
    reach: Amount | None = None
    each: Amount | None = None
    limit: Limits = ()
    gives: Earned = Bag()
    milestones: dict[Threshold, Earned] = {}
    opens: Opens | None = None
    closes: Closes | None = None
    already: Already = False

    def as_read(self) -> Self:
        """Thresholds in the units of the target: a sum of a plain number is kept in thousandths, and a key of the
        milestones can't know that by itself."""
        amount = self.reach or self.each
        if amount is None or amount.measure != "sum" or amount.currency:
            return self
        scaled = {
            key if key.currency else Threshold(key.amount * 1000, scale=1000): bag
            for key, bag in self.milestones.items()
        }
        return structs.replace(self, milestones=scaled)


class Challenge(Block, frozen=True, kw_only=True):
    """A timed set of tasks, optionally repeating in rounds."""

    tasks: dict[Name, Task]
    repeats: Repeats | None = None
    milestones: dict[int, Earned] = {}
    gives: Earned = Bag()
    who: Audience = {}
    opens: Opens | None = None
    closes: Closes | None = None


def tasks(campaign: Campaign) -> Iterator[tuple[Path, Challenge, Task]]:
    """Every task, with where it stands and its challenge."""
    for name, challenge in campaign.blocks(Challenge).items():
        for task_name, task in challenge.tasks.items():
            yield ("challenges", name, "tasks", task_name), challenge, task
