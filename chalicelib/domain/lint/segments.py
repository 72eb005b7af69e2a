"""Segments: what they ask for is known, none asks for another one, and those told apart by days meet without a gap."""

from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct

from chalicelib.domain.file.blocks import having, stated
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.lint.conditions import DAYS, of_members
from chalicelib.domain.lint.subject import Rule, Subject, error, undeclared, warning
from chalicelib.domain.words.findings import Finding
from chalicelib.domain.words.values import Condition, Conditions, EventName

ENTERED = "segment.entered"


class _Days(Struct, frozen=True):
    """The days of a segment: how many days ago at least, and at most; None: any number."""

    segment: str
    first: int
    last: int | None


def conditions(programme: Programme) -> Iterator[Finding]:
    """Each says something, of what is known of members."""
    for name, who in programme.segments.items():
        at = ("segments", name)
        if not who:
            yield error(at, "empty-segment", "everybody would be in it: say by which conditions members belong to it")
        if "segment" in who:
            message = "a segment can't ask for another one: write the other's conditions here"
            yield error((*at, "segment"), "segment-of-segments", message)
        yield from of_members(at, {field: one for field, one in who.items() if field != "segment"}, programme)


def days(programme: Programme) -> Iterator[Finding]:
    """Of segments that only days tell apart, no day belongs to two, and none between them to no one."""
    for field in DAYS:
        alike: dict[str, list[_Days]] = {}
        for name, who in programme.segments.items():
            if field in who and who[field].ago:
                rest = repr(sorted((other, repr(one)) for other, one in who.items() if other != field))
                alike.setdefault(rest, []).append(_days(name, who[field]))
        for ladder in alike.values():
            for one, after in pairwise(sorted(ladder, key=lambda each: each.first)):
                at = ("segments", after.segment, field)
                if one.last is None or one.last >= after.first:
                    message = f"{after.first} days ago belongs to {one.segment} too: let one begin where the other ends"
                    yield warning(at, "segments-overlap", message)
                elif one.last + 1 < after.first:
                    message = f"{one.last + 1} to {after.first - 1} days ago belong to no segment: {one.segment} ends"
                    yield warning(at, "segments-gap", f"{message} before {after.segment} begins")


def _days(name: str, condition: Condition) -> _Days:
    numbers = [int(text) for text in condition.values]
    if condition.op == "at_least":
        return _Days(name, numbers[0], None)
    return _Days(name, 0 if condition.op == "at_most" else numbers[0], numbers[-1])


OF_PROGRAMME = (conditions, days)


def _entered(subject: Subject) -> Iterator[Finding]:
    """A task that listens for a segment names one that there is."""
    known = subject.programme.segments
    for when in having(subject.campaign, EventName):
        for where in stated(when.by, Conditions) if when.value == ENTERED else ():
            for field, condition in where.value.items():
                for name in condition.values if field in ("segment", "before") else ():
                    if name not in known:
                        yield undeclared((*where.path, field), "segment", name, known)
        task = when.by.block
        if when.value == ENTERED and getattr(task, "each", None) is not None and not getattr(task, "limit", ()):
            message = "an order that is sent back may lead out and in again, and each time is paid: add a limit"
            yield warning(when.path, "entered-unlimited", f"{message}, such as 1 a month")
        if when.value == ENTERED and not known:
            message = "no segment is declared, and nobody ever enters one: declare segments in programme.yaml"
            yield warning(when.path, "no-segments", message)


RULES: tuple[Rule, ...] = (_entered,)
