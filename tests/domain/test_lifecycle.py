"""Which command may follow on which: every state by every command; what the audit trail and the clock make of it."""

from typing import cast, get_args

import pytest

from chalicelib.domain.publishing.lifecycle import (
    CAMPAIGNS,
    REFUSALS,
    VERSIONS,
    Phase,
    State,
    Term,
    course,
    phase_after,
    standings,
    terms,
    version_after,
)
from chalicelib.domain.publishing.live import Live, in_force, taken_back, with_version
from chalicelib.domain.publishing.trail import Command, Entry
from chalicelib.domain.time.windows import Window
from chalicelib.domain.words.errors import Conflict

NOW = 1_000_000
LATER = NOW + 60_000

OF_VERSIONS = """
            submit     approve           publish           schedule          unschedule       rollback
draft       submitted  unknown_version   unknown_version   unknown_version   unknown_version  unknown_version
submitted   submitted  approved          not_approved      not_approved      not_scheduled    never_published
approved    approved   approved          scheduled         scheduled         approved         never_published
scheduled   scheduled  scheduled         scheduled         scheduled         approved         scheduled
live        live       live              live              live              not_scheduled    scheduled
replaced    submitted  version_outdated  version_outdated  version_outdated  not_scheduled    scheduled
outdated    submitted  version_outdated  version_outdated  version_outdated  not_scheduled    never_published
"""
OF_CAMPAIGNS = """
        submit           approve          publish          schedule         unschedule       rollback         pause            resume
new     new              new              live             live             new              not_published    not_published    not_published
live    live             live             live             live             live             live             paused           live
paused  paused           paused           paused           paused           paused           paused           paused           live
closed  campaign_closed  campaign_closed  campaign_closed  campaign_closed  campaign_closed  campaign_closed  campaign_closed  campaign_closed
"""  # noqa: E501 - a table


def cells(table: str) -> list[tuple[str, str, str]]:
    """A table's cells as (row, column, what stands there)."""
    head, *rows = [line.split() for line in table.strip().splitlines()]
    return [(row[0], column, cell) for row in rows for column, cell in zip(head, row[1:], strict=True)]


@pytest.mark.parametrize(("state", "command", "expected"), cells(OF_VERSIONS))
def test_a_version_goes_its_way(state: str, command: str, expected: str) -> None:
    if expected in REFUSALS:
        with pytest.raises(Conflict) as refused:
            version_after(cast(State, state), cast(Command, command))
        assert (refused.value.code, refused.value.message) == (expected, REFUSALS[expected])
    else:
        assert version_after(cast(State, state), cast(Command, command)) == expected


@pytest.mark.parametrize(("phase", "command", "expected"), cells(OF_CAMPAIGNS))
def test_a_campaign_goes_its_way(phase: str, command: str, expected: str) -> None:
    if expected in REFUSALS:
        with pytest.raises(Conflict) as refused:
            phase_after(cast(Phase, phase), cast(Command, command))
        assert refused.value.code == expected
    else:
        assert phase_after(cast(Phase, phase), cast(Command, command)) == expected


def test_the_tables_hold_every_state_and_phase() -> None:
    assert {row for row, _, _ in cells(OF_VERSIONS)} == VERSIONS.keys() == set(get_args(State))
    assert {row for row, _, _ in cells(OF_CAMPAIGNS)} == CAMPAIGNS.keys() == set(get_args(Phase))


OPENS, CLOSES = NOW, LATER


@pytest.mark.parametrize(
    ("phase", "in_force", "now", "expected"),
    [
        pytest.param("new", False, OPENS, "new", id="nothing of it is published"),
        pytest.param("live", True, OPENS - 1, "not_yet_open", id="a millisecond before it opens"),
        pytest.param("live", True, OPENS, "open", id="the moment it opens"),
        pytest.param("live", False, OPENS, "not_yet_open", id="its window began, its first version is yet to come"),
        pytest.param("live", True, CLOSES - 1, "open", id="the last millisecond"),
        pytest.param("live", True, CLOSES, "over", id="the moment it closes"),
        pytest.param("paused", True, OPENS - 1, "paused", id="paused before it opens"),
        pytest.param("paused", True, CLOSES, "paused", id="paused over its end: what is due waits for its resume"),
        pytest.param("closed", False, CLOSES, "closed", id="closed for good"),
    ],
)
def test_where_a_campaign_is_in_its_course(phase: str, in_force: bool, now: int, expected: str) -> None:
    assert course(cast(Phase, phase), Window(OPENS, CLOSES), in_force, now) == expected


