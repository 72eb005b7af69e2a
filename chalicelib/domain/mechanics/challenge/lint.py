"""Challenges: rewards that old and new members can reach, once an order."""

from collections.abc import Iterator
from itertools import combinations

from chalicelib.domain.file.flow import assets
from chalicelib.domain.lint.conditions import OF_MEMBERS, may_both_hold
from chalicelib.domain.lint.openings import openings
from chalicelib.domain.lint.subject import Rule, Subject, error, spelled, warning
from chalicelib.domain.mechanics.challenge import lint_reach, lint_rewards, lint_rounds, lint_tasks
from chalicelib.domain.mechanics.challenge.block import Challenge, Task, tasks
from chalicelib.domain.words.findings import Finding
from chalicelib.domain.words.values import Condition, Conditions


def _milestones(subject: Subject) -> Iterator[Finding]:
    """They count tasks done."""
    for name, challenge in subject.campaign.blocks(Challenge).items():
        for n in challenge.milestones:
            if not 1 <= n <= len(challenge.tasks):
                at = ("challenges", name, "milestones", str(n))
                message = f"milestones count tasks done, and there are {len(challenge.tasks)}: write 1 to that"
                yield error(at, "milestone-out-of-reach", message)


def _old_members(subject: Subject) -> Iterator[Finding]:
    """Warn where an event that happens once in a member's life is counted from the opening on: many had it before."""
    for path, challenge, task in tasks(subject.campaign):
        event = subject.programme.events.get(task.when)
        if event is None or not event.kept or task.already:
            continue
        if challenge.gives or any(bag.fragments for bag in (task.gives, *task.milestones.values())):
            message = (
                f"who did {task.when} before the campaign can't do it again, and never finishes: add already: true"
            )
            yield warning((*path, "when"), "old-members-left-out", message)


def _paid_twice(subject: Subject) -> Iterator[Finding]:
    """Two tasks whose rewards of the same kind one purchase earns. Purchases: events with money, or unique ones."""
    for (path, challenge, task), (other_path, other_challenge, other) in combinations(tasks(subject.campaign), 2):
        event = subject.programme.events.get(task.when)
        if task.when != other.when or event is None or not (event.unique or "money" in event.fields.values()):
            continue
        both = _kinds(task) & _kinds(other)
        if both and _may_meet(subject, (challenge, task), (other_challenge, other)):
            message = f"one {task.when} counts here and for {spelled(path)}, and both give {', '.join(sorted(both))}"
            yield warning((*other_path, "when"), "paid-twice", f"{message}: tell them apart by where, who or dates")


def _kinds(task: Task) -> set[str]:
    return {asset.partition("/")[0] for bag in (task.gives, *task.milestones.values()) for asset in assets(bag)}


def _may_meet(subject: Subject, one: tuple[Challenge, Task], other: tuple[Challenge, Task]) -> bool:
    """Whether one event of one member can count for both tasks."""
    fields = subject.programme.events[one[1].when].fields
    order = tuple(subject.programme.tiers)
    if not _compatible(one[1].where, other[1].where, dict(fields), order):
        return False
    if not all(_compatible(a.who, b.who, OF_MEMBERS, order) for a in one for b in other):
        return False
    if subject.zone is None or subject.window is None:
        return True
    return next(openings(subject.zone, subject.window, *one, *other), None) is not None


def _compatible(one: Conditions, other: Conditions, kinds: dict[str, str], order: tuple[str, ...]) -> bool:
    shared: list[tuple[str, Condition, Condition]] = [(n, one[n], other[n]) for n in one.keys() & other.keys()]
    return all(may_both_hold(a, b, kinds[name], order) for name, a, b in shared if name in kinds)


RULES: tuple[Rule, ...] = (
    *lint_rounds.RULES,
    *lint_tasks.RULES,
    *lint_reach.RULES,
    *lint_rewards.RULES,
    _milestones,
    _old_members,
    _paid_twice,
)
