"""Keeps requests and their answers while a month is played, so that contradictions are seen as they happen."""

from collections import Counter
from threading import Lock

from msgspec import Struct

Key = tuple[str, str, str]
"""A member, a scope (a source of events, or the member) and an idempotency key."""


class Recorded(Struct, frozen=True):
    """A key that has a receipt."""

    asked: bytes
    """The request."""
    receipt: bytes
    """The receipt's JSON."""


class Diary:
    """Counts answers. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self.statuses: Counter[int] = Counter()
        self.refusals: Counter[str] = Counter()
        """By code."""
        self.events: Counter[str] = Counter()
        """By status."""
        self.faults: Counter[str] = Counter()
        """Answers that the backend must never give."""
        self.seconds: list[float] = []
        """How long each answer took."""
        self.receipts: dict[Key, Recorded] = {}
        self.repeated = self.contradicted = 0
        """Answers to keys that had a receipt: to the same request, and to another one."""
        self.unequal: list[str] = []
        """Those of them that are wrong."""
        self.attacks = self.lost = 0
        """How many attacks were made, and how many connections broke."""
        self.unrefused: list[str] = []
        """Attacks that were not refused as documented."""

    def note_answer(self, path: str, status: int, code: str, seconds: float) -> None:
        """One HTTP answer."""
        with self._lock:
            self.statuses[status] += 1
            self.seconds.append(seconds)
            if code:
                self.refusals[code] += 1
            if status >= 500 and status != 503:
                self.faults[f"{status} {path.partition('?')[0]}"] += 1

    def note_fault(self, what: str) -> None:
        """Something that the backend must never answer."""
        with self._lock:
            self.faults[what] += 1

    def note_lost(self) -> None:
        """A connection broke before the answer was there."""
        with self._lock:
            self.lost += 1

    def note_event(self, status: str, code: str) -> None:
        """The outcome of one event of a batch."""
        with self._lock:
            self.events[status] += 1
            if code:
                self.refusals[code] += 1
            if code == "internal_error":
                self.faults["500 in a batch"] += 1

    def note_attack(self, what: str, as_wanted: bool, answer: str) -> None:
        """Whether an attack was refused as it must be."""
        with self._lock:
            self.attacks += 1
            if not as_wanted:
                self.unrefused.append(f"{what}: {answer}")

    def known(self, key: Key) -> Recorded | None:
        """The record of a key, before it is sent again."""
        return self.receipts.get(key)

    def note_key(self, key: Key, before: Recorded | None, asked: bytes, receipt: bytes | None, code: str) -> None:
        """The final answer to a key. before: what was `known` when it was sent.

        Once a receipt exists, every answer to its key is that receipt; what asks for something else is a contradiction.
        """
        with self._lock:
            recorded = before or self.receipts.get(key)
            if before is not None and before.asked != asked:
                self.contradicted += 1
                if code != "idempotency_key_reused":
                    self.unequal.append(f"{key} was taken for something else: {code or receipt!r}")
            elif before is not None and receipt is None:
                self.unequal.append(f"{key} has a receipt and was answered {code or 'without it'}")
            elif receipt is not None and recorded is not None:
                self.repeated += 1
                if recorded.receipt != receipt:
                    self.unequal.append(f"{key} has two answers: {recorded.receipt!r} and {receipt!r}")
            elif receipt is not None:
                self.receipts[key] = Recorded(asked, receipt)
