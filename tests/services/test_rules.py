"""The rules of a version speak of the programme that was in force beside it last."""

import pytest

from chalicelib.services.past import PastVersions
from tests.services.steering import DAY, MASTER, OPENS, PROGRAMME, Office, spa

LONG = {"closes": "end of 2027-06-30"}


@pytest.fixture
def past(table: None) -> PastVersions:
    """Versions 1 to 3 of the programme, from days 0, 10 and 100 on, and 1 and 2 of a campaign, from days 1 and 5 on."""
    office = Office()
    for trees, day in (
        ([("programme", good_for("1 month"))], 0),
        ([("spa", spa(**LONG))], 1),
        ([("spa", spa("11", **LONG))], 5),
        ([("programme", good_for("2 months"))], 10),
        ([("programme", good_for("3 months"))], 100),
    ):
        office.now = OPENS + day * DAY
        office.installing.publish(trees, office.now - DAY, takes_effect=office.now)
    return PastVersions(office.campaigns, MASTER)


def good_for(valid: str) -> dict[str, object]:
    return {**PROGRAMME, "timezone": "Asia/Shanghai", "points": {"valid": valid}}


@pytest.mark.parametrize(
    ("version", "day", "programme", "months"),
    [
        ("1", 2, 1, 1),
        ("1", 200, 1, 1),  # the list has let go of it, and the audit trail has it
        ("2", 9, 1, 1),
        ("2", 11, 2, 2),
        (None, 99, 2, 2),
        (None, 101, 3, 3),
    ],
)
def test_a_version_is_read_with_the_programme_of_its_last_moment(
    past: PastVersions, version: str | None, day: int, programme: int, months: int
) -> None:
    found, around = past.with_programme("spa", version, OPENS + day * DAY)
    assert found.version.number == int(version or 2)
    assert str(around.label).partition(":")[0] == str(programme)
    assert around.programme.points.valid.months == months


def test_a_campaign_without_a_programme_has_rules(table: None) -> None:
    office = Office()
    office.now = OPENS
    tree = spa(challenges={})
    office.installing.publish([("spa", tree)], OPENS - DAY, takes_effect=OPENS)
    _, around = PastVersions(office.campaigns, MASTER).with_programme("spa", None, OPENS)
    assert around.label is None
