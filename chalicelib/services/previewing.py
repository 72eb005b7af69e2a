"""Foresees for managers how many messages tomorrow brings, by touch, channel and cap, from the members as they are now.

It walks over all members, a part at each call; nothing is written, and what members do until then is not foreseen.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Final

import msgspec
from msgspec import Struct

from chalicelib.domain.decide.touch_preview import Foreseen, foresee
from chalicelib.domain.publishing.definitions import Definitions
from chalicelib.domain.record.guest import is_guest
from chalicelib.domain.record.member import Snapshot
from chalicelib.domain.time.localtime import local, midnight
from chalicelib.domain.time.windows import Window
from chalicelib.domain.words.errors import Unknown
from chalicelib.services.catalogue import Catalogue
from chalicelib.services.take_in import SecondsLeft
from chalicelib.store.members import Current, Members
from chalicelib.store.table import Key

LOOKED_AT: Final = 500
"""Items of the table that one page of the walk looks at."""

RESERVE: Final = 8.0
"""Seconds that are left for the answer, and for a page that takes long."""

MOST_PAGES: Final = 40
"""Pages of the walk in one call."""


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

    def __init__(self, members: Members, catalogue: Catalogue) -> None:
        self._members = members
        self._catalogue = catalogue

    def part(self, after: str | None, now: int, left: SecondsLeft) -> TouchPreview:
        """Look at the next part of the members, for as long as there is time.

        after: of the part before; None: the first. Raises Unknown (`unknown_page`) for what no part gave, and
        Unavailable.
        """
        if self._catalogue.stale():
            self._catalogue.refresh()
        definitions = self._catalogue.definitions(now)
        day = tomorrow(definitions, now)
        found, members, key, pages = Counter[Foreseen](), 0, _key(after), 0
        while True:
            page = self._members.scan(key, LOOKED_AT)
            key, pages = page.after, pages + 1
            for member in _played(page.members):
                members += 1
                found.update(foresee(definitions, member, day))
            if key is None or left() < RESERVE or pages == MOST_PAGES:
                break
        lines = tuple(PreviewLine(*one, n) for one, n in sorted(found.items()))
        date = local(day.opens, definitions.programme.zone).date().isoformat()
        return TouchPreview(date, members, lines, None if key is None else _text(key))


def tomorrow(definitions: Definitions, now: int) -> Window:
    """The next day after a moment (epoch ms), by the programme's calendar."""
    zone = definitions.programme.zone
    today = local(now, zone).date()
    return Window(midnight(today + timedelta(days=1), zone), midnight(today + timedelta(days=2), zone))


def _played(members: list[Current]) -> Iterator[Snapshot]:
    snapshots = (one.snapshot for one in members)
    return (one for one in snapshots if not is_guest(one.id) and not one.document.erased)


def _text(key: Key) -> str:
    return urlsafe_b64encode(msgspec.json.encode(key)).decode()


def _key(text: str | None) -> Key | None:
    if text is None:
        return None
    try:
        return msgspec.json.decode(urlsafe_b64decode(text.encode()), type=Key)
    except (Error, ValueError):
        raise Unknown("page", text[:80]) from None
