"""The blocks of challenges, as managers write them."""

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
    Costs,
    Duration,
    Earned,
    EventName,
    Factor,
    Limits,
    Name,
    Price,
    Threshold,
)


class Boost(Block, frozen=True, kw_only=True):
    """A time, or members, for whom a task gives more points."""

    points: Factor
    """How many times as many points: `x2`, `x1.5`. What comes out is rounded down."""
    who: Audience = {}
    """The members for whom it counts: {tier: gold}, {birthday: today}. Without it everybody."""
    opens: Opens | None = None
    """From when it counts. Without it, from when the task opens."""
    closes: Closes | None = None
    """The first moment that counts no longer. Without it, when the task closes."""


class MakeUp(Block, frozen=True, kw_only=True):
    """How a member makes up a day that was missed, of a task of days in a row."""

    limit: Limits
    """How many days one member may make up: `2 a month`, or a list."""
    costs: Costs = Price()
    """The price of one day: {points: 20}. Without it, nothing."""
    within: Duration = Duration(7, "days")
    """How long after the missed day: `3 days`, to the end of the third. Without it, 7 days."""


class Task(Block, frozen=True, kw_only=True):
    """One thing to do: when an event, where its fields, reach so much, gives a reward."""

    when: EventName
    """The type of event that counts, of events.yaml: `order.paid`."""
    where: Conditions = {}
    """Conditions on the event's fields: {minutes: at least 5}. Without it every event of the type counts."""
    who: Audience = {}
    """The members for whom it counts, by tier, tag or age: {tag: new}. Without it everybody."""
    reach: Amount | None = None
    """How much is needed, to be paid once a round: `3 times`, `7 days in a row`. Without it, `1 time`."""
    each: Amount | None = None
    """How much is paid for again and again: `399.00 CNY of amount`. Write `reach` or `each`, not both."""
    limit: Limits = ()
    """How often one member is paid `gives`: `3 a day`, or a list. Without it there is no limit."""
    gives: Earned = Bag()
    """The reward when the amount is reached: {points: 10}. Without it, only milestones give."""
    after: Duration | None = None
    """How long after the event's day it is given: `15 days`, with the end of the fifteenth. Without it, at once."""
    boosts: tuple[Boost, ...] = ()
    """More points for some members or at some times: [{who: {tier: gold}, points: x1.5}]. Of those that count for an
    event, the highest does. Without it, as many as it says."""
    milestones: dict[Threshold, Earned] = {}
    """A reward at so much progress: {3: {draws: care}}. Without it there are none on the way."""
    opens: Opens | None = None
    """From when events count. Without it, from when the challenge opens."""
    closes: Closes | None = None
    """The first moment whose events count no longer. Without it, when the challenge closes."""
    make_up: MakeUp | None = None
    """Lets members make up a missed day, where the task asks for days in a row: {limit: 1 a month, costs: {points: 5}}.
    Without it, a missed day ends the row."""
    already: Already = False
    """true: what the member did before the campaign counts too. Without it, it does not."""

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
    """The tasks, each under a name of your choice."""
    repeats: Repeats | None = None
    """daily, weekly or monthly: a new round begins each time. Without it, one round is the whole campaign."""
    milestones: dict[int, Earned] = {}
    """A reward when so many tasks of the round are done: {2: {points: 10}}. Without it there are none."""
    gives: Earned = Bag()
    """The reward when all tasks of the round are done. Without it there is none."""
    who: Audience = {}
    """The members whom it is for, by tier, tag or age: {tier: at least silver}. Without it everybody."""
    opens: Opens | None = None
    """From when its tasks count: a date, or again and again, `Wed 10:00`. Without it, with the campaign."""
    closes: Closes | None = None
    """The first moment that counts no longer, of the same kind as `opens`. Without it, the campaign's end."""


def tasks(campaign: Campaign) -> Iterator[tuple[Path, Challenge, Task]]:
    """Every task, with where it stands and its challenge."""
    for name, challenge in campaign.blocks(Challenge).items():
        for task_name, task in challenge.tasks.items():
            yield ("challenges", name, "tasks", task_name), challenge, task
