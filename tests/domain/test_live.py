"""The live list: what is in force when, and what stays listed."""

import pytest

from chalicelib.domain.publishing.definitions import PROGRAMME
from chalicelib.domain.publishing.live import (
    KEPT,
    LEAD,
    PROGRAMME_KEPT,
    Link,
    Listed,
    Live,
    Pause,
    Settling,
    in_force,
    leaving_at,
    let_go,
    played_from,
    plays_on,
    replaced,
    settling,
    with_pause,
    with_version,
    without,
)

NOW = 1_000_000_000
LISTED = Live(4, {"spa": (Listed(1, 100), Listed(2, 200)), "gala": (Listed(1, 300),)}, {"spa": Link(2, "ab")})


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        pytest.param(99, {}, id="nothing before the first takes effect"),
        pytest.param(100, {"spa": 1}, id="from its very moment"),
        pytest.param(199, {"spa": 1}, id="the current one until the next"),
        pytest.param(200, {"spa": 2}, id="the next from its moment"),
        pytest.param(300, {"spa": 2, "gala": 1}, id="each campaign by its own moments"),
    ],
)
def test_the_newest_version_that_has_taken_effect_is_in_force(now: int, expected: dict[str, int]) -> None:
    assert in_force(LISTED, now) == expected


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        pytest.param(99, [1, 2, 3], id="all are to come"),
        pytest.param(100, [1, 2, 3], id="the first is in force"),
        pytest.param(199, [1, 2, 3], id="the first until the next"),
        pytest.param(200, [2, 3], id="the first is replaced"),
        pytest.param(900, [3], id="none is to come"),
    ],
)
def test_members_play_by_the_version_in_force_and_those_to_come(at: int, expected: list[int]) -> None:
    listed = (Listed(1, 100), Listed(2, 200), Listed(3, 300))

    assert [one.number for one in played_from(listed, at)] == expected


@pytest.mark.parametrize(
    ("before", "takes_effect", "expected"),
    [
        pytest.param((), NOW + 5, [(3, NOW + 5)], id="the first of a campaign"),
        pytest.param(((1, 0),), NOW + 5, [(1, 0), (3, NOW + 5)], id="the current one stays beside the coming one"),
        pytest.param(((1, 0), (2, 9)), NOW + 5, [(2, 9), (3, NOW + 5)], id="what was replaced long ago leaves"),
        pytest.param(
            ((1, 0), (2, NOW - KEPT + 1)),
            NOW + 5,
            [(1, 0), (2, NOW - KEPT + 1), (3, NOW + 5)],
            id="what was replaced lately stays, to settle by it",
        ),
        pytest.param(
            ((1, 0), (2, NOW + 4)),
            NOW + 5,
            [(1, 0), (2, NOW + 4), (3, NOW + 5)],
            id="another coming one that takes effect before stays",
        ),
        pytest.param(((1, 0), (2, NOW + 5)), NOW + 5, [(1, 0), (3, NOW + 5)], id="a coming one is overtaken"),
        pytest.param(((1, NOW),), NOW - 1, [(3, NOW - 1)], id="the only one is overtaken"),
    ],
)
def test_lists_a_new_version_beside_those_that_are_still_needed(
    before: tuple[tuple[int, int], ...], takes_effect: int, expected: list[tuple[int, int]]
) -> None:
    live = Live(7, {"spa": tuple(Listed(*one) for one in before)} if before else {})

    listed = with_version(live, "spa", 3, takes_effect, NOW)

    assert [(one.number, one.takes_effect) for one in listed.versions["spa"]] == expected
    assert listed.newest == {"spa": 3}
    assert listed.revision == 8


@pytest.mark.parametrize(("since", "expected"), [(NOW - PROGRAMME_KEPT, [2, 3]), (NOW - PROGRAMME_KEPT + 1, [1, 2, 3])])
def test_the_programme_that_two_months_began_with_is_still_listed(since: int, expected: list[int]) -> None:
    live = Live(7, {PROGRAMME: (Listed(1, NOW - 2 * PROGRAMME_KEPT), Listed(2, since))})

    assert [one.number for one in with_version(live, PROGRAMME, 3, NOW + 5, NOW).versions[PROGRAMME]] == expected


