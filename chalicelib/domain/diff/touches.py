"""Touches: whether members are told more than before, or with less of their leave.

What is told is the brand's own business; how much, in which hours and with whose leave is the members'.
"""

from collections.abc import Iterator, Mapping

from chalicelib.domain.diff import terms, words
from chalicelib.domain.diff.allowances import implies
from chalicelib.domain.diff.change import Change, Judges, Scene, adverse, better_if, favourable, neutral
from chalicelib.domain.diff.fields import WORDS, changed
from chalicelib.domain.file.touches import Channel, Touch, Touches
from chalicelib.domain.words.findings import Path
from chalicelib.domain.words.values import Limits, QuietHours

DAY = 86_400_000


def channels(scene: Scene, path: Path, old: Mapping[str, Channel], new: Mapping[str, Channel]) -> Iterator[Change]:
    """Judge the ways to reach members: one more or less is the brand's business."""
    for name in {**old, **new}:
        if name not in new:
            yield neutral((*path, name), "nothing is sent by it any more")
        elif name not in old:
            yield neutral((*path, name), "messages may be sent by it from now on")
        else:
            yield from changed(scene, (*path, name), old[name], new[name])


def touches(scene: Scene, path: Path, old: Touches, new: Touches) -> Iterator[Change]:
    """Judge the plan and what bounds it."""
    yield from changed(scene, path, old, new)


def _caps(scene: Scene, path: Path, old: Limits, new: Limits) -> Iterator[Change]:
    """Limits of what members are sent protect them: a looser one is adverse."""
    told = f"{words.limits(old)} becomes {words.limits(new)}"
    if all(any(implies(one, had) for one in new) for had in old):
        yield better_if(True, path, f"{told}: members are sent no more than before")
    else:
        yield adverse(path, f"{told}: members may be sent more")


def _needs(scene: Scene, path: Path, old: str | None, new: str | None) -> Iterator[Change]:
    if new is None:
        yield adverse(path, f"messages are sent without the member's {old} from now on")
    elif old is None:
        yield favourable(path, f"each member's {new} is needed from now on")
    else:
        yield adverse(path, f"the member's {new} is needed, not the {old}")


def _quiet(scene: Scene, path: Path, old: QuietHours | None, new: QuietHours | None) -> Iterator[Change]:
    if old is None:
        yield favourable(path, "nothing is sent in these hours from now on")
    else:
        covers = new is not None and _covers(new, old)
        yield better_if(covers, path, "the hours are as quiet" if covers else "hours are quiet no more")


def _covers(outer: QuietHours, inner: QuietHours) -> bool:
    """Whether the hours include all of the other ones."""
    begins = (inner.begin - outer.begin) % DAY
    return begins + (inner.end - inner.begin) % DAY <= (outer.end - outer.begin) % DAY


def _plan(scene: Scene, path: Path, old: Mapping[str, Touch], new: Mapping[str, Touch]) -> Iterator[Change]:
    """The brand's business is what it tells, and in which order."""
    for name in {**old, **new}:
        if name not in old:
            yield neutral((*path, name), "the touch is new")
        elif name not in new:
            yield neutral((*path, name), "the touch is removed")
        else:
            yield from changed(scene, (*path, name), old[name], new[name])
    kept = [name for name in old if name in new]
    if kept != [name for name in new if name in old]:
        yield neutral(path, "of several that are due, another one goes first")


CHANNEL: Judges = {**WORDS, ("limit",): _caps, ("needs",): _needs}
TOUCHES: Judges = {("limit",): _caps, ("quiet",): _quiet, ("plan",): _plan}
TOUCH: Judges = {
    ("when",): terms.free("it falls due otherwise from now on"),
    ("where",): terms.free("it falls due otherwise from now on"),
    ("who",): terms.free("it is for other members"),
    ("by",): terms.free("it is sent by other channels, or in another order of them"),
    ("limit",): _caps,
    ("waits",): terms.free("it waits for another time"),
    ("holdout",): terms.free("others are held out, by whom its effect is measured"),
}
"""The judges of a channel, of the plan, and of a touch, in the order of the file."""
