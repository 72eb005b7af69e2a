"""The size of a member's document: every byte is paid for twice over, with each action."""

import msgspec

from chalicelib.domain.record.member import Coupon, Member, Played, Profile, Progress, Round, TierHeld, Unpaid, Word
from chalicelib.domain.record.purse import Lot, folded, month_number
from chalicelib.domain.record.stars import moved
from chalicelib.domain.time.localtime import birthday
from chalicelib.domain.words.values import Bag

MARCH = month_number(birthday("2026-03-02", 2026))
NOW = 1_772_400_000_000


def campaign(number: int) -> Played:
    """A member's part in a campaign with two challenges, a box and a set, in the middle of its month."""
    rounds = {
        f"daily@d26030{n}": Round(tasks={"visit": Progress(amount=1, paid={"": 1}), "read": Progress(amount=1)})
        for n in (1, 2)
    }
    rounds["month"] = Round(tasks={"buy": Progress(amount=39_900, paid={"": 3}), "run": Progress(days=[12, 3])})
    due = [Unpaid("month/buy/", 2, NOW + n, Bag(points=39), NOW + n * 86_400_000, 19) for n in range(3)]
    has = {"draws/care": 2, "fragments/boat/bow": 1, "fragments/boat/hull": 2, "prizes/badge": 1}
    counts = {"challenges/daily/visit@d260302": 1, "blind_boxes/care@d260302": 2, "redemptions/gifts@o20260220": 1}
    return Played(NOW, has, {}, counts, rounds, {"blind_boxes/care": [12, 3, 0]}, due if number else [])


def test_a_member_with_two_years_of_points_tiers_and_three_campaigns_fits_three_kilobytes() -> None:
    stars: list[int] = []
    for month in range(MARCH - 20, MARCH + 1):
        stars = moved(stars, month, 40 + month % 7)
    document = Member(
        profile=Profile(tier="gold", tags=("runner", "new-parent", "wecom"), born="1990-05-17"),
        said={"tier": [Word(NOW, "silver"), Word(NOW + 9, "gold")]},
        lots=folded([Lot("+24", MARCH - n, 1_234) for n in range(24)]),
        stars=stars,
        standing=TierHeld("gold", NOW, NOW + 31_536_000_000, below=TierHeld("silver", NOW, NOW + 31_536_000_000)),
        coupons=[Coupon("ABCDEFGHIJKLMNOP", "spring-cards", "voucher", NOW + n) for n in range(3)],
        kept={"member.joined": NOW, "shop.followed": NOW},
        played={name: campaign(n) for n, name in enumerate(("spring-cards", "care-box", "monthly-gifts"))},
    )
    written = msgspec.json.encode(document)
    assert len(written) <= 3 * 1024, f"{len(written)} bytes"
    assert len(msgspec.json.encode(document.lots)) < 150
    assert len(msgspec.json.encode(document.stars)) < 80
