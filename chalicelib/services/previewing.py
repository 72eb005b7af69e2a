"""Foresees for managers how many messages tomorrow brings, by touch, channel and cap, from the members as they are now.

It walks over all members, a part at each call; nothing is written, and what members do until then is not foreseen.
"""

from collections import Counter
from datetime import timedelta
from typing import Final

from msgspec import Struct

from chalicelib.domain.decide.touch_preview import Foreseen, foresee
from chalicelib.domain.publishing.definitions import Definitions
from chalicelib.domain.time.localtime import local, midnight
from chalicelib.domain.time.windows import Window
from chalicelib.services.catalogue import Catalogue
from chalicelib.services.everybody import Everybody

LOOKED_AT: Final = 1000
"""Members of one part."""


class PreviewLine(Struct, frozen=True):
    """How often one thing is foreseen."""

    touch: str
    """The touch."""
    channel: str
    """The channel that would carry it; empty: it would not be sent."""
    stopped: str
    """The cause why not: `held out`, `limit` (its own), `limit of all`, `who`, `over`, or of its last channel
    `CHANNEL: grant`, `CHANNEL: consent`, `CHANNEL: limit`. Empty: it would be sent."""
    n: int
    """How often."""


class TouchPreview(Struct, frozen=True):
    """A part of the members."""

    day: str
    """The ISO date that is foreseen: tomorrow, by the programme's calendar."""
    members: int
    """Members that were looked at."""
    lines: tuple[PreviewLine, ...]
    """The things that are foreseen for them."""
    after: str | None
    """The `after` of the next part; null: these were the last."""


class Previewing:
    """Foresees tomorrow's messages."""

    def __init__(self, everybody: Everybody, catalogue: Catalogue) -> None:
        self._everybody = everybody
        self._catalogue = catalogue

    def part(self, after: str | None, now: int) -> TouchPreview:
        """Look at the next part of the members. after: of the part before; None: the first.

        Raises Unknown (`unknown_page`) for what no part gave, and Unavailable.
        """
        if self._catalogue.stale():
            self._catalogue.refresh()
        definitions = self._catalogue.definitions(now)
        day = tomorrow(definitions, now)
        page = self._everybody.page(after, LOOKED_AT)
        found = Counter[Foreseen]()
        for member in page.members:
            found.update(foresee(definitions, member, day))
        lines = tuple(PreviewLine(*one, n) for one, n in sorted(found.items()))
        date = local(day.opens, definitions.programme.zone).date().isoformat()
        return TouchPreview(date, len(page.members), lines, page.after)


def tomorrow(definitions: Definitions, now: int) -> Window:
    """The next day after a moment (epoch ms), by the programme's calendar."""
    zone = definitions.programme.zone
    today = local(now, zone).date()
    return Window(midnight(today + timedelta(days=1), zone), midnight(today + timedelta(days=2), zone))
