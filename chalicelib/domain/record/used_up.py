"""Use of a redemption beside what it moved: units of stocks, and uses that limits count."""

from msgspec import Struct


class UsedUp(Struct, frozen=True, omit_defaults=True):
    """The units and uses of a redemption in its campaign; negative in the receipt that undoes it."""

    units: dict[str, int] = {}
    """Units of limited stocks, by `STOCK@WINDOW`: `redemptions/monthly/serum@2026-06`."""
    counts: dict[str, int] = {}
    """Uses that the member's limits count, by their counters: `offer/monthly/serum@2026-06`."""
