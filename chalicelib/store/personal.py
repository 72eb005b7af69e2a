"""All that the table holds of one person, to be handed out or to be erased.

    M#member / I#provider/subject   the way back to an identity; its sort key is the identity's own pk
    M#member / D#moment/does/by     who took out or erased the data, when: written once and never touched again

Everything else of a member stands in the same partition, but for claims, which are found by what receipts say.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from random import Random
from typing import Literal, NamedTuple

import msgspec
from msgspec import Struct
from pynamodb.exceptions import TransactWriteError
from pynamodb.expressions.condition import Condition

from chalicelib.domain.record.adjustment import Adjustment
from chalicelib.domain.record.order import OrderKey, OrderSnapshot, OrderStep, is_about
from chalicelib.domain.words.errors import Unavailable
from chalicelib.store import addresses, dynamo, writes
from chalicelib.store.backoff import CONFLICT_SECONDS, TRIES, full_jitter
from chalicelib.store.faults import FaultKind, kinds_of
from chalicelib.store.orders import body_of, order_of
from chalicelib.store.reader import Reader
from chalicelib.store.table import (
    Item,
    Key,
    claim_key,
    disclosure_key,
    item_key,
    item_of,
    member_key,
    raw_item,
    receipt_key,
)
from chalicelib.store.writes import ABSENT, MOST_WRITES, Write


class Disclosure(Struct, frozen=True):
    """An export or an erasure of a member's data by a manager."""

    at: int
    """Epoch ms."""
    does: Literal["export", "erase"]
    """The action on the data."""
    by: str
    """The manager's name."""


class KnownAs(Struct, frozen=True):
    """An identity that leads to the member."""

    provider: str
    """The name of the provider that vouches for the identity."""
    subject: str
    """The provider's id of the person."""
    at: int
    """Since when, epoch ms."""


class Kept(NamedTuple):
    """All that stands beside a member's record of what was won."""

    archives: dict[str, bytes]
    """By campaign: JSON, as it is stored."""
    addresses: dict[str, Item]
    """By gift, sealed (`store.addresses`)."""


class Person(Struct, frozen=True):
    """All of a member's items that are no receipts."""

    record: bytes
    """The member's document: JSON, as it is stored."""
    archives: dict[str, bytes]
    """By campaign: JSON, as it is stored."""
    addresses: dict[str, Item]
    """By gift, sealed (`store.addresses`)."""
    identities: tuple[KnownAs, ...]
    """The identities that lead to the member."""
    disclosures: tuple[Disclosure, ...]
    """The exports and erasures of the member's data."""
    adjustments: tuple[Adjustment, ...]
    """The adjustments of the member, whatever became of them."""


class ReceiptPage(NamedTuple):
    """A page of receipts."""

    receipts: dict[str, Item]
    """By their ids."""
    after: str | None
    """The id of the last one; None at the end."""


class Claims(NamedTuple):
    """The claims and orders of a member."""

    held: dict[tuple[str, str], str]
    """Claims of the member, with the id of the receipt that made each."""
    orders: dict[OrderKey, OrderSnapshot]
    """Orders that counted for the member, or that the member waits for."""


class Rewritten(Struct, frozen=True):
    """The new document of a receipt, an archive or an adjustment."""

    key: Key
    """The key of its item."""
    body: bytes
    """The document: JSON, as it is to be stored."""
    claims: tuple[tuple[str, str], ...] = ()
    """The claims (kind, value) that no longer name the member."""
    orders: tuple[OrderStep, ...] = ()
    """The orders that no longer tell of the member."""


