"""Forms: each question can be answered, and what is chosen becomes tags that there are."""

from collections.abc import Iterator
from typing import Final

from chalicelib.domain.lint.heard import heard
from chalicelib.domain.lint.subject import Rule, Subject, error, undeclared
from chalicelib.domain.mechanics.form.answers import LONGEST
from chalicelib.domain.mechanics.form.block import Form, FormAsk
from chalicelib.domain.mechanics.form.play import SENT
from chalicelib.domain.words.findings import Finding, Path

LONGEST_TEXT: Final = 1000
"""Characters of one text: a receipt keeps it for years."""


def _asks(subject: Subject) -> Iterator[tuple[Path, FormAsk]]:
    for name, form in subject.campaign.blocks(Form).items():
        for ask_name, ask in form.asks.items():
            yield ("forms", name, "asks", ask_name), ask


def _forms(subject: Subject) -> Iterator[Finding]:
    for name, form in subject.campaign.blocks(Form).items():
        path: Path = ("forms", name, "asks")
        if not form.asks:
            yield error(path, "no-questions", "a form without questions: write one")
        if (together := sum(ask.longest or 0 for ask in form.asks.values())) > LONGEST:
            message = f"its texts may have {together:,} characters, and a receipt keeps {LONGEST:,}: allow fewer"
            yield error(path, "long-texts", message)


def _kinds(subject: Subject) -> Iterator[Finding]:
    for path, ask in _asks(subject):
        if bool(ask.options) == (ask.longest is not None):
            message = "a question takes options or a text: write `options: {a: Dry, b: Oily}`, or `text: 200`"
            yield error(path, "options-or-text", message)
        elif ask.longest is not None and not 1 <= ask.longest <= LONGEST_TEXT:
            yield error((*path, "text"), "long-texts", f"a text has 1 to {LONGEST_TEXT:,} characters: write how many")
        elif ask.longest is not None and (ask.tags or ask.choose):
            key = "tags" if ask.tags else "choose"
            yield error((*path, key), "options-or-text", f"nothing is chosen here: leave {key} out, or write options")


def _numbers(subject: Subject) -> Iterator[Finding]:
    for path, ask in _asks(subject):
        most = len(ask.options)
        if ask.options and not 1 <= ask.number.most <= most:
            message = f"there are {most} options: write how many of them are chosen, such as 0 to {most}"
            yield error((*path, "choose"), "choose-misfit", message)


def _tags(subject: Subject) -> Iterator[Finding]:
    known, groups = subject.programme.tag_names, subject.programme.tags
    for path, ask in _asks(subject):
        for option, tag in ask.tags.items():
            if ask.options and option not in ask.options:
                yield undeclared((*path, "tags", option), "option", option, ask.options)
            if tag not in known:
                yield undeclared((*path, "tags", option), "tag", tag, known)
        of = [tag.partition("/")[0] for tag in set(ask.tags.values()) if tag in known]
        for group in sorted({one for one in of if of.count(one) > 1 and groups[one].one_of}):
            if ask.number.most > 1:
                message = f"of {group} a member has one tag at a time, and several options may be chosen: let one be"
                yield error((*path, "choose"), "one-tag-of-a-group", message)


def _are_there(subject: Subject) -> Iterator[Finding]:
    yield from heard(subject, (SENT,), "form", subject.campaign.blocks(Form))


RULES: tuple[Rule, ...] = (_forms, _kinds, _numbers, _tags, _are_there)
