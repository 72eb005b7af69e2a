"""What the brand knows of a member, and joining."""

from typing import Literal

import pytest
from msgspec.structs import replace

from chalicelib.domain.file.programme import MembersTerms
from chalicelib.domain.play.events import AHEAD
from chalicelib.domain.record.actions import Ask, Join, TellBorn, Update
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
        (Update(tier=""), Profile("", ("new",), "1990-05-17", False)),
        (Update(born=""), Profile("green", ("new",), "", False)),
        (Update(tags=(), guardian=False), Profile("green", (), "1990-05-17", False)),
        (Update(born="2026-06-02"), Profile("green", ("new",), "2026-06-02", False)),
        (Update(born="2026-06-04"), "bad_event_field"),
        (Update(born="2062-06-02"), "bad_event_field"),
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


def test_a_word_that_was_said_before_writes_nothing() -> None:
    game = Game("")
    game.play(Update(tier="green", time=game.at("06-02 09:00")), "06-02 10:00")
    assert game.play(Update(tier="green", time=game.at("06-02 09:00")), "06-02 11:00") is None


@pytest.mark.parametrize(
    ("now", "born", "refused"),
    [
        ("06-02 23:59:59.999", "2026-06-02", False),
        ("06-02 23:59:59.999", "2026-06-03", True),
        ("06-03 00:00", "2026-06-03", False),
    ],
)
def test_nobody_is_born_tomorrow_by_the_programmes_clock(now: str, born: str, refused: bool) -> None:
    assert (gets(Game("").play(Update(born=born), now)) == "bad_event_field") is refused


def test_a_word_from_the_future_is_refused() -> None:
    game = Game("")
    for ahead, answer in ((AHEAD, {}), (AHEAD + 1, "event_in_future")):
        now = game.at("06-02 10:00")
        assert gets(game.play(Update(tier="gold", time=now + ahead), now)) == answer


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


@pytest.mark.parametrize(
    ("may_tell", "known", "told", "expected"),
    [
        (("born",), "", "1990-05-17", {}),
        ((), "", "1990-05-17", "not_offered"),
        (("born",), "1990-05-17", "1990-05-18", "born_known"),
        (("born",), "", "2026-06-03", "bad_event_field"),
        (("born",), "", "1990-02-30", "bad_event_field"),
    ],
)
def test_a_member_tells_the_date_of_birth_where_it_may_and_none_is_known(
    may_tell: tuple[Literal["born"], ...], known: str, told: str, expected: object
) -> None:
    game = Game("", profiles={"ann": Profile(born=known)})
    programme = replace(game.definitions.programme, members=MembersTerms(may_tell=may_tell))

    outcome = game.decide(
        [Ask("t", TellBorn(told))], "06-02 10:00", definitions=replace(game.definitions, programme=programme)
    )

    assert gets(outcome.results[0]) == expected
    assert outcome.member.profile.born == (told if expected == {} else known)
