"""Mistakes in what managers see and do, and in what testers stand on."""

from tests.proof.mutations.mutation import Mutation

LIFECYCLE = "chalicelib/domain/publishing/lifecycle.py"
RECEIPT = "chalicelib/domain/record/receipt.py"
STEER = "chalicelib/services/steer.py"

OF_LIFECYCLE = "tests/domain/test_lifecycle.py"
OF_UNSCHEDULING = "tests/services/test_unschedule.py"
OF_RECEIPT_IDS = "tests/domain/test_receipt_id.py"

MUTATIONS = (
    Mutation(
        "receipt-id-begins-with-a-dash",
        RECEIPT,
        'return f"_{text[1:]}" if text.startswith("-") else text',
        "return text",
        "a command would take the id for an option",
        OF_RECEIPT_IDS,
    ),
    Mutation(
        "taken-back-in-the-last-minute",
        STEER,
        "if (standing.takes_effect or 0) < instruction.now + LEAD:",
        "if (standing.takes_effect or 0) < instruction.now:",
        "some members would play by a version that others never see",
        OF_UNSCHEDULING,
    ),
    Mutation(
        "taken-back-from-under-another",
        STEER,
        "self._check_without(id, number, dossier.record.live, revised)",
        "pass",
        "a change that takes from members would get by, and a campaign lose its events",
        OF_UNSCHEDULING,
    ),
    Mutation(
        "trail-keeps-what-was-taken-back",
        LIFECYCLE,
        "listed = tuple(one for one in listed if one.number != entry.about)",
        "pass",
        "the status would show a version as replaced that the next one never took the place of",
        OF_LIFECYCLE,
    ),
)
