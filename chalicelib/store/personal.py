"""All that the table holds of one person, to be handed out or to be forgotten.

    M#member / I#provider/subject   the way back to an identity; its sort key is the identity's own pk
    M#member / D#moment/does/by     who took out or erased the data, when: written once and never touched again

Everything else of a member stands in the same partition, but for claims, which are found by what receipts say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, Final, Literal, NamedTuple

import msgspec
from msgspec import Struct
from pynamodb.constants import NONE
from pynamodb.exceptions import QueryError, TransactWriteError
from pynamodb.expressions.condition import Condition

from chalicelib.domain.words.errors import Unavailable
from chalicelib.store.backoff import CONFLICT_SECONDS, full_jitter
from chalicelib.store.faults import Kind, kind_of, kind_of_code
from chalicelib.store.reader import Reader
from chalicelib.store.table import (
    Item,
    Key,
    Raw,
    claim_key,
    disclosure_key,
    item_of,
    member_key,
    raw_item,
    receipt_key,
)

MOST_ITEMS: Final = 100
"""Items that one transaction takes."""

TRIES: Final = 6


class Disclosure(Struct, frozen=True):
    """Somebody took out a member's data, or erased it. at: epoch ms · by: the manager's name."""

    at: int
    does: Literal["export", "erase"]
    by: str


class KnownAs(Struct, frozen=True):
    """An identity that leads to the member. at: since when, epoch ms."""

    provider: str
    subject: str
    at: int


@dataclass(frozen=True, slots=True)
class Person:
    """All of a member's items that are no receipts. record, archives (by campaign): JSON, as they are stored."""

    record: bytes
    archives: dict[str, bytes]
    identities: tuple[KnownAs, ...]
    disclosures: tuple[Disclosure, ...]


class Page(NamedTuple):
    """Receipts by their ids. after: the id of the last one, None at the end."""

    receipts: dict[str, Item]
    after: str | None


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A receipt's or an archive's new document, and the claims (kind, value) that no longer name the member."""

    key: Key
    body: bytes
    claims: tuple[tuple[str, str], ...] = ()


class Personal:
    """sleep: seconds. Everything is strongly consistent, and raises Unavailable where the table does not answer."""

    def __init__(self, reader: Reader, sleep: Callable[[float], None], rng: Random) -> None:
        self._reader = reader
        self._sleep = sleep
        self._rng = rng

    def person(self, member: str) -> Person:
        """What is known of a member beside receipts. There has to be such a member."""
        items = {item.sk: item for item in _all(member_key(member).pk, Item.sk < "R#")}
        return Person(
            record=items["M"].body,
            archives={sk[2:]: item.body for sk, item in items.items() if sk.startswith("A#")},
            identities=tuple(_known_as(item) for sk, item in items.items() if sk.startswith("I#")),
            disclosures=tuple(
                msgspec.json.decode(item.body, type=Disclosure) for sk, item in items.items() if sk.startswith("D#")
            ),
        )

    def receipts(self, member: str, at_most: int, after: str | None = None) -> Page:
        """The next receipts of a member, in the order of their ids. after: an id."""
        start = receipt_key(member, after) if after else None
        page = _query(member_key(member).pk, Item.sk.startswith("R#"), start, at_most)
        found = {item.sk[2:]: item for item in map(item_of, page["Items"])}
        return Page(found, page["LastEvaluatedKey"]["sk"]["S"][2:] if page.get("LastEvaluatedKey") else None)

    def claimed(self, member: str, possible: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
        """Those of these (kind, value) that this member has claimed, with the receipt's id."""
        keys = {claim_key(*claim): claim for claim in possible}
        return {keys[key]: item.receipt for key, item in self._reader.read(keys).items() if item.member == member}

    def note(self, member: str, disclosure: Disclosure) -> None:
        """Write down who did what. The same of the same moment is written once."""
        item = raw_item(
            disclosure_key(member, f"{disclosure.at:013}/{disclosure.does}/{disclosure.by}"),
            at=disclosure.at,
            body=msgspec.json.encode(disclosure),
        )
        self._write(puts=[_action("Item", item, "attribute_not_exists(pk)")])

    def forget(self, member: str) -> None:
        """Delete the identities that lead to a member, and the ways back to them: all or nothing."""
        ways = list(_all(member_key(member).pk, Item.sk.startswith("I#")))
        theirs = {":m": {"S": member}}
        identities = [
            _action("Key", raw_item(Key(way.sk, "I")), "attribute_not_exists(pk) OR m = :m", theirs) for way in ways
        ]
        if ways:
            self._write(deletes=[*identities, *(_action("Key", raw_item(Key(way.pk, way.sk))) for way in ways)])

    def rewrite(self, member: str, documents: Sequence[Rewritten]) -> bool:
        """Put new documents in the place of old ones, which lose their fingerprints; whether all were written: not
        where one is gone meanwhile.
        """
        return all(self._write(updates=chunk) for chunk in _chunks(member, documents))

    def _write(
        self,
        deletes: Sequence[dict[str, Any]] = (),
        puts: Sequence[dict[str, Any]] = (),
        updates: Sequence[dict[str, Any]] = (),
    ) -> bool:
        """One transaction; False where a condition does not hold."""
        connection = Item._get_connection().connection
        for tried in range(TRIES):
            try:
                connection.transact_write_items([], deletes, puts, updates, return_consumed_capacity=NONE)
            except TransactWriteError as error:
                kinds = _kinds(error)
                if Kind.CONDITION in kinds:
                    return False
                if Kind.INVALID in kinds:
                    raise
                self._sleep(full_jitter(self._rng, CONFLICT_SECONDS, tried))
            else:
                return True
        raise Unavailable("The table is busy: try again.")


