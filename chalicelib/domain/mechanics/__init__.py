"""The mechanics: one file each, all of one shape.

A mechanic's file holds its actions (structs whose tag names them in receipts), a handler for each, and HANDLERS, which
brings the two together. A handler takes a turn and its action, checks, and moves; it raises a Refused to say no.
"""

from __future__ import annotations

from chalicelib.domain.mechanics.blind_box import play as blind_box
from chalicelib.domain.mechanics.challenge import play as challenge
from chalicelib.domain.mechanics.collection import play as collection
from chalicelib.domain.mechanics.redemption import play as redemption
from chalicelib.domain.play.turn import Handlers

HANDLERS: Handlers = {
    **challenge.HANDLERS,
    **collection.HANDLERS,
    **blind_box.HANDLERS,
    **redemption.HANDLERS,
}
"""The handler of every mechanic's actions."""
