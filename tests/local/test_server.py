"""The development server: a crowd of connections, routes of its own, and clean answers to what is no request."""

import gzip
import json
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPResponse
from select import select
from statistics import median
from threading import Barrier
from time import perf_counter, sleep
from typing import Any

import pytest
from chalice.app import Chalice

from local import gateway
from local.server import HOST, Server, serve

CROWD = 32


def tiny_app() -> Chalice:
    app = Chalice("tiny")

    @app.route("/echo/{word}", methods=["GET", "POST"])
    def echo(word: str) -> dict[str, Any]:
        request = app.current_request
        assert request is not None
        assert isinstance(request.raw_body, bytes)
        return {"word": word, "query": request.query_params, "body": request.raw_body.decode()}

    return app


def set_clock(body: bytes) -> tuple[int, dict[str, Any]]:
    return (200, json.loads(body)) if body else (422, {"code": "no_moment"})


def break_down(body: bytes) -> tuple[int, dict[str, Any]]:
    raise RuntimeError("secret detail")


@pytest.fixture(scope="module")
def running() -> Iterator[Server]:
    extra = {("POST", "/local/clock"): set_clock, ("POST", "/local/broken"): break_down}
    running = serve(tiny_app(), 0, extra)
    running.start()
    yield running
    running.stop()


@pytest.fixture
def client(running: Server) -> Iterator[HTTPConnection]:
    connection = HTTPConnection(HOST, running.port, timeout=10)
    yield connection
    connection.close()


def send(port: int, raw: bytes, then_closes: bool = False) -> tuple[HTTPResponse, bytes]:
    """The answer to bytes that a decent client would not send."""
    with socket.create_connection((HOST, port), timeout=10) as connection:
        connection.sendall(raw)
        if then_closes:
            connection.shutdown(socket.SHUT_WR)
        response = HTTPResponse(connection, method=raw.split(b" ")[0].decode("latin-1"))
        response.begin()
        return response, response.read()


def test_path_query_and_body_reach_the_app_as_they_were_sent(client: HTTPConnection) -> None:
    client.request("POST", "/echo/a%20b%2Fc?x=1&x=2", body='{"n": "é"}'.encode())
    answer = json.load(client.getresponse())
    assert answer == {"word": "a%20b%2Fc", "query": {"x": "2"}, "body": '{"n": "é"}'}


def test_one_connection_carries_many_requests(client: HTTPConnection) -> None:
    used = set()
    for n in range(20):
        client.request("GET", f"/echo/{n}")
        assert json.load(client.getresponse())["word"] == str(n)
        used.add(client.sock.getsockname())
    assert len(used) == 1


def test_an_answer_does_not_wait_for_a_delayed_acknowledgement(client: HTTPConnection) -> None:
    """Nagle's algorithm would hold the body of every answer back for 40 ms, against some 1 ms to make it."""

    def seconds() -> float:
        start = perf_counter()
        client.request("GET", "/echo/fast")
        client.getresponse().read()
        return perf_counter() - start

    assert median(seconds() for _ in range(30)) < 0.020


def test_a_crowd_that_comes_at_once_is_answered_each_with_its_own(running: Server, restless_threads: None) -> None:
    together = Barrier(CROWD)

    def ask(n: int) -> list[str]:
        together.wait()
        words = []
        for round_ in range(5):
            connection = HTTPConnection(HOST, running.port, timeout=10)
            connection.request("GET", f"/echo/any?word={n}-{round_}")
            words.append(json.load(connection.getresponse())["query"]["word"])
            connection.close()
        return words

    with ThreadPoolExecutor(CROWD) as crowd:
        answers = list(crowd.map(ask, range(CROWD)))
    assert answers == [[f"{n}-{round_}" for round_ in range(5)] for n in range(CROWD)]
    assert running._http.request_queue_size >= CROWD


@pytest.mark.parametrize(
    ("accepts", "codes"),
    [
        pytest.param("gzip, deflate, br", "gzip", id="as browsers send it"),
        pytest.param("br;q=1.0, gzip;q=0.5", "gzip", id="with a weight"),
        pytest.param("*", "gzip", id="whatever there is"),
        pytest.param("br", None, id="another coding"),
        pytest.param("gzip;q=0, br", None, id="not gzip"),
        pytest.param("", None, id="nothing said"),
    ],
)
def test_a_large_answer_comes_as_the_client_takes_it(client: HTTPConnection, accepts: str, codes: str | None) -> None:
    word = "a" * 2 * gateway.COMPRESSED_FROM
    client.request("GET", f"/echo/{word}", headers={"Accept-Encoding": accepts} if accepts else {})
    answer = client.getresponse()
    body = answer.read()

    assert answer.headers["Content-Encoding"] == codes
    assert len(body) == int(answer.headers["Content-Length"])
    assert json.loads(gzip.decompress(body) if codes else body)["word"] == word


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        pytest.param("POST", "/local/clock", 422, id="a route of its own"),
        pytest.param("GET", "/nowhere", 404, id="an unknown path"),
        pytest.param("OPTIONS", "/local/clock", 204, id="a preflight of a route of its own"),
    ],
)
def test_pages_may_read_what_the_gateway_answers_by_itself(
    client: HTTPConnection, method: str, path: str, status: int
) -> None:
    client.request(method, path, headers={"Origin": "http://x.example", "Access-Control-Request-Method": "POST"})
    answer = client.getresponse()
    answer.read()

    assert (answer.status, answer.headers["Access-Control-Allow-Origin"]) == (status, "*")
    assert "Retry-After" in answer.headers["Access-Control-Expose-Headers"]
    assert answer.headers["Access-Control-Allow-Methods"] == ("POST" if method == "OPTIONS" else None)


