"""Friends and content: events that can come about, and tasks that say which content they follow."""

from collections.abc import Iterator
from typing import Final

from chalicelib.domain.file.blocks import having, stated
from chalicelib.domain.file.programme import CONTENT_FIELDS, JOINING, OPENED, READ, Programme
from chalicelib.domain.lint.subject import Rule, Subject, error, warning
from chalicelib.domain.record.told import BOUGHT, JOINED, REACHED, REFUNDED
from chalicelib.domain.words.findings import Finding
from chalicelib.domain.words.values import Conditions, EventName

_OF_CONTENT: Final = (OPENED, READ, REACHED)


def of_content(programme: Programme) -> Iterator[Finding]:
    """A report of content has the fields by which links and readers are known; joining may have a code."""
    for name, fields in CONTENT_FIELDS.items():
        declared = programme.events.get(name)
        for field, kind in fields.items() if declared else ():
            at = ("events", name, "fields", field)
            if declared and field not in declared.fields:
                yield error(at[:3], "content-misfit", f"{name} needs a field {field}: {kind}: add it")
            elif declared and declared.fields[field] != kind:
                message = f"{field} is of kind {declared.fields[field]}, and {name} needs {kind}"
                yield error(at, "content-misfit", message)
    joining = programme.events.get(JOINING)
    if joining and joining.fields.get("code", "text") != "text":
        message = f"the code of a channel is a text, and {JOINING} has it: write code: text"
        yield error(("events", JOINING, "fields", "code"), "content-misfit", message)


def _come_about(subject: Subject) -> Iterator[Finding]:
    """A task listens to what can come about, and what takes back is no occasion to give."""
    programme = subject.programme
    for when in having(subject.campaign, EventName):
        if when.value == REFUNDED:
            message = f"{REFUNDED} takes back what {BOUGHT} gave, by itself: let no task listen to it"
            yield error(when.path, "friend-refunded", message)
        elif when.value == BOUGHT and not programme.orders:
            message = "no event is an order: say what one `spends`, so that a friend can have bought"
            yield warning(when.path, "never-bought", message)
        elif when.value == JOINED and JOINING not in programme.events:
            message = f"a friend joins when your server reports {JOINING}: declare it"
            yield warning(when.path, "never-joined", message)
        elif when.value == REACHED and OPENED not in programme.events:
            message = f"a link reaches when a phone reports {OPENED}: declare it"
            yield warning(when.path, "never-reached", message)


def _named(subject: Subject) -> Iterator[Finding]:
    """A task that follows content says which: what none names is not noted, so that a phone can't make names up."""
    for when in having(subject.campaign, EventName):
        if when.value not in _OF_CONTENT or when.value not in subject.programme.events:
            continue
        named = [where.value["content"] for where in stated(when.by, Conditions) if "content" in where.value]
        if not any(one.op == "is" for one in named):
            message = f"{when.value} counts for content that a task names: write where: {{content: NAME}}, or a list"
            yield error(when.path, "no-content", message)


RULES: tuple[Rule, ...] = (_come_about, _named)
