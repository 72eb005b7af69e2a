"""The live list: what is in force when, and what stays listed."""

import pytest

from chalicelib.domain.publishing.live import LEAD, Link, Listed, Live, in_force, played_from, with_version, without

NOW = 1_000_000
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
            ((1, 0), (2, NOW - LEAD + 1)),
            NOW + 5,
            [(1, 0), (2, NOW - LEAD + 1), (3, NOW + 5)],
            id="what was replaced just now stays for clocks that run behind",
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


def test_a_closed_campaign_leaves_behind_that_it_was_closed_last() -> None:
    assert without(LISTED, "spa") == Live(5, {"gala": (Listed(1, 300),)}, {}, closed="spa")
