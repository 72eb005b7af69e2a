"""A campaign's calendar: when it and its blocks are open, in its own timezone."""

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.time.windows import Moment, Window, first_moment, last_window, next_window, window_at

MOST_LOOKED = 400
"""Windows of blocks that are looked through for one in which all of them are open: a year of days."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """A campaign's timezone, and when it is open."""

    zone: ZoneInfo
    """The timezone of all its days, moments and periods."""
    window: Window
    """When the whole campaign is open."""

    def opening(self, at: int, *blocks: Any) -> Window | None:
        """The window that contains `at`, cut by the campaign's and each block's own; None when one is closed."""
        inside: Window | None = self.window if at in self.window else None
        for block in blocks:
            if inside is None:
                return None
            if block.opens is None and block.closes is None:
                continue
            inside = self._cut(inside, block.opens, block.closes, at)
        return inside

    def last_open(self, since: int, until: int, *blocks: Any) -> int | None:
        """The last moment in [since, until] at which the campaign and each block were open; None where none was."""
        at = until
        while at >= since:
            before = min(self._last_open(at, block) for block in (None, *blocks))
            if before == at:
                return at
            at = before
        return None

    def _last_open(self, at: int, block: Any) -> int:
        """The last moment up to `at` at which a block (None: the campaign) was open by its own time; -1: none."""
        opens, closes = (block.opens, block.closes) if block is not None else (None, None)
        if opens is not None and closes is not None and opens.every != "once":
            own = last_window(opens, closes, self.zone, at)
        else:
            own = Window(
                first_moment(opens, self.zone) if opens else self.window.opens,
                first_moment(closes, self.zone) if closes else self.window.closes,
            )
        return min(at, own.closes - 1) if own is not None and own.opens <= min(at, own.closes - 1) else -1

    def next_opening(self, after: int, *blocks: Any) -> Window | None:
        """The first window after a moment in which the campaign and all blocks are open; None when there is none.

        Where all are open at that moment, it is the one after that.
        """
        if not blocks:
            return self.window if self.window.opens > after else None
        if len(blocks) == 1:
            return self._next_opening(after, blocks[0])
        inside = self.opening(after, *blocks)
        at = inside.closes if inside else after
        for _ in range(MOST_LOOKED):
            found = self.opening(at, *blocks)
            if found is not None:
                return found
            opening = [self._next_opening(at, one) for one in blocks if self.opening(at, one) is None]
            coming = [one.opens for one in opening if one is not None]
            if len(coming) < len(opening):
                return None
            at = max(coming)
        return None

    def _next_opening(self, after: int, block: Any) -> Window | None:
        """The same of one block."""
        opens, closes = block.opens, block.closes
        if opens is None and closes is None:
            return self.window if self.window.opens > after else None
        if opens is None or closes is None or opens.every == "once":
            first = max(first_moment(opens, self.zone) if opens else self.window.opens, self.window.opens)
            last = min(first_moment(closes, self.zone) if closes else self.window.closes, self.window.closes)
            return Window(first, last) if after < first < last else None
        already_open = window_at(opens, closes, self.zone, self.window.opens)
        if already_open is not None and after < self.window.opens:
            return Window(self.window.opens, min(already_open.closes, self.window.closes))
        found = next_window(opens, closes, self.zone, max(after, self.window.opens - 1))
        if found is None or found.opens >= self.window.closes:
            return None
        return Window(found.opens, min(found.closes, self.window.closes))

    def _cut(self, outer: Window, opens: Moment | None, closes: Moment | None, at: int) -> Window | None:
        if opens is not None and closes is not None and opens.every != "once":
            own = window_at(opens, closes, self.zone, at)
        else:
            own = Window(
                first_moment(opens, self.zone) if opens else outer.opens,
                first_moment(closes, self.zone) if closes else outer.closes,
            )
        if own is None or at not in own:
            return None
        return Window(max(outer.opens, own.opens), min(outer.closes, own.closes))


def calendar_of(campaign: Campaign) -> Calendar:
    """The calendar of a definition."""
    zone = ZoneInfo(campaign.timezone)
    return Calendar(zone, Window(first_moment(campaign.opens, zone), first_moment(campaign.closes, zone)))
