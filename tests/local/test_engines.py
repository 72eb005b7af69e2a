"""Other engines: a plain moto_server is refused, and what an engine lacks is told in one line."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError
from pynamodb.exceptions import TransactWriteError

from chalicelib.domain.words.errors import Unavailable
from local.engines import Unfit, engine

PAGES = {
    "moto": (200, "text/html", b"<html><title>Moto</title></html>"),
    "other": (404, "application/xml", b"<Error><Code>NoSuchBucket</Code><BucketName>moto-api</BucketName></Error>"),
}
LACKS = {"__type": "com.amazonaws.dynamodb.v20120810#UnknownOperationException", "message": "no such call\nhere"}


def engine_that_shows(page: str) -> ThreadingHTTPServer:
    """An engine with one page, that lacks every call."""
    status, kind, body = PAGES[page]

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(status, kind, body)

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self._answer(400, "application/x-amz-json-1.0", json.dumps(LACKS).encode())

        def _answer(self, status: int, kind: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing."""

    return ThreadingHTTPServer(("127.0.0.1", 0), Handler)


@pytest.fixture
def url(request: pytest.FixtureRequest) -> Iterator[str]:
    server = engine_that_shows(request.param)
    Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def started(aws: str) -> tuple[int, str]:
    command = [sys.executable, "-m", "local", "--port", "0", "--aws", aws]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)  # noqa: S603 - our own
    return ended.returncode, ended.stderr


@pytest.mark.parametrize("url", ["moto"], indirect=True)
def test_a_plain_moto_server_is_refused_with_the_reason(url: str) -> None:
    code, said = started(url)
    assert (code, said.count("\n")) == (1, 1)
    assert "plain moto_server, which takes no lock" in said
    assert "make ministack" in said


@pytest.mark.parametrize("url", ["other"], indirect=True)
def test_an_engine_that_lacks_a_call_ends_in_one_line(url: str) -> None:
    code, said = started(url)
    assert (code, said.count("\n")) == (1, 1)
    assert f"The engine at {url} does not do CreateTable (UnknownOperationException)" in said


@pytest.mark.parametrize(
    ("aws", "says"),
    [
        ("http://127.0.0.1:9", "Nothing answers at http://127.0.0.1:9"),
        ("127.0.0.1:4566", "is no URL: write, for example, AWS=http://127.0.0.1:4566"),
        ("ministack", "is no URL"),
        ("http://127.0.0.1:port", "Nothing answers at http://127.0.0.1:port"),
    ],
)
def test_an_address_at_which_no_engine_is_ends_in_one_line(aws: str, says: str) -> None:
    with pytest.raises(Unfit, match=says) as unfit, engine(aws):
        pytest.fail("nothing may be set up")
    assert "\n" not in str(unfit.value)


def lacking(operation: str) -> ClientError:
    return ClientError({"Error": {"Code": "NotImplemented", "Message": "two\nlines"}}, operation)


def by_pynamodb() -> None:
    raise TransactWriteError("Failed to write", lacking("TransactWriteItems"))


def by_the_store() -> None:
    try:
        raise lacking("BatchGetItem")
    except ClientError as error:
        raise Unavailable("The table did not answer: try again.") from error


def by_the_client() -> None:
    raise lacking("DescribeStream")


def gone() -> None:
    raise EndpointConnectionError(endpoint_url="http://x")


@pytest.mark.parametrize("url", ["other"], indirect=True)
@pytest.mark.parametrize(
    ("fails", "says"),
    [
        (by_pynamodb, r"does not do TransactWriteItems \(NotImplemented\)"),
        (by_the_store, r"does not do BatchGetItem \(NotImplemented\)"),
        (by_the_client, r"does not do DescribeStream \(NotImplemented\)"),
        (gone, r"does not answer as DynamoDB does: Could not connect"),
    ],
)
def test_what_an_engine_lacks_is_named_however_deep_it_was_met(url: str, fails: Callable[[], None], says: str) -> None:
    with pytest.raises(Unfit, match=says) as unfit, engine(url):
        fails()
    assert "\n" not in str(unfit.value)


def test_the_embedded_aws_fails_as_it_fails() -> None:
    with pytest.raises(EndpointConnectionError), engine(None):
        gone()
