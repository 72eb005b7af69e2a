"""The preview of tomorrow's messages: each member is looked at once, however many parts it takes."""

from collections import Counter
from collections.abc import Iterator

import pytest

from chalicelib.domain.words.errors import Unknown
from chalicelib.services import previewing
from chalicelib.services.previewing import TouchPreview
from tests.domain.reach import CAMPAIGN, PROGRAMME
from tests.proof.observer import stored
from tests.proof.order_world import OrderShop, opened
from tests.proof.test_touches import event


@pytest.fixture
def shop(aws: None) -> Iterator[OrderShop]:
    """Three members were in the shop this noon; two of them may be told of it tomorrow, as one was told today."""
    with opened(campaign=CAMPAIGN, own=PROGRAMME.replace(", holdout: 50%", "")) as world:
        for n in range(3):
            event("shop.visited", f"v{n}", f"m{n}")(world, world.world.container())
        event("order.paid", "o", "m0", order="o", amount="1.00 CNY")(world, world.world.container())
        yield world


def parts(shop: OrderShop) -> list[TouchPreview]:
    """All parts, one after the other."""
    service = shop.world.container().parts.operations.previewing
    found = [service.part(None, shop.world.now)]
    while found[-1].after is not None:
        found.append(service.part(found[-1].after, shop.world.now))
    return found


@pytest.mark.parametrize("looked_at", [1000, 1])
def test_parts_add_up_to_all_members(shop: OrderShop, looked_at: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(previewing, "LOOKED_AT", looked_at)
    before = stored()
    found = parts(shop)
    assert len(found) > (1 if looked_at == 1 else 0)
    assert sum(one.members for one in found) == 3
    assert {one.day for one in found} == {"2026-06-11"}
    lines = Counter[tuple[str, str, str]]()
    for part in found:
        lines.update({(one.touch, one.channel, one.stopped): one.n for one in part.lines})
    assert lines == {("thanks", "work", ""): 3, ("again", "", "limit of all"): 1}
    assert stored() == before


@pytest.mark.parametrize("after", ["", "no page", "bm8="])
def test_what_no_part_gave_is_no_page(shop: OrderShop, after: str) -> None:
    service = shop.world.container().parts.operations.previewing
    with pytest.raises(Unknown, match="page"):
        service.part(after, shop.world.now)
