"""The ground on which all services of a container are built."""

from __future__ import annotations

import random
from collections.abc import Callable

from msgspec import Struct

from chalicelib.services.act import Act
from chalicelib.services.catalogue import Catalogue
from chalicelib.services.close import Close
from chalicelib.services.past import PastVersions
from chalicelib.services.unpaid import UnpaidRankings
from chalicelib.settings import Settings
from chalicelib.store.campaigns import Campaigns
from chalicelib.store.cursors import Cursors
from chalicelib.store.members import Members
from chalicelib.store.pools import Pools
from chalicelib.store.rankings import Rankings
from chalicelib.store.reader import Reader

Clock = Callable[[], int]
"""Epoch milliseconds."""


class Ground(Struct, frozen=True):
    """The stores, the campaigns in force, time and chance, and the way to act: made once a container."""

    settings: Settings
    """The environment of the container, with the secrets that were at hand when it began."""
    entropy: Callable[[], bytes]
    """32 bytes that can't be guessed."""
    sleep: Callable[[float], None]
    """Waits so many seconds."""
    monotonic: Callable[[], float]
    """Seconds."""
    rng: random.Random
    """Spreads load and pauses."""
    reader: Reader
    """Reads items of the table by their keys, several at once."""
    members: Members
    """Reads members and their receipts."""
    campaigns: Campaigns
    """Reads and writes versions, the live list and audit trails."""
    pools: Pools
    """Chooses the codes to take of partners' pools."""
    cursors: Cursors
    """Keeps how far each schedule is."""
    rankings: Rankings
    """Reads and writes the pictures of rankings."""
    unpaid: UnpaidRankings
    """Finds the rankings that are not paid yet."""
    catalogue: Catalogue
    """Keeps this container's copy of the definitions in force."""
    close: Close
    """Closes campaigns for good."""
    past: PastVersions
    """Finds versions that were in force before."""
    act: Act
    """Does the actions of members."""
