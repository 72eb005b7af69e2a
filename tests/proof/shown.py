"""What members have seen: nothing that a home screen showed as held is ever gone without a receipt that says why.

Each asset by itself: a prize that came in place of another, or another random fragment, is not what was shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from audit.calendar import wall
from audit.lots import last_day
from audit.recount import Receipt, key_of
from chalicelib.domain.record.journal import CLOSED, Changes
from chalicelib.domain.record.member import Coupon
from chalicelib.domain.views.screens import CouponView
from chalicelib.domain.words.errors import Unknown
from tests.proof.model import Model
from tests.proof.world import Container


@dataclass(frozen=True)
class Seen:
    """What one look showed."""

    receipts: int
    """How many receipts the member had."""
    holds: Mapping[str, int]
    """By asset, without coupons."""
    coupons: tuple[Coupon | CouponView, ...]
    """Each says itself when it ends."""
    waits: Mapping[str, int]
    """By asset, what was shown as still to come; without campaigns of which some of it waits for its days: that comes
    between two looks."""
    ends: Mapping[str, int]
    """By their last day, the points that end."""
    to_come: Mapping[str, int]
    """By asset, all that was shown as still to come."""
    withheld: Mapping[str, int]
    """The part of it that a pause withholds."""


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
        holds = Counter({"points": home.points + home.purse.on_hold})
        if home.tier is not None:  # where no stars lead to a tier, none are shown
            holds["stars"] = home.tier.stars
        for name, part in has.items():
            holds.update({key_of(name, asset): n for asset, n in part.items()})
        waits = {
            f"{name}/{asset}": n
            for name, assets in home.waits.items()
            for asset, n in assets.items()
            if "after" not in str(self.model.published[name][-1][2].get("challenges"))
        }
        paused = container.parts.catalogue.definitions(now).paused
        to_come, withheld = _by_asset(home.waits), _by_asset({name: home.waits.get(name, {}) for name in paused})
        ends = {one.day: one.n for one in home.purse.ends}
        assert sum(ends.values()) <= home.points
        assert not (home.points and home.purse.owed)
        here = Seen(home.version, holds, home.coupons, waits, ends, to_come, withheld)
        if member in self.seen:
            self._compare(member, self.seen[member], here, home.settled, now)
        self.seen[member] = here

    def _compare(self, member: str, then: Seen, here: Seen, settled: Changes, now: int) -> None:
        """What was held, and what members themselves moved since, is there; what ended has said so before."""
        written = self.model.receipts[member][then.receipts : here.receipts]
        given = [Coupon(**one) for receipt in written for one in receipt.get("coupons", ())]
        least = Counter(then.holds)
        least.update(_moved(written))
        least.update(_prizes(then.coupons))
        least.subtract(_prizes(one for one in (*then.coupons, *given) if _is_over(one, now)))
        least["points"] -= self._ended(then.ends, written, now)
        there = Counter(here.holds)
        there.update(_prizes(here.coupons))
        moved_out = _moved_out(written, settled, _prizes([*then.coupons, *given]).keys())
        there.update(moved_out)
        # what nothing was written of yet waits where its campaign was paused meanwhile, and is shown so
        there.update({key: max(0, n - then.to_come.get(key, 0)) for key, n in here.withheld.items()})
        if "stars" not in here.holds:
            del least["stars"]
        for key, n in least.items():
            assert there[key] >= n, f"{member} was shown {key}, and of {n} only {there[key]} are left"
        came = {posting["campaign"] for one in written for posting in one.get("postings", ()) if posting.get("at")}
        came.update(key.partition("/")[0] for key in moved_out)  # it may have come, and moved out at once
        for key, n in then.waits.items():
            name, _, asset = key.partition("/")
            if name not in came:
                held = key_of(name, asset)
                now_there = there[held] + here.waits.get(key, 0)
                assert now_there >= least[held] + n, f"{member} was shown {n} {key} to come, and they are gone"
        back = self._taken_back(member, written)
        good = [one for one in then.coupons if not _is_over(one, now) and one.code not in back]
        left = Counter(one.campaign for one in here.coupons)
        assert not Counter(one.campaign for one in good) - left, f"{member} was shown coupons that are gone"
        codes = {one.code for one in good if one.code}
        assert codes <= {one.code for one in here.coupons}, f"{member} was shown a code that is gone"

    def _taken_back(self, member: str, written: Iterable[Receipt]) -> set[str]:
        """The codes of coupons that left as their redemption was undone."""
        undone = {one["asked"]["receipt"] for one in written if one["does"] == "undo"}
        gave = (
            one
            for one in self.model.receipts[member]
            if one["id"] in undone or one.get("asked", {}).get("receipt") in undone
        )
        return {coupon["code"] for one in gave for coupon in one.get("coupons", ())}

    def _ended(self, ends: Mapping[str, int], written: Iterable[Receipt], now: int) -> int:
        """How many of the points that were shown, or came since, may have ended by now."""
        today = wall(self.model.zone(now), now).date().isoformat()
        came = (posting.get("lots", {}) for receipt in written for posting in receipt.get("postings", ()))
        later: int = sum(n for lots in came for name, n in lots.items() if n > 0 and last_day(name).isoformat() < today)
        return later + sum(n for day, n in ends.items() if day < today)


def _by_asset(waits: Changes) -> Counter[str]:
    """What is shown as still to come, as holdings are named."""
    found: Counter[str] = Counter()
    for name, assets in waits.items():
        found.update({key_of(name, asset): n for asset, n in assets.items()})
    return found


def _part(container: Container, member: str, name: str, now: int) -> Mapping[str, int] | None:
    """What a member holds of a campaign, open or not; None where it is none any more, or none yet."""
    try:
        return container.parts.show.campaign(name, member, now).has
    except Unknown:
        return None


def _moved(receipts: Iterable[Receipt]) -> Counter[str]:
    """What actions moved by themselves of what is held, without what had fallen due before, and what paid a debt."""
    moved: Counter[str] = Counter()
    for receipt in receipts:
        for posting in receipt.get("postings", ()):
            if not posting.get("at"):
                for asset, n in posting.get("gave", {}).items():
                    moved[key_of(posting["campaign"], asset)] += n
                for asset, n in posting.get("took", {}).items():
                    moved[key_of(posting["campaign"], asset)] -= n
                for asset, n in posting.get("owed", {}).items():
                    moved[key_of(posting["campaign"], asset)] += n
    return moved


def _moved_out(receipts: Iterable[Receipt], settled: Changes, coupons: Set[str]) -> Counter[str]:
    """What closed campaigns left, that receipts say has moved out, or the home screen says is about to.

    coupons: the prizes that are none of it, but coupons, which end by themselves.
    """
    out: Counter[str] = Counter()
    for receipt in receipts:
        for posting in receipt.get("postings", ()):
            if posting["why"] == CLOSED:
                out.update({key_of(posting["campaign"], asset): n for asset, n in posting.get("took", {}).items()})
    about_to = {key_of(name, asset): -n for name, assets in settled.items() for asset, n in assets.items() if n < 0}
    out.update({key: n for key, n in about_to.items() if "/" in key and key not in coupons})
    return out


def _is_over(coupon: Coupon | CouponView, now: int) -> bool:
    return 0 < coupon.expires <= now


def _prizes(coupons: Iterable[Coupon | CouponView]) -> Counter[str]:
    return Counter(f"{one.campaign}/prizes/{one.prize}" for one in coupons)
