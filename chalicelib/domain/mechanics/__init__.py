"""The mechanics: one folder each, with one record of all that the rest of Tessera has to know of it."""

from typing import Any, Final

from chalicelib.domain.mechanics import blind_box, board, challenge, collection, form, quiz, redemption
from chalicelib.domain.mechanics.mechanic import Mechanic

MECHANICS: Final[tuple[Mechanic[Any, Any], ...]] = (
    challenge.MECHANIC,
    collection.MECHANIC,
    blind_box.MECHANIC,
    redemption.MECHANIC,
    board.MECHANIC,
    quiz.MECHANIC,
    form.MECHANIC,
)
"""All of them, in the order of the file's keys. This is the only list."""
