"""The walk over the blocks of a definition: nothing is missed, and what it finds stands where it says."""

from pathlib import Path
from typing import Any, get_args, get_origin

import pytest
from msgspec import Struct, structs

from chalicelib.domain.file import blocks
from chalicelib.domain.file.annotations import alternatives, plain
from chalicelib.domain.file.blocks import Block, Fragments, Wildcards, having
from chalicelib.domain.file.campaign import Closes, Guarantee, Opens, Repeats
from chalicelib.domain.file.phrases import PHRASES
from chalicelib.domain.mechanics.definition import CampaignFile
from chalicelib.domain.words.values import (
    Already,
    Amount,
    Audience,
    Bag,
    Conditions,
    ConsentAge,
    Costs,
    CouponTerms,
    Earned,
    EventName,
    FragmentOdds,
    Limits,
    MinAge,
    Money,
    PrizeOdds,
    Receiving,
    Sending,
    Stock,
    Threshold,
)
from cli.campaign_file import load

CAMPAIGNS = Path("campaigns")

KINDS = (
    *(Already, Amount, Audience, Bag, Closes, Conditions, ConsentAge, Costs, CouponTerms, Earned, EventName),
    *(FragmentOdds, Fragments, Guarantee, Limits, MinAge, Money, Opens, PrizeOdds, Receiving, Repeats, Sending, Stock),
    *(Threshold, Wildcards),
)
"""What rules ask the walk for."""


def structs_of(kind: Any) -> set[type[Struct]]:
    """Every struct of the definition that is reached from a kind by its annotations."""
    found: set[type[Struct]] = set()
    waiting = [kind]
    while waiting:
        for choice in alternatives(waiting.pop()):
            one = plain(choice)
            waiting += [part for part in get_args(one) if get_origin(one) in (tuple, dict) and part is not ...]
            if isinstance(one, type) and issubclass(one, Struct) and one not in (*PHRASES, *found):
                found.add(one)
                waiting += [field.type for field in structs.fields(one)]
    return found


DEFINED = sorted(structs_of(CampaignFile), key=lambda one: one.__name__)


def said(name: str, *kinds: Any) -> dict[str, Any]:
    """What a shipped campaign says of the kinds, by place; what says nothing is left out."""
    campaign = load(CAMPAIGNS / name / "campaign.yaml").value
    assert campaign is not None
    return {"/".join(map(str, one.path)): one.value for one in having(campaign, *kinds) if one.value}


@pytest.mark.parametrize("kind", DEFINED)
def test_each_struct_is_a_block_or_stands_in_one(kind: type[Struct]) -> None:
    """A struct that the walk does not go into may say nothing that it is asked for."""
    if not issubclass(kind, Block):
        asked = [field.name for field in structs.fields(kind) for one in alternatives(field.type) if one in KINDS]
        assert asked == []


@pytest.mark.parametrize("kind", [one for one in DEFINED if issubclass(one, Block)])
def test_each_field_that_says_a_kind_is_found(kind: Any) -> None:
    """The walk knows as many fields of a struct as its annotations, taken apart by their text, say one of the kinds."""
    texts = {repr(one) for one in KINDS}
    for field in structs.fields(kind):
        parts = {repr(part) for one in alternatives(field.type) for part in (one, *get_args(plain(one)))}
        assert bool(parts & texts) == any(field.name == name for _, name, _ in blocks._fields(kind, KINDS)), field.name


def test_every_block_stands_where_the_file_has_it_with_those_around_it() -> None:
    campaign = load(CAMPAIGNS / "monthly-gifts" / "campaign.yaml").value
    assert campaign is not None
    placed = {one.key: one for one in blocks.blocks(campaign) if one.path}
    assert [key for key in placed if not key.startswith("prizes/")] == [
        "challenges/month",
        "challenges/month/days",
        "challenges/month/order",
        "redemptions/monthly",
        "redemptions/monthly/serum",
        "redemptions/monthly/mask",
        "redemptions/monthly/sample",
        "redemptions/sale",
        "redemptions/sale/set",
        "redemptions/december",
        "redemptions/december/vouchers",
    ]
    mask, monthly = placed["redemptions/monthly/mask"], placed["redemptions/monthly"]
    assert (mask.path, mask.name) == (("redemptions", "monthly", "offers", "mask"), "mask")
    assert (mask.around, monthly.around) == ((monthly.block,), ())


