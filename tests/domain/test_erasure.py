"""What stays of a record when the person is forgotten."""

from msgspec.structs import replace

from chalicelib.domain.decide.attempts import HANDLERS
from chalicelib.domain.derived.erasure import KEPT, anonymous, anonymous_receipt, possible_claims
from chalicelib.domain.record.journal import Posting
from chalicelib.domain.record.member import Coupon, Member, Played, Profile, Round
from chalicelib.domain.record.receipt import Draws, Receipt

COUPON = Coupon("K7QXM2TRW4ZB3NFA", "fair", "tea", 9)
ORDER = Receipt(
    "r",
    3,
    7,
    "event",
    asked={"id": "e-1", "source": "shop", "type": "order.paid", "time": 5, "data": {"order": "A-1", "skus": ["x"]}},
    postings=(
        Posting("fair", "challenges/buy/one", gave={"points": 5}),
        Posting("fair", "blind_boxes/box", gave={"prizes/tea": 1}),
    ),
    counted={"fair": {"buy/one@c": 1}},
    draws=(Draws("fair", "blind_boxes/box", 1, ("cup",), ("cup",), (0,), {"cup": 2}),),
    coupons=(COUPON,),
    versions={"fair": "1:abc"},
    first=("fair",),
)


def test_a_member_keeps_what_they_hold_and_nothing_else() -> None:
    played = Played(joined=4, has={"prizes/tea": 1}, counts={"a": 1}, rounds={"b": Round()}, chance={"box": [3, 1]})
    profile = Profile("gold", ("vip",), "1990-05-17", guardian=True)
    known = Member(
        profile,
        epoch=2,
        lots={"+24": [24317, 5]},
        owed=7,
        coupons=[COUPON],
        kept={"member.joined": 3},
        played={"fair": played},
    )

    assert anonymous(known, 99) == Member(
        epoch=3,
        lots={"+24": [24317, 5]},
        owed=7,
        coupons=[replace(COUPON, code="")],
        played={"fair": Played(has={"prizes/tea": 1}, chance={"box": [3, 1]})},
        erased=99,
    )


def test_a_receipt_keeps_what_it_moved_and_drew() -> None:
    kept = {"type": "order.paid", "time": 5}
    assert anonymous_receipt(ORDER) == replace(ORDER, asked=kept, coupons=(replace(COUPON, code=""),))


def test_nothing_leads_from_a_receipt_to_a_partners_code() -> None:
    given = replace(ORDER, coupons=(replace(COUPON, pool="cinema", number="7-12"),))
    [coupon] = anonymous_receipt(given).coupons
    assert (coupon.pool, coupon.number, coupon.code) == ("cinema", "", "")


def test_a_receipt_is_made_anonymous_once() -> None:
    once = anonymous_receipt(ORDER)
    assert anonymous_receipt(once) == once


def test_of_an_action_that_nobody_foresaw_nothing_is_kept_that_was_asked() -> None:
    assert anonymous_receipt(replace(ORDER, does="whatever")).asked == {}


def test_every_action_has_its_row() -> None:
    assert {*KEPT} == {str(action.__struct_config__.tag) for action in HANDLERS} | {"receive", "absorbed"}


def test_any_field_of_an_event_may_have_been_claimed() -> None:
    assert possible_claims(ORDER) == [("order.paid.order", "A-1"), ("order.paid.skus", "['x']")], "of an old release"
    claimed = replace(ORDER, claims=(("order.paid.order+channel", "A-1/APP"),))
    assert possible_claims(claimed) == [("order.paid.order+channel", "A-1/APP")]
    assert anonymous_receipt(claimed).claims == ()
    assert possible_claims(anonymous_receipt(ORDER)) == possible_claims(Receipt("r", 1, 1, "enrol")) == []
