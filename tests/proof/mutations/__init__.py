"""Mistakes made on purpose: what the tests are worth is what they notice.

Each is a row of one of the lists here, by the part of the code that it is in. `python -m tests.proof.mutations` makes
them one by one, in a copy of the tree, and tells which test noticed, or that none did.
"""

from tests.proof.mutations import (
    bills,
    boards,
    brand,
    calendars,
    chance,
    codes,
    command,
    decisions,
    derived,
    doubts,
    due,
    edge,
    guests,
    importing,
    in_memory,
    journal,
    ledger,
    managing,
    mechanics,
    operating,
    orders,
    proofs,
    redemptions,
    refunds,
    scenarios,
    services,
    shop,
    slips,
    store,
)

MUTATIONS = (
    *decisions.MUTATIONS,
    *journal.MUTATIONS,
    *ledger.MUTATIONS,
    *brand.MUTATIONS,
    *in_memory.MUTATIONS,
    *mechanics.MUTATIONS,
    *boards.MUTATIONS,
    *calendars.MUTATIONS,
    *chance.MUTATIONS,
    *codes.MUTATIONS,
    *store.MUTATIONS,
    *services.MUTATIONS,
    *derived.MUTATIONS,
    *due.MUTATIONS,
    *edge.MUTATIONS,
    *managing.MUTATIONS,
    *shop.MUTATIONS,
    *orders.MUTATIONS,
    *guests.MUTATIONS,
    *refunds.MUTATIONS,
    *bills.MUTATIONS,
    *redemptions.MUTATIONS,
    *command.MUTATIONS,
    *importing.MUTATIONS,
    *scenarios.MUTATIONS,
    *operating.MUTATIONS,
    *slips.MUTATIONS,
    *doubts.MUTATIONS,
    *proofs.MUTATIONS,
)

HANDFUL = (
    "negative-holdings",
    "window-closes-late",
    "guarantee-a-draw-late",
    "receipt-written-over",
    "torn-read-not-healed",
    "signature-not-verified",
)
"""One of each part, for a quick look."""
