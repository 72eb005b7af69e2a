"""Bags: what is given and what it costs. A bag is given whole or not at all, each stock on the way included."""

from datetime import date

from msgspec import Struct

from chalicelib.domain.chance import drawing
from chalicelib.domain.chance.guarantees import filled
from chalicelib.domain.file.campaign import Guarantee, Prize
from chalicelib.domain.file.flow import contents
from chalicelib.domain.play.limits import Scope, count, next_period, period_id, remaining
from chalicelib.domain.play.tags import give_tags, take_from_forms
from chalicelib.domain.play.turn import Player
from chalicelib.domain.play.wallet import add_coupon, last_day, move
from chalicelib.domain.record.journal import POINTS, STARS
from chalicelib.domain.record.outcome import POOL_SHARDS, StockKey, Take, pool_key
from chalicelib.domain.record.receipt import Draws
from chalicelib.domain.words.errors import NotOffered, SoldOut
from chalicelib.domain.words.values import LARGEST_INTEGER, Bag, Price, Stock

NO_SCOPE = Scope()


class Drawn(Struct, frozen=True):
    """Draws just made from a block's odds: where they landed, and what a receipt needs to recompute them."""

    rows: tuple[str, ...]
    """The row on which each draw landed, guarantees applied."""
    n: int
    """The number of the first of these draws; the member's first draw in this block is 1."""
    memory: tuple[int, ...]
    """The counters of the block's guarantees before the first of these draws."""


def spend(player: Player, price: Price) -> None:
    """Take a cost; NotEnough, naming what is missing, where the wallet does not hold it."""
    for asset, n in price.assets.items():
        move(player, asset, -n, months=price.older_than)


def give(player: Player, bag: Bag, times: int = 1, until: date | None = None) -> None:
    """Give a bag so many times; SoldOut where a prize in it is gone and has no replacement.

    until: the last day of its points, where it is not the programme's rule that says it.
    """
    move(player, POINTS, bag.points * times, until)
    move(player, STARS, bag.stars * times)
    for box, n in bag.draws.items():
        move(player, f"draws/{box}", n * times)
    for name, n in bag.fragments.items():
        give_fragments(player, name, n * times)
    for name, n in bag.prizes.items():
        if n * times:
            give_prize(player, name, n * times)
    if times:
        give_tags(player, bag.tags)
        take_from_forms(player.turn, bag.tags)


def give_fragments(player: Player, name: str, n: int) -> None:
    """Fragments by `COLLECTION/NAME`, or drawn by the collection's odds for `COLLECTION/random`."""
    collection, _, fragment = name.partition("/")
    if fragment != "random":
        move(player, f"fragments/{name}", n)
        return
    of = f"collections/{collection}"
    drawn = draw_rows(player, of, player.published.drawables[of].guarantees, n)
    for row in drawn.rows:
        move(player, f"fragments/{collection}/{row}", 1)
    record(player, of, drawn, drawn.rows)


def give_prize(player: Player, name: str, n: int = 1, draw: int | None = None) -> str:
    """Give so many of a prize, or what replaces those that its stock or the member's limit lacks.

    Returns the name of the last one given. draw: as for `allot`.
    """
    allotted = allot(player, name, n, draw)
    for one, units in allotted:
        hand_over(player, one, units)
    return allotted[-1][0]


def allot(player: Player, name: str, n: int = 1, draw: int | None = None) -> list[tuple[str, int]]:
    """Take so many of a prize for the member, or of what replaces those that its stock or the member's limit lacks:
    which, and how many.

    The prizes that a limit leaves out take no stock. draw: the number of the member's draw in a box that gives it, for
    which it may be too early.
    """
    prize, path = player.published.campaign.prizes[name], f"prizes/{name}"
    early = draw is not None and prize.first_draw is not None and draw < prize.first_draw
    units = 0 if early else min(n, remaining(player, path, prize.limit, NO_SCOPE))
    if units and prize.stock is not None:
        units = take_stock(player, path, prize.stock, NO_SCOPE, units)
    elif units and prize.pool is not None:
        units = player.turn.take(pool_key(prize.pool), LARGEST_INTEGER, POOL_SHARDS, units)
    if units:
        count(player, path, prize.limit, NO_SCOPE, units)
    if units == n:
        return [(name, units)]
    if prize.when_out is None:
        periods = [*(limit.per for limit in prize.limit), prize.stock.per if prize.stock else None]
        again = [at for per in periods if per and (at := next_period(player, per, NO_SCOPE)) is not None]
        raise SoldOut(f"The prize {name!r} is gone.", params={"prize": name}, changes=min(again, default=None))
    return [*([(name, units)] if units else []), *allot(player, prize.when_out, n - units, draw)]


def take_stock(player: Player, path: str, stock: Stock, scope: Scope, n: int = 1) -> int:
    """Take units of a stock in the window that the turn's moment belongs to: n, or as many as there are."""
    one = stock_take(player, path, stock, scope, n)
    return player.turn.take(one.key, one.quota, one.shards, n, one.returning)


def stock_take(player: Player, path: str, stock: Stock, scope: Scope, n: int = 1) -> Take:
    """Units of a stock in the window that the turn's moment belongs to, by which they are known to everybody."""
    window, published = period_id(player, stock.per, scope) if stock.per else "", player.published
    key = StockKey(published.id, path, window)
    return Take(key, n, stock.count, published.shards[path], path in published.returning)


def draw_rows(player: Player, of: str, guarantees: tuple[Guarantee, ...], n: int) -> Drawn:
    """The member's next n draws of a block; its counters move on with them."""
    drawn_before, *memory = player.played.chance.get(of, [0])
    before = after = filled(guarantees, memory)
    seed, rows = player.published.seed(of), []
    for i in range(n):
        row, after = drawing.draw(
            seed,
            player.turn.member_id,
            drawn_before + 1 + i,
            player.published.tables[of],
            guarantees,
            after,
            player.turn.landing(player.published.tables[of].rows),
        )
        rows.append(row)
    player.keep().chance[of] = [drawn_before + n, *after]
    return Drawn(tuple(rows), drawn_before + 1, before)


def record(player: Player, of: str, drawn: Drawn, got: tuple[str, ...]) -> None:
    """Note draws in the receipt: with these, anyone can recompute them once the seed is out."""
    campaign = player.published.id
    at_most = {key.stock: left for key, left in player.turn.at_most.items() if key.pool or key.campaign == campaign}
    player.turn.draft.draws.append(Draws(campaign, of, drawn.n, drawn.rows, got, drawn.memory, at_most))


def hand_over(player: Player, name: str, n: int) -> None:
    """Give so many of a prize that were taken for the member. Raises NotOffered for one that the campaign lost."""
    prize = player.published.campaign.prizes.get(name)
    if prize is None:
        raise NotOffered(f"The campaign has no prize {name!r} any more.")
    if prize.nothing or not n:
        return
    if prize.coded:
        for _ in range(n):
            add_coupon(player, name, prize)
    else:
        move(player, f"prizes/{name}", n)
        if prize.kind not in ("gift", "badge"):
            _unpack(player.on(f"prizes/{name}", n), name, prize, n)


def _unpack(player: Player, name: str, prize: Prize, n: int) -> None:
    """Turn prizes of points, draws or fragments into what they are made of, the moment they are handed out."""
    move(player, f"prizes/{name}", -n)
    give(player, contents(prize), n, last_day(player, prize.valid))
