"""Tasks that listen to what a block brings about name a block that there is."""

from collections.abc import Collection, Iterator

from chalicelib.domain.file.blocks import having, stated
from chalicelib.domain.lint.subject import Subject, undeclared
from chalicelib.domain.words.findings import Finding
from chalicelib.domain.words.values import Conditions, EventName


def heard(subject: Subject, kinds: Collection[str], field: str, known: Collection[str]) -> Iterator[Finding]:
    """Names in `where` that no block of the campaign has.

    kinds: the events. field: what names the block in them, which is what it is called, too. known: the blocks' names.
    Where the campaign has none, or `where` names a campaign, those of another one are meant.
    """
    for when in having(subject.campaign, EventName) if known else ():
        for where in stated(when.by, Conditions) if when.value in kinds else ():
            condition = where.value.get(field) if "campaign" not in where.value else None
            for name in condition.values if condition is not None else ():
                if name not in known:
                    yield undeclared((*where.path, field), field, name, known)
