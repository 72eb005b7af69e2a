"""The state of a ranking's picture: as of when it is, whether it is frozen, who was struck off, what is paid."""

from msgspec import Struct

from chalicelib.domain.mechanics.board.picture import Ranked, Struck


class UnpaidPlace(Struct, frozen=True, array_like=True):
    """A place that could not be paid yet."""

    rank: int
    """The place."""
    member: str
    """Who has it."""
    code: str
    """Why not, as the award was refused."""


class RankingState(Struct, frozen=True, omit_defaults=True):
    """The state of a ranking. Moments are epoch ms."""

    as_of: int = 0
    """The moment of the picture; 0: there is none yet."""
    parts: int = 0
    """The number that the picture's parts bear; 0: of an earlier release, which noted none."""
    entries: int = 0
    """How many are ranked."""
    hash: str = ""
    """The hash of all that is ranked, in order."""
    frozen: int = 0
    """When it was frozen; 0: not yet."""
    scored: int = 0
    """How much had scored by then, as the report counts it: while that is the same, the picture is."""
    last: tuple[Ranked, ...] = ()
    """The last of each part of the places that are told apart."""
    lowest: tuple[int, ...] = ()
    """The lowest score of each part of the table of scores."""
    prizes: tuple[Ranked, ...] = ()
    """Who stands last in each of the paid places, as far as somebody does: what it takes to win."""
    last_places: tuple[int, ...] = ()
    """Those places, as the file had them that the picture was taken by."""
    apart: int = 0
    """How many are told apart."""
    struck: tuple[Struck, ...] = ()
    """Who was struck off since it was frozen, in that order."""
    erased: tuple[Struck, ...] = ()
    """Who was not there any more as the place was to be paid: the others close up, as for who was struck off."""
    paying: bool = False
    """Whether the first place is, or is about to be, paid: nobody is struck off any more."""
    place: int = 0
    """How many of the places were gone through."""
    rank: int = 1
    """The next rank that is to be paid."""
    unpaid: tuple[UnpaidPlace, ...] = ()
    """The places that could not be paid yet."""
    paid: bool = False
    """Whether all places were gone through, and nothing is left to be paid."""

    @property
    def gone(self) -> tuple[Struck, ...]:
        """All who have no place any more."""
        return (*self.struck, *self.erased)
