"""Two versions of odds and guarantees: chances may only wander to what is worth more."""

import pytest

from tests.domain.two_versions import BASE, classed, edited

BOX = "blind_boxes.box"


def odds(bike: str, tee: str, cup: str, more: str = "") -> tuple[str, str]:
    return "bike: 1%, tee: 19%, cup: 20%", f"bike: {bike}, tee: {tee}, cup: {cup}{more}"


@pytest.mark.parametrize(
    ("edit", "kinds"),
    [
        pytest.param(odds("0.9%", "19%", "20%"), {"bike": "adverse", "sticker": "favourable"}, id="less of the best"),
        pytest.param(odds("1.1%", "19%", "20%"), {"bike": "favourable", "sticker": "neutral"}, id="more from a badge"),
        pytest.param(odds("1%", "19%", "20%", ", none: 10%"), {"sticker": "adverse", "none": "neutral"},
                     id="of a badge for no prize"),
        pytest.param(odds("2%", "18%", "20%"), {"bike": "favourable", "tee": "neutral"}, id="only toward dearer"),
        pytest.param(odds("2%", "17%", "20%"), {"bike": "favourable", "tee": "adverse", "sticker": "favourable"},
                     id="toward dearer and cheaper"),
        pytest.param(odds("1%", "20%", "18%"), {"tee": "favourable", "cup": "adverse", "sticker": "favourable"},
                     id="one dearer pays for none that gets less"),
        pytest.param(odds("1%", "19%", "10%", ", mug: 10%"), {"cup": "adverse", "mug": "favourable"},
                     id="for one that is worth the same"),
        pytest.param(odds("1%", "19%", "10%", ", pack: 10%"), {"cup": "adverse", "pack": "favourable"},
                     id="for one whose worth nobody knows"),
        pytest.param(odds("1%", "19%", "20%", ", pack: 10%"), {"sticker": "neutral", "pack": "favourable"},
                     id="of a badge for one whose worth nobody knows"),
        pytest.param(odds("1%", "19.000001%", "19.999999%"), {"tee": "favourable", "cup": "neutral"},
                     id="a millionth of a percent"),
    ],
)  # fmt: skip
def test_chances_may_only_wander_to_what_is_worth_more(edit: tuple[str, str], kinds: dict[str, str]) -> None:
    plain = BASE.replace("guarantees: [{of: [bike, tee], within: 20, ramp: {from: 10, step: 1%}}]", "limit: 9 a month")
    plain = plain.replace("limit: 9 a month\n    limit: 2 a day", "limit: 2 a day")
    assert classed(plain, plain.replace(*edit)) == {f"{BOX}.odds.{row}": kind for row, kind in kinds.items()}


def test_a_guarantee_of_the_worst_prize_lowers_the_best_in_the_long_run() -> None:
    found = classed(BASE, edited(("step: 1%}}]", "step: 1%}}, {of: [cup, sticker], within: 2}]")))
    assert found[f"{BOX}.guarantees.1"] == "favourable"
    assert found[f"{BOX}.odds.bike"] == "adverse"


def test_a_guarantee_is_held_against_the_one_in_its_place() -> None:
    found = classed(BASE, edited(("[{of: [bike, tee]", "[{of: [bike], within: 200}, {of: [bike, tee]")))
    assert found[f"{BOX}.guarantees.0.of"] == "adverse"


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        pytest.param("", ", unchanged: [bike]", "neutral", id="less of the first class in a due draw"),
        pytest.param(", unchanged: [bike]", "", "neutral", id="the other way"),
        pytest.param("", ", unchanged: [cup]", "adverse", id="what is no hit may come instead of one"),
        pytest.param(", unchanged: [cup]", "", "neutral", id="what is no hit comes instead no more"),
    ],
)
def test_rows_that_a_guarantee_leaves_unchanged(before: str, after: str, kind: str) -> None:
    def with_(unchanged: str) -> str:
        return edited(("[bike, tee], within: 20", f"[bike, tee], within: 20{unchanged}"))

    assert classed(with_(before), with_(after))[f"{BOX}.guarantees.0.unchanged"] == kind


def test_a_first_class_that_becomes_rarer_in_due_draws_is_adverse() -> None:
    found = classed(BASE, edited(("[bike, tee], within: 20", "[bike, tee], within: 20, unchanged: [bike]")))
    assert found[f"{BOX}.odds.bike"] == "adverse"


def test_odds_that_can_not_be_played_are_adverse() -> None:
    assert classed(BASE, edited(("bike: 1%, tee: 19%", "bike: 1%, tee: 99%")))[f"{BOX}.odds"] == "adverse"
