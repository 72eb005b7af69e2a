"""Closes campaigns as the wiring builds it."""

from chalicelib.services.close import Close
from chalicelib.services.unpaid import UnpaidRankings
from chalicelib.store.campaigns import Campaigns
from chalicelib.store.cursors import Cursors
from chalicelib.store.rankings import Rankings
from chalicelib.store.reader import Reader


def closing(campaigns: Campaigns, reader: Reader, master: bytes) -> Close:
    """The service, on the table that the reader reads."""
    cursors = Cursors(reader)
    return Close(campaigns, cursors, UnpaidRankings(Rankings(reader), cursors), master)
