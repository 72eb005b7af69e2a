"""What a receipt says is drawn again by the odds page and the seed alone, whatever the guarantees say."""

from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.domain.mechanics.blind_box.play import Draw
from chalicelib.domain.record.receipt import Receipt
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
