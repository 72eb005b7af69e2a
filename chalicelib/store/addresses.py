"""Addresses to which gifts are sent, sealed.

M#member / G#CAMPAIGN/PRIZE     one address, of the gifts of that prize that wait

They stand in the member's own partition and in nothing else: no receipt, notice or log tells one, and whoever is erased
has none.
"""

from collections.abc import Iterable, Mapping
from typing import Final

import msgspec
from pynamodb.exceptions import TransactWriteError

from chalicelib.domain.record.address import Address
from chalicelib.domain.record.member import Snapshot
from chalicelib.store import dynamo, writes
from chalicelib.store.code_cipher import CodeCipher
from chalicelib.store.faults import FaultKind, kinds_of
from chalicelib.store.reader import Reader
from chalicelib.store.table import Item, gift_key, member_key, raw_item

_SEALED_AS: Final = "/address"
"""The name by which the cipher tells addresses apart from the codes of pools, whose names have no slash."""

PASSING: Final = {FaultKind.CONDITION, FaultKind.CONFLICT, FaultKind.THROTTLED}


class Addresses:
    """Keeps and reads addresses. Raises Unavailable."""

    def __init__(self, reader: Reader, cipher: CodeCipher) -> None:
        self._reader = reader
        self._cipher = cipher

    def put(self, member: Snapshot, gift: str, address: Address, now: int) -> bool:
        """Keep an address, in the place of an earlier one; False where anything happened to the member since it was
        read, which may be that it was erased. now: epoch ms."""
        sealed = self._cipher.seal(_SEALED_AS, _place(member.id, gift), msgspec.json.encode(address).decode())
        item = raw_item(gift_key(member.id, gift), at=now, body=sealed)
        unchanged = writes.check(member_key(member.id), writes.UNCHANGED, {":v": member.version})
        try:
            dynamo.transact(puts=[writes.put(item)], checks=[unchanged])
        except TransactWriteError as error:
            if PASSING & set(kinds_of(error)):
                return False
            raise
        return True

    def read(self, members: Iterable[str], gift: str) -> Address | None:
        """The address of a gift, of the first of these records of one person that has one; None: none has."""
        keys = {gift_key(member, gift): member for member in members}
        found = self._reader.read(keys)
        return next((self.opened(keys[key], found[key]) for key in keys if key in found), None)

    def opened(self, member: str, item: Item) -> Address:
        """The address in an item. Raises CodeUnreadable where it is not what was sealed there."""
        text = self._cipher.open(_SEALED_AS, _place(member, gift_of(item)), item.body)
        return msgspec.json.decode(text, type=Address)


def gift_of(item: Item) -> str:
    """The gift, `CAMPAIGN/PRIZE`, whose address an item holds."""
    return item.sk.removeprefix("G#")


def all_of(items: Mapping[str, Item]) -> dict[str, Item]:
    """Those of a member's items that hold addresses, by gift."""
    return {gift_of(item): item for sk, item in items.items() if sk.startswith("G#")}


def _place(member: str, gift: str) -> str:
    return f"{member}/{gift}"
