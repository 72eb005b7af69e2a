"""Signed batches to a backend, as any shop's server sends them: `docs/webhooks.md` has the rules."""

import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any, Final
from uuid import uuid4

from standardwebhooks.webhooks import Webhook

from cli.ending import Refused, Unreachable
from cli.remote import Busy, Remote

INGEST: Final = ("v1", "ingest")
TRIES: Final = 8
LONGEST_WAIT: Final = 60.0
"""Seconds between two tries, at most."""


class Shop:
    """Speaks to a backend as a shop's server does: it signs, and sends until each event has an answer."""

    def __init__(self, remote: Remote, secret: str, waits: Callable[[float], None] = lambda seconds: None) -> None:
        """waits: is told of each wait, in seconds, before it."""
        self._remote = remote
        self._webhook = Webhook(secret)
        self._waits = waits

    def report(self, events: Sequence[bytes]) -> list[Any]:
        """Give the answer to each event, in their order. What is undecided is sent again, and later each time.

        Raises Refused where the batch as a whole is, and Unreachable where events stay undecided.
        """
        answers: dict[int, Any] = {}
        for tried in range(TRIES):
            places = [place for place in range(len(events)) if place not in answers]
            wait = min(2.0**tried, LONGEST_WAIT)
            try:
                given = self._sent([events[place] for place in places])
                answers |= {place: one for place, one in zip(places, given, strict=True) if not _undecided(one)}
                wait, why = max(wait, *map(_retry_after, given)), "Events stay undecided."
            except Busy as busy:
                wait, why = max(wait, busy.retry_after), busy.message
            if len(answers) == len(events):
                return [answers[place] for place in range(len(events))]
            if tried < TRIES - 1:
                self._waits(wait)
                time.sleep(wait)
        raise Unreachable(f"{why} Tried {TRIES} times: the same command goes on where it was.")

    def _sent(self, events: Sequence[bytes]) -> list[Any]:
        body = b"[" + b",".join(events) + b"]"
        message, now = f"import-{uuid4()}", datetime.now(UTC)
        headers = {
            "webhook-id": message,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": self._webhook.sign(message, now, body.decode()),
        }
        try:
            answers = self._remote.send(*INGEST, body=body, headers=headers)
        except Refused as refused:
            if refused.code == "bad_signature":
                raise Refused(f"{refused.message} {_OF_SIGNATURES}", refused.code) from None
            raise
        if not _is_answer(answers, len(events)):
            raise Unreachable(f"{self._remote.url} answers with something else than Tessera does.")
        return list(answers["events"])


_OF_SIGNATURES = (
    "Either the secret is of another stage, or was rotated away, or the clock of this machine is more than five "
    "minutes off."
)


def _undecided(answer: Any) -> bool:
    return bool(answer["status"] == "undecided")


def _retry_after(answer: Any) -> float:
    return float(answer.get("problem", {}).get("retry_after") or 0)


def _is_answer(tree: Any, events: int) -> bool:
    """Whether this is what `/v1/ingest` answers to so many events."""
    answers = tree.get("events") if isinstance(tree, dict) else None
    return (
        isinstance(answers, list)
        and len(answers) == events
        and all(isinstance(one, dict) and "status" in one for one in answers)
    )
