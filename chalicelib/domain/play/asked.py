"""Whether an action would be done, told by its checks alone: what it would give is not given for that.

Once the checks are passed, four things may still refuse an action: a prize that is gone and has no replacement, a
number that phones can't read, a record that is full, and a task that counts what the action brings about. Where none of
them can come about, the rest of the action need not be tried; else it is tried whole, on a copy. A home screen asks for
some twenty actions, and the rest of an action is most of its time.
"""

from collections.abc import Iterable
from typing import Final

from chalicelib.domain.play.tiers import REACHED
from chalicelib.domain.play.turn import Player
from chalicelib.domain.play.wallet import require_held
from chalicelib.domain.publishing.definitions import Definitions
from chalicelib.domain.words.values import Price

ROOMY: Final = 64 * 1024
"""Bytes of a record up to which no action fills it: a bag takes up half of a full record at most."""

DIGITS: Final = bytes(48 if 48 <= byte <= 57 else 32 for byte in range(256))
"""Makes zeros of all digits, and blanks of what is none."""

LARGE: Final = b"0" * 14
"""The digits of a number from which on what an action gives may be too much to be read; moments have one less."""

ENTERED: Final = "segment.entered"


def is_plain(definitions: Definitions, document: bytes) -> bool:
    """Whether no record that is full, no large number and no task stands in the way of a member, by the JSON of the
    document.
    """
    heard = definitions.listeners.keys() & {REACHED, ENTERED}
    return not heard and len(document) < ROOMY and LARGE not in document.translate(DIGITS)


def only_asked(player: Player, prizes: Iterable[str] = ()) -> bool:
    """Whether the action is only asked about, and its checks tell it all: none of these prizes can be gone."""
    return player.turn.asked and player.published.modest and player.published.endless.issuperset(prizes)


def afford(player: Player, price: Price) -> None:
    """NotEnough, as `rewards.spend` says it, where the wallet does not hold a cost."""
    for asset, n in price.assets.items():
        require_held(player, asset, n, price.older_than)