def test_the_programme_has_no_window_and_is_in_force() -> None:
    assert course("live", None, True, NOW) == "in_force"
    assert course("live", None, False, NOW) == "not_yet_open"


def trail(*told: str) -> list[Entry]:
    """Entries as `DOES [NUMBER] [TAKES EFFECT]`, moments as seconds after NOW."""
    entries = []
    for text in told:
        does, number, moment = (*text.split(), "", "")[:3]
        takes_effect = NOW + 1000 * int(moment) if moment else None
        label = f"{number}:{'ab' * 16}" if number else ""
        entries.append(Entry(NOW, cast(Command, does), "ana", label, takes_effect))
    return entries


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        pytest.param(["submit 1"], "submitted", id="submitted"),
        pytest.param(["submit 1", "approve 1"], "approved", id="approved"),
        pytest.param(
            ["submit 1", "submit 2"], "outdated submitted", id="a newer one takes the place of a submitted one"
        ),
        pytest.param(
            ["submit 1", "approve 1", "submit 2"], "approved submitted", id="but not that of one which is approved"
        ),
        pytest.param(
            ["submit 1", "approve 1", "submit 2", "approve 2", "publish 2 60"],
            "outdated scheduled",
            id="until the newer one is published",
        ),
        pytest.param(["submit 1", "approve 1", "publish 1 60"], "scheduled", id="published, and not yet in force"),
        pytest.param(["submit 1", "approve 1", "schedule 1 60"], "scheduled", id="scheduled"),
        pytest.param(["install 1 0"], "live", id="in force from its very moment"),
        pytest.param(["install 1 0", "install 2 60"], "live scheduled", id="the current one until the next"),
        pytest.param(["install 1 -60", "install 2 0"], "replaced live", id="then it is replaced"),
        pytest.param(["install 1 -9", "install 2 70", "install 3 60"], "live replaced scheduled", id="overtaken"),
        pytest.param(["install 1 -9", "install 2 0", "rollback 3 60"], "replaced live scheduled", id="rolled back"),
        pytest.param(
            ["install 1 0", "submit 2", "approve 2", "rollback 3 60"],
            "live outdated scheduled",
            id="a rollback overtakes what was approved",
        ),
        pytest.param(["install 1 0", "pause", "resume", "submit 2"], "live submitted", id="pausing moves no version"),
        pytest.param(
            ["install 1 0", "submit 2", "approve 2", "schedule 2 90", "unschedule 2"], "live approved", id="taken back"
        ),
        pytest.param(
            ["submit 1", "approve 1", "publish 1 60", "unschedule 1", "publish 1 90"],
            "scheduled",
            id="taken back and published again",
        ),
        pytest.param(
            ["install 1 0", "install 2 70", "install 3 60", "unschedule 3"],
            "live replaced approved",
            id="what was overtaken does not come back",
        ),
        pytest.param(
            ["install 1 -90", "submit 2", "approve 2", "schedule 2 -1", "unschedule 2"],
            "live approved",
            id="taken back, once its moment is past",
        ),
        pytest.param(["pause"], "", id="nothing handed in"),
    ],
)
def test_the_trail_tells_where_each_version_stands(told: list[str], expected: str) -> None:
    found = standings(trail(*told), NOW)

    assert [found[number].state for number in sorted(found)] == expected.split()


def test_what_is_in_force_by_the_trail_is_so_by_the_list() -> None:
    moments = [(1, 0), (2, 90), (3, 60), (4, 60), (5, 130), (6, 120)]
    live = Live()
    for number, moment in moments:
        live = with_version(live, "spa", number, NOW + 1000 * moment, NOW)
    entries = trail(*(f"install {number} {moment}" for number, moment in moments))

    for now in range(NOW - 1000, NOW + 140_000, 1000):
        states = {number: one.state for number, one in standings(entries, now).items()}
        assert [number for number, state in states.items() if state == "live"] == list(in_force(live, now).values())
        assert {number for number, state in states.items() if state == "scheduled"} == {
            one.number for one in live.versions["spa"] if one.takes_effect > now
        }


