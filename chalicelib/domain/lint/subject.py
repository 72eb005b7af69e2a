"""The subject that the rules judge, and the forms of their findings."""

from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from typing import Any
from zoneinfo import ZoneInfo

from msgspec import Struct

from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.lint.zones import is_fixed, right_zone, zone_of
from chalicelib.domain.time.windows import Window, first_moment
from chalicelib.domain.words.findings import Finding, Path

_MOST_COMPARED, _MOST_LISTED = 300, 20
"""How many names are compared with a misspelled one, and how many a message lists."""


class Subject(Struct, frozen=True):
    """A campaign and its programme, as the rules judge them."""

    campaign: Campaign
    """The campaign as it was read, whatever is wrong in it."""
    programme: Programme
    """The programme that it is to be played in."""
    zone: ZoneInfo | None
    """The campaign's timezone; None: there is no such one."""
    window: Window | None
    """When the campaign is open; None: its two moments, or its timezone, make no window."""
    tree: Any = None
    """The file's texts, for what reading makes equal: `points: 0`, and no points. None where they are not known."""


Rule = Callable[[Subject], Iterable[Finding]]
"""One rule: it yields what breaks it, and survives a campaign that breaks every other one."""


def subject(campaign: Campaign, programme: Programme, tree: Any = None) -> Subject:
    """The subject of a campaign as it was read."""
    zone = zone_of(campaign.timezone)
    window = None
    if zone is not None and campaign.opens.every == campaign.closes.every == "once":
        window = Window(first_moment(campaign.opens, zone), first_moment(campaign.closes, zone))
    return Subject(campaign, programme, zone, window if window and window.opens < window.closes else None, tree)


def error(path: Path, code: str, message: str) -> Finding:
    return Finding(path, "error", code, message)


def warning(path: Path, code: str, message: str) -> Finding:
    return Finding(path, "warning", code, message)


def undeclared(path: Path, what: str, name: str, known: Iterable[str]) -> Finding:
    """An error (`unknown-WHAT`) for a name that nothing has, with the nearest that something has."""
    names = list(known)
    begun = names if len(names) <= _MOST_COMPARED else [one for one in names if one[:1] == name[:1]][:_MOST_COMPARED]
    if near := get_close_matches(name, begun, 1):
        right = f"did you mean {near[0]}?"
    else:
        more = f" and {len(names) - _MOST_LISTED:,} more" if len(names) > _MOST_LISTED else ""
        right = f"there are {', '.join(names[:_MOST_LISTED])}{more}" if names else "none is declared"
    return error(path, f"unknown-{what}", f'there is no {what} "{name}"; {right}')


def spelled(path: Path) -> str:
    """A place as messages name it: `challenges.week.tasks.run`."""
    return ".".join(str(key) for key in path)


def of_timezone(name: str) -> Iterator[Finding]:
    """The finding of a timezone that does not exist, or is no place, with the one that is meant."""
    yield from unknown_timezone(name)
    if zone_of(name) is not None and is_fixed(name):
        message = f"{name} is no place, so its clock may be another than that of the members: {right_zone(name)}"
        yield warning(("timezone",), "fixed-timezone", message)


def unknown_timezone(name: str) -> Iterator[Finding]:
    """The finding of a timezone that does not exist, with the one that is meant."""
    if zone_of(name) is None:
        yield error(("timezone",), "unknown-timezone", f'there is no timezone "{name}"; {right_zone(name)}')