def test_a_small_answer_comes_as_it_is(client: HTTPConnection) -> None:
    client.request("GET", "/echo/hi", headers={"Accept-Encoding": "gzip"})
    answer = client.getresponse()

    assert (answer.headers["Content-Encoding"], json.load(answer)["word"]) == (None, "hi")


def test_routes_outside_the_app_are_asked_first(client: HTTPConnection) -> None:
    client.request("POST", "/local/clock", body=b'{"now": 1}')
    answer = client.getresponse()
    assert (answer.status, answer.headers["Content-Type"], json.load(answer)) == (200, "application/json", {"now": 1})

    client.request("POST", "/local/clock")
    answer = client.getresponse()
    assert (answer.status, answer.headers["Content-Type"]) == (422, "application/problem+json")
    answer.read()

    client.request("GET", "/local/clock")
    assert client.getresponse().status == 404


HEAD = b" HTTP/1.1\r\nHost: x\r\n"
POST = b"POST /echo/a" + HEAD
HOSTILE = {
    "a length that is no number": (POST + b"Content-Length: many\r\n\r\n", 400, "malformed_request"),
    "a negative length": (POST + b"Content-Length: -5\r\n\r\n", 400, "malformed_request"),
    "a length as only Python reads it": (POST + b"Content-Length: 1_0\r\n\r\n0123456789", 400, "malformed_request"),
    "two lengths": (POST + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400, "malformed_request"),
    "an absurd length": (POST + b"Content-Length: " + b"9" * 5000 + b"\r\n\r\n", 413, "body_too_large"),
    "a chunked body": (POST + b"Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n", 411, "length_required"),
    "a blank in a header's name": (POST + b"X Y: 1\r\nContent-Length: 2\r\n\r\n{}", 400, "malformed_request"),
    "a blank behind a header's name": (POST + b"Content-Length : 2\r\n\r\n{}", 400, "malformed_request"),
    "a tab behind a header's name": (POST + b"Content-Length\t: 2\r\n\r\n{}", 400, "malformed_request"),
    "a header without a name": (POST + b": 1\r\nContent-Length: 2\r\n\r\n{}", 400, "malformed_request"),
    "a header without a colon": (POST + b"X\r\nContent-Length: 2\r\n\r\n{}", 400, "malformed_request"),
    "a first header that is none": (
        b"POST /echo/a HTTP/1.1\r\n X: 1\r\nContent-Length: 2\r\n\r\n{}",
        400,
        "malformed_request",
    ),
    "a header's name of other characters": (POST + b"X(Y): 1\r\n\r\n", 400, "malformed_request"),
    "an unknown path": (b"GET /nothing" + HEAD + b"\r\n", 404, "unknown_route"),
    "an unknown path with a foreign token": (
        b"GET /nothing" + HEAD + b"Authorization: \xff\xe9\r\n\r\n",
        404,
        "unknown_route",
    ),
    "a path that is no URL": (b"GET http://[" + HEAD + b"\r\n", 400, "malformed_path"),
    "half a percent-encoding": (b"GET /echo/%zz" + HEAD + b"\r\n", 400, "malformed_path"),
    "a percent-encoding that is no UTF-8": (b"GET /echo/%ff%fe" + HEAD + b"\r\n", 400, "malformed_path"),
    "bytes in the path": (b"GET /echo/\xff\xc3" + HEAD + b"\r\n", 400, "malformed_path"),
    "control characters in the path": (b"GET /echo/\x00\x1b" + HEAD + b"\r\n", 400, "malformed_path"),
    "a method that nobody has": (b"BREW /echo/a" + HEAD + b"\r\n", 405, "method_not_allowed"),
    "a request line of one word": (b"NONSENSE\r\n\r\n", 400, "malformed_request"),
    "another protocol": (b"GET / HTTP/2.0\r\n\r\n", 400, "malformed_request"),
    "an endless path": (b"GET /" + b"a" * 70_000 + HEAD + b"\r\n", 414, "malformed_request"),
    "an endless header": (b"GET / HTTP/1.1\r\nX: " + b"a" * 70_000 + b"\r\n\r\n", 431, "malformed_request"),
    "a broken route of the server itself": (b"POST /local/broken" + HEAD + b"\r\n", 500, "internal_error"),
}