def test_what_is_taken_back_is_so_by_the_trail_and_by_the_list() -> None:
    live = Live()
    for number, moment in ((1, 0), (2, 90), (3, 60), (4, 120)):
        live = with_version(live, "spa", number, NOW + 1000 * moment, NOW)
    live = taken_back(taken_back(live, "spa", 3), "spa", 4)
    entries = trail("install 1 0", "install 2 90", "install 3 60", "install 4 120", "unschedule 3", "unschedule 4")

    for now in range(NOW - 1000, NOW + 140_000, 1000):
        states = {number: one.state for number, one in standings(entries, now).items()}
        playing = list(in_force(live, now).values())
        assert [number for number, state in states.items() if state == "live"] == playing
        assert [*terms(entries, now)] == playing


def test_a_standing_says_who_and_when() -> None:
    label = f"1:{'ab' * 16}"
    found = standings(
        [
            Entry(NOW, "submit", "ana", label, note="for June"),
            Entry(NOW + 1, "approve", "bo", label, note="good"),
            Entry(NOW + 2, "schedule", "cy", label, LATER),
            Entry(NOW + 3, "rollback", "bo", f"2:{'cd' * 16}", LATER + 1, 1, "no"),
        ],
        NOW,
    )

    first, second = found[1], found[2]
    assert (first.author, first.submitted, first.note, first.approved_by) == ("ana", NOW, "for June", "bo")
    assert (first.hash, first.takes_effect, first.restores) == ("ab" * 16, LATER, None)
    assert (second.author, second.approved_by, second.note, second.restores) == ("bo", "", "no", 1)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        pytest.param([], {}, id="nothing handed in"),
        pytest.param(["submit 1", "approve 1"], {}, id="nothing published"),
        pytest.param(["install 1 1"], {}, id="not yet"),
        pytest.param(["install 1 0"], {1: (0, None)}, id="in force from its very moment"),
        pytest.param(["install 1 -60", "install 2 0"], {1: (-60, 0), 2: (0, None)}, id="replaced at the very moment"),
        pytest.param(["install 1 -60", "install 2 1"], {1: (-60, None)}, id="not replaced yet"),
        pytest.param(["install 1 -9", "submit 2", "approve 2"], {1: (-9, None)}, id="what is approved changes nothing"),
        pytest.param(
            ["install 1 -99", "install 2 -20", "install 3 -30"],
            {1: (-99, -30), 3: (-30, None)},
            id="overtaken before it took effect",
        ),
        pytest.param(
            ["install 1 -99", "install 2 -30", "install 3 -30"],
            {1: (-99, -30), 3: (-30, None)},
            id="overtaken at the moment at which it would have taken effect",
        ),
        pytest.param(
            ["install 1 -99", "install 2 -30", "pause", "rollback 3 -10"],
            {1: (-99, -30), 2: (-30, -10), 3: (-10, None)},
            id="rolled back",
        ),
    ],
)
def test_the_trail_tells_when_each_version_was_in_force(
    told: list[str], expected: dict[int, tuple[int, int | None]]
) -> None:
    found = terms(trail(*told), NOW)

    seconds = {
        n: ((one.since - NOW) // 1000, None if one.until is None else (one.until - NOW) // 1000)
        for n, one in found.items()
    }
    assert seconds == expected


def test_what_was_in_force_by_the_trail_was_so_by_the_list() -> None:
    moments = [(1, 0), (2, 90), (3, 60), (4, 60), (5, 130), (6, 120)]
    live = Live()
    for number, moment in moments:
        live = with_version(live, "spa", number, NOW + 1000 * moment, NOW)
    entries = trail(*(f"install {number} {moment}" for number, moment in moments))

    seen: dict[int, None] = {}
    for now in range(NOW - 1000, NOW + 140_000, 1000):
        seen |= dict.fromkeys(in_force(live, now).values())
        found = terms(entries, now)
        assert list(found) == list(seen)
        assert [n for n, one in found.items() if one.until is None] == list(in_force(live, now).values())


def test_a_version_is_named_by_number_hash_or_both() -> None:
    term = Term(12, "ab" * 16, NOW, None)

    assert [term.is_named(text) for text in ("12", "ab" * 16, f"12:{'ab' * 16}")] == [True] * 3
    assert not any(
        term.is_named(text) for text in ("", "1", "012", ":", "12:", f"2:{'ab' * 16}", "ab", f"12:{'cd' * 16}")
    )
