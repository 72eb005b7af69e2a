"""The review of frozen rankings by managers: who stands where, and striking members off before anything is paid.

To strike somebody off is an entry of the audit chain, in the same transaction as the state of the ranking.
"""

from msgspec import Struct
from msgspec.structs import replace

from chalicelib.domain.mechanics.board.block import Board
from chalicelib.domain.mechanics.board.picture import Struck
from chalicelib.domain.mechanics.board.state import UnpaidPlace
from chalicelib.domain.play.audience import block
from chalicelib.domain.publishing.definitions import Published
from chalicelib.domain.publishing.trail import Entry
from chalicelib.domain.views.board import BoardPlace, SeenRanking, places_of
from chalicelib.domain.words.errors import Conflict, Unknown
from chalicelib.services.catalogue import Catalogue
from chalicelib.services.steer import CommandResult, Instruction
from chalicelib.services.unpaid import OpenRanking, UnpaidRankings
from chalicelib.store.campaigns import Campaigns
from chalicelib.store.entries import keys_of_entry, score_of
from chalicelib.store.rankings import Held, Rankings, state_write


class RankingLine(Struct, frozen=True):
    """One ranking as managers see it. Moments are epoch ms."""

    window: str
    """The id of its window."""
    opens: int
    """From when events count."""
    closes: int
    """The first moment that counts no longer."""
    pays: int
    """From when its places are paid, after the review."""
    as_of: int | None
    """The moment of the picture; null: there is none yet."""
    entries: int
    """How many are ranked."""
    frozen: int | None
    """When it was frozen; null: not yet."""
    hash: str
    """The SHA-256 of all that is ranked, in hex."""
    struck: tuple[Struck, ...]
    """Who was struck off."""
    paid: bool
    """Whether its places are paid."""
    unpaid: tuple[UnpaidPlace, ...]
    """The places that could not be paid yet."""


class BoardReview(Struct, frozen=True):
    """A board as managers see it."""

    rankings: tuple[RankingLine, ...]
    """Its rankings, the oldest first."""
    places: tuple[BoardPlace, ...]
    """The first places of the ranking that was asked for, or of the last one."""


class Review:
    """Looks at rankings, and strikes members off. Everything raises Unavailable; `now` is epoch ms."""

    def __init__(self, catalogue: Catalogue, unpaid: UnpaidRankings, store: Rankings, campaigns: Campaigns) -> None:
        self._catalogue = catalogue
        self._unpaid = unpaid
        self._store = store
        self._campaigns = campaigns

    def look(self, campaign: str, name: str, now: int, window: str | None = None) -> BoardReview:
        """Read all rankings of a board, and the first places of one. Raises Unknown."""
        _, opened = self._opened(campaign, name, now)
        lines = tuple(map(_line, opened))
        one = _chosen(opened, window)
        return BoardReview(lines, tuple(self._places(one.held)) if one else ())

    def strike(
        self, campaign: str, name: str, member: str, instruction: Instruction, window: str | None = None
    ) -> CommandResult:
        """Take a member off a frozen ranking: by its id, or the last one that is over.

        Raises Conflict (`not_frozen`, `board_paid`, `revision_conflict`) and Unknown (also `unknown_member` for who is
        not on it).
        """
        published, opened = self._opened(campaign, name, instruction.now)
        over = [one for one in opened if one.ranking.ends <= instruction.now]
        one = _chosen(over if window is None else opened, window)
        if one is None or not one.held.state.frozen:
            raise Conflict("The ranking is not frozen yet: strike members off once it is over.", "not_frozen")
        state = one.held.state
        if any(struck.member == member for struck in state.struck):
            return CommandResult(None, changed=False)
        if state.paying:
            raise Conflict("The places of this ranking are being paid, or were: nobody is struck off.", "board_paid")
        after = replace(state, struck=(*state.struck, self._found(published, one.held, member)))
        of = f"{one.held.id.board}@{one.held.id.window}"
        entry = Entry(
            instruction.now, "strike", instruction.by, note=instruction.note, ranking=of, hash=state.hash, member=member
        )
        live = self._campaigns.live()
        self._campaigns.write(live, live, [(campaign, entry)], (), [state_write(one.held, after)])
        return CommandResult(None, changed=True)

    def _opened(self, campaign: str, name: str, now: int) -> tuple[Published, list[OpenRanking]]:
        if self._catalogue.stale():
            self._catalogue.refresh()
        definitions = self._catalogue.definitions(now)
        published = definitions.campaign(campaign)
        block(published.campaign.blocks(Board), "board", name)
        return published, self._unpaid.opened(definitions.versions(published), name, now)

    def _places(self, held: Held) -> list[BoardPlace]:
        places = {part: self._store.places(held.id, [part]) for part in range(len(held.state.last))}
        return list(places_of(SeenRanking(held.state, places, [])))

    def _found(self, published: Published, held: Held, member: str) -> Struck:
        """Who is to be struck off, with the place and the score that the member has."""
        places = self._store.places(held.id, range(len(held.state.last)))
        for place, one in enumerate(places, 1):
            if one.member == member:
                return Struck(member, one.score, place)
        score = score_of(self._store.read(keys_of_entry(*held.id, member)).values())
        if not score:
            raise Unknown("member", member)
        return Struck(member, score)


def _chosen(opened: list[OpenRanking], window: str | None) -> OpenRanking | None:
    if window is None:
        return opened[-1] if opened else None
    found = next((one for one in opened if one.ranking.id == window), None)
    if found is None:
        raise Unknown("window", window)
    return found


def _line(one: OpenRanking) -> RankingLine:
    ranking, state = one.ranking, one.held.state
    return RankingLine(
        window=ranking.id,
        opens=ranking.opens,
        closes=ranking.closes,
        pays=ranking.pays,
        as_of=state.as_of or None,
        entries=state.entries,
        frozen=state.frozen or None,
        hash=state.hash,
        struck=state.struck,
        paid=state.paid,
        unpaid=state.unpaid,
    )
