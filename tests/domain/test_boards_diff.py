"""Whom a change of a board favours, and what a longer campaign does to one that ends with it."""

import pytest

from chalicelib.domain.file import reading
from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.mechanics.definition import CampaignFile
from chalicelib.domain.mechanics.whole_diff import diff
from tests.domain.game import HEAD, tree

BOARD = (
    "{when: run.finished, score: count, limit: 3 a day, review: 2 days, gives: {1: {points: 9}, 2 to 5: {points: 3}}}"
)


def campaign(board: str = BOARD, head: str = HEAD) -> Campaign:
    read, findings = reading.read(tree(f"{head}\nboards: {{most: {board}}}\n"), CampaignFile)
    assert read is not None, findings
    return read


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param("2 to 5", "2 to 4", {"adverse"}, id="fewer places"),
        pytest.param("2 to 5", "2 to 6", {"favourable"}, id="more places"),
        pytest.param("2 to 5", "2 to 3: {points: 3}, 5", {"adverse"}, id="a place between others gives nothing"),
        pytest.param(
            "2 to 5", "2 to 3: {points: 3}, 4: {points: 4}, 5", {"favourable"}, id="one between others gives more"
        ),
        pytest.param("points: 3", "points: 2", {"adverse"}, id="a place gives less"),
        pytest.param("points: 9", "points: 10", {"favourable"}, id="a place gives more"),
        pytest.param("{points: 3}", "{points: 3, tags: runs/far}", {"favourable"}, id="a place gives a tag more"),
        pytest.param("2 to 5: {points: 3}", "2: {points: 3}, 3 to 5: {points: 3}", {"favourable"}, id="other words"),
        pytest.param("count", "best of km", {"adverse"}, id="ranked by something else"),
        pytest.param("run.finished", "cart.added", {"adverse"}, id="something else is to be done"),
        pytest.param("2 days", "1 day", {"favourable"}, id="paid sooner"),
        pytest.param("2 days", "3 days", {"adverse"}, id="paid later"),
        pytest.param("3 a day", "2 a day", {"adverse"}, id="less counts"),
        pytest.param("limit", "closes: 2026-06-20 00:00, limit", {"adverse"}, id="an end of its own"),
        pytest.param("limit", "repeats: weekly, limit", {"adverse"}, id="a ranking of each week"),
    ],
)
def test_a_change(old: str, new: str, expected: set[str]) -> None:
    assert {one.kind for one in diff(campaign(), campaign(BOARD.replace(old, new)))} == expected


def test_a_later_end_of_a_board_is_adverse() -> None:
    sooner, later = (BOARD.replace("limit", f"closes: 2026-06-{day} 00:00, limit") for day in (20, 25))
    assert {one.kind for one in diff(campaign(sooner), campaign(later))} == {"adverse"}


@pytest.mark.parametrize(
    ("board", "expected"),
    [
        pytest.param(BOARD, {"favourable", "adverse"}, id="with a board that ends with it"),
        pytest.param(
            BOARD.replace("limit", "closes: 2026-06-20 00:00, limit"), {"favourable"}, id="with one that ends"
        ),
    ],
)
def test_a_longer_campaign(board: str, expected: set[str]) -> None:
    longer = HEAD.replace("end of 2026-06-30", "end of 2026-07-10")
    assert {one.kind for one in diff(campaign(board), campaign(board, longer))} == expected


# Each row: the grace and the review before and after, and who gains; places are paid after both.
PAID_LATER = {
    "longer": ("1 day", "10 days", "2 days", "2 days", ["favourable", "adverse"]),
    "longer, in hours": ("1 day", "25 hours", "2 days", "2 days", ["favourable", "adverse"]),
    "shorter": ("10 days", "1 day", "2 days", "2 days", ["adverse"]),
    "longer, and a review as much shorter": ("1 day", "2 days", "2 days", "1 day", ["favourable", "favourable"]),
    "longer, and a review less so": ("1 day", "3 days", "2 days", "1 day", ["favourable", "adverse", "favourable"]),
}


@pytest.mark.parametrize(("old", "new", "review", "after", "expected"), PAID_LATER.values(), ids=PAID_LATER)
def test_a_longer_grace_pays_places_later(old: str, new: str, review: str, after: str, expected: list[str]) -> None:
    def file(grace: str, review: str) -> Campaign:
        return campaign(BOARD.replace("2 days", review), f"{HEAD}grace: {grace}\n")

    assert [one.kind for one in diff(file(old, review), file(new, after))] == expected


def test_a_longer_grace_hurts_nobody_where_nobody_is_ranked() -> None:
    files = [reading.read(tree(f"{HEAD}grace: {n} days\n"), CampaignFile)[0] for n in (1, 10)]
    assert files[0] is not None
    assert files[1] is not None
    assert [one.kind for one in diff(files[0], files[1])] == ["favourable"]


def test_a_longer_grace_is_told_as_a_longer_review_is() -> None:
    later = diff(campaign(), campaign(BOARD, f"{HEAD}grace: 10 days\n"))
    assert later[-1].reason == "boards/most: places are paid 10 days after the end, not 24 hours"
