"""Codes of a partner: each goes out by one receipt, whoever asks at once, and wherever a call is cut."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import msgspec
import pytest

from chalicelib.domain.mechanics.blind_box.play import Draw
from chalicelib.domain.mechanics.redemption.play import Redeem
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.words.errors import SoldOut
from chalicelib.services.act import Answered
from local.dynamo_calls import DynamoCalls
from tests.crashes import CRASHES, Crash
from tests.faults import Reply, instead
from tests.proof.conftest import Proof
from tests.proof.observer import snapshot, stored
from tests.proof.test_crash_at_every_write import Case, Step, crash_at_every_call, happened, play
from tests.proof.world import Container, World, asking, opened

BEGAN = "2026-06-18 10:30"
TICKET = Redeem("cinema", "counter", "ticket")
TEN = Draw("cinema", "seats", 10)
THREADS = 8


def upload(codes: int, file: str = "june") -> Step:
    """An upload into the pool, whole after whatever was cut."""

    def step(container: Container) -> object:
        named = [f"{file}-{n}" for n in range(codes)]
        taken = container.parts.operations.codes.upload("cinema", named, file, "mia", container.clock())
        return taken.added + taken.before

    return step


@pytest.fixture
def world(aws: None) -> Iterator[World]:
    with opened(["cinema"], BEGAN) as world:
        yield world


def taken() -> int:
    return sum(item["taken"] for (pk, sk), item in stored().items() if sk == "S" and pk.startswith("S#/pools/cinema"))


def given_out() -> list[str]:
    """The numbers of all codes that receipts handed out."""
    bodies = [item["b"] for (_, sk), item in stored().items() if sk.startswith("R#")]
    receipts = [msgspec.json.decode(body, type=Receipt) for body in bodies]
    return [coupon.number for receipt in receipts for coupon in receipt.coupons]


def readable(world: World, n: int) -> bool:
    """Whether the pool holds so many codes, each of which can be read, once."""
    codes = world.container().parts.operations.codes
    numbers = [f"{pk.rpartition('#')[2]}-{sk}" for pk, sk in stored() if pk.startswith("V#cinema#")]
    marks = [pk for pk, _ in stored() if pk.startswith("V#cinema/")]
    read = {codes._codes.read("cinema", number) for number in numbers}
    return codes.look("cinema").left == len(numbers) == len(marks) == len(read - {None}) == n


CASES = (
    Case("a code", "MRS", play(TICKET), before=[upload(5)]),
    Case(
        "ten draws that a pool has six codes for",
        "MRS",
        play(TEN),
        before=[upload(6), happened("shop.visited", "v", shop="north")],
    ),
)


@pytest.mark.usefixtures("no_waiting")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_crash_loses_no_code_and_gives_none_twice(world: World, case: Case, proof: Proof) -> None:
    crash_at_every_call(world, case, proof, BEGAN)


@pytest.mark.usefixtures("no_waiting")
@pytest.mark.parametrize("crash", CRASHES)
def test_an_upload_that_is_cut_anywhere_is_whole_when_it_is_sent_again(world: World, crash: Reply) -> None:
    """Of 12 codes in as many shards, cut at each of its calls; where they stand is chance."""
    empty, step = snapshot(), upload(12)
    with DynamoCalls() as calls:
        assert step(world.container()) == 12
    for number, operation in enumerate(calls.operations):
        empty()
        earlier: list[Reply | None] = [None] * calls.operations[:number].count(operation)
        with instead(operation, *earlier, crash), suppress(Crash):
            step(world.container())
        assert step(world.container()) == 12, (number, operation)
        assert readable(world, 12), (number, operation)


def test_a_crowd_gets_each_code_once(world: World, proof: Proof) -> None:
    """60 members ask eight containers at once for 40 codes; who hears that it is busy asks again, as a client does."""
    containers = [world.container() for _ in range(THREADS)]
    upload(40)(containers[0])
    members = [containers[0].sign_in(f"member-{n}") for n in range(60)]

    def ask(n: int) -> type:
        while True:
            answer = containers[n % THREADS].one(members[n], asking(TICKET, "k"))
            if isinstance(answer, Answered | SoldOut):
                return type(answer)

    with ThreadPoolExecutor(THREADS) as threads:
        answers = list(threads.map(ask, range(60)))
    numbers = given_out()
    assert (answers.count(Answered), answers.count(SoldOut)) == (40, 20)
    assert (len(numbers), len(set(numbers)), taken()) == (40, 40, 40)
    codes = [world.container().parts.operations.codes._codes.read("cinema", number) for number in numbers]
    assert sorted(map(str, codes)) == sorted(f"june-{n}" for n in range(40))


def test_uploads_at_once_add_each_code_once(world: World) -> None:
    """Four managers send files that overlap."""
    containers = [world.container() for _ in range(4)]

    def send(n: int) -> int:
        codes = [f"c-{one}" for one in range(10 * n, 10 * n + 20)]
        return containers[n].parts.operations.codes.upload("cinema", codes, f"file-{n}", "mia", world.now).added

    with ThreadPoolExecutor(4) as threads:
        added = list(threads.map(send, range(4)))
    assert sum(added) == 50
    assert readable(world, 50)
    assert sum(one.codes for one in world.container().parts.operations.codes.look("cinema").uploads) == 50
