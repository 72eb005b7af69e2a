"""Codes of partners in the table.

V#POOL#7 / 12         one code, sealed: its number is 7-12
V#POOL/DIGEST / V     the mark that the pool has it: `f` is the upload that brought it
V#POOL / U#UPLOAD     an upload: who, when, how many
S#/pools/POOL/#7      the shard: how many codes are there, and how many are taken (`store.pools`)

Up to 49 codes of one shard are one transaction with their marks and the shard's number, so a code is there whole or not
at all: after a crash whoever uploads the same file again finds what is there by its marks, and goes on.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from random import Random
from typing import Final, Literal, NamedTuple

import msgspec
from pynamodb.exceptions import TransactWriteError

from chalicelib.domain.record.outcome import POOL_SHARDS, pool_key
from chalicelib.domain.words.errors import Unavailable
from chalicelib.store import dynamo, writes
from chalicelib.store.backoff import CONFLICT_SECONDS, TRIES, full_jitter
from chalicelib.store.code_cipher import CodeCipher
from chalicelib.store.faults import FaultKind, give_up, kinds_of
from chalicelib.store.pools import pool_shard, shard_keys
from chalicelib.store.reader import Reader
from chalicelib.store.table import Key, code_key, code_mark_key, item_of, raw_item, shard_key, upload_key
from chalicelib.store.writes import ABSENT, MOST_WRITES, Write

AT_ONCE: Final = (MOST_WRITES - 2) // 2
"""Codes that one transaction takes: each with its mark, beside the shard and the upload."""

PASSING: Final = {FaultKind.CONDITION, FaultKind.CONFLICT, FaultKind.THROTTLED}

CodeFate = Literal["added", "before", "exists"]
"""The fate of a code: it was added; the same upload had brought it before; the pool had it from elsewhere."""


class Upload(NamedTuple):
    """An upload of a file of codes, of which a call brings a part."""

    pool: str
    """The name of the pool."""
    id: bytes
    """Of the file, 16 bytes."""
    by: str
    """The manager."""
    now: int
    """Epoch ms."""


class Brought(NamedTuple):
    """An upload as it stands in the table."""

    by: str
    """The name of the manager."""
    at: int
    """When the last of its codes came, epoch ms."""
    codes: int
    """How many codes it brought, without those that the pool had."""


class Codes:
    """Reads and writes partners' codes. Raises Unavailable where the table does not answer."""

    def __init__(self, reader: Reader, cipher: CodeCipher, sleep: Callable[[float], None], rng: Random) -> None:
        """sleep: seconds."""
        self._reader = reader
        self._cipher = cipher
        self._sleep = sleep
        self._rng = rng

    def add(self, upload: Upload, codes: Sequence[str]) -> dict[str, CodeFate]:
        """Add codes to a pool, each once: at most 49 for each shard; what became of each.

        After Unavailable some of them may be there: the same call finds them, and goes on.
        """
        marks = {code: code_mark_key(upload.pool, self._cipher.mark(upload.pool, code)) for code in codes}
        fates: dict[str, CodeFate] = {}
        for tried in range(TRIES):
            fates |= self._known(upload, {code: key for code, key in marks.items() if code not in fates})
            rest = [code for code in marks if code not in fates]
            if self._fill(upload, rest, marks, fates):
                return fates
            self._sleep(full_jitter(self._rng, CONFLICT_SECONDS, tried))
        raise Unavailable("Others upload to this pool, or take from it: try again.")

    def read(self, pool: str, number: str) -> str | None:
        """Read one code by its number; None where there is none."""
        key = code_key(pool, number)
        item = self._reader.read([key]).get(key)
        return None if item is None else self._cipher.open(pool, number, item.body)

    def uploads(self, pool: str) -> list[Brought]:
        """Read the uploads of a pool, the last one first."""
        found = [item_of(raw) for raw in dynamo.query_all(upload_key(pool, "").pk)]
        brought = (Brought(msgspec.json.decode(one.body, type=str), one.at, one.codes) for one in found)
        return sorted(brought, key=lambda one: -one.at)

    def _known(self, upload: Upload, marks: Mapping[str, Key]) -> dict[str, CodeFate]:
        """The codes that the pool has, whoever brought them."""
        found = self._reader.read(marks.values())
        known = {code: found[key].fingerprint for code, key in marks.items() if key in found}
        return {code: "before" if by == upload.id else "exists" for code, by in known.items()}

    def _fill(self, upload: Upload, codes: Sequence[str], marks: Mapping[str, Key], fates: dict[str, CodeFate]) -> bool:
        """Put codes into the emptiest shards, alike; False where some were not put, as another call was in the way."""
        keys = shard_keys(pool_key(upload.pool))
        items = self._reader.read(keys) if codes else {}
        here = {number: pool_shard(items.get(key)).codes for key, number in keys.items()}
        emptiest = sorted(here, key=lambda number: (here[number], self._rng.random()))
        each = min(AT_ONCE, -(-len(codes) // POOL_SHARDS))
        for start, shard in zip(range(0, len(codes), each or 1), emptiest, strict=False):
            part = codes[start : start + each]
            in_the_way = self._put(upload, shard, here[shard], {code: marks[code] for code in part})
            if FaultKind.THROTTLED in in_the_way:
                break
            fates.update({} if in_the_way else dict.fromkeys(part, "added"))
        return all(code in fates for code in codes)

    def _put(self, upload: Upload, shard: int, there: int, marks: Mapping[str, Key]) -> set[FaultKind]:
        """Put codes behind those that are in a shard, in one transaction; gives what was in the way."""
        puts = list(self._puts(upload, shard, there, marks))
        end: dict[str, str | int | bytes] = {":end": there + len(marks), ":none": 0}
        expression = "SET codes = :end, taken = if_not_exists(taken, :none)"
        unchanged = ("codes = :there", {**end, ":there": there}) if there else (ABSENT, end)
        filled = writes.update(shard_key(pool_key(upload.pool), shard), expression, *unchanged)
        try:
            dynamo.transact(puts=puts, updates=[filled, _noted(upload, len(marks))])
        except TransactWriteError as error:
            in_the_way = {one for one in kinds_of(error) if one}
            if in_the_way <= PASSING:
                return in_the_way
            give_up(error)
        return set()

    def _puts(self, upload: Upload, shard: int, there: int, marks: Mapping[str, Key]) -> Iterator[Write]:
        for place, (code, mark) in enumerate(marks.items(), there):
            number = f"{shard}-{place}"
            sealed = self._cipher.seal(upload.pool, number, code)
            yield writes.put(raw_item(code_key(upload.pool, number), at=upload.now, body=sealed), ABSENT)
            yield writes.put(raw_item(mark, at=upload.now, fingerprint=upload.id), ABSENT)


def _noted(upload: Upload, n: int) -> Write:
    """The upload's own item: it brought so many more."""
    values: dict[str, str | int | bytes] = {":n": n, ":now": upload.now, ":by": msgspec.json.encode(upload.by)}
    key = upload_key(upload.pool, upload.id.hex())
    noted = writes.update(key, "SET b = :by, #at = :now ADD codes :n", None, values)
    return noted | {"ExpressionAttributeNames": {"#at": "at"}}  # a word that DynamoDB keeps for itself
