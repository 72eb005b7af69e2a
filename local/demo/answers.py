"""Checks what only the player can tell: that answers contradict neither each other nor the statements."""

import json

from audit import Evidence, Result
from audit.recount import Receipt
from audit.result import result
from local.demo.diary import Diary

UNASKED = (
    "enrol",
    "receive",
    "settle",
    "award",
    "touch",
    "merged",
    "absorbed",
    "adjust",
    "import",
    "erase",
)
"""Receipts that answer no request of a member or a shop: being born, what another member gave, what fell due, a place
of a ranking, a message, and what managers do.
"""
NOT_MATCHING = "order_not_matching"
TELLS = "tessera"
"""The source of events that follow from what another member did."""


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
    """The receipts that were answered are the receipts in the statements, byte by byte.

    Of who was erased they are others by now. An order that names nobody is answered by the receipt of whoever it is.
    """
    erased = {one.member for one in evidence.statements if one.erased}
    altered = {receipt["id"] for one in evidence.statements if one.erased for receipt in one.receipts}
    written = {
        (one.member, text)
        for one in evidence.statements
        for receipt, text in zip(one.receipts, one.texts, strict=True)
        if receipt["does"] not in UNASKED and not _is_unasked(receipt) and not one.erased
    }
    texts = {text: member for member, text in written}
    answered = {
        (key[0] or texts.get(recorded.receipt, ""), recorded.receipt)
        for key, recorded in diary.receipts.items()
        if key[0] not in erased and json.loads(recorded.receipt)["id"] not in altered
    }
    lost = [f"{member} was answered {text!r}, which is not in the statement" for member, text in answered - written]
    unasked = [f"{member} has {text!r}, which answered nothing" for member, text in written - answered]
    return result(
        "Nothing answered is lost, and nothing else is written",
        f"{len(answered):,} receipts equal byte by byte",
        [*lost, *unasked],
    )


def _is_unasked(receipt: Receipt) -> bool:
    """Whether it follows from what another member did, or is a wrong guess, which is counted and refused."""
    is_told = receipt["does"] == "event" and receipt["asked"].get("source") == TELLS
    return bool(is_told or receipt.get("verdict") == NOT_MATCHING)
