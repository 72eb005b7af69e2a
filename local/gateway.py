"""Stands before the app on a laptop, as API Gateway does in AWS: it reads HTTP, and refuses what is no request.

Chalice's own handler takes all of this on trust: it drops the connection with a stack trace on a Content-Length that is
no number, leaves a chunked body lying where the next request should start, sends a body after HEAD, and answers an
unknown path with a 403 about credentials. Here each is a problem like any other of the API.
"""

import gzip
import json
import logging
import re
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from email import errors
from http import HTTPStatus
from io import BufferedReader
from pathlib import Path
from socket import SHUT_WR
from typing import Any
from urllib.parse import unquote, urlsplit

import msgspec
from chalice.local import ChaliceRequestHandler, LocalGateway

from chalicelib.api import cors
from chalicelib.api.problem import MEDIA_TYPE, problem
from local.inlet import Inlet
from local.pictures import picture
from local.play import page

LARGEST_BODY = 6 * 1024 * 1024  # of an event that invokes a Lambda function; the app's own limits are below it
LARGEST_DISCARDED = 64 * 1024 * 1024
IDLE_SECONDS = 350.0  # until the next request of a connection begins: as long as API Gateway keeps one
HEAD_SECONDS = 10.0  # from its first byte to the end of its head
BODY_SECONDS = 10.0
COMPRESSED_FROM = 1024  # bytes of a body, as `MinimumCompressionSize` in infra/edge.json

_DEFECTS = (
    errors.FirstHeaderLineIsContinuationDefect,
    errors.InvalidHeaderDefect,
    errors.MisplacedEnvelopeHeaderDefect,
    errors.MissingHeaderBodySeparatorDefect,
)
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
"""The name of a header: https://www.rfc-editor.org/rfc/rfc9110#name-tokens."""

Extra = Callable[[bytes], tuple[int, dict[str, Any]]]
"""A route outside the deployed app: takes the body, gives status and JSON."""

log = logging.getLogger(__name__)


class Refused(Exception):
    """This is no request that the app could answer. Where its body can't be told from the next request, `closes`;
    allow: of a 405, the methods that the path takes.
    """

    def __init__(self, status: int, code: str, detail: str, closes: bool = False, allow: str | None = None) -> None:
        super().__init__(detail)
        self.status, self.code, self.detail, self.closes, self.allow = status, code, detail, closes, allow


class AnyMethod(LocalGateway):
    """Hands any method of a path to the app, as the deployed gateway does; Chalice's own answers OPTIONS by itself."""

    def _has_user_defined_options_method(self, lambda_event: Any) -> bool:
        return True


