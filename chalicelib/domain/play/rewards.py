"""Bags: what is given and what it costs. A bag is given whole or not at all, each stock on the way included."""

from msgspec import Struct

from chalicelib.domain.chance import drawing
from chalicelib.domain.chance.guarantees import filled
from chalicelib.domain.file.campaign import Guarantee, Prize
from chalicelib.domain.play.limits import Scope, period_id
from chalicelib.domain.play.turn import Player
from chalicelib.domain.play.wallet import add_coupon, held, move
from chalicelib.domain.record.journal import POINTS
from chalicelib.domain.record.outcome import StockKey
from chalicelib.domain.record.receipt import Draws
from chalicelib.domain.words.errors import NotEnough, SoldOut
from chalicelib.domain.words.values import Bag, Stock

MOST_AT_ONCE = 100
"""Prizes and random fragments that one reward hands out at once: more is a mistake in a file, not a generous brand."""

NO_SCOPE = Scope()


class Drawn(Struct, frozen=True):
    """Draws just made from a block's odds: where they landed, and what a receipt needs to recompute them."""

    rows: tuple[str, ...]
    n: int
    memory: tuple[int, ...]


def spend(player: Player, bag: Bag) -> None:
    """Take a cost; NotEnough, naming what is missing, where the wallet does not hold it."""
    for asset, n in _assets(bag).items():
        if held(player, asset) < n:
            raise NotEnough(f"This takes {n} {asset}; you hold {held(player, asset)}.")
        move(player, asset, -n)


def give(player: Player, bag: Bag, times: int = 1) -> None:
    """Give a bag so many times; SoldOut where a prize in it is gone and has no replacement."""
    move(player, POINTS, bag.points * times)
    for box, n in bag.draws.items():
        move(player, f"draws/{box}", n * times)
    for name, n in bag.fragments.items():
        give_fragments(player, name, n * times)
    for name, n in bag.prizes.items():
        for _ in range(min(n * times, MOST_AT_ONCE)):
            give_prize(player, name)


def give_fragments(player: Player, name: str, n: int) -> None:
    """Fragments by `COLLECTION/NAME`, or drawn by the collection's odds for `COLLECTION/random`."""
    collection, _, fragment = name.partition("/")
    if fragment != "random":
        move(player, f"fragments/{name}", n)
        return
    of = f"collections/{collection}"
    drawn = draw_rows(player, of, player.published.drawables[of].guarantees, min(n, MOST_AT_ONCE))
    for row in drawn.rows:
        move(player, f"fragments/{collection}/{row}", 1)
    record(player, of, drawn, drawn.rows)


def give_prize(player: Player, name: str) -> str:
    """Give a prize, or what replaces it where its stock is gone; returns the name of what was given."""
    prize = player.published.campaign.prizes[name]
    while prize.stock is not None and not take_stock(player, f"prizes/{name}", prize.stock, NO_SCOPE):
        if prize.when_out is None:
            raise SoldOut(f"The prize {name!r} is gone.")
        name = prize.when_out
        prize = player.published.campaign.prizes[name]
    _hand_over(player, name, prize)
    return name


def take_stock(player: Player, path: str, stock: Stock, scope: Scope) -> bool:
    """Take one of a stock in the window that the turn's moment belongs to."""
    window = period_id(player, stock.per, scope) if stock.per else ""
    key = StockKey(player.published.id, path, window)
    return player.turn.take(key, stock.count, player.published.shards[path])


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
    at_most = {key.stock: left for key, left in player.turn.at_most.items() if key.campaign == campaign}
    player.turn.draft.draws.append(Draws(campaign, of, drawn.n, drawn.rows, got, drawn.memory, at_most))


def _hand_over(player: Player, name: str, prize: Prize) -> None:
    if prize.kind == "coupon":
        add_coupon(player, name, prize.valid)
    else:
        move(player, f"prizes/{name}", 1)
        if prize.kind not in ("gift", "badge"):
            _unpack(player.on(f"prizes/{name}"), name, prize)


def _unpack(player: Player, name: str, prize: Prize) -> None:
    """Turn a prize of points, draws or fragments into what it is made of, the moment it is handed out."""
    move(player, f"prizes/{name}", -1)
    give(player, Bag(points=prize.points, draws=prize.draws, fragments=prize.fragments))


def _assets(bag: Bag) -> dict[str, int]:
    return (
        ({POINTS: bag.points} if bag.points else {})
        | {f"draws/{name}": n for name, n in bag.draws.items()}
        | {f"fragments/{name}": n for name, n in bag.fragments.items()}
        | {f"prizes/{name}": n for name, n in bag.prizes.items()}
    )
