"""Touches in the programme's report: what receipts add, and what it comes to beside those who were held out."""

import pytest

from chalicelib.domain.derived.notice import Issued
from chalicelib.domain.derived.programme_counters import counted_of_programme
from chalicelib.domain.derived.programme_report import programme_report
from chalicelib.domain.derived.touch_notice import TouchSent, of_touch
from chalicelib.domain.derived.touch_report import TouchGroup, TouchLine
from chalicelib.domain.record.member import Coupon
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.record.touched import Followed, Touched
from cli.reporting.touches import touch_sheets
from tests.domain.reach import Reach

SENT, HELD = Touched("thanks", "work", 5, 8, {"points": "9"}), Touched("thanks", "work", 5, 8, held_out=True)


@pytest.mark.parametrize(
    ("receipt", "adds"),
    [
        (Receipt("r", 1, 0, "touch", touched=SENT), {"touches/thanks/sent": 1, "channels/work/sent": 1}),
        (Receipt("r", 1, 0, "touch", touched=HELD), {"touches/thanks/held_out": 1}),
        (
            Receipt("r", 1, 0, "event", dropped=("gold", "again")),
            {"touches/gold/dropped": 1, "touches/again/dropped": 1},
        ),
        (
            Receipt("r", 1, 0, "event", followed=(Followed("gold", 900, "CNY", first=True),)),
            {"touches/gold/sent_orders": 1, "touches/gold/sent_came": 1, "touches/gold/sent_amount/CNY": 900},
        ),
        (
            Receipt("r", 1, 0, "event", followed=(Followed("gold", 5, "CNY", held_out=True),)),
            {"touches/gold/held_out_orders": 1, "touches/gold/held_out_amount/CNY": 5},
        ),
    ],
)
def test_a_receipt_adds_what_it_tells_of_touches(receipt: Receipt, adds: dict[str, int]) -> None:
    assert {counter: n for (_, counter), n in counted_of_programme(receipt).items()} == adds


def test_the_report_sets_who_was_told_beside_who_was_held_out() -> None:
    programme = Reach().programme
    made = programme_report(
        programme,
        {
            "2026-06-30": {"touches/old/sent": 1, "touches/thanks/sent": 6, "touches/thanks/sent_came": 3},
            "2026-07-01": {
                "touches/thanks/sent": 2,
                "touches/thanks/sent_orders": 5,
                "touches/thanks/sent_amount/CNY": 9900,
                "touches/thanks/held_out": 4,
                "touches/thanks/held_out_came": 1,
                "touches/thanks/held_out_orders": 1,
                "touches/thanks/held_out_amount/CNY": 500,
                "touches/gold/dropped": 3,
                "channels/work/sent": 2,
            },
        },
    )
    nobody = TouchGroup(0, 0, 0, {})
    assert made.touches == [
        TouchLine("gold", nobody, nobody, 3),
        TouchLine("thanks", TouchGroup(8, 3, 5, {"CNY": 9900}), TouchGroup(4, 1, 1, {"CNY": 500}), 0),
        TouchLine("old", TouchGroup(1, 0, 0, {}), nobody, 0),
    ]
    effect, months = touch_sheets(made)
    assert [row.cells for row in effect.rows][1] == ("thanks", "8", "3", "37.5%", "4", "1", "25.0%", "5", "99.00 CNY")
    assert [row.cells for row in months.rows] == [
        ("2026-06", "thanks", "6", "0", "0"),
        ("2026-06", "old", "1", "0", "0"),
        ("2026-07", "gold", "0", "0", "3"),
        ("2026-07", "thanks", "2", "4", "0"),
    ]


def test_the_notice_of_a_touch_tells_the_messenger_what_to_send_and_nothing_of_the_person() -> None:
    coupon = Coupon("SECRET", "club", "cup", 99)
    notice = of_touch("m-ana", Receipt("rid", 1, 0, "touch", touched=SENT, coupons=(coupon,)))
    assert notice is not None
    assert (notice.type, notice.id, notice.source) == ("tessera.touch.sent", "rid", "tessera/members/m-ana/touches")
    assert notice.data == TouchSent("rid", "thanks", "work", 8, {"points": "9"}, (Issued("club", "cup", 99),))


def test_who_is_held_out_is_told_nothing() -> None:
    assert of_touch("m-ana", Receipt("rid", 1, 0, "touch", touched=HELD)) is None
    assert of_touch("m-ana", Receipt("rid", 1, 0, "event")) is None
