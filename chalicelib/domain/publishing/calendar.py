"""A campaign's calendar: when it and its blocks are open, in its own timezone."""

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.time.windows import Moment, Window, first_moment, next_window, window_at


@dataclass(frozen=True, slots=True)
class Calendar:
    """window: when the whole campaign is open."""

    zone: ZoneInfo
    window: Window

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

    def next_opening(self, after: int, block: Any) -> Window | None:
        """The block's first window that opens after a moment, inside the campaign; None when it opens no more."""
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
