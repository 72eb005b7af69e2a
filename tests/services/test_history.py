"""The history: every receipt once, newest first, two trips and 17 read units a page."""

from collections.abc import Iterable
from random import Random

import msgspec
import pytest

from chalicelib.domain.record.member import Member, Snapshot
from chalicelib.domain.record.outcome import Outcome
from chalicelib.domain.record.receipt import Receipt, receipt_id
from chalicelib.domain.words.errors import Unauthenticated, Unknown
from chalicelib.services.history import History, HistoryPage, Wanted
from chalicelib.store.commit import commit
from chalicelib.store.members import Current, Members
from chalicelib.store.reader import Reader
from chalicelib.store.receipt_log import noted
from chalicelib.store.table import Item, Key, receipt_key
from chalicelib.store.transaction import Committed

NOW = 1_780_000_000_000


class CountingReader(Reader):
    """Counts what is read: a trip for each batch, a unit for each key."""

    trips = 0
    units = 0

    def read(self, keys: Iterable[Key], consistent: bool = True) -> dict[Key, Item]:
        wanted = list(keys)
        self.trips += bool(wanted)
        self.units += len(wanted)
        return super().read(wanted, consistent)


@pytest.fixture
def reader(table: None) -> CountingReader:
    return CountingReader(lambda _: None, Random(1))


@pytest.fixture
def history(reader: CountingReader) -> History:
    return History(Members(reader))


def played(member_id: str, receipts: int, epoch: int = 0) -> list[str]:
    """A member with so many receipts; their ids, newest first."""
    names: list[str] = []
    log = b""
    for number in range(1, receipts + 1):
        receipt = Receipt(receipt_id("test", f"{member_id}/{number}"), number, NOW, "join")
        before = Current(Snapshot(member_id, number - 1, NOW, Member()), log)
        done = commit(Outcome(Member(epoch=epoch), (receipt,)), {}, (), before, None, NOW)
        assert isinstance(done, Committed)
        log = noted(log, receipt.id)
        names.insert(0, receipt.id)
    return names


def ids_of(bodies: list[bytes]) -> list[str]:
    return [msgspec.json.decode(body, type=Receipt).id for body in bodies]


@pytest.mark.parametrize(
    ("receipts", "pages"),
    [
        pytest.param(0, [0], id="nobody yet"),
        pytest.param(1, [1], id="just born"),
        pytest.param(16, [16], id="one full page"),
        pytest.param(17, [16, 1], id="one more than a page"),
        pytest.param(32, [16, 16], id="two full pages"),
        pytest.param(43, [16, 16, 11], id="three pages"),
    ],
)
def test_shows_every_receipt_once_newest_first(
    history: History, reader: CountingReader, receipts: int, pages: list[int]
) -> None:
    expected = played("ann", receipts)
    shown: list[list[str]] = []
    before = None
    while not shown or before:
        reader.trips = reader.units = 0
        page = history.page("ann", before)
        shown.append(ids_of(page.receipts))
        before = page.before
        assert reader.trips <= 2
        assert reader.units <= 17

    assert [len(page) for page in shown] == pages
    assert [one for page in shown for one in page] == expected


def test_a_receipt_that_comes_in_between_moves_no_page(history: History) -> None:
    names = played("ann", 20)
    first = history.page("ann")
    played_on = Receipt(receipt_id("test", "one more"), 21, NOW, "join")
    log = b""
    for name in reversed(names):
        log = noted(log, name)
    commit(Outcome(Member(), (played_on,)), {}, (), Current(Snapshot("ann", 20, NOW, Member()), log), None, NOW)

    assert ids_of(history.page("ann", first.before).receipts) == names[16:]
    assert ids_of(history.page("ann").receipts) == [played_on.id, *names[:15]]


def test_receipts_that_have_expired_end_the_history(history: History) -> None:
    names = played("ann", 20)
    for name in names[10:]:
        Item(*receipt_key("ann", name)).delete()

    page = history.page("ann")

    assert ids_of(page.receipts) == names[:10]
    assert page.before is None


@pytest.mark.parametrize(
    "before",
    [
        pytest.param("", id="nothing"),
        pytest.param("x", id="too short"),
        pytest.param("../../etc/passwd", id="no base64"),
        pytest.param("A" * 17, id="too long"),
        pytest.param("A" * 15 + "\n", id="a line end"),
        pytest.param("AAAAAAAAAAAAAAAA", id="nobody's"),
        pytest.param(receipt_id("test", "ben/1"), id="another member's"),
    ],
)
def test_goes_on_from_own_receipts_only(history: History, before: str) -> None:
    played("ann", 3)
    played("ben", 3)

    with pytest.raises(Unknown) as unknown:
        history.page("ann", before)

    assert unknown.value.code == "unknown_receipt"


def test_a_revoked_token_reads_no_page(history: History) -> None:
    names = played("ann", 20, epoch=2)

    for before in (None, names[16]):
        assert history.page("ann", before, token_epoch=2).receipts
        with pytest.raises(Unauthenticated) as refused:
            history.page("ann", before, token_epoch=1)
        assert refused.value.code == "token_revoked"


def test_a_page_looks_through_eight_batches_and_says_where_to_go_on(history: History, reader: CountingReader) -> None:
    names = played("ann", 200)

    first = history.page("ann", wanted=Wanted(does="draw"))
    assert (first.receipts, first.before, reader.trips) == ([], names[128], 1 + 8)
    assert history.page("ann", first.before, wanted=Wanted(does="draw")) == HistoryPage([], None)


def test_a_page_may_be_of_more_than_one_batch(history: History) -> None:
    names = played("ann", 50)

    first = history.page("ann", wanted=Wanted(limit=40))
    assert (ids_of(first.receipts), first.before) == (names[:40], names[40])
    rest = history.page("ann", first.before, wanted=Wanted(limit=40))
    assert (ids_of(rest.receipts), rest.before) == (names[40:], None)