class Personal:
    """Reads and rewrites a person's items. All of it is strongly consistent, and raises Unavailable where the table
    does not answer.
    """

    def __init__(self, reader: Reader, sleep: Callable[[float], None], rng: Random) -> None:
        """sleep: seconds."""
        self._reader = reader
        self._sleep = sleep
        self._rng = rng

    def person(self, member: str) -> Person:
        """Read all that is known of a member beside receipts. There has to be such a member."""
        items = {item.sk: item for item in _all(member, Item.sk < "R#")}
        return Person(
            record=items["M"].body,
            archives=_archives(items),
            addresses=addresses.all_of(items),
            identities=tuple(_known_as(item) for sk, item in items.items() if sk.startswith("I#")),
            disclosures=tuple(
                msgspec.json.decode(item.body, type=Disclosure) for sk, item in items.items() if sk.startswith("D#")
            ),
            adjustments=tuple(
                msgspec.json.decode(item.body, type=Adjustment) for sk, item in items.items() if sk.startswith("J#")
            ),
        )

    def kept(self, member: str) -> Kept:
        """Read what closed campaigns left of a member, and where gifts are to be sent: one query."""
        items = {item.sk: item for item in _all(member, Item.sk.between("A#", "G$"))}  # $ is what follows on #
        return Kept(_archives(items), addresses.all_of(items))

    def receipts(self, member: str, at_most: int, after: str | None = None) -> ReceiptPage:
        """The next receipts of a member, in the order of their ids. after: an id."""
        start = receipt_key(member, after) if after else None
        page = dynamo.query(member_key(member).pk, Item.sk.startswith("R#"), start, at_most)
        found = {item.sk[2:]: item for item in map(item_of, page.items)}
        return ReceiptPage(found, page.after.sk[2:] if page.after else None)

    def claims(self, member: str, possible: Iterable[tuple[str, str]]) -> Claims:
        """Find those of these claims (kind, value) that this member holds, and the orders among all of them that are
        about the member."""
        keys = {claim_key(*claim): claim for claim in possible}
        found = {keys[key]: item for key, item in self._reader.read(keys).items()}
        orders = {OrderKey(*claim): order_of(item) for claim, item in found.items()}
        return Claims(
            {claim: item.receipt for claim, item in found.items() if item.member == member},
            {key: one for key, one in orders.items() if one.version and is_about(one.order, member)},
        )

    def note(self, member: str, disclosure: Disclosure) -> None:
        """Write down a disclosure. The same one of the same moment is written once."""
        item = raw_item(
            disclosure_key(member, f"{disclosure.at:013}/{disclosure.does}/{disclosure.by}"),
            at=disclosure.at,
            body=msgspec.json.encode(disclosure),
        )
        self._write(puts=[writes.put(item, ABSENT)])

    def forget(self, member: str) -> None:
        """Delete the identities that lead to a member, and the ways back to them: all or nothing; and before these the
        addresses of gifts."""
        for gift in _all(member, Item.sk.startswith("G#")):
            self._write(deletes=[writes.delete(item_key(gift))])
        ways = list(_all(member, Item.sk.startswith("I#")))
        theirs = [writes.delete(Key(way.sk, "I"), f"{ABSENT} OR m = :m", {":m": member}) for way in ways]
        if ways:
            self._write(deletes=[*theirs, *(writes.delete(item_key(way)) for way in ways)])

    def rewrite(self, member: str, documents: Sequence[Rewritten]) -> bool:
        """Replace documents by new ones, which lose their fingerprints; False where one is gone meanwhile."""
        return all(self._write(updates=chunk) for chunk in _chunks(member, documents))

    def _write(self, deletes: Sequence[Write] = (), puts: Sequence[Write] = (), updates: Sequence[Write] = ()) -> bool:
        """One transaction; False where a condition does not hold."""
        for tried in range(TRIES):
            try:
                dynamo.transact(deletes, puts, updates)
            except TransactWriteError as error:
                kinds = kinds_of(error)
                if FaultKind.CONDITION in kinds:
                    return False
                if FaultKind.INVALID in kinds:
                    raise
                self._sleep(full_jitter(self._rng, CONFLICT_SECONDS, tried))
            else:
                return True
        raise Unavailable("The table is busy: try again.")


def _chunks(member: str, documents: Sequence[Rewritten]) -> Iterator[list[Write]]:
    """As many documents at a time as fit into a transaction together with their claims."""
    chunk: list[Write] = []
    for document in documents:
        actions = [
            _replace(document),
            *(_release(member, claim) for claim in document.claims),
            *(_forget(step) for step in document.orders),
        ]
        if len(chunk) + len(actions) > MOST_WRITES:
            yield chunk
            chunk = []
        chunk += actions
    if chunk:
        yield chunk


def _replace(document: Rewritten) -> Write:
    """Replace the document alone: the mark of the report, the place in the history and the end stay."""
    return writes.update(document.key, "SET b = :b REMOVE f", "attribute_exists(pk)", {":b": document.body})


def _release(member: str, claim: tuple[str, str]) -> Write:
    """Take the member off a claim. The claim stays, so that the same order never counts for another member."""
    return writes.update(claim_key(*claim), "REMOVE m, r", "m = :m", {":m": member})


def _forget(step: OrderStep) -> Write:
    """Let the order be what it is without the member, if it still is what was read."""
    version = step.before.version
    gone = " REMOVE m, r" if step.before.order.member and not step.order.member else ""
    values: writes.Values = {":b": body_of(step.order), ":n": version + 1, ":v": version}
    return writes.update(claim_key(*step.key), f"SET b = :b, v = :n{gone}", "v = :v", values)


def _archives(items: Mapping[str, Item]) -> dict[str, bytes]:
    return {sk[2:]: item.body for sk, item in items.items() if sk.startswith("A#")}


def _known_as(way: Item) -> KnownAs:
    provider, _, subject = way.sk[2:].partition("/")
    return KnownAs(provider, subject, way.at)


def _all(member: str, condition: Condition) -> Iterator[Item]:
    return map(item_of, dynamo.query_all(member_key(member).pk, condition))
