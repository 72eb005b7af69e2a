"""Timezones: places are taken, and whatever else is written is answered by a place, or by the question which one."""

import re
from zoneinfo import available_timezones

import pytest

from chalicelib.domain.lint.zones import is_fixed, right_zone, zone_of

WRITTEN = sorted(
    {name for name in available_timezones() if "/" not in name or name.startswith("Etc/")}
    | {
        "posixrules",
        "posix/Asia/Tokyo",
        "right/UTC",
        "GMT-14",
        "gmt0",
        "Z",
        "",
        " ",
        "/",
        "Etc/",
        "GMT0 ",
        "ACT",
        "BST",
    }
)


@pytest.mark.parametrize("name", WRITTEN)
def test_the_answer_to_any_name_is_a_place_that_exists(name: str) -> None:
    told = re.findall(r"[A-Z]\w+/[\w/]+", right_zone(name))
    assert all(zone_of(zone) and not is_fixed(zone) for zone in told)
    assert told or zone_of(right_zone(name).removeprefix("write ")), "a country, or UTC"
    if is_fixed(name) or zone_of(name) is None:
        assert right_zone(name) != f"write {name}"


@pytest.mark.parametrize(
    "name", ["localtime", "Factory", "posixrules", "posix/Asia/Tokyo", "right/Asia/Tokyo", "../UTC"]
)
def test_what_is_another_clock_on_another_machine_is_no_timezone(name: str) -> None:
    assert zone_of(name) is None


@pytest.mark.parametrize("name", ["Asia/Shanghai", "America/Argentina/Ushuaia", "Japan", "PRC", "UTC", "Etc/UTC"])
def test_a_place_is_taken_and_so_is_utc(name: str) -> None:
    assert zone_of(name) is not None
    assert not is_fixed(name)
