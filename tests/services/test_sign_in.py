"""Signing in: one member an identity, born with the first receipt, however many devices come at once."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from itertools import count
from random import Random
from time import monotonic
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest

from chalicelib.domain.decide.bring_in import MOST_LINKED
from chalicelib.domain.decide.merge import MOST_ABSORBED
from chalicelib.domain.file import reading
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.publishing.definitions import Definitions, assemble
from chalicelib.domain.record.arrival import Arrival
from chalicelib.domain.record.member import Member, OtherIds, signpost
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.record.sharing import sharing_of
from chalicelib.domain.words.errors import Conflict, Unauthenticated, Unavailable, Unknown
from chalicelib.services.act import Act, Answered
from chalicelib.services.catalogue import Catalogue
from chalicelib.services.merge import Merging
from chalicelib.services.reasons import CommitRejected
from chalicelib.services.sign_in import DevProvider, Led, SignedIn, SignIn, Vouching, no_campaigns
from chalicelib.store.campaigns import Campaigns
from chalicelib.store.faults import FaultKind
from chalicelib.store.full_shards import FullShards
from chalicelib.store.identities import Identities, Identity
from chalicelib.store.members import Members
from chalicelib.store.pools import Pools
from chalicelib.store.providers import Believed
from chalicelib.store.reader import Reader
from chalicelib.store.receipt_log import ids
from chalicelib.store.stock import StockShards
from chalicelib.store.table import Item, member_key
from chalicelib.store.transaction import Cancelled, Fault, Part
from local.dynamo_calls import DynamoCalls

NOW = 1_780_000_000_000
SHARING = sharing_of(b"of tests".ljust(32))


class Apps:
    """Apps of one platform: a code spells the ids that it stands for, `mini:1 union:9`."""

    def identify(self, code: str, nonce: str = "") -> tuple[Identity, ...]:
        return tuple(Identity(*one.split(":", 1)) for one in code.split())


APPS = Apps()


def signing_in(
    device: int = 1,
    sleep: Callable[[float], None] = lambda _: None,
    definitions: Definitions = no_campaigns(None),  # noqa: B008 - made once
) -> SignIn:
    numbers, rng = count(), Random(1)
    reader = Reader(lambda _: None, rng)
    members, pools = Members(reader), Pools(reader, rng, monotonic)
    stock = StockShards(reader, FullShards(reader, rng, lambda: NOW), rng, pools)
    catalogue = Catalogue(Campaigns(reader), b"", monotonic)
    act = Act(members, stock, catalogue, lambda: bytes(32), lambda _: None, monotonic, rng)
    return SignIn(
        Vouching({"dev": DevProvider(), "mini": APPS, "account": APPS}, {"crm": Believed("crm")}),
        Identities(reader),
        members,
        Merging(members, act),
        lambda: bytes([device, next(numbers)]) * 16,
        sleep,
        rng,
        SHARING,
        lambda now: definitions,
    )


@pytest.fixture
def sign_in(table: None) -> SignIn:
    return signing_in()


def test_a_member_is_born_at_the_first_sign_in(sign_in: SignIn) -> None:
    ann = sign_in.sign_in("dev", "ann", NOW)

    assert ann == SignedIn("m" + "0100" * 5, 0, created=True)
    loaded = Members(Reader(lambda _: None, Random(1))).load(ann.member)
    born = Member(joined=datetime.fromtimestamp(NOW / 1000, UTC).toordinal())
    assert (loaded.snapshot.version, loaded.snapshot.at, loaded.snapshot.document) == (1, NOW, born)


def test_the_day_of_joining_is_the_programmes_and_who_is_born_stands_in_the_index_by_it(table: None) -> None:
    told: Any = {"timezone": "Asia/Shanghai", "events": {}, "segments": {"quiet": {"joined": "31 to 60 days ago"}}}
    programme, findings = reading.read(told, Programme)
    assert programme is not None, findings
    early = int(datetime(2026, 2, 1, 0, 30, tzinfo=ZoneInfo("Asia/Shanghai")).timestamp() * 1000)

    ann = signing_in(definitions=assemble(programme, ())).sign_in("dev", "ann", early)

    found = Members(Reader(lambda _: None, Random(1))).load(ann.member).member
    assert date.fromordinal(found.snapshot.document.joined).isoformat() == "2026-02-01"
    assert found.due == int(datetime(2026, 3, 4, tzinfo=ZoneInfo("Asia/Shanghai")).timestamp() * 1000)


def test_the_birth_has_the_first_receipt(sign_in: SignIn) -> None:
    ann = sign_in.sign_in("dev", "ann", NOW)

    members = Members(Reader(lambda _: None, Random(1)))
    [stored] = members.receipts(ann.member, ids(members.load(ann.member).member.log)).values()
    receipt = msgspec.json.decode(stored.body, type=Receipt)
    assert (receipt.number, receipt.at, receipt.does) == (1, NOW, "enrol")


def test_later_sign_ins_find_the_same_member(sign_in: SignIn) -> None:
    ann = sign_in.sign_in("dev", "ann", NOW)

    assert sign_in.sign_in("dev", "ann", NOW + 1) == SignedIn(ann.member, 0, created=False)
    assert sign_in.sign_in("dev", "ben", NOW + 1).member != ann.member


def test_tells_the_epoch_that_a_token_has_to_name(sign_in: SignIn) -> None:
    ann = sign_in.sign_in("dev", "ann", NOW)
    revoked = msgspec.json.encode(Member(epoch=3))
    Item(*member_key(ann.member)).update([Item.body.set(revoked)])

    assert sign_in.sign_in("dev", "ann", NOW).epoch == 3


def test_devices_that_come_at_once_are_one_member(table: None) -> None:
    sign_ins = [signing_in(device) for device in range(8)]
    with ThreadPoolExecutor(8) as devices:
        known = list(devices.map(lambda one: one.sign_in("dev", "ann", NOW), sign_ins))

    assert len({one.member for one in known}) == 1
    assert [one.created for one in known].count(True) == 1
    assert len(list(Item.scan())) == 4  # the identity and the way back to it, the member, the receipt


def test_a_device_that_was_overtaken_finds_the_others_member(table: None, monkeypatch: pytest.MonkeyPatch) -> None:
    other = signing_in(device=2)
    born: list[SignedIn] = []
    overtaken = signing_in()
    look = Identities.members_of

    def look_just_before(self: Identities, identities: Sequence[Identity]) -> dict[Identity, str]:
        found = look(self, identities)
        if not born:
            monkeypatch.setattr(Identities, "members_of", look)
            born.append(other.sign_in("dev", "ann", NOW))
        return found

    monkeypatch.setattr(Identities, "members_of", look_just_before)

    assert overtaken.sign_in("dev", "ann", NOW) == SignedIn(born[0].member, 0, created=False)


@pytest.mark.parametrize("code", ["", "a b", "a/b", "x" * 65, "ann\n", "安"])
def test_the_dev_provider_takes_plain_names_only(sign_in: SignIn, code: str) -> None:
    with pytest.raises(Unauthenticated) as refused:
        sign_in.sign_in("dev", code, NOW)

    assert refused.value.code == "bad_code"
    assert not list(Item.scan())


def test_a_provider_that_this_stage_lacks_is_unknown(sign_in: SignIn) -> None:
    with pytest.raises(Unknown) as unknown:
        sign_in.sign_in("crm", "ann", NOW)

    assert unknown.value.code == "unknown_provider"


@pytest.mark.parametrize(
    ("kind", "error", "pauses"),
    [
        pytest.param(FaultKind.CONFLICT, Unavailable, 6, id="conflicts without end"),
        pytest.param(FaultKind.LOST, Unavailable, 6, id="no reply"),
        pytest.param(FaultKind.INVALID, CommitRejected, 0, id="never to be taken"),
    ],
)
def test_gives_up_in_time(
    table: None, monkeypatch: pytest.MonkeyPatch, kind: FaultKind, error: type[Exception], pauses: int
) -> None:
    waited: list[float] = []
    fault = Cancelled((Fault(Part.WHOLE, kind),))
    monkeypatch.setattr("chalicelib.services.sign_in.commit", lambda *_, **__: fault)

    with pytest.raises(error):
        signing_in(sleep=waited.append).sign_in("dev", "ann", NOW)

    assert len(waited) == pauses
    assert sum(waited) < 2


def arrival_of(member: str) -> Arrival | None:
    return Members(Reader(lambda _: None, Random(1))).load(member).snapshot.document.arrival


LED = {
    "a link of a member": (lambda me: Led(via=SHARING.seal(me)), True, ""),
    "a code of a channel": (lambda me: Led(code="douyin-live-7"), False, "douyin-live-7"),
    "both": (lambda me: Led(SHARING.seal(me), "douyin-live-7"), True, "douyin-live-7"),
    "nothing": (lambda me: Led(), False, ""),
    "a token of nobody": (lambda me: Led(SHARING.seal("m" + "ab" * 10), "live"), False, "live"),
    "a token that was made up": (lambda me: Led("A" * 26, "live"), False, "live"),
    "an id in place of a token": (lambda me: Led(me, "live"), False, "live"),
    "a code with a slip": (lambda me: Led(SHARING.seal(me), "douyin live 7"), True, ""),
    "a code without end": (lambda me: Led(SHARING.seal(me), "x" * 65), True, ""),
}


@pytest.mark.parametrize(("led", "invited", "code"), LED.values(), ids=LED)
def test_what_led_to_the_first_sign_in_is_noted(
    sign_in: SignIn, led: Callable[[str], Led], invited: bool, code: str
) -> None:
    me = sign_in.sign_in("dev", "me", NOW).member

    bo = sign_in.sign_in("dev", "bo", NOW, led(me))

    right = Arrival(NOW, SHARING.seal(me) if invited else "", code)
    assert bo.created
    assert arrival_of(bo.member) == (right if invited or code else None)


def test_a_later_sign_in_changes_nothing_of_it(sign_in: SignIn) -> None:
    me, you = (sign_in.sign_in("dev", name, NOW).member for name in ("me", "you"))
    bo = sign_in.sign_in("dev", "bo", NOW, Led(SHARING.seal(me), "first")).member

    sign_in.sign_in("dev", "bo", NOW + 1, Led(SHARING.seal(you), "second"))
    sign_in.sign_in("dev", "me", NOW + 1, Led(SHARING.seal(you), "second"))

    assert arrival_of(bo) == Arrival(NOW, SHARING.seal(me), "first")
    assert arrival_of(me) is None


def test_two_devices_with_two_links_note_the_first(table: None) -> None:
    me, you = (signing_in(9).sign_in("dev", name, NOW).member for name in ("me", "you"))
    sign_ins = [(signing_in(device), Led(SHARING.seal((me, you)[device % 2]))) for device in range(8)]
    with ThreadPoolExecutor(8) as devices:
        known = list(devices.map(lambda one: one[0].sign_in("dev", "bo", NOW, one[1]), sign_ins))

    assert len({one.member for one in known}) == 1
    arrival = arrival_of(known[0].member)
    assert arrival is not None
    assert SHARING.open(arrival.invited_by) in (me, you)


def test_an_erased_inviter_is_nobody(sign_in: SignIn) -> None:
    me = sign_in.sign_in("dev", "me", NOW).member
    Item(*member_key(me)).update([Item.body.set(msgspec.json.encode(Member(erased=NOW)))])

    bo = sign_in.sign_in("dev", "bo", NOW, Led(SHARING.seal(me)))

    assert bo.created
    assert arrival_of(bo.member) is None


def test_a_link_costs_a_sign_in_no_further_trip(sign_in: SignIn) -> None:
    me = sign_in.sign_in("dev", "me", NOW).member
    with DynamoCalls() as plain:
        sign_in.sign_in("dev", "ann", NOW)
    with DynamoCalls() as led:
        sign_in.sign_in("dev", "bo", NOW, Led(SHARING.seal(me), "live"))

    assert led.operations == plain.operations == ["BatchGetItem", "TransactWriteItems"]


def test_the_inviter_whose_record_was_absorbed_is_who_absorbed_it(sign_in: SignIn) -> None:
    me, old = (sign_in.sign_in("dev", name, NOW).member for name in ("me", "old"))
    Item(*member_key(old)).update([Item.body.set(msgspec.json.encode(signpost(me)))])

    bo = sign_in.sign_in("dev", "bo", NOW, Led(SHARING.seal(old)))

    assert arrival_of(bo.member) == Arrival(NOW, SHARING.seal(me))


def document(member: str) -> Member:
    return Members(Reader(lambda _: None, Random(1))).load(member).snapshot.document


def test_all_ids_that_a_platform_gives_lead_to_one_member(sign_in: SignIn) -> None:
    ann = sign_in.sign_in("mini", "mini:1 union:9", NOW)

    assert ann.created
    assert sign_in.sign_in("account", "account:2 union:9", NOW + 1) == SignedIn(ann.member, 0, created=False)
    assert sign_in.sign_in("account", "account:2", NOW + 2).member == ann.member
    assert document(ann.member).ids.linked == 2


def test_an_id_that_appears_later_leads_to_the_same_member(sign_in: SignIn) -> None:
    ann = sign_in.sign_in("mini", "mini:1", NOW)

    assert sign_in.sign_in("mini", "mini:1 union:9", NOW + 1).member == ann.member
    assert sign_in.sign_in("account", "account:2 union:9", NOW + 2).member == ann.member


def test_two_members_whom_the_platform_knows_as_one_person_become_one(sign_in: SignIn) -> None:
    old, new = sign_in.sign_in("account", "account:2", NOW), sign_in.sign_in("mini", "mini:1 union:9", NOW + 1)
    assert old.member != new.member

    one = sign_in.sign_in("account", "account:2 union:9", NOW + 2)

    assert (one.member, one.created) == (old.member, False)
    assert document(new.member) == signpost(old.member)
    assert sign_in.sign_in("mini", "mini:1", NOW + 3).member == old.member


def test_where_they_can_not_become_one_the_apps_own_id_decides(sign_in: SignIn) -> None:
    full = sign_in.sign_in("account", "account:2", NOW)
    new = sign_in.sign_in("mini", "mini:1 union:9", NOW + 1)
    absorbed = OtherIds(absorbed=tuple(f"m{one}" for one in range(MOST_ABSORBED)))
    Item(*member_key(full.member)).update([Item.body.set(msgspec.json.encode(Member(ids=absorbed)))])

    assert sign_in.sign_in("account", "account:2 union:9", NOW + 2).member == full.member
    assert sign_in.sign_in("mini", "mini:1 union:9", NOW + 3).member == new.member


def test_a_member_with_as_many_ids_as_may_be_signs_in_by_those(sign_in: SignIn) -> None:
    ann = sign_in.sign_in("mini", "mini:1", NOW)
    full = Member(ids=OtherIds(linked=MOST_LINKED))
    Item(*member_key(ann.member)).update([Item.body.set(msgspec.json.encode(full))])

    assert sign_in.sign_in("mini", "mini:1 union:9", NOW + 1).member == ann.member


def test_a_sign_in_by_several_ids_costs_no_further_trip(sign_in: SignIn) -> None:
    sign_in.sign_in("mini", "mini:1 union:9", NOW)
    with DynamoCalls() as again:
        sign_in.sign_in("mini", "mini:1 union:9", NOW + 1)

    assert again.operations == ["BatchGetItem", "BatchGetItem"]


def test_the_first_receipt_tells_nothing_of_who_it_is(sign_in: SignIn) -> None:
    sign_in.sign_in("mini", "mini:opened-by-ann union:9", NOW)

    receipts = [item.body for item in Item.scan() if item.sk.startswith("R#")]
    assert b"opened-by-ann" not in b"".join(receipts)


def led() -> list[tuple[str, str, str]]:
    """All items of the table, and the members whom identities lead to."""
    return sorted((item.pk, item.sk, item.member or "") for item in Item.scan())


@pytest.mark.parametrize(
    ("bens", "added"),
    [
        pytest.param("mini:2", "mini:2 union:9", id="the app's own id leads to him, that of all apps nowhere"),
        pytest.param("account:7 union:9", "mini:2 union:9", id="that of all apps leads to him, the app's own nowhere"),
    ],
)
def test_what_leads_to_another_member_is_added_in_no_part(sign_in: SignIn, bens: str, added: str) -> None:
    ann, ben = sign_in.sign_in("mini", "mini:1", NOW), sign_in.sign_in("account", bens, NOW)
    before = led()

    answer = sign_in.add(ann.member, 0, "mini", added, NOW + 1)

    assert isinstance(answer, Conflict)
    assert answer.code == "identity_taken"
    assert led() == before
    assert sign_in.sign_in("mini", added, NOW + 2).member == ben.member
    assert sign_in.sign_in("mini", "mini:1", NOW + 3).member == ann.member


def test_all_ids_of_a_platform_are_added(sign_in: SignIn) -> None:
    ann = sign_in.vouched("crm", "4711", NOW)

    for added in ("mini:1", "mini:1 union:9", "mini:1 union:9"):
        assert isinstance(sign_in.add(ann.member, 0, "mini", added, NOW + 1), Answered)

    assert sign_in.sign_in("account", "account:2 union:9", NOW + 2).member == ann.member


def test_the_shops_server_vouches_for_its_customers(sign_in: SignIn) -> None:
    ann = sign_in.vouched("crm", "customer 4711", NOW)

    assert ann.created
    assert sign_in.vouched("crm", "customer 4711", NOW + 1) == SignedIn(ann.member, 0, created=False)
    with pytest.raises(Unknown):
        sign_in.vouched("mini", "mini:1", NOW)
    with pytest.raises(Unknown):
        sign_in.sign_in("crm", "customer 4711", NOW)
