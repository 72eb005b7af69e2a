"""Where a gift is to be sent."""

from typing import Annotated

from msgspec import Meta, Struct

from chalicelib.domain.words.values import END

_Line = Annotated[str, Meta(pattern=r"^[^\x00-\x1f\x7f]{1,120}" + END)]
_Short = Annotated[str, Meta(pattern=r"^[^\x00-\x1f\x7f]{0,60}" + END)]


class Address(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A postal address."""

    name: Annotated[str, Meta(pattern=r"^[^\x00-\x1f\x7f]{1,60}" + END)]
    """Who receives it."""
    phone: Annotated[str, Meta(pattern=r"^\+?[0-9 ()-]{5,24}" + END)]
    """The number that the carrier calls."""
    lines: Annotated[tuple[_Line, ...], Meta(min_length=1, max_length=4)]
    """The street, the number and the floor, as they are written on the parcel."""
    district: _Short = ""
    """The district of the city; empty: none."""
    city: Annotated[str, Meta(pattern=r"^[^\x00-\x1f\x7f]{1,60}" + END)]
    """The city."""
    region: _Short = ""
    """The province or state; empty: none."""
    postcode: Annotated[str, Meta(pattern=r"^[A-Za-z0-9 -]{0,12}" + END)] = ""
    """The postal code; empty: none."""
    country: Annotated[str, Meta(pattern="^[A-Z]{2}" + END)]
    """The country, by ISO 3166: `CN`."""
