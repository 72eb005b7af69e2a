"""Checks what only the player can tell: that answers contradict neither each other nor the statements."""

from audit import Evidence, Result
from audit.result import result
from local.demo.diary import Diary

UNASKED = ("enrol", "receive", "settle", "award")
"""Receipts that answer no request of their own: being born, what another member gave, what fell due, and a place of a
ranking.
"""


def of_diary(diary: Diary, evidence: Evidence) -> list[Result]:
    """One result for each rule."""
    return [
        result(
            "Every answer to a key is the same",
            f"{diary.repeated:,} repeated answers equal, {diary.contradicted:,} other requests under used keys refused",
            diary.unequal,
        ),
        _complete(diary, evidence),
        result("Hostile requests are refused as documented", f"{diary.attacks:,} requests", diary.unrefused),
        result(
            "The server never fails",
            f"{diary.statuses.total():,} answers",
            [f"{n} times {what}" for what, n in diary.faults.items()],
        ),
    ]


def _complete(diary: Diary, evidence: Evidence) -> Result:
    """The receipts that were answered are the receipts in the statements, byte by byte."""
    answered = {(key[0], recorded.receipt) for key, recorded in diary.receipts.items()}
    written = {
        (one.member, text)
        for one in evidence.statements
        for receipt, text in zip(one.receipts, one.texts, strict=True)
        if receipt["does"] not in UNASKED
    }
    lost = [f"{member} was answered {text!r}, which is not in the statement" for member, text in answered - written]
    unasked = [f"{member} has {text!r}, which answered nothing" for member, text in written - answered]
    return result(
        "Nothing answered is lost, and nothing else is written",
        f"{len(answered):,} receipts equal byte by byte",
        [*lost, *unasked],
    )
