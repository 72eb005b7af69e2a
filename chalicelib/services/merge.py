"""Merges two records of one person: the older one stays, and the other leads to it from then on.

It is done by whoever knows that two records are of one person: two managers, and a sign-in by something that was
verified and leads to another member than the one who signs in.
"""

from typing import Final, NamedTuple

import msgspec

from chalicelib.domain.record.actions import LinkId, Merge
from chalicelib.domain.record.receipt import BIRTH, receipt_id
from chalicelib.domain.words.errors import Refused, Unknown
from chalicelib.services.act import Act, ActionAnswer, Request
from chalicelib.store.members import Members, StoredReceipt

SCOPE: Final = "merge"
LINKS: Final = "link"


class Pair(NamedTuple):
    """Two records of one person."""

    stays: str
    """The id of the older one."""
    absorbed: str
    """The id of the other one."""


def request(absorbed: str) -> Request:
    """The request to absorb a record: a record is absorbed once, so that its id is the key."""
    return Request(SCOPE, absorbed, b"", Merge(absorbed))


class Merging:
    """Merges records. Raises Unavailable."""

    def __init__(self, members: Members, act: Act) -> None:
        self._members = members
        self._act = act

    def merge(self, one: str, other: str, now: int) -> ActionAnswer:
        """Merge two records, whichever is the older. now: epoch ms. Raises as `pair` does; a refusal is an answer."""
        pair = self.pair(one, other)
        [answer] = self._act.act(pair.stays, [request(pair.absorbed)], now)
        return answer

    def link(self, member: str, provider: str, subject: str, now: int, token_epoch: int | None = None) -> ActionAnswer:
        """Let another id of a person lead to the member. now: epoch ms. token_epoch: of the member's token, where the
        member asks for it.

        One that leads there already changes nothing; one that leads to another member is refused (`identity_taken`).
        """
        asked = Request(LINKS, f"{provider}:{subject}", b"", LinkId(provider, subject))
        [answer] = self._act.act(member, [asked], now, token_epoch, known_as=True)
        return answer

    def pair(self, one: str, other: str) -> Pair:
        """Tell which of two records stays: the one that was born first. What leads to another record stands for that.

        Raises Refused (`same_member`, `already_merged`), and Unknown for an id of no member, or of a guest.
        """
        if one == other:
            raise Refused("These are the same member: name two.", "same_member")
        found = [self.leading(named) for named in (one, other)]
        if found[0] == found[1]:
            raise Refused(f"These are one member already: {found[0]}.", "already_merged")
        younger, older = sorted(found, key=self._age)
        return Pair(older, younger)

    def leading(self, id: str) -> str:
        """The id of the member whom an id leads to. Raises Unknown."""
        member = self._members.load(id).snapshot
        into = member.document.ids.into
        if not (member.here or into):
            raise Unknown("member", id)
        return into or id

    def _age(self, id: str) -> tuple[int, int, str]:
        """The larger, the older: by the first receipt, which is gone after three years; then by how many there were."""
        first = receipt_id(BIRTH, id)
        loaded = self._members.load(id, [first])
        stored = loaded.receipts.get(first)
        return -(_at(stored) if stored else 0), loaded.snapshot.version, id


class _Receipt(msgspec.Struct):
    at: int


def _at(stored: StoredReceipt) -> int:
    return msgspec.json.decode(stored.body, type=_Receipt).at
