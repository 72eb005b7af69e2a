"""Lists what members answered to a form, from the receipts themselves: for a manager who asks for it.

Which receipts these are, a list tells that is written where receipts are counted, as of grants. What members answered
stands in the receipts alone, so that it ends with them, and is gone where the member was erased.
"""

from typing import Any

import msgspec
from msgspec import Struct

from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.words.errors import Unknown
from chalicelib.services.grants import RECEIPTS_A_SHARD
from chalicelib.store import granted
from chalicelib.store.reader import Reader
from chalicelib.store.report_state import ReportState


class FormAnswer(Struct, frozen=True):
    """The answers of one sending of a form."""

    member: str
    """The id of the member who sent it."""
    receipt: str
    """The id of the receipt that has them."""
    at: int
    """Epoch ms."""
    sent: int
    """How often the member had sent it then; the answers of the last time hold."""
    answers: dict[str, Any]
    """By question, the name of an option, names of several, or a text."""


class FormAnswersPage(Struct, frozen=True):
    """A page of answers."""

    answers: tuple[FormAnswer, ...]
    """Oldest first, over all pages."""
    after: str | None
    """The `after` of the next page; null at the end."""


class FormAnswers:
    """Lists answers, but for those of the last seconds, which are not counted yet."""

    def __init__(self, reader: Reader, state: ReportState) -> None:
        self._reader = reader
        self._state = state

    def page(self, campaign: str, form: str, after: str | None = None) -> FormAnswersPage:
        """Read the next answers. after: from an earlier page.

        Raises Unknown (`unknown_page`) for what no page gave, and Unavailable.
        """
        if after is not None and not granted.PLACE.fullmatch(after):
            raise Unknown("page", after)
        read = self._state.generations().read
        page = granted.page(read, granted.of_form(campaign, form), after, RECEIPTS_A_SHARD)
        found = self._reader.read(page.receipts)
        told = ((key, msgspec.json.decode(found[key].body, type=Receipt)) for key in page.receipts if key in found)
        made = (
            FormAnswer(key.pk.removeprefix("M#"), one.id, one.at, one.sent, one.asked["answers"])
            for key, one in told
            if "answers" in one.asked
        )
        return FormAnswersPage(tuple(made), page.after)
