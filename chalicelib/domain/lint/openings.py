"""When blocks are open inside a campaign: the windows that the calendar's rules and others compare."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from chalicelib.domain.file.blocks import blocks, has
from chalicelib.domain.file.campaign import Campaign, Opens
from chalicelib.domain.play.limits import Timed
from chalicelib.domain.time.windows import Window, first_moment, windows_within
from chalicelib.domain.words.findings import Path


def timed(campaign: Campaign) -> Iterator[tuple[Path, Timed, tuple[Timed, ...]]]:
    """Every block that may have a window of its own: where it stands, itself, and such blocks around it."""
    for placed in blocks(campaign):
        if placed.path and has(placed.block, Opens):
            yield placed.path, placed.block, tuple(block for block in placed.around if has(block, Opens))


def recurs(block: Timed) -> bool:
    """Whether a block opens again and again, by two moments of one kind."""
    opens, closes = block.opens, block.closes
    return opens is not None and closes is not None and opens.every == closes.every != "once"


def is_sound(block: Timed) -> bool:
    """Whether a block's moments make windows: both of one kind, or one dated alone."""
    kinds = {moment.every for moment in (block.opens, block.closes) if moment is not None}
    return recurs(block) or kinds <= {"once"}


def openings(zone: ZoneInfo, outer: Window, *inside: Timed) -> Iterator[Window]:
    """The windows inside `outer` in which all the blocks are open; one whose moments make no windows is always open."""
    if not inside:
        yield outer
        return
    for window in _own(zone, outer, inside[0]):
        yield from openings(zone, window, *inside[1:])


def _own(zone: ZoneInfo, outer: Window, block: Timed) -> Iterator[Window]:
    opens, closes = block.opens, block.closes
    if not is_sound(block):
        yield outer
    elif recurs(block) and opens is not None and closes is not None:
        yield from windows_within(opens, closes, zone, outer)
    else:
        first = max(outer.opens, first_moment(opens, zone)) if opens else outer.opens
        last = min(outer.closes, first_moment(closes, zone)) if closes else outer.closes
        if first < last:
            yield Window(first, last)
