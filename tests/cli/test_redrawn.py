"""What a receipt says is drawn again by the odds page and the seed alone, whatever the guarantees say."""

from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.domain.mechanics.blind_box.play import Draw
from chalicelib.domain.record.receipt import Draws, Receipt
from chalicelib.domain.views.odds import odds_view
from cli.receipts import redrawn
from tests.domain.game import Game

DAY = "06-02 10:00"
BOX = """
blind_boxes:
  box: {{odds: {{five: 1%, four: 9%, three: rest}}, guarantees: [{guarantees}]}}
prizes:
  five:  {{gift: five}}
  four:  {{gift: four}}
  three: {{gift: three}}
"""


def test_what_stands_in_for_what_stands_in_is_believed_and_nothing_else() -> None:
    """A bike once, then a tee once, then no prize: none of the last two is a row of the odds."""
    game = Game(
        "blind_boxes: {box: {odds: {bike: 50%, pin: rest}}}\n"
        "prizes:\n"
        "  bike: {gift: bike, limit: 1 a campaign, when_out: tee}\n"
        "  tee:  {gift: tee, limit: 1 a campaign, when_out: none}\n"
        "  none: {nothing: true, title: No prize}\n"
        "  pin:  {badge: pin}\n"
    )
    made: list[Any] = [game.play(Draw("play", "box"), DAY) for _ in range(12)]
    seed = game.published.seed("blind_boxes/box")
    page = odds_view(game.published, "blind_boxes/box", {}, game.at(DAY), seed.hex())
    draws = [draws for receipt in made for draws in receipt.draws]
    again = [one for each in draws for one in redrawn(page, seed, "ann", each)]
    assert {one.got for one in again} == {"bike", "tee", "none", "pin"}
    assert [one for one in again if one.wrong] == []
    other = [replace(each, got=("tee" if each.rows == ("pin",) else "pin",)) for each in draws]
    assert all(one.wrong for each in other for one in redrawn(page, seed, "ann", each))


STAND_INS = {
    "the row itself": ("pin", "pin", 1, ""),
    "nothing can put it out": ("pin", "tee", 1, "tee does not replace pin, for pin can't"),
    "before its first draw": ("bike", "tee", 9, ""),
    "too early": ("bike", "bike", 9, "bike comes from draw 10 on"),
    "from its first draw on": ("bike", "bike", 10, ""),
    "nothing puts it out any more": ("bike", "tee", 10, "tee does not replace bike, for bike can't"),
    "what replaces it, at its limit": ("bike", "cap", 9, ""),
    "beyond what can be out": ("bike", "pin", 9, "pin does not replace bike, for cap can't"),
    "a stock may be gone": ("bell", "tee", 1, ""),
    "codes may be gone": ("film", "tee", 1, ""),
    "none of those that replace it": ("bell", "film", 1, "film does not replace bell, for cap can't"),
}


@pytest.mark.parametrize(("row", "got", "draw", "wrong"), STAND_INS.values(), ids=STAND_INS)
def test_a_prize_is_replaced_only_where_it_can_be_out(row: str, got: str, draw: int, wrong: str) -> None:
    game = Game(
        "blind_boxes: {box: {odds: {bike: 25%, bell: 25%, film: 25%, pin: rest}}}\n"
        "prizes:\n"
        "  bike: {gift: bike, from: 10th draw, when_out: tee}\n"
        "  bell: {gift: bell, stock: 3, when_out: tee}\n"
        "  film: {pool: cinema, when_out: tee}\n"
        "  tee:  {gift: tee, limit: 1 a campaign, when_out: cap}\n"
        "  cap:  {gift: cap}\n"
        "  pin:  {badge: pin}\n"
    )
    seed = game.published.seed("blind_boxes/box")
    page = odds_view(game.published, "blind_boxes/box", {}, game.at(DAY), seed.hex())
    given = Draws("play", "blind_boxes/box", draw, (row,), (got,))
    made = (one for member in range(1000) for one in redrawn(page, seed, str(member), given))
    one = next(one for one in made if one.again == row)
    assert one.wrong.startswith(wrong)
    assert bool(one.wrong) is bool(wrong)


@pytest.mark.parametrize(
    "guarantees",
    [
        "{of: [five], within: 20}, {of: [five, four], within: 4}",
        "{of: [five], ramp: {from: 5, step: 6%}}, {of: [five, four], within: 4, unchanged: [five]}",
        "{of: [four], within: 6, ramp: {from: 3, step: 10%}, unchanged: [five]}, {of: [five], within: 9}",
    ],
)
def test_every_draw_lands_again_where_its_receipt_says(guarantees: str) -> None:
    game = Game(BOX.format(guarantees=guarantees))
    made: list[Any] = [game.play(Draw("play", "box"), DAY) for _ in range(80)]
    seed = game.published.seed("blind_boxes/box")
    page = odds_view(game.published, "blind_boxes/box", {}, game.at(DAY), seed.hex())
    again = [one for receipt in made for draws in receipt.draws for one in redrawn(page, seed, "ann", draws)]
    assert all(isinstance(one, Receipt) for one in made)
    assert len(again) == 80
    assert {one.row for one in again} == {"five", "four", "three"}
    assert [one for one in again if one.wrong] == []
