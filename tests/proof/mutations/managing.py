"""Mistakes in what managers see and do, and in what testers stand on."""

from tests.proof.mutations.mutation import Mutation

RECEIPT = "chalicelib/domain/record/receipt.py"

OF_RECEIPT_IDS = "tests/domain/test_receipt_id.py"

MUTATIONS = (
    Mutation(
        "receipt-id-begins-with-a-dash",
        RECEIPT,
        'return f"_{id[1:]}" if id.startswith("-") else id',
        "return id",
        "a command would take the id for an option",
        OF_RECEIPT_IDS,
    ),
)
