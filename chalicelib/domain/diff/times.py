"""Times: when something is open, how long it is good, how late an event may come."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from msgspec import Struct

from chalicelib.domain.diff import words
from chalicelib.domain.diff.change import Change, Scene, adverse, better_if, favourable
from chalicelib.domain.file.blocks import has, having
from chalicelib.domain.file.campaign import Campaign, Opens
from chalicelib.domain.lint.openings import openings
from chalicelib.domain.publishing.calendar import calendar_of
from chalicelib.domain.time.localtime import DAY, add, local
from chalicelib.domain.time.windows import Moment, Window, first_moment
from chalicelib.domain.words.findings import Path
from chalicelib.domain.words.values import Duration, Ranks

_UNITS = {
    "ms": (1, 1),
    "seconds": (1_000, 1_000),
    "minutes": (60_000, 60_000),
    "hours": (3_600_000, 3_600_000),
    "days": (DAY, DAY),
    "weeks": (7 * DAY, 7 * DAY),
    "months": (28 * DAY, 31 * DAY),
    "years": (365 * DAY, 366 * DAY),
}
"""The shortest and the longest of each unit."""


_MOVED = (
    "it has begun, and would begin at another moment: what is limited by the window would be there again; let it take "
    "effect while it is closed, or move only the end"
)


class _Hours(Struct, frozen=True):
    """A block's moments, alone."""

    opens: Moment | None
    closes: Moment | None


Hours = tuple[Moment | None, Moment | None]


def campaign_hours(scene: Scene, path: Path, old: Hours, new: Hours) -> Iterator[Change]:
    """When the campaign opens and closes."""
    zone, was, will = ZoneInfo(scene.after.timezone), _window(scene.before), _window(scene.after)
    if was.opens != will.opens and has_opened(scene):
        yield adverse(("opens",), _MOVED)
    elif was.opens != will.opens:
        told = f"it opens {'later' if will.opens > was.opens else 'earlier'}: {_shown(will.opens, zone)}"
        yield better_if(will.opens < was.opens, ("opens",), told)
    if was.closes != will.closes:
        told = f"it closes {'earlier' if will.closes < was.closes else 'later'}: {_shown(will.closes, zone)}"
        yield better_if(will.closes > was.closes, ("closes",), told)
        yield from _ends_later(scene, was, will)


def _ends_later(scene: Scene, was: Window, will: Window) -> Iterator[Change]:
    """A ranking that closes with its campaign closes later too: who leads would lead no more."""
    ranked = {one.by.key: one.by for one in having(scene.before, Ranks)}
    moved = [key for key, by in ranked.items() if by.block.closes is None and will.closes > was.closes]
    if moved:
        told = f"with it {', '.join(moved)} would end later: write when it closes, so that it ends as was said"
        yield adverse(("closes",), told)


def has_opened(scene: Scene, since: int = 0) -> bool:
    """Whether what changes has been open when the change takes effect, itself and all that it stands in.

    since: at this moment (epoch ms) or later.
    """
    if scene.at is None:
        return False
    timed = [block for block in scene.inside if has(block, Opens)]
    return calendar_of(scene.before).last_open(since, scene.at, *timed) is not None


def hours(scene: Scene, path: Path, old: Hours, new: Hours) -> Iterator[Change]:
    """When a block is open: each window that it had must lie in one that it has, and in one of its own.

    Windows that grow together count as adverse: what is limited or stocked by the window is then there once for both.
    So does one in which it has been open, and which then begins at another moment: it would be another window.
    """
    zone = ZoneInfo(scene.after.timezone)
    was, will = _openings(scene.before, old), _openings(scene.after, new)
    if was == will:
        return
    changed = (*path[:-1], "opens" if old[0] != new[0] else "closes")
    around = [next((i for i, outer in enumerate(will) if _inside(inner, outer)), None) for inner in was]
    if None in around:
        lost = was[around.index(None)]
        span = f"{_shown(lost.opens, zone)} to {_shown(lost.closes, zone)}"
        yield adverse(changed, f"it is no longer open all of the time from {span}")
    elif len({*around}) < len(around):
        yield adverse(changed, "windows grow together: what is limited by the window is there once for both")
    elif scene.at is not None and any(
        inner.opens != will[i].opens and scene.at in will[i] and has_opened(scene, inner.opens)
        for inner, i in zip(was, around, strict=True)
        if i is not None
    ):
        yield adverse(changed, _MOVED)
    else:
        yield favourable(changed, "it is open longer, and whenever it was")


def grace(scene: Scene, path: Path, old: Duration, new: Duration) -> Iterator[Change]:
    """How late an event may come after the close; a board is paid after that, and after its review."""
    zone, closes = ZoneInfo(scene.before.timezone), _window(scene.before).closes

    def after(*durations: Duration) -> int:
        at = closes
        for one in durations:
            at = add(one.count, one.unit, zone, at)
        return at

    yield better_if(
        after(new) >= after(old), path, f"{words.duration(old)} for late events become {words.duration(new)}"
    )
    reviews = [{one.by.key: one.by.block.review for one in having(file, Ranks)} for file in (scene.before, scene.after)]
    later = [key for key, was in reviews[0].items() if after(new, reviews[1].get(key, was)) > after(old, was)]
    if after(new) > after(old) and later:
        yield adverse(path, f"{', '.join(later)}: {paid_after(new, old)}")


def paid_after(new: Duration, old: Duration) -> str:
    """Another time from the end of a ranking to its prizes, in words."""
    return f"places are paid {words.duration(new)} after the end, not {words.duration(old)}"


def valid(scene: Scene, path: Path, old: Duration | Moment | None, new: Duration | Moment | None) -> Iterator[Change]:
    """How long a prize is good; None is for good."""
    if old is None:
        yield adverse(path, "it was good without end, and ends from now on")
    elif new is None:
        yield favourable(path, "it is good without end from now on")
    elif isinstance(old, Duration) and isinstance(new, Duration):
        yield better_if(no_shorter(old, new), path, f"{words.duration(old)} become {words.duration(new)}")
    elif isinstance(old, Moment) and isinstance(new, Moment) and old.every == new.every == "once":
        zone = ZoneInfo(scene.after.timezone)
        later = first_moment(new, zone) >= first_moment(old, zone)
        yield better_if(
            later, path, f"it ends {'later' if later else 'earlier'}: {_shown(first_moment(new, zone), zone)}"
        )
    else:
        yield adverse(path, "it ends at other times, which may be earlier")


def no_shorter(old: Duration, new: Duration) -> bool:
    """Whether a duration is surely as long as another one, whatever months and years it falls into."""
    if new.unit == old.unit:
        return new.count >= old.count
    return new.count * _UNITS[new.unit][0] >= old.count * _UNITS[old.unit][1]


def _openings(campaign: Campaign, moments: Hours) -> list[Window]:
    return list(openings(ZoneInfo(campaign.timezone), _window(campaign), _Hours(*moments)))


def _window(campaign: Campaign) -> Window:
    zone = ZoneInfo(campaign.timezone)
    return Window(first_moment(campaign.opens, zone), first_moment(campaign.closes, zone))


def _inside(inner: Window, outer: Window) -> bool:
    return outer.opens <= inner.opens and inner.closes <= outer.closes


def _shown(at: int, zone: ZoneInfo) -> str:
    return local(at, zone).isoformat(" ", "milliseconds").removesuffix(".000").removesuffix(":00")
