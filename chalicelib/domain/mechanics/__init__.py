"""The mechanics: one file each, all of one shape.

A mechanic's file holds its actions (structs whose tag names them in receipts), a handler for each, and HANDLERS, which
brings the two together. A handler takes a turn and its action, checks, and moves; it raises a Refused to say no.
"""

from __future__ import annotations

from chalicelib.domain.mechanics import blind_box, challenge, collection, redemption
from chalicelib.domain.turn import Handlers

HANDLERS: Handlers = {
    **challenge.HANDLERS,
    **collection.HANDLERS,
    **blind_box.HANDLERS,
    **redemption.HANDLERS,
}
"""The handler of every mechanic's actions."""
