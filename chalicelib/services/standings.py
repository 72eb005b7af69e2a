"""Shows rankings to members: the own score, and the rank as of the last picture. Nothing here writes."""

from chalicelib.domain.mechanics.board.block import Board
from chalicelib.domain.mechanics.board.rankings import Ranking, Versions, ranking_at, rankings
from chalicelib.domain.play.audience import block
from chalicelib.domain.play.limits import WHOLE_CAMPAIGN
from chalicelib.domain.publishing.definitions import Definitions
from chalicelib.domain.views import board as views
from chalicelib.domain.views.board import BoardStanding, SeenRanking
from chalicelib.domain.words.errors import Unknown
from chalicelib.services.admission import require_there
from chalicelib.services.catalogue import Catalogue
from chalicelib.services.picture_parts import PictureParts
from chalicelib.store.entries import keys_of_entry, score_of
from chalicelib.store.members import Members
from chalicelib.store.rankings import (
    Held,
    RankingId,
    Rankings,
    held,
    levels_key,
    levels_of,
    places_key,
    places_of,
    state_key,
)
from chalicelib.store.table import Key


class Standings:
    """Reads rankings. Safe to use from several threads. Everything here raises Unavailable."""

    def __init__(self, members: Members, store: Rankings, catalogue: Catalogue) -> None:
        self._members = members
        self._catalogue = catalogue
        self._parts = PictureParts(store)

    def of(
        self,
        campaign: str,
        name: str,
        member_id: str,
        now: int,
        token_epoch: int | None = None,
        window: str | None = None,
        first: int = 10,
    ) -> BoardStanding:
        """Read a ranking as a member sees it, in one read; in two, where the member is far below and this container has
        not read that part of the picture, or where another picture was taken since it has. Of a day, week or month that
        is over the member's document has forgotten the score, so that the entry is read along.

        now: epoch ms. window: the id of a ranking; None: the one that counts now, or the last one. first: how many of
        the first places. Raises Unknown (`unknown_campaign`, `unknown_board`, `unknown_window`, `unknown_member`) and
        Unauthenticated.
        """
        definitions = self._definitions(now)
        published = definitions.campaign(campaign)
        board = block(published.campaign.blocks(Board), "board", name)
        ranking = _ranking(definitions.versions(published), name, now, window)
        of = RankingId(campaign, name, ranking.id)
        sought = [] if self._parts.at_hand(of, now) else [places_key(of, 0), levels_key(of, 0)]
        stale = self._catalogue.stale()
        entries = keys_of_entry(*of, member_id) if _may_be_forgotten(ranking, now) else []
        loaded = self._members.load(member_id, live=stale, beside=[state_key(of), *sought, *entries])
        if stale:
            self._catalogue.take(loaded.live)
        require_there(loaded.snapshot, token_epoch)
        played = loaded.snapshot.document.played.get(campaign)
        own = played.scores.get(f"{name}@{ranking.id}") if played else None
        score = own.score if own else score_of(loaded.beside[key] for key in entries if key in loaded.beside)
        state = held(of, loaded.beside.get(state_key(of)))
        places, levels = _keys(state, score)
        along = {key: loaded.beside[key] for key in sought if key in loaded.beside}
        parts = self._parts.of(state, [*places.values(), levels], along, now)
        seen = SeenRanking(
            state.state, {n: places_of(parts.get(key)) for n, key in places.items()}, levels_of(parts.get(levels))
        )
        return _standing(board, ranking, member_id, score, first, seen)

    def _definitions(self, now: int) -> Definitions:
        """The definitions at hand: they say which ranking to read, and the live list comes along where it is old."""
        if (known := self._catalogue.at_hand(now)) is not None:
            return known
        self._catalogue.refresh()
        return self._catalogue.definitions(now)


def _keys(state: Held, score: int) -> tuple[dict[int, Key], Key]:
    """The parts of a picture that a member with a score sees: the places by their numbers, and the scores."""
    numbers = [0, *views.parts_with(state.state, score)]
    level = views.level_part(state.state, score) if score else 0
    return {n: places_key(state.id, n) for n in numbers}, levels_key(state.id, level)


def _may_be_forgotten(ranking: Ranking, now: int) -> bool:
    """Whether a member's document need not have the score any more: with a period its scores leave it."""
    return ranking.id != WHOLE_CAMPAIGN and ranking.ends <= now


def _ranking(versions: Versions, name: str, now: int, window: str | None) -> Ranking:
    """The ranking of an id; without one that of now, or the last one; before the first, that."""
    if window is not None:
        for one in rankings(versions, name, 0, now):
            if one.id == window:
                return one
        raise Unknown("window", window)
    found = ranking_at(versions, name, now)
    if found is None:
        found = next(reversed([*rankings(versions, name, 0, now)]), None)
    if found is None:
        raise Unknown("window", "now")
    return found


def _standing(board: Board, ranking: Ranking, member: str, score: int, first: int, seen: SeenRanking) -> BoardStanding:
    state, places = seen.state, list(views.places_of(seen))
    rank, shared = views.own_rank(seen, member, score, places)
    return BoardStanding(
        window=ranking.id,
        opens=ranking.opens,
        closes=ranking.closes,
        score=score,
        as_of=state.as_of or None,
        final=bool(state.frozen),
        paid=state.paid,
        entries=state.entries - len(state.gone),
        rank=rank,
        shared=shared,
        next_above=views.next_above(seen, score) if shared else None,
        near=views.near(places, member),
        next_prize=views.next_prize(board, state, places, rank, score),
        first=tuple(one for one in places[:first] if one.rank <= first),
    )
