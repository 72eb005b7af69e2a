"""The one table: the attributes of its items, and how their keys are spelled.

There is one model for all kinds of items, because every kind is written in the same transactions. Attribute names are
short, since each byte is paid for with each write, and a document is one opaque attribute: decoding one text costs far
less than decoding a map of attributes.
"""

from hashlib import sha256
from typing import Any, Final, NamedTuple

from pynamodb.attributes import Attribute, BinaryAttribute, UnicodeAttribute
from pynamodb.constants import NUMBER
from pynamodb.indexes import GlobalSecondaryIndex, KeysOnlyProjection
from pynamodb.models import Model

from chalicelib.domain.record.outcome import StockKey

RECEIPT_SECONDS: Final = 3 * 366 * 24 * 3600
"""How long receipts are kept: three years. Records of prize promotions have to be kept for two."""

CONNECT_SECONDS = 1
READ_SECONDS = 2
RESENDS = 2
"""How often the SDK sends a call again whose reply was lost. Conflicts are not its business: they come back to us."""


class IntegerAttribute(Attribute[int]):
    """A whole number. (PynamoDB's own number is typed as a float.)"""

    attr_type = NUMBER

    def serialize(self, value: int) -> str:
        return str(value)

    def deserialize(self, value: str) -> int:
        return int(value)


class WhoIsDue(GlobalSecondaryIndex["Item"]):  # type: ignore[no-untyped-call] # PynamoDB leaves its own untyped
    """The index of who is due (see `due_index`)."""

    class Meta:
        index_name = "due"
        projection = KeysOnlyProjection()

    part = IntegerAttribute(hash_key=True, attr_name="h")
    due = IntegerAttribute(range_key=True, attr_name="d")


class Item(Model):
    """Any item of the table. Which kind of item has which attributes is listed in docs/how-an-action-commits.md.

    (A shard of counters has attributes of its own, see `store.counters`.)
    """

    class Meta:
        table_name = "tessera"
        region: str | None = None
        """The table's region; None until `dynamo.connect` says it."""
        host: str | None = None
        """The URL of another DynamoDB than the region's own; None: there is no other."""
        connect_timeout_seconds = CONNECT_SECONDS
        read_timeout_seconds = READ_SECONDS
        max_retry_attempts = RESENDS
        max_pool_connections = 50

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)

    v = IntegerAttribute(null=True)
    """A member's version, a receipt's number, the live list's revision, a definition's number, the generation of the
    report that is read, how often a cursor was moved."""
    s = IntegerAttribute(null=True)
    """The shape of a member's document; of the report's state, of what receipts are counted into."""
    at = IntegerAttribute(null=True)
    """The last moment anything happened to a member; of other items the moment of writing. Epoch ms."""
    log = BinaryAttribute(null=True, legacy_encoding=False)
    """The ids of a member's last receipts, newest first (see `receipt_log`)."""
    prev = BinaryAttribute(null=True, legacy_encoding=False)
    """Of a receipt: the member's log before it, which is where the history goes on."""
    fingerprint = BinaryAttribute(null=True, attr_name="f", legacy_encoding=False)
    """Of a receipt: what was asked under its key, at most 16 bytes."""
    body = BinaryAttribute(null=True, attr_name="b", legacy_encoding=False)
    """The document, as the bytes of its JSON."""
    taken = IntegerAttribute(null=True)
    """On a shard: units taken so far, which only grow. On a list of full shards: the units of the stock then."""
    codes = IntegerAttribute(null=True)
    """On a shard of a pool: codes that were put into it so far; on an upload: codes that it brought."""
    member = UnicodeAttribute(null=True, attr_name="m")
    """Of a claim or an identity: the member it belongs to."""
    receipt = UnicodeAttribute(null=True, attr_name="r")
    """Of a claim: the id of the receipt it belongs to."""
    due = IntegerAttribute(null=True, attr_name="d")
    """Of a member: the moment in whose order it stands in the index of who is due, epoch ms (see `due_index`)."""
    part = IntegerAttribute(null=True, attr_name="h")
    """Of a member: the part of that index in which it stands."""
    who_is_due = WhoIsDue()
    ttl = IntegerAttribute(null=True)
    """When DynamoDB may delete the item (days late), epoch seconds."""
    g = IntegerAttribute(null=True)
    """On a receipt: the generation of the report that has counted it. On the report: the generation new receipts are
    counted into."""


class Key(NamedTuple):
    """The key of one item."""

    pk: str
    """The partition key: whose, or of what, the item is, as in `M#MEMBER`."""
    sk: str
    """The sort key: which of those items it is, as in `R#RECEIPT`."""


LIVE: Final = Key("C", "LIVE")
"""The live list: which campaigns there are and which of their versions take effect when."""

REPORT: Final = Key("N", "G")
"""The state of the report: which generation of its counters is read, and into which one is counted."""


def member_key(member: str) -> Key:
    return Key(f"M#{member}", "M")


def receipt_key(member: str, receipt: str) -> Key:
    return Key(f"M#{member}", f"R#{receipt}")


def archive_key(member: str, campaign: str) -> Key:
    return Key(f"M#{member}", f"A#{campaign}")


def gift_key(member: str, gift: str) -> Key:
    """Where the address stands to which a gift, `CAMPAIGN/PRIZE`, is to be sent."""
    return Key(f"M#{member}", f"G#{gift}")


