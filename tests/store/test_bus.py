"""The bus: batches as EventBridge takes them, and what happens to those that it does not take."""

from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from typing import Any

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from chalicelib.domain.derived.notice import Notice
from chalicelib.domain.words.errors import Unavailable
from chalicelib.store.bus import MOST_BYTES, TRIES, Bus
from local.embedded_aws import REGION
from tests.services.listener import Listener, bus, listening


@pytest.fixture
def crm(aws: None) -> Iterator[Listener]:
    with listening() as listener:
        yield listener


def notice(n: int, data: Any = None) -> Notice:
    return Notice(id=f"n-{n}", source="tessera", type="tessera.test", subject="all", time="", data=data)


def ids(crm: Listener) -> list[str]:
    return [one["id"] for one in crm.notices()]


@contextmanager
def calls(change: Any = None) -> Iterator[list[int]]:
    """How many entries each PutEvents had. change: of the replies."""
    client, sizes = bus()._client, []

    def before(params: dict[str, Any], **_: Any) -> None:
        sizes.append(len(params["Entries"]))

    def after(parsed: dict[str, Any], http_response: Any, **_: Any) -> None:
        if change:
            change(len(sizes), parsed, http_response)

    client.meta.events.register("provide-client-params.events.PutEvents", before)
    client.meta.events.register("after-call.events.PutEvents", after)
    try:
        yield sizes
    finally:
        client.meta.events.unregister("provide-client-params.events.PutEvents", before)
        client.meta.events.unregister("after-call.events.PutEvents", after)


def failing(*which: int, code: str = "ThrottlingException", until: int = 1) -> Any:
    """These entries are said not to have been taken, in the first calls."""

    def change(call: int, parsed: dict[str, Any], http_response: Any) -> None:
        for at in which if call <= until else ():
            parsed["Entries"][at] = {"ErrorCode": code, "ErrorMessage": "Not now."}

    return change


def test_ten_go_together_in_their_order(crm: Listener) -> None:
    with calls() as sizes:
        assert bus().put([notice(n) for n in range(23)]) == 23

    assert sizes == [10, 10, 3]
    assert ids(crm) == [f"n-{n}" for n in range(23)]


def test_no_more_bytes_go_together_than_the_bus_takes(crm: Listener) -> None:
    with calls() as sizes:
        bus().put([notice(n, "x" * (MOST_BYTES * 2 // 5)) for n in range(5)])

    assert sizes == [2, 2, 1]
    assert len(ids(crm)) == 5


def test_what_is_too_large_is_left_out_with_a_line_in_the_log(crm: Listener, caplog: pytest.LogCaptureFixture) -> None:
    assert bus().put([notice(1), notice(2, "汉" * (MOST_BYTES // 3)), notice(3)]) == 2
    assert ids(crm) == ["n-1", "n-3"]
    assert "n-2" in caplog.text


def test_only_what_was_not_taken_is_sent_again(crm: Listener) -> None:
    with calls(failing(1, 3)) as sizes:
        bus().put([notice(n) for n in range(5)])

    assert sizes == [5, 2]
    assert ids(crm)[5:] == ["n-1", "n-3"]


def test_what_is_never_taken_is_told_in_the_end(crm: Listener) -> None:
    with calls(failing(0, until=9)) as sizes, pytest.raises(Unavailable):
        bus().put([notice(1)])
    assert sizes == [1] * TRIES


def test_poison_is_left_out_with_a_line_in_the_log_and_holds_up_nobody(
    crm: Listener, caplog: pytest.LogCaptureFixture
) -> None:
    with calls(failing(1, code="MalformedDetail")) as sizes:
        bus().put([notice(n) for n in range(3)])

    assert sizes == [3]
    assert [line.levelname for line in caplog.records] == ["ERROR"]


def test_no_answer_is_unavailable(crm: Listener) -> None:
    def broken(**_: Any) -> None:
        raise EndpointConnectionError(endpoint_url="https://events")

    events = bus()._client.meta.events
    events.register_first("before-call.events.PutEvents", broken)
    try:
        with pytest.raises(Unavailable):
            bus().put([notice(1)])
    finally:
        events.unregister("before-call.events.PutEvents", broken)


@pytest.mark.parametrize(("code", "raised"), [("ThrottlingException", Unavailable), ("AccessDenied", ClientError)])
def test_a_mistake_of_ours_is_no_matter_of_waiting(crm: Listener, code: str, raised: type[Exception]) -> None:
    def refuse(call: int, parsed: dict[str, Any], http_response: Any) -> None:
        http_response.status_code = 400
        parsed["Error"] = {"Code": code, "Message": "No."}

    with calls(refuse) as sizes, pytest.raises(raised):
        bus().put([notice(1)])
    assert len(sizes) == (TRIES if raised is Unavailable else 1)


def test_a_stage_without_a_bus_sends_nothing() -> None:
    assert Bus("", REGION, lambda _: None, Random(1)).put([notice(1)]) == 0
