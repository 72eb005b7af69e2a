"""Tags that rules give: which there are, how long they hold, and which of them stays."""

from collections.abc import Iterator, Mapping

from chalicelib.domain.diff import words
from chalicelib.domain.diff.change import Change, Judges, Scene, adverse, better_if, favourable, neutral
from chalicelib.domain.diff.fields import WORDS, changed
from chalicelib.domain.file.blocks import Words
from chalicelib.domain.record.purse import last_day
from chalicelib.domain.words.findings import Path
from chalicelib.domain.words.values import Age

_OF_2026 = 2026 * 12
_Names = tuple[Mapping[str, Words], Mapping[str, Words]]


def _names(scene: Scene, path: Path, old: _Names, new: _Names) -> Iterator[Change]:
    """old, new: what `one_of` and `any_of` list. The order of tags means nothing."""
    before, after = ({*one, *several} for one, several in (old, new))
    for tag in sorted(before - after):
        yield adverse(path, f"there is no tag {tag} any more: who is asked for it is nobody")
    for tag in sorted(after - before):
        yield favourable(path, f"there is a tag {tag} from now on")
    if old[0] and new[1]:
        yield favourable(path, "a member may have several of them from now on")
    elif old[1] and new[0]:
        yield adverse(path, "a member has one of them at a time from now on")
    was, will = ({**one, **several} for one, several in (old, new))
    for tag in was:
        if tag in will:
            yield from changed(scene, (*path, tag), was[tag], will[tag])


def _valid(scene: Scene, path: Path, old: Age, new: Age) -> Iterator[Change]:
    """No tag that somebody has ends otherwise: it is of those that are given from then on."""
    ends = [[last_day(age.kind, _OF_2026 + month) for age in (old, new)] for month in range(12)]
    longer = all(after is None or (before is not None and after >= before) for before, after in ends)
    yield better_if(longer, path, f"tags that are given hold {words.age(new)}, not {words.age(old)}")


def _keeps(scene: Scene, path: Path, old: str, new: str) -> Iterator[Change]:
    yield neutral(path, f"the {new} tag stays when another one is given, not the {old}")


TAG_GROUP: Judges = {
    **WORDS,
    ("one_of", "any_of"): _names,
    ("valid",): _valid,
    ("keeps",): _keeps,
}
"""The judges of a group of tags, in the order of the file."""
