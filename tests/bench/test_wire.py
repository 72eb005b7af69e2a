"""The bytes of a first start and of each tap, measured before a backend of the test's own."""

from bench.wire import LARGEST_TAP, measure, tables
from local.process import backend_process


def test_a_tap_is_one_request_and_under_two_kilobytes() -> None:
    with backend_process() as url:
        lines = measure(url)
    taps = [one for one in lines if one.is_tap]

    assert [one.what for one in taps] == ["join", "check in", "draw", "compose", "redeem"]
    assert {one.requests for one in taps} == {1}
    assert max(one.wire for one in taps) < LARGEST_TAP
    by_name = {one.what: one for one in lines}
    assert by_name["home screen"].wire < by_name["home screen"].plain / 3
    assert by_name["home screen, nothing moved"].plain == 0
    assert len(tables(lines).splitlines()) == 4 + len(lines)
