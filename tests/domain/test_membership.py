"""What the brand knows of a member, and joining."""

import pytest

from chalicelib.domain.record.actions import Join, Update
from chalicelib.domain.record.member import Profile
from tests.domain.game import Game, gets

BLOCKS = "opt_in: true\nwho: {tier: at least silver}"


@pytest.mark.parametrize(
    ("update", "expected"),
    [
        (Update(tier="gold"), Profile("gold", ("new",), "1990-05-17", False)),
        (Update(tags=("vip",)), Profile("green", ("vip",), "1990-05-17", False)),
        (Update(tags=()), Profile("green", (), "1990-05-17", False)),
        (Update(born="2000-02-29"), Profile("green", ("new",), "2000-02-29", False)),
        (Update(guardian=True), Profile("green", ("new",), "1990-05-17", True)),
        (Update(tier="diamond"), "bad_event_field"),
        (Update(born="2001-02-29"), "bad_event_field"),
        (Update(born="17.5.1990"), "bad_event_field"),
        (Update(born="0001-01-01"), "bad_event_field"),
        (Update(tags=("x",) * 51), "bad_event_field"),
    ],
)
def test_an_update_replaces_what_it_names(update: Update, expected: Profile | str) -> None:
    before = Profile("green", ("new",), "1990-05-17", False)
    game = Game("", profiles={"ann": before})
    result = game.play(update, "06-02 10:00")
    if isinstance(expected, str):
        assert gets(result) == expected
        assert game.member("ann").document.profile == before
    else:
        assert game.member("ann").document.profile == expected


def test_an_update_that_changes_nothing_writes_nothing() -> None:
    assert Game("").play(Update(tier="green"), "06-02 10:00") is None


@pytest.mark.parametrize(
    ("blocks", "tier", "at", "expected"),
    [
        (BLOCKS, "silver", "06-01 00:00", {}),
        (BLOCKS, "green", "06-01 00:00", "not_eligible"),
        (BLOCKS, "silver", "2026-05-31 23:59:59.999", "window_closed"),
        (BLOCKS, "silver", "07-01 00:00", "window_closed"),
        ("", "silver", "06-01 00:00", "not_offered"),
    ],
)
def test_joining(blocks: str, tier: str, at: str, expected: object) -> None:
    game = Game(blocks, profiles={"ann": Profile(tier=tier)})
    assert gets(game.play(Join("play"), at)) == expected
