"""Taking back what waits for its moment: until its last minute, and never from under what was published on it."""

from typing import Any

import pytest

from chalicelib.domain.publishing.live import LEAD, Listed
from chalicelib.domain.words.errors import Conflict, Rejected
from chalicelib.services.drafting import Submission
from chalicelib.services.steer import CommandResult
from tests.services.steering import DAY, OPENS, PROGRAMME, SPA, Office, spa


@pytest.fixture
def office(table: None) -> Office:
    office = Office()
    office.installing.publish([("programme", PROGRAMME)], office.now - DAY, takes_effect=0)
    return office


def take_back(office: Office, number: int, id: str = "spa") -> CommandResult:
    return office.steer.unschedule(id, number, office.order())


def test_what_is_taken_back_never_takes_effect_and_may_be_published_again(office: Office) -> None:
    office.release()
    office.now += LEAD
    office.release(spa(points="20"), at=OPENS)

    assert take_back(office, 2) == CommandResult(2, changed=True)
    assert office.states() == ["live", "approved"]
    assert [one.number for one in office.campaigns.live().versions["spa"]] == [1]
    office.now = OPENS + DAY
    assert office.states() == ["live", "approved"]
    assert office.publish(2) == CommandResult(2, changed=True)
    assert office.states() == ["live", "scheduled"]
    assert office.done()[-3:] == ["ana schedule 2", "ana unschedule 2", "ana publish 2"]


def test_without_its_only_version_a_campaign_stays_paused_until_it_is_resumed(office: Office) -> None:
    office.release(at=OPENS)
    office.steer.pause("spa", office.order())

    take_back(office, 1)

    line = office.overview.campaign("spa", office.now).line
    assert (line.phase, line.live, line.coming, line.newest) == ("paused", None, (), 1)
    assert take_back(office, 1) == CommandResult(1, changed=False)
    office.publish(1)
    assert office.overview.campaign("spa", office.now).line.phase == "paused"
    office.steer.resume("spa", office.order())
    assert office.overview.campaign("spa", office.now).line.phase == "live"


def test_without_its_only_version_a_campaign_is_new_again(office: Office) -> None:
    office.release(at=OPENS)

    take_back(office, 1)

    assert office.overview.campaign("spa", office.now).line.phase == "new"
    office.publish(1)
    assert office.overview.campaign("spa", office.now).line.phase == "live"


@pytest.mark.parametrize(
    ("ahead", "code"),
    [
        pytest.param(LEAD, "", id="a minute before"),
        pytest.param(LEAD - 1, "takes_effect_too_soon", id="a millisecond less"),
        pytest.param(1, "takes_effect_too_soon", id="the last millisecond"),
        pytest.param(0, "not_scheduled", id="its moment"),
    ],
)
def test_it_can_be_taken_back_until_its_last_minute(office: Office, ahead: int, code: str) -> None:
    office.release(at=OPENS)
    office.now = OPENS - ahead
    if not code:
        assert take_back(office, 1).changed
        return
    with pytest.raises(Conflict) as refused:
        take_back(office, 1)
    assert refused.value.code == code
    assert office.campaigns.live().versions["spa"] == (Listed(1, OPENS),)


def test_what_was_overtaken_does_not_come_back(office: Office) -> None:
    office.release(at=OPENS)
    office.release(spa(points="20"), at=OPENS + 2 * DAY)
    office.release(spa(points="30"), at=OPENS + DAY)

    take_back(office, 3)

    assert office.states() == ["scheduled", "replaced", "approved"]


def test_what_comes_later_must_be_fair_to_what_is_in_force_then(office: Office) -> None:
    """Version 2 puts the opening off, so that version 3 may take from members what only version 1 promised."""
    july = {"opens": "2026-07-01 00:00", "closes": "end of 2026-07-31"}
    office.release()
    office.release(spa(**july), at=OPENS - DAY // 2)
    office.release(spa(points="5", **july), at=OPENS + DAY)

    with pytest.raises(Rejected) as refused:
        take_back(office, 2)

    assert refused.value.code == "adverse_change"
    assert office.states() == ["scheduled"] * 3
    assert [take_back(office, number).changed for number in (3, 2)] == [True, True]


PLAYED: dict[str, Any] = {
    "challenges": {"days": {"tasks": {"visit": {"when": "live.watched", "gives": {"points": "1"}}}}}
}


def test_a_programme_that_a_campaign_stands_on_stays(office: Office) -> None:
    events = {**PROGRAMME["events"], "live.watched": {"from": "client"}}
    wider = Submission({**PROGRAMME, "events": events}, author="ana")
    office.steer.submit("programme", wider, office.now)
    office.steer.approve("programme", 2, office.order("bo"))
    office.steer.publish("programme", 2, office.order(), OPENS)
    office.release({**SPA, **PLAYED}, at=OPENS + DAY)

    with pytest.raises(Rejected) as refused:
        take_back(office, 2, "programme")

    assert list(refused.value.findings) == ["spa"]
    assert take_back(office, 1).changed
    assert take_back(office, 2, "programme").changed
