"""The development server: Chalice's own, fit for a crowd of connections."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Thread
from typing import Any

from chalice.app import Chalice
from chalice.config import Config
from chalice.local import LocalChalice, LocalDevServer, ThreadedHTTPServer

from local.gateway import Extra
from local.request_log import LoggedGateway, RequestLog

HOST = "127.0.0.1"
EVERYWHERE = ("", "0.0.0.0")  # noqa: S104 - only where somebody asks for it
POLL_SECONDS = 0.05  # how soon it notices that it should stop

log = logging.getLogger(__name__)


def serve(
    app: Chalice,
    port: int,
    extra: Mapping[tuple[str, str], Extra] | None = None,
    host: str = HOST,
    requests: RequestLog | None = None,
    now: Callable[[], int] | None = None,
    campaigns: Path | None = None,
) -> Server:
    """A server of the app, bound but not yet answering. Port 0 takes a free one.

    extra: (method, path) -> route outside the deployed app, asked before it. host: the address that it listens at.
    requests: notes what is answered. now: its clock, epoch ms; None: the world's. campaigns: the folder whose pictures
    it serves; None: none. Raises OSError where the port is taken.
    """
    return Server(app, port, extra or {}, host, requests or RequestLog(), now, campaigns)


class Server:
    """Answers in threads of its own from `start` to `stop`; `port` is the one that it is bound to."""

    def __init__(
        self,
        app: Chalice,
        port: int,
        extra: Mapping[tuple[str, str], Extra],
        host: str,
        requests: RequestLog,
        now: Callable[[], int] | None,
        campaigns: Path | None,
    ) -> None:
        clock = {"now": staticmethod(now)} if now else {}
        own = {"extra": extra, "requests": requests, "campaigns": campaigns, **clock}
        handler = type("Handler", (LoggedGateway,), own)
        self._http = LocalDevServer(_with_a_request_per_thread(app), Config(), host, port, handler, _Listener).server
        self._thread = Thread(target=self._http.serve_forever, args=(POLL_SECONDS,), name="server", daemon=True)
        self.port: int = self._http.server_address[1]
        self.url = f"http://{HOST if host in EVERYWHERE else host}:{self.port}"

    def start(self) -> None:
        self._thread.start()

    def wait(self) -> None:
        """Until it is stopped, or Ctrl-C."""
        self._thread.join()

    def stop(self) -> None:
        """Take no more connections. Those that are open end with their clients."""
        if self._thread.is_alive():
            self._http.shutdown()
        self._http.server_close()


class _Listener(ThreadedHTTPServer):
    request_queue_size = 256  # the usual 5 resets connections as soon as a few clients come at once

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is not worth a stack trace; anything else is."""
        if not isinstance(sys.exception(), OSError):
            log.exception("A connection from %s failed", client_address)


def _with_a_request_per_thread(app: Chalice) -> Chalice:
    """Chalice keeps the current request on the app, as a Lambda function has one at a time. `chalice local` does so."""
    if not isinstance(app, LocalChalice):
        app.__class__ = type("LocalApp", (LocalChalice, type(app)), {})
    return app
