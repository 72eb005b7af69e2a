"""Tasks: an event that is declared, a measure that its fields can fill, thresholds that can be reached."""

from __future__ import annotations

from collections.abc import Iterator

from chalicelib.domain.file.campaign import Task
from chalicelib.domain.file.programme import EventType
from chalicelib.domain.lint.subject import Rule, Subject, error, tasks, undeclared
from chalicelib.domain.words.findings import Finding, Path
from chalicelib.domain.words.values import Amount


def _event(subject: Subject) -> Iterator[Finding]:
    events = subject.programme.events
    for path, _, task in tasks(subject.campaign):
        if task.when not in events:
            yield undeclared((*path, "when"), "event", task.when, events)


def _one_measure(subject: Subject) -> Iterator[Finding]:
    for path, _, task in tasks(subject.campaign):
        if task.reach and task.each:
            message = "reach pays once a round, each pays again and again: keep one of the two"
            yield error((*path, "each"), "reach-and-each", message)


def _pays(subject: Subject) -> Iterator[Finding]:
    for path, _, task in tasks(subject.campaign):
        if not task.gives and not any(task.milestones.values()):
            yield error(path, "pays-nothing", "a task needs gives or milestones")


def _measured_field(subject: Subject) -> Iterator[Finding]:
    for path, _, task in tasks(subject.campaign):
        event = subject.programme.events.get(task.when)
        for key, amount in ("reach", task.reach), ("each", task.each):
            if event and amount and amount.field:
                yield from _fills((*path, key), amount, amount.field, event)


def _milestones(subject: Subject) -> Iterator[Finding]:
    for path, _, task in tasks(subject.campaign):
        amount = task.each or task.reach or Amount("times", 1)
        for threshold in task.milestones:
            at = (*path, "milestones", threshold.spelled)
            if threshold.currency != amount.currency:
                wanted = f"an amount of {amount.currency}" if amount.currency else "a plain number"
                yield error(at, "milestone-misfit", f"it must be {wanted}, as what the task counts")
            elif task.each and (amount.in_one_event or threshold.amount >= amount.target):
                message = "it is never reached: each starts again at every full amount, so write less than that amount"
                yield error(at, "milestone-out-of-reach", message)


def _already(subject: Subject) -> Iterator[Finding]:
    """Of a kept event only the first time is remembered: not its fields, nor how often."""
    for path, _, task in tasks(subject.campaign):
        if not task.already:
            continue
        event = subject.programme.events.get(task.when)
        if event and not event.kept:
            message = f"events before the campaign count only where events.yaml says kept: true of {task.when}"
            yield error((*path, "already"), "already-not-kept", message)
        if wrong := _beyond_once(task):
            message = f"of earlier events only the first time is remembered: leave out {wrong}, or already"
            yield error((*path, "already"), "already-counts-once", message)


def _fills(path: Path, amount: Amount, name: str, event: EventType) -> Iterator[Finding]:
    kind = event.fields.get(name)
    if kind is None:
        yield undeclared(path, "field", name, event.fields)
    elif amount.measure == "sum":
        wanted = "money" if amount.currency else "number"
        if kind != wanted:
            right = "399.00 CNY of FIELD" if kind == "money" else "60 of FIELD"
            message = f"{name} is of kind {kind}, and only money and numbers add up" + (
                f": write, for example, {right.replace('FIELD', name)}" if kind in ("money", "number") else ""
            )
            yield error(path, "measure-misfit", message)


def _beyond_once(task: Task) -> str:
    """What a task that counts earlier events asks beyond one time; empty where it asks no more."""
    if task.each:
        return "each"
    if task.reach and task.reach != Amount("times", 1):
        return "reach"
    if task.where:
        return "where"
    return "milestones" if any(threshold.amount > 1 for threshold in task.milestones) else ""


RULES: tuple[Rule, ...] = (_event, _one_measure, _pays, _measured_field, _milestones, _already)
