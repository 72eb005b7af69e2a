"""The outermost of all middleware: each invocation, a request or another event, is told to the operator."""

import sys
from collections.abc import Callable
from functools import cache
from typing import Any

from chalice.app import Request

from chalicelib import settings, wiring
from chalicelib.telemetry import Telemetry
from chalicelib.telemetry.faults import Failed, log_as_lines

_telemetry: Telemetry | None = None


def use(own: Telemetry | None) -> None:
    """Let this tell about the container from now on; None: its own again."""
    global _telemetry
    _telemetry = own


def telemetry() -> Telemetry | None:
    """The telemetry of this container, also where its parts can't be built; None outside of Lambda."""
    return _telemetry or _own_telemetry()


@cache
def _own_telemetry() -> Telemetry | None:
    runs = settings.function()
    if runs is None:
        return None
    log_as_lines(_write)
    return Telemetry(*runs, _write, lambda: wiring.parts().settings.secrets.master_seed or None)


def _write(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def watched(event: Any, get_response: Callable[[Any], Any]) -> Any:
    """A line for the invocation. What leaves an event's handler fails the invocation, as it should, under another name.

    event: Chalice's, of a request or of anything else; None of a request that it does not know.
    """
    tells = telemetry()
    if tells is None:
        return get_response(event)
    is_request = event is None or isinstance(event, Request)
    context = event.lambda_context if isinstance(event, Request) else getattr(event, "context", None)
    gateway = event.context.get("requestId", "") if isinstance(event, Request) else ""
    request = getattr(context, "aws_request_id", "")
    try:
        with tells.invocation(request=request, gateway=gateway, trace=settings.trace()) as invocation:
            response = get_response(event)
            if is_request:
                invocation.answered(response.status_code)
            return response
    except Exception as error:
        raise Failed(f"{type(error).__name__}: see the line of this invocation") from None
