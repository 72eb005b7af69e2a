"""Shows rankings to members: the own score live, and the rank as of the last picture. Nothing here writes."""

from collections import OrderedDict
from collections.abc import Mapping
from threading import Lock

from chalicelib.domain.mechanics.board.block import Board
from chalicelib.domain.mechanics.board.picture import Level
from chalicelib.domain.mechanics.board.rankings import Ranking, ranking_at, rankings
from chalicelib.domain.play.audience import block
from chalicelib.domain.publishing.definitions import Definitions, Published
from chalicelib.domain.views import board as views
from chalicelib.domain.views.board import BoardStanding, SeenRanking
from chalicelib.domain.words.errors import Unknown
from chalicelib.services.admission import require_current_token
from chalicelib.services.catalogue import Catalogue
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
from chalicelib.store.table import Item, Key

REMEMBERED = 64
"""Parts of tables of scores that a container remembers: those that were asked for last."""


class Standings:
    """Reads rankings. Safe to use from several threads. Everything here raises Unavailable."""

    def __init__(self, members: Members, store: Rankings, catalogue: Catalogue) -> None:
        self._members = members
        self._store = store
        self._catalogue = catalogue
        self._known: OrderedDict[tuple[RankingId, int, int], list[Level]] = OrderedDict()
        self._lock = Lock()

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
        not read that part of the picture.

        now: epoch ms. window: the id of a ranking; None: the one that counts now, or the last one. first: how many of
        the first places. Raises Unknown (`unknown_campaign`, `unknown_board`, `unknown_window`, `unknown_member`) and
        Unauthenticated.
        """
        published = self._definitions(now).campaign(campaign)
        board = block(published.campaign.blocks(Board), "board", name)
        ranking = _ranking(published, board, now, window)
        of = RankingId(campaign, name, ranking.id)
        keys = [state_key(of), places_key(of, 0), levels_key(of, 0)]
        stale = self._catalogue.stale()
        loaded = self._members.load(member_id, live=stale, beside=keys)
        if stale:
            self._catalogue.take(loaded.live)
        if loaded.snapshot.version == 0:
            raise Unknown("member", member_id)
        require_current_token(loaded.snapshot, token_epoch)
        played = loaded.snapshot.document.played.get(campaign)
        own = played.scores.get(f"{name}@{ranking.id}") if played else None
        score = own.score if own else 0
        return _standing(board, ranking, member_id, score, first, self._seen(of, loaded.beside, score))

    def _definitions(self, now: int) -> Definitions:
        """The definitions at hand: they say which ranking to read, and the live list comes along where it is old."""
        if (known := self._catalogue.at_hand(now)) is not None:
            return known
        self._catalogue.refresh()
        return self._catalogue.definitions(now)

    def _seen(self, of: RankingId, found: Mapping[Key, Item], score: int) -> SeenRanking:
        state = held(of, found.get(state_key(of)))
        places = {0: places_of(found.get(places_key(of, 0)))}
        parts = views.parts_with(state.state, score)
        if parts:
            places |= {part: self._store.places(of, [part]) for part in parts}
        return SeenRanking(state.state, places, self._levels(state, found, score))

    def _levels(self, state: Held, found: Mapping[Key, Item], score: int) -> list[Level]:
        part = views.level_part(state.state, score) if score else 0
        if not part:
            return levels_of(found.get(levels_key(state.id, 0)))
        known = (state.id, state.version, part)
        with self._lock:
            if known in self._known:
                self._known.move_to_end(known)
                return self._known[known]
        key = levels_key(state.id, part)
        levels = levels_of(self._store.read([key]).get(key))
        with self._lock:
            self._known[known] = levels
            if len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        return levels


def _ranking(published: Published, board: Board, now: int, window: str | None) -> Ranking:
    """The ranking of an id; without one that of now, or the last one; before the first, that."""
    if window is not None:
        for one in rankings(published, published.campaign, board, 0, now):
            if one.id == window:
                return one
        raise Unknown("window", window)
    found = ranking_at(published, published.campaign, board, now)
    if found is None:
        found = next(reversed([*rankings(published, published.campaign, board, 0, now)]), None)
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
        entries=state.entries - len(state.struck),
        rank=rank,
        shared=shared,
        next_above=views.next_above(seen, score) if shared else None,
        near=views.near(places, member),
        next_prize=views.next_prize(board, state, rank, score),
        first=tuple(one for one in places[:first] if one.rank <= first),
    )