@pytest.mark.parametrize(("raw", "status", "code"), HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_request_is_answered_with_a_problem(running: Server, raw: bytes, status: int, code: str) -> None:
    response, body = send(running.port, raw)
    problem = json.loads(body)
    assert response.headers["Content-Type"] == "application/problem+json"
    assert (response.status, problem["status"], problem["code"]) == (status, status, code)
    assert {"type", "title", "detail"} <= set(problem)
    assert "secret" not in body.decode()
    assert "Traceback" not in body.decode()


@pytest.mark.parametrize(("path", "allowed"), [(b"/echo/a", "GET, POST"), (b"/nothing", "")])
def test_a_method_that_nobody_has_is_told_those_that_the_path_takes(running: Server, path: bytes, allowed: str) -> None:
    response, _ = send(running.port, b"BREW " + path + HEAD + b"\r\n")
    assert (response.status, response.headers["Allow"]) == (405, allowed)


def test_a_body_cut_short_is_refused(running: Server) -> None:
    response, body = send(running.port, POST + b"Content-Length: 10\r\n\r\nshort", then_closes=True)
    assert (response.status, json.loads(body)["code"]) == (400, "malformed_request")


def test_a_body_that_never_comes_is_not_waited_for(running: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gateway, "BODY_SECONDS", 0.05)
    response, body = send(running.port, POST + b"Content-Length: 10\r\n\r\nshort")
    assert (response.status, json.loads(body)["code"]) == (408, "request_timeout")


@pytest.mark.parametrize(
    "before", [b"", b"POST /echo/a" + HEAD + b"Content-Length: 2\r\n\r\n{}"], ids=["first", "second"]
)
@pytest.mark.parametrize("part", ["head", "body"])
def test_what_comes_a_byte_at_a_time_is_not_waited_for(
    running: Server, monkeypatch: pytest.MonkeyPatch, part: str, before: bytes
) -> None:
    """Each byte comes in time, and the whole of them does not."""
    monkeypatch.setattr(gateway, f"{part.upper()}_SECONDS", 0.3)
    begun = b"GET /echo/a" if part == "head" else POST + b"Content-Length: 100\r\n\r\n"
    with socket.create_connection((HOST, running.port), timeout=10) as connection:
        connection.sendall(before)
        if before:
            answered = HTTPResponse(connection, method="POST")
            answered.begin()
            assert (answered.status, len(answered.read()) > 0) == (200, True)
        connection.sendall(begun)
        for _ in range(100):
            sleep(0.05)
            if select([connection], [], [], 0)[0]:
                break
            connection.sendall(b"a")
        refused = HTTPResponse(connection, method="GET")
        refused.begin()
        problem = json.loads(refused.read())
    assert (refused.status, problem["code"], refused.headers["Connection"]) == (408, "request_timeout", "close")


def test_a_connection_on_which_nothing_comes_is_closed(running: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gateway, "IDLE_SECONDS", 0.05)
    with socket.create_connection((HOST, running.port), timeout=10) as connection:
        assert connection.recv(1) == b""


def test_a_connection_may_rest_longer_than_a_head_may_take(
    client: HTTPConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gateway, "HEAD_SECONDS", 0.1)
    for _ in range(2):
        client.request("GET", "/echo/a")
        assert client.getresponse().read()
        sleep(0.3)


def test_a_body_that_is_too_large_gets_its_answer_although_it_was_sent_whole(client: HTTPConnection) -> None:
    client.request("POST", "/echo/a", body=b"x" * (gateway.LARGEST_BODY + 1))
    answer = client.getresponse()
    assert (answer.status, json.load(answer)["code"]) == (413, "body_too_large")


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "HEAD"])
@pytest.mark.parametrize("path", ["/echo/a", "/nothing"])
def test_any_method_leaves_the_connection_usable(client: HTTPConnection, method: str, path: str) -> None:
    client.request(method, path, body=b"{}")
    refused = client.getresponse()
    refused.read()
    assert refused.status < 500
    client.request("GET", "/echo/next")
    assert json.load(client.getresponse())["word"] == "next"


def test_a_server_can_be_started_again_for_the_same_app() -> None:
    app = tiny_app()
    for _ in range(2):
        again = serve(app, 0)
        again.start()
        response, _ = send(again.port, b"GET /echo/a" + HEAD + b"\r\n")
        again.stop()
        assert response.status == 200


def test_a_server_that_was_never_started_stops() -> None:
    serve(tiny_app(), 0).stop()


def test_a_port_that_is_taken_is_an_error(running: Server) -> None:
    with pytest.raises(OSError, match="in use"):
        serve(tiny_app(), running.port)