MONTH, MONTHLY, SALE = "challenges/month/tasks", "redemptions/monthly", "redemptions/sale"
PLACES = ("1", "2 to 10", "11 to 40")

SAID = [
    (
        "kids-atelier",
        (Earned,),
        [
            "challenges/missions/milestones/3",
            "challenges/missions/milestones/5",
            "challenges/missions/gives",
            *(
                f"challenges/missions/tasks/{task}/gives"
                for task in ["join", "follow", "visit", "watch", "cart", "gift"]
            ),
            "challenges/first-order/tasks/buy/gives",
            "collections/outfit/gives",
        ],
    ),
    (
        "kids-atelier",
        (Costs, Bag),
        ["blind_boxes/atelier/costs", *(f"boards/favourites/gives/{ranks}" for ranks in PLACES)],
    ),
    (
        "kids-atelier",
        (Limits, Sending),
        ["collections/outfit/limit", "blind_boxes/atelier/limit", "boards/favourites/limit"],
    ),
    ("kids-atelier", (Audience,), ["challenges/first-order/who"]),
    (
        "kids-atelier",
        (Conditions,),
        ["challenges/missions/tasks/watch/where", "challenges/first-order/tasks/buy/where"],
    ),
    ("kids-atelier", (Stock,), [f"prizes/{one}/stock" for one in ("outfit", "bike", "cruiser", "scooter")]),
    ("kids-atelier", (PrizeOdds, FragmentOdds), ["blind_boxes/atelier/odds"]),
    ("kids-atelier", (Money,), [f"prizes/{one}/value" for one in ("outfit", "tee", "bike", "cruiser", "scooter")]),
    (
        "monthly-gifts",
        (Earned,),
        [f"{MONTH}/days/gives", f"{MONTH}/days/milestones/5", f"{MONTH}/days/milestones/10", f"{MONTH}/order/gives"],
    ),
    ("monthly-gifts", (Threshold,), [f"{MONTH}/days/milestones/5", f"{MONTH}/days/milestones/10"]),
    (
        "monthly-gifts",
        (Costs,),
        [
            *(f"{MONTHLY}/offers/{offer}/costs" for offer in ("serum", "mask", "sample")),
            f"{SALE}/offers/set/costs",
            "redemptions/december/offers/vouchers/costs",
        ],
    ),
    (
        "monthly-gifts",
        (Limits,),
        [
            f"{MONTH}/order/limit",
            f"{MONTHLY}/limit",
            f"{MONTHLY}/offers/sample/limit",
            f"{SALE}/offers/set/limit",
            "redemptions/december/limit",
        ],
    ),
    (
        "monthly-gifts",
        (Opens,),
        ["opens", f"{MONTHLY}/opens", f"{MONTHLY}/offers/mask/opens", f"{SALE}/opens", "redemptions/december/opens"],
    ),
    (
        "monthly-gifts",
        (Stock,),
        [
            f"{MONTHLY}/offers/serum/stock",
            f"{MONTHLY}/offers/mask/stock",
            f"{SALE}/offers/set/stock",
            "redemptions/december/offers/vouchers/stock",
            "prizes/mask/stock",
        ],
    ),
    ("monthly-gifts", (EventName,), [f"{MONTH}/days/when", f"{MONTH}/order/when"]),
]
"""By hand: a shipped campaign, what is asked of it, and every place that says it."""


@pytest.mark.parametrize(("name", "kinds", "places"), SAID)
def test_everything_that_a_shipped_campaign_says_is_found(name: str, kinds: tuple[Any, ...], places: list[str]) -> None:
    assert list(said(name, *kinds)) == places


def test_a_guarantee_is_found_at_its_place_in_the_list() -> None:
    assert [path[path.index("guarantees") :] for path in said("care-box", Guarantee)] == ["guarantees/0"]
