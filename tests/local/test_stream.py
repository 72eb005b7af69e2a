"""The laptop's stream: what is played over HTTP is in the report soon, and once."""

import json
from typing import Any
from urllib.request import ProxyHandler, Request, build_opener

import pytest
from botocore.exceptions import ClientError

from local.backend import Backend, backend
from local.stream import Stream, of_receipts

OPENER = build_opener(ProxyHandler({}))


def test_what_members_do_is_counted_once_however_often_the_stream_is_read() -> None:
    with backend() as running:
        running.clock.pretend(1_781_056_800_000)  # 2026-06-10 10:00 in Shanghai
        for who in ("ana", "bo"):
            token = post(running, "/v1/session", {"provider": "dev", "code": who})["token"]
            post(running, "/v1/campaigns/festival-weeks/join", {}, token)
        stream = running.stream
        stream.run()
        stream._iterators.clear()
        stream.run()  # all that ever was is handed over again, unless its own thread was quicker
        report = running.parts.operations.reports.of("festival-weeks", running.clock())
        assert report.reach == report.joined == 2


def post(running: Backend, path: str, body: object, token: str = "") -> dict[str, str]:
    headers = {"Content-Type": "application/json", "Idempotency-Key": f"{path}-{token[-9:]}"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    with OPENER.open(Request(running.url + path, json.dumps(body).encode(), headers)) as answer:
        found: dict[str, str] = json.load(answer)
        return found


@pytest.mark.parametrize(
    ("event", "sk", "passes"),
    [("INSERT", "R#1", True), ("MODIFY", "R#1", False), ("REMOVE", "R#1", False), ("INSERT", "V", False)],
)
def test_handlers_of_receipts_are_called_for_what_the_stack_passes(event: str, sk: str, passes: bool) -> None:
    record = {"eventName": event, "dynamodb": {"Keys": {"pk": {"S": "M#1"}, "sk": {"S": sk}}}}
    heard: list[Any] = []
    of_receipts(lambda event, _: heard.extend(event["Records"]))({"Records": [record]}, None)
    assert heard == [record] * passes


def test_a_stream_that_cant_be_read_is_an_error_at_once() -> None:
    def lacking(**_: Any) -> None:
        raise ClientError({"Error": {"Code": "UnknownOperationException"}}, "DescribeStream")

    with backend() as running:
        stream = Stream((), running.parts.settings)
        stream._streams.meta.events.register_first("before-send.dynamodb-streams", lacking)
        with pytest.raises(ClientError, match="DescribeStream"):
            stream.begin()