def known_as_key(member: str, provider: str, subject: str) -> Key:
    """The way back from a member to an identity: its sort key is the identity's pk."""
    return Key(f"M#{member}", identity_key(provider, subject).pk)


def disclosure_key(member: str, what: str) -> Key:
    return Key(f"M#{member}", f"D#{_fitting(what)}")


def adjustment_key(member: str, adjustment: str) -> Key:
    return Key(f"M#{member}", f"J#{adjustment}")


def open_adjustment_key(adjustment: str) -> Key:
    """Where an adjustment is listed until it is decided."""
    return Key("J", f"J#{adjustment}")


def shard_key(stock: StockKey, shard: int) -> Key:
    return Key(f"S#{stock.campaign}/{stock.stock}/{stock.window}#{shard}", "S")


def code_key(pool: str, number: str) -> Key:
    """A partner's code by its number, `SHARD-NUMBER`."""
    shard, _, place = number.partition("-")
    return Key(f"V#{pool}#{shard}", place)


def code_mark_key(pool: str, digest: str) -> Key:
    """The mark by which it is known that a pool has a code."""
    return Key(f"V#{pool}/{digest}", "V")


def upload_key(pool: str, upload: str) -> Key:
    """An upload of codes into a pool, by the digest of its file."""
    return Key(f"V#{pool}", f"U#{upload}")


def full_shards_key(stock: StockKey, number: int) -> Key:
    """One of the stock\'s lists of full shards: one for each hundred shards, numbered from 0."""
    return Key(f"F#{stock.campaign}/{stock.stock}/{stock.window}#{number}", "F")


def returned_key(stock: StockKey, at: int, unit: str) -> Key:
    """A unit that came back into a stock, and may be taken from a moment (epoch ms) on: they stand in that order."""
    return Key(f"B#{stock.campaign}/{stock.stock}/{stock.window}", f"{at:014}/{unit}")


def claim_key(kind: str, value: str) -> Key:
    return Key(f"U#{kind}/{_fitting(value)}", "U")


def identity_key(provider: str, subject: str) -> Key:
    return Key(f"I#{provider}/{_fitting(subject)}", "I")


def version_key(campaign: str, number: int) -> Key:
    return Key(f"C#{campaign}", f"V#{number}")


def audit_key(campaign: str, number: int) -> Key:
    return Key(f"C#{campaign}", f"L#{number}")


def closing_key(campaign: str) -> Key:
    return Key(f"C#{campaign}", "X")


def entry_key(campaign: str, board: str, window: str, part: int, member: str) -> Key:
    """A member's entry in a ranking, of which so many parts stand apart."""
    return Key(f"Y#{campaign}/{board}@{window}#{part}", member)


def ranking_key(campaign: str, board: str, window: str, what: str) -> Key:
    """A part of a ranking's picture: its state `X`, so many places `T#0`, so many of its scores `H#0`."""
    return Key(f"Y#{campaign}/{board}@{window}", what)


def counter_key(generation: int, campaign: str, day: str, shard: int) -> Key:
    """A campaign's counters of all days stand together, so that a report is one query and misses no day."""
    return Key(f"N#{generation}/{campaign}", f"{day}#{shard}")


def granted_key(generation: int, campaign: str, shard: int, place: str) -> Key:
    """Where a receipt stands in the list of those that granted something of a campaign.

    In a partition that begins as that of the generation's counters does, so that both are deleted by the same rule.
    """
    return Key(f"N#{generation}/{campaign}#{shard}", place)


def cursor_key(name: str) -> Key:
    return Key(f"K#{name}", "K")


def generation_of(pk: str) -> int:
    """The generation whose counters stand in a partition."""
    return int(pk.removeprefix("N#").partition("/")[0])


def item_key(item: Item) -> Key:
    return Key(item.pk, item.sk)


Raw = dict[str, dict[str, Any]]
"""An item as it goes over the wire: each attribute under its short name, with its type."""


def raw_item(key: Key, **attributes: str | int | bytes | None) -> Raw:
    """Give `Item(*key, **attributes)` as it goes over the wire, without the model: this runs in each commit."""
    item: Raw = {"pk": {"S": key.pk}, "sk": {"S": key.sk}}
    for name, value in attributes.items():
        if value is not None:
            item[_NAMES[name]] = raw_value(value)
    return item


def raw_value(value: str | int | bytes) -> dict[str, Any]:
    """A value as it goes over the wire, with its type."""
    return {"N": str(value)} if isinstance(value, int) else {_TYPES[type(value)]: value}


def item_of(raw: Raw) -> Item:
    """Give the same as `Item.from_raw_data(raw)` in a third of the time: this runs in each read.

    Attributes that a newer release has written beside those known here are passed over.
    """
    item = Item()
    for name, typed in raw.items():
        [(kind, value)] = typed.items()
        if name in _FIELDS:
            item.attribute_values[_FIELDS[name]] = int(value) if kind == "N" else value
    return item


_NAMES: Final = {name: attribute.attr_name for name, attribute in Item.get_attributes().items()}
_FIELDS: Final = {short: name for name, short in _NAMES.items()}
_TYPES: Final = {str: "S", bytes: "B"}


def _fitting(value: str) -> str:
    """The value, or its hash where it would not fit into a key (2,048 bytes)."""
    data = value.encode()
    return value if len(data) <= 512 else f"sha256:{sha256(data).hexdigest()}"
