"""Where rewards come from, and what they lead to: draws to a block's prizes, fragments to what their set gives.

Assets are spelled as in a wallet: `points`, `draws/BOX`, `fragments/COLLECTION/NAME`, `prizes/NAME`.
"""

from collections.abc import Collection, Iterator, Mapping

from msgspec import Struct

from chalicelib.domain.file.blocks import Fragments, Placed, Stated, Wildcards, having, stated
from chalicelib.domain.file.campaign import Campaign, Guarantee, Prize
from chalicelib.domain.words.values import Bag, Chance, Earned, FragmentOdds, PrizeOdds

RANDOM = "random"
"""In place of a fragment's name: one that is drawn by the collection's odds."""


class Drawable(Struct, frozen=True):
    """The odds and guarantees that a block draws by."""

    by: Placed
    """The block."""
    odds: dict[str, Chance]
    """The chance of each row, as the file says it."""
    guarantees: tuple[Guarantee, ...]
    """The promises about these draws, in the order of the file."""
    of_prizes: bool
    """Whether the rows are prizes, else fragments of the block itself."""


def drawables(campaign: Campaign) -> Iterator[Drawable]:
    """List the draws of a campaign: prizes first, then the fragments of the sets that have odds."""
    for kind in PrizeOdds, FragmentOdds:
        for one in having(campaign, kind):
            if one.value or kind is PrizeOdds:  # a set need not draw
                promises = tuple(promise.value for promise in stated(one.by, Guarantee))
                yield Drawable(one.by, one.value, promises, kind is PrizeOdds)


def given(campaign: Campaign) -> Iterator[Stated]:
    """Every bag that a campaign gives: what comes by itself or for the asking, and what prizes are made of."""
    yield from having(campaign, Earned, Bag)
    for name, prize in campaign.prizes.items():
        path = ("prizes", name)
        yield Stated(path, contents(prize), Placed(path, prize))


def earned_by(placed: Placed) -> Iterator[Stated]:
    """The bags that what happens in a block may earn: its own, and those of the blocks around it.

    Of each block the whole one stands first, then those on the way to it.
    """
    yield from sorted(stated(placed, Earned), key=lambda one: len(one.path))
    if placed.around:
        yield from earned_by(Placed(placed.path[:-2], placed.around[-1], placed.around[:-1]))


def assets_of(campaign: Campaign) -> Mapping[str, Collection[str]]:
    """The names of all that a member may hold of a campaign, by the kind of asset: `draws`, `fragments`, `prizes`."""
    fragments = having(campaign, Fragments)
    return {
        "draws": [one.by.name for one in having(campaign, PrizeOdds)],
        "fragments": [f"{one.by.name}/{name}" for one in fragments for name in fragments_of(one.by)],
        "prizes": [*campaign.prizes],
    }


def fragments_of(placed: Placed) -> list[str]:
    """The names of a set's fragments, the wildcard and what only its odds have included."""
    listed, wildcards = (
        [name for one in stated(placed, kind) for name in one.value] for kind in (Fragments, Wildcards)
    )
    odds = [name for one in stated(placed, FragmentOdds) for name in one.value or ()]
    return list(dict.fromkeys((*listed, *odds, *wildcards)))


def contents(prize: Prize) -> Bag:
    """Give the parts of a prize that is no thing of its own."""
    return Bag(points=prize.points, draws=prize.draws, fragments=prize.fragments)


def chain(prizes: Mapping[str, Prize], name: str) -> list[str]:
    """The prize, what replaces it when it is out, and so on to the last; a circle ends where it closes."""
    names = [name]
    while (prize := prizes.get(names[-1])) and prize.when_out and prize.when_out not in names:
        names.append(prize.when_out)
    return names


def assets(bag: Bag) -> set[str]:
    """The assets in a bag."""
    return set(bag.assets)


def bag_of(amounts: Mapping[str, int]) -> Bag:
    """The bag of which these are the parts."""
    kinds = {kind: _named(amounts, kind) for kind in ("draws", "fragments", "prizes")}
    tags = tuple(_named(amounts, "tags"))
    return Bag(points=amounts.get("points", 0), stars=amounts.get("stars", 0), **kinds, tags=tags)


def _named(amounts: Mapping[str, int], kind: str) -> dict[str, int]:
    return {asset.removeprefix(f"{kind}/"): n for asset, n in amounts.items() if asset.startswith(f"{kind}/")}


def leads_to(campaign: Campaign, *starts: str) -> set[str]:
    """Every asset that assets lead to, themselves included; points lead nowhere: what they buy has its own price."""
    drawn = {one.by.name: one.value for one in having(campaign, PrizeOdds)}
    sets = {one.by.name: one.by for one in having(campaign, Fragments)}
    seen: set[str] = set()
    waiting = list(starts)
    while waiting:
        asset = waiting.pop()
        if asset in seen:
            continue
        seen.add(asset)
        kind, _, name = asset.partition("/")
        if kind == "draws":
            waiting += [f"prizes/{row}" for row in drawn.get(name, ())]
        elif kind == "fragments" and (of := sets.get(name.partition("/")[0])):
            waiting += _of_set(of, name)
        elif kind == "prizes" and (prize := campaign.prizes.get(name)):
            waiting += assets(contents(prize)) | ({f"prizes/{prize.when_out}"} if prize.when_out else set())
    return seen


def _of_set(placed: Placed, fragment: str) -> Iterator[str]:
    """List what a fragment of a set leads to: the set's bag, and each row of its odds where it is a random one."""
    if fragment.endswith(f"/{RANDOM}"):
        for odds in stated(placed, FragmentOdds):
            yield from (f"fragments/{placed.name}/{row}" for row in odds.value)
    for gives in stated(placed, Earned):
        yield from assets(gives.value)
