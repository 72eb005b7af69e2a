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
LEAVING = Settling(2, NOW, NOW + 5 * LEAD)


@pytest.mark.parametrize(
    ("before", "swept", "now", "after"),
    [
        pytest.param(CLOSED, 0, NOW + 9 * LEAD, CLOSED, id="nobody was swept"),
        pytest.param(CLOSED, NOW + LEAD - 1, NOW + 2 * LEAD, CLOSED, id="the sweep began before every copy knew"),
        pytest.param(
            CLOSED, NOW + LEAD, NOW + 4 * LEAD, LEAVING, id="everybody was settled: it leaves, and copies know before"
        ),
        pytest.param(LEAVING, NOW + 9 * LEAD, NOW + 6 * LEAD - 1, LEAVING, id="it stays for clocks that run behind"),
        pytest.param(LEAVING, 0, NOW + 6 * LEAD, None, id="then it is gone"),
    ],
)
def test_a_closed_campaign_leaves_once_everybody_was_settled(
    before: Settling, swept: int, now: int, after: Settling | None
) -> None:
    live = Live(7, settling={"spa": before})

    then = let_go(live, swept, now)

    assert then.settling == ({"spa": after} if after else {})
    assert then.revision == (7 if after == before else 8)
    assert then.numbers == ({("spa", 2)} if after else set())


@pytest.mark.parametrize(
    ("one", "now", "leaves"),
    [
        pytest.param(CLOSED, NOW + 99 * LEAD, False, id="as long as it takes"),
        pytest.param(LEAVING, LEAVING.leaves - 1, False, id="to the last moment"),
        pytest.param(LEAVING, LEAVING.leaves, True, id="and no longer, by every clock"),
    ],
)
def test_what_a_closed_campaign_left_stays_with_members_until_it_leaves(one: Settling, now: int, leaves: bool) -> None:
    live = Live(7, settling={"spa": one})
    assert settling(live) == {"spa": 2}, "at hand for whom it owes something to"
    assert leaving_at(live, now) == ({"spa"} if leaves else set())


@pytest.mark.parametrize("owing", [{"spa"}, {"other"}, set()], ids=["it owes", "another owes", "nothing is owed"])
def test_a_closed_campaign_stays_listed_while_it_owes_and_holds_up_no_other(owing: set[str]) -> None:
    live = Live(7, settling={"spa": CLOSED, "gala": CLOSED})
    leaving = let_go(live, NOW + LEAD, NOW + 4 * LEAD, owing)
    assert leaving.settling == {"spa": LEAVING, "gala": LEAVING}, "who is owed nothing is free of it"
    gone = let_go(leaving, NOW + LEAD, NOW + 6 * LEAD, owing)
    assert gone.settling == ({"spa": LEAVING} if "spa" in owing else {})
    assert let_go(gone, NOW + 9 * LEAD, NOW + 9 * LEAD, set()).settling == {}