def _chunks(member: str, documents: Sequence[Rewritten]) -> Iterator[list[dict[str, Any]]]:
    """As many documents at a time as fit into a transaction together with their claims."""
    chunk: list[dict[str, Any]] = []
    for document in documents:
        actions = [_replace(document), *(_release(member, claim) for claim in document.claims)]
        if len(chunk) + len(actions) > MOST_ITEMS:
            yield chunk
            chunk = []
        chunk += actions
    if chunk:
        yield chunk


def _replace(document: Rewritten) -> dict[str, Any]:
    """Its mark of the report, its place in the history and its end stay."""
    action = _action("Key", raw_item(document.key), "attribute_exists(pk)", {":b": {"B": document.body}})
    return action | {"UpdateExpression": "SET b = :b REMOVE f"}


def _release(member: str, claim: tuple[str, str]) -> dict[str, Any]:
    """The claim stays, so that the same order never counts for somebody else; it only names nobody any more."""
    action = _action("Key", raw_item(claim_key(*claim)), "m = :m", {":m": {"S": member}})
    return action | {"UpdateExpression": "REMOVE m, r"}


def _action(kind: str, item: Raw, condition: str | None = None, values: Raw | None = None) -> dict[str, Any]:
    action: dict[str, Any] = {"TableName": Item.Meta.table_name, kind: item}
    if condition is not None:
        action["ConditionExpression"] = condition
    if values is not None:
        action["ExpressionAttributeValues"] = values
    return action


def _kinds(error: TransactWriteError) -> list[Kind]:
    reasons = [kind_of_code(reason.code) for reason in error.cancellation_reasons if reason]
    return reasons or [kind_of(error)]


def _known_as(way: Item) -> KnownAs:
    provider, _, subject = way.sk[2:].partition("/")
    return KnownAs(provider, subject, way.at)


def _all(pk: str, condition: Condition) -> Iterator[Item]:
    after = None
    while True:
        page = _query(pk, condition, after)
        yield from map(item_of, page["Items"])
        if not page.get("LastEvaluatedKey"):
            return
        after = Key(page["LastEvaluatedKey"]["pk"]["S"], page["LastEvaluatedKey"]["sk"]["S"])


def _query(pk: str, condition: Condition, after: Key | None, limit: int | None = None) -> dict[str, Any]:
    try:
        page: dict[str, Any] = Item._get_connection().connection.query(
            Item.Meta.table_name,
            pk,
            condition,
            limit=limit,
            exclusive_start_key=raw_item(after) if after else None,
            consistent_read=True,
        )
    except QueryError as error:
        if kind_of(error) is Kind.INVALID:
            raise
        raise Unavailable("The table did not answer: try again.") from error
    return page