class Gateway(ChaliceRequestHandler):
    """One connection: request after request, each answered by an extra route or by the app."""

    # Chalice writes an answer's head and body apart: without this, Nagle's algorithm holds back the second for the
    # client's delayed ACK, some 40 ms.
    disable_nagle_algorithm = True
    extra: Mapping[tuple[str, str], Extra] = {}
    """Routes outside the deployed app, by method and path, asked before it."""
    now: Callable[[], int] = staticmethod(lambda: time.time_ns() // 1_000_000)
    """Its clock, epoch ms."""
    campaigns: Path | None = None
    """The folder of campaigns whose pictures are served; None: none are."""

    def setup(self) -> None:
        super().setup()
        self.local_gateway.__class__ = AnyMethod
        self.rfile.close()
        self._inlet = Inlet(self.connection)
        self.rfile: BufferedReader = BufferedReader(self._inlet)

    def handle_one_request(self) -> None:
        self._inlet.wait(IDLE_SECONDS, then=HEAD_SECONDS)
        super().handle_one_request()
        if self._inlet.late:  # in the head, since a late body is refused as it is read: http.server gave up in silence
            self.command, self.requestline, self.request_version = "", "", self.protocol_version
            with suppress(OSError):
                self._refuse(Refused(408, "request_timeout", "The request's head did not arrive in time.", closes=True))

    def _generic_handle(self) -> None:
        try:
            body = self._body()
            path = self._path()
            extra = self.extra.get((self.command, path))
            looks = self.command in ("GET", "HEAD")
            taken = [method for method, one in self.extra if one == path]
            if taken and cors.is_preflight(self.command, self.headers):
                self._send_http_response(204, cors.preflight(taken) | cors.BY_GATEWAY, "")
            elif extra:
                self._send_json(*extra(body))
            elif looks and self.campaigns and (found := picture(self.campaigns, path)):
                self._send_http_response(200, found.headers, found.content)
            elif looks and (shown := page(path)):
                self._send_http_response(shown.status, shown.headers, shown.body)
            else:
                self._ask_the_app(path, body)
        except Refused as refused:
            self._refuse(refused)
        except OSError:  # the client has gone
            raise
        except Exception:
            log.exception("%s %s failed", self.command, self.path)
            self._refuse(Refused(500, "internal_error", "The local server failed: its log tells why."))

    do_GET = do_PUT = do_POST = do_HEAD = do_DELETE = do_PATCH = do_OPTIONS = _generic_handle  # noqa: N815 (http.server's names)

    def _body(self) -> bytes:
        """The body, whole. Read before all else, so that what is refused leaves nothing lying on the connection."""
        self._check_head()
        if "transfer-encoding" in self.headers:
            raise Refused(411, "length_required", "Send a Content-Length, and the body in one piece.", closes=True)
        stated = set(self.headers.get_all("content-length", ["0"]))
        length = stated.pop()
        if stated or not re.fullmatch(r"[0-9]+", length):
            raise Refused(400, "malformed_request", "Content-Length is a number of bytes, given once.", closes=True)
        if len(length) > 9 or int(length) > LARGEST_BODY:
            raise Refused(413, "body_too_large", f"A body has at most {LARGEST_BODY} bytes.", closes=True)
        self._inlet.wait(BODY_SECONDS)
        try:
            body: bytes = self.rfile.read(int(length))
        except TimeoutError:
            self._inlet.late = False
            raise Refused(408, "request_timeout", "The body did not arrive in time.", closes=True) from None
        if len(body) < int(length):
            raise Refused(400, "malformed_request", "The body is shorter than its Content-Length.", closes=True)
        return body

    def _check_head(self) -> None:
        """Refuse what Python's parser takes for the body's beginning: all headers after it would be lost."""
        broken = any(isinstance(one, _DEFECTS) for one in self.headers.defects) or self.headers.get_payload()
        if broken or not all(map(_TOKEN.fullmatch, self.headers)):
            detail = "A header's name has no blank in it or behind it: send `Name: value`, each on a line."
            raise Refused(400, "malformed_request", detail, closes=True)

    def _path(self) -> str:
        """The path without its query, still percent-encoded: the app gets it so from API Gateway, too."""
        try:
            if not re.fullmatch(r"[\x21-\x7e]+", self.path) or re.search(r"%(?![0-9A-Fa-f]{2})", self.path):
                raise ValueError("not a URL")
            path = urlsplit(self.path).path
            unquote(path, errors="strict")
        except ValueError:
            raise Refused(400, "malformed_path", "Send the path percent-encoded, in UTF-8.") from None
        return path

    def _ask_the_app(self, path: str, body: bytes) -> None:
        try:
            self.local_gateway.event_converter._route_matcher.match_route(self.path)
        except ValueError:
            raise Refused(
                404, "unknown_route", f"There is no {path} here: /openapi.json lists what there is."
            ) from None
        answer = self.local_gateway.handle_request(self.command, self.path, dict(self.headers), body or None)
        answer = self._handle_binary(answer)
        self._send_http_response(answer["statusCode"], answer["headers"] | answer["multiValueHeaders"], answer["body"])

    def _refuse(self, refused: Refused) -> None:
        if refused.closes:
            self.close_connection = True
        told = problem(refused.status, refused.code, refused.detail, self.now())
        self._send_json(refused.status, msgspec.to_builtins(told), refused.allow)
        if refused.closes:
            self._let_the_client_read()

    def _let_the_client_read(self) -> None:
        """Closing on bytes not yet read would reset the connection, and the client would never see its answer."""
        with suppress(OSError):
            self.connection.shutdown(SHUT_WR)
            self.connection.settimeout(1.0)
            for _ in range(LARGEST_DISCARDED // 65536):
                if not self.connection.recv(65536):
                    break

    def _send_json(self, status: int, content: dict[str, Any], allow: str | None = None) -> None:
        headers = {"Content-Type": MEDIA_TYPE if status >= 400 else "application/json", **cors.BY_GATEWAY}
        if self.close_connection:
            headers["Connection"] = "close"
        if allow is not None:
            headers["Allow"] = allow
        self._send_http_response(status, headers, json.dumps(content))

    def _send_http_response_with_body(self, code: int, headers: dict[str, Any], body: str | bytes) -> None:
        plain = body if isinstance(body, bytes) else body.encode()
        if len(plain) >= COMPRESSED_FROM and _takes_gzip(self.headers.get("accept-encoding", "")):
            plain, headers = gzip.compress(plain, mtime=0), headers | {"Content-Encoding": "gzip"}
        if self.command != "HEAD" and code not in (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED):
            super()._send_http_response_with_body(code, headers, plain)
            return
        self.send_response(code)
        self._send_headers(headers | ({"Content-Length": str(len(plain))} if self.command == "HEAD" else {}))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer what `http.server` refuses by itself: a broken request line or head, a method that nobody has."""
        self.request_version = self.protocol_version  # unknown so far, which would leave out status and headers
        if code == HTTPStatus.NOT_IMPLEMENTED:
            detail = "The API has GET and POST only."
            self._refuse(Refused(405, "method_not_allowed", detail, closes=True, allow=self._allowed()))
        else:
            status = code if code < 500 else 400
            self._refuse(Refused(status, "malformed_request", f"{message or HTTPStatus(status).phrase}.", closes=True))

    def _allowed(self) -> str:
        """The methods that the path takes; none where it is no path of the app."""
        try:
            route = self.local_gateway.event_converter._route_matcher.match_route(self.path).route
        except ValueError:
            return ""
        return ", ".join(sorted(self.local_gateway._app_object.routes[route]))

    def date_time_string(self, timestamp: float | None = None) -> str:
        """The header Date, by the clock that may pretend: an answer without a body tells the time by nothing else."""
        return str(super().date_time_string(self.now() / 1000 if timestamp is None else timestamp))

    def log_message(self, format: str, *args: Any) -> None:
        """One line a request would drown what the backend has to say."""


def _takes_gzip(accept_encoding: str) -> bool:
    """Whether a client takes gzip: https://www.rfc-editor.org/rfc/rfc9110#name-accept-encoding."""
    named = {
        coding.strip().lower(): weight
        for coding, _, weight in (one.partition(";") for one in accept_encoding.split(","))
    }
    weight = named.get("gzip", named.get("*", "q=0")).replace(" ", "")
    return not re.fullmatch(r"q=0(\.0*)?", weight)
