"""What members have seen: nothing that a home screen showed as held is ever gone without a receipt that says why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from audit.recount import Receipt
from chalicelib.domain.record.member import Coupon
from chalicelib.domain.words.errors import Unknown
from tests.proof.model import Model
from tests.proof.world import Container


@dataclass(frozen=True)
class Seen:
    """What one look showed."""

    receipts: int
    """How many receipts the member had."""
    holds: Mapping[str, int]
    """By its kind, without coupons: of two prizes, or two random fragments, one may come in place of the other."""
    coupons: tuple[Coupon, ...]
    """Each says itself when it ends."""


class Shown:
    """The last look at each member."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.seen: dict[str, Seen] = {}

    def look(self, container: Container, member: str) -> None:
        """Look at the home screen and the campaigns, and hold them against the last look.

        The container knows of every change: others may for a while show less, or more.
        """
        container.parts.catalogue.refresh()
        now = max(container.clock(), self.model.accounts[member].at)
        home = container.parts.show.home(member, now)
        has = {name: part for name in self.model.published if (part := _part(container, member, name, now)) is not None}
        holds = Counter({"points": home.points.held})
        for name, part in has.items():
            for asset, n in part.items():
                holds[_kind(name, asset)] += n
        here = Seen(home.version, holds, home.coupons)
        if member in self.seen:
            self._compare(member, self.seen[member], here, has.keys(), now)
        self.seen[member] = here

    def _compare(self, member: str, then: Seen, here: Seen, known: Collection[str], now: int) -> None:
        """What was held, and what members themselves moved since, is there; what ended has said so before."""
        written = self.model.receipts[member][then.receipts : here.receipts]
        given = [Coupon(**one) for receipt in written for one in receipt.get("coupons", ())]
        least = Counter(then.holds)
        least.update(_moved(written))
        least.update(_prizes(then.coupons))
        least.subtract(_prizes(one for one in (*then.coupons, *given) if _is_over(one, now)))
        there = Counter(here.holds)
        there.update(_prizes(here.coupons))
        for kind, n in least.items():
            if kind == "points" or kind.partition("/")[0] in known:
                assert there[kind] >= n, f"{member} was shown {kind}, and of {n} only {there[kind]} are left"
        valid = Counter(one.campaign for one in then.coupons if not _is_over(one, now))
        assert not valid - Counter(one.campaign for one in here.coupons), f"{member} was shown coupons that are gone"
        codes = {one.code for one in then.coupons if one.code and not _is_over(one, now)}
        assert codes <= {one.code for one in here.coupons}, f"{member} was shown a code that is gone"


def _part(container: Container, member: str, name: str, now: int) -> Mapping[str, int] | None:
    """What a member holds of a campaign, open or not; None where it is none any more, or none yet."""
    try:
        return container.parts.show.campaign(name, member, now).has
    except Unknown:
        return None


def _moved(receipts: Iterable[Receipt]) -> Counter[str]:
    """What actions moved by themselves, without what had fallen due before."""
    moved: Counter[str] = Counter()
    for receipt in receipts:
        for posting in receipt.get("postings", ()):
            if not posting.get("at"):
                for asset, n in posting.get("gave", {}).items():
                    moved[_kind(posting["campaign"], asset)] += n
                for asset, n in posting.get("took", {}).items():
                    moved[_kind(posting["campaign"], asset)] -= n
    return moved


def _is_over(coupon: Coupon, now: int) -> bool:
    return 0 < coupon.expires <= now


def _prizes(coupons: Iterable[Coupon]) -> Counter[str]:
    return Counter(f"{one.campaign}/prizes" for one in coupons)


def _kind(campaign: str, asset: str) -> str:
    """The kind of an asset: draws of a box, fragments of a set, prizes of a campaign."""
    if asset == "points":
        return asset
    return f"{campaign}/{asset if asset.startswith('draws/') else asset.rpartition('/')[0]}"