# Each row: how long each version is needed, for how long the third has been in force, and which stay listed.
NEEDED = {
    "by nothing": ((0, 0, 0, 0), KEPT, [3, 4]),
    "by nothing, lately": ((0, 0, 0, 0), KEPT - 1, [2, 3, 4]),
    "the old one": ((0, 2 * KEPT, 0, 0), 2 * KEPT - 1, [2, 3, 4]),
    "the old one, no more": ((0, 2 * KEPT, 0, 0), 2 * KEPT, [3, 4]),
    "the one in force: it must not open again": ((0, 0, 2 * KEPT, 0), 2 * KEPT - 1, [2, 3, 4]),
    "the new one": ((0, 0, 0, 2 * KEPT), 2 * KEPT - 1, [2, 3, 4]),
    "shorter than what is kept anyway": ((0, 0, 0, KEPT - 1), KEPT - 1, [2, 3, 4]),
}


@pytest.mark.parametrize(("needed", "since", "expected"), NEEDED.values(), ids=NEEDED)
def test_a_version_is_listed_for_as_long_as_something_that_closed_under_it_is_open(
    needed: tuple[int, int, int, int], since: int, expected: list[int]
) -> None:
    listed = (Listed(1, 0, needed[0]), Listed(2, 5, needed[1]), Listed(3, NOW - since, needed[2]))
    after = with_version(Live(7, {"spa": listed}), "spa", 4, NOW + 5, NOW, needed[3])
    assert [one.number for one in after.versions["spa"]] == expected
    assert after.versions["spa"][-1] == Listed(4, NOW + 5, needed[3])


def test_what_a_version_replaced_is_listed_before_it() -> None:
    live = Live(7, {"spa": (Listed(1, 100), Listed(2, 200), Listed(5, 300))})

    assert [replaced(live, "spa", number) for number in (1, 5)] == [(), (Listed(1, 100), Listed(2, 200))]
    assert replaced(live, "gala", 1) == ()


def test_a_closed_campaign_leaves_behind_its_final_version_and_that_it_was_closed_last() -> None:
    gone = Settling(2, 900)

    assert without(LISTED, "spa", gone) == Live(5, {"gala": (Listed(1, 300),)}, {}, {}, {"spa": gone}, "spa")


def test_the_last_pause_of_a_campaign_is_remembered() -> None:
    once = with_pause(LISTED, "spa", True, 500)
    resumed = with_pause(once, "spa", False, 600)
    again = with_pause(resumed, "spa", True, 700)

    assert [one.paused for one in (LISTED, once, resumed, again)] == [{}, {"spa": 500}, {}, {"spa": 700}]
    assert resumed.pauses == {"spa": Pause(500, 600)}
    assert again.revision == LISTED.revision + 3


@pytest.mark.parametrize(
    ("pause", "now", "expected"),
    [
        pytest.param(None, 0, True, id="never paused"),
        pytest.param(Pause(500), 10 * LEAD, False, id="paused"),
        pytest.param(Pause(500, NOW), NOW + LEAD - 1, False, id="a copy of the list may still say that it is paused"),
        pytest.param(Pause(500, NOW), NOW + LEAD, True, id="every copy knows of the resume"),
    ],
)
def test_a_campaign_plays_on_when_every_copy_knows_of_its_resume(pause: Pause | None, now: int, expected: bool) -> None:
    assert plays_on(Live(1, pauses={"spa": pause} if pause else {}), "spa", now) == expected


CLOSED = Settling(2, NOW)


@pytest.mark.parametrize(
    ("swept", "owing", "stays"),
    [
        pytest.param(0, set(), True, id="nobody was swept"),
        pytest.param(NOW + LEAD - 1, set(), True, id="the sweep began before every copy knew"),
        pytest.param(NOW + LEAD, set(), False, id="everybody was settled"),
        pytest.param(NOW + LEAD, {"spa"}, True, id="it owes"),
        pytest.param(NOW + LEAD, {"gala"}, False, id="another owes"),
    ],
)
def test_a_closed_campaign_stays_at_hand_until_everybody_was_settled_and_it_owes_nothing(
    swept: int, owing: set[str], stays: bool
) -> None:
    live = Live(7, settling={"spa": CLOSED})

    then = let_go(live, swept, owing)

    assert then.settling == ({"spa": CLOSED} if stays else {})
    assert then.revision == (7 if stays else 8)
    assert then.numbers == settling(then).items() == ({("spa", 2)} if stays else set())


@pytest.mark.parametrize(
    ("now", "leaves"),
    [
        pytest.param(NOW, False, id="just closed"),
        pytest.param(NOW + LEAD - 1, False, id="a copy of the list may still have it in force"),
        pytest.param(NOW + LEAD, True, id="every copy knows of the closing"),
    ],
)
def test_what_a_closed_campaign_left_moves_out_by_every_clock_at_once(now: int, leaves: bool) -> None:
    live = Live(7, settling={"spa": CLOSED})
    assert settling(live) == {"spa": 2}, "at hand for whom it owes something to"
    assert leaving_at(live, now) == ({"spa"} if leaves else set())
