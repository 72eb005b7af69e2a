"""The table of contents: what wakes Tessera up, and who answers.

The routes are rows of `chalicelib.api.routes`. Event handlers stand here and not in blueprints, where Chalice would
deploy them past this file.
"""

# ruff: noqa: E402 - what follows is what is imported without looking for garbage: there is none yet, and the looking
# takes a tenth of a cold start
import gc

gc.disable()

from typing import Any

from chalice.app import Chalice, Rate

from chalicelib import wiring
from chalicelib.api.routes import ROUTES
from chalicelib.api.serve import blueprint
from chalicelib.api.watched import watched
from chalicelib.triggers import bus, gauges, notices, queue, schedules, stream, tells

app = Chalice(app_name="tessera", configure_logs=False)  # its own handler would print the text of any fault
app.register_middleware(watched)
app.register_blueprint(blueprint(ROUTES))


@app.schedule(Rate(1, unit=Rate.HOURS))
def close_campaigns(event: Any) -> list[str]:
    """Close for good what ended, and reveal its seeds."""
    return wiring.parts().operations.close.due(wiring.parts().clock())


@app.schedule(Rate(1, unit=Rate.MINUTES))
def watch(event: Any) -> None:
    """Tell an operator what runs out and what stands still."""
    gauges.tell(wiring.parts().operations.watch.look(wiring.parts().clock()))


@app.schedule(Rate(1, unit=Rate.MINUTES))
def announce_windows(event: Any) -> list[str]:
    """Tell other systems of windows that opened and closed, and of campaigns that were closed for good."""
    return wiring.parts().operations.announce.run(wiring.parts().clock())


@app.schedule(Rate(5, unit=Rate.MINUTES))
def sweep_expired(event: Any) -> dict[str, Any]:
    """Let due things happen for members who don't come; where there is much to do, ask for helpers."""
    return schedules.sweep_expired(wiring.parts().operations.sweep, wiring.parts().clock, event.context)


@app.schedule(Rate(1, unit=Rate.MINUTES))
def rank_boards(event: Any) -> dict[str, Any]:
    """Take the pictures of rankings, freeze those that are over, and pay their places."""
    return schedules.rank_boards(wiring.parts().operations.boards, wiring.parts().clock, event.context)


@app.lambda_function(name="sweep_part")
def sweep_part(event: Any, context: Any) -> dict[str, Any]:
    """Help to sweep: one part of the index of who is due."""
    return schedules.sweep_part(wiring.parts().operations.sweep, wiring.parts().clock, event, context)


@app.lambda_function(name="count_receipts")
def count_receipts(event: Any, context: Any) -> None:
    """Count new receipts for the report. (Chalice's own decorator knows the stream by a fixed ARN only, and no filter:
    what connects this function to it belongs to the template.)
    """
    stream.count_receipts(wiring.parts().operations.counting, event)


@app.lambda_function(name="send_notices")
def send_notices(event: Any, context: Any) -> None:
    """Tell other systems of new receipts, on the bus, and other members of what concerns them, by the queue."""
    tells.tell_others(wiring.parts().operations.tells, event)
    notices.send_notices(wiring.parts().operations.notices, event)


@app.lambda_function(name="take_events")
def take_events(event: Any, context: Any) -> Any:
    """Decide the queue's events, and name those that must come again."""
    return queue.take_events(wiring.parts(), event, context)


@app.lambda_function(name="forward_events")
def forward_events(event: Any, context: Any) -> None:
    """Put what other systems report on the bus into the queue."""
    bus.forward_events(wiring.parts().line_up, event)


@app.lambda_function(name="rotate_secrets")
def rotate_secrets(event: Any, context: Any) -> None:
    """Rotate a secret, one of four steps at a time, when Secrets Manager asks for it."""
    wiring.rotation().step(event)


gc.enable()
gc.freeze()  # what was imported stays for good: it need not be looked at again
